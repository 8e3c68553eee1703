//! Telling travellers that they need no visa for the trip as stated (Art. 5), before they pay. They
//! may go on all the same.

use super::readings::Readings;
use crate::store::Connection;
use app::error::{FieldError, Result};
use domain::law::application::{Exemption, VisaNeed, is_citizen, visa_need};

/// One line for each traveller who is a citizen, or whom an agreement frees on the day of entry for as
/// long as they stay; while the trip is not known, as of today.
pub async fn exempt(db: &mut dyn Connection, readings: &Readings) -> Result<Vec<FieldError>> {
    let mut told = Vec::new();
    let trip = readings.trip();
    let entry = trip.map_or(readings.today, |trip| trip.entry);
    let stay = trip.map(|trip| trip.stay_days);
    for person in readings.people() {
        if is_citizen(person.nationality.code) {
            let citizen = FieldError::new("trip", "trip-warning-citizen");
            told.push(citizen.with("name", person.full_name()));
            continue;
        }
        let agreement = db
            .exemption(person.nationality.code, person.passport_kind, entry)
            .await?
            .map(|row| Exemption { days: row.days });
        if let VisaNeed::Exempt { days } = visa_need(agreement, stay) {
            told.push(
                FieldError::new("trip", "trip-warning-exempt")
                    .with("name", person.full_name())
                    .with("days", days),
            );
        }
    }
    Ok(told)
}
