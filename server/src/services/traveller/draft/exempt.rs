//! Telling travellers that they need no visa for the trip as stated (Art. 5), before they pay. They
//! may go on all the same.

use crate::services::traveller::reading::Trip;
use crate::store::Connection;
use app::error::{FieldError, Result};
use domain::law::application::{Exemption, VisaNeed, visa_need};
use domain::person::Person;

/// One line for each traveller whom an agreement frees on the day of entry, for as long as they stay.
pub async fn exempt(
    db: &mut dyn Connection,
    trip: &Trip,
    people: &[Person],
) -> Result<Vec<FieldError>> {
    let mut told = Vec::new();
    for person in people {
        let agreement = db
            .exemption(person.nationality.code, person.passport_kind, trip.entry)
            .await?
            .map(|row| Exemption { days: row.days });
        if let VisaNeed::Exempt { days } = visa_need(agreement, Some(trip.stay_days)) {
            told.push(
                FieldError::new("trip", "trip-warning-exempt")
                    .with("name", person.full_name())
                    .with("days", days),
            );
        }
    }
    Ok(told)
}
