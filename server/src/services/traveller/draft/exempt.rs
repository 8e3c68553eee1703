//! Telling travellers that they need no visa for the trip as stated (Art. 5), before they pay. They
//! may go on all the same.

use super::readings::Readings;
use crate::store::Connection;
use app::error::{FieldError, Result};
use domain::law::application::{Exemption, VisaNeed, visa_need};

/// One line for each traveller whom an agreement frees on the day of entry, for as long as they stay.
pub async fn exempt(db: &mut dyn Connection, readings: &Readings) -> Result<Vec<FieldError>> {
    let mut told = Vec::new();
    let Some(trip) = readings.trip() else {
        return Ok(told);
    };
    for person in readings.people() {
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
