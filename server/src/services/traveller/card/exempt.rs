//! Whether travellers may come on a card alone: by an agreement of the day of arrival with their own
//! nationality, for their kind of passport, and for as long as they stay (Art. 5).

use super::file::OnCard;
use crate::services::traveller::reading::Trip;
use crate::state::Portal;
use crate::store::Connection;
use app::error::{FieldError, Result};
use domain::law::application::{Exemption, VisaNeed, visa_need};
use domain::person::Person;

async fn need(db: &mut dyn Connection, person: &Person, trip: &Trip) -> Result<VisaNeed> {
    let agreement = db
        .exemption(person.nationality.code, person.passport_kind, trip.entry)
        .await?
        .map(|row| Exemption { days: row.days });
    Ok(visa_need(agreement, Some(trip.stay_days)))
}

/// What keeps the traveller from coming on a card. `longer`: the field at which it is said that the stay
/// is too long.
pub(super) async fn wrong(
    db: &mut dyn Connection,
    person: &Person,
    trip: &Trip,
    longer: &str,
) -> Result<Vec<FieldError>> {
    Ok(match need(db, person, trip).await? {
        VisaNeed::Exempt { .. } => Vec::new(),
        VisaNeed::LongerThanExemption { days } => {
            vec![FieldError::new(longer, "field-error-card-stay").with("days", days)]
        }
        VisaNeed::Needed => vec![FieldError::new("nationality", "field-error-card-visa")],
    })
}

/// What keeps the others from coming when this is the trip, each by name: their own pages are elsewhere.
pub(super) async fn wrong_with_others(
    db: &mut dyn Connection,
    trip: &Trip,
    others: impl Iterator<Item = &OnCard>,
) -> Result<Vec<FieldError>> {
    let mut errors = Vec::new();
    for other in others {
        let Some(person) = &other.document.person else {
            continue;
        };
        let error = |field, message| FieldError::new(field, message).with("name", other.name());
        match need(db, person, trip).await? {
            VisaNeed::Exempt { .. } => {}
            VisaNeed::LongerThanExemption { days } => {
                errors.push(error("stay_days", "field-error-card-stay-of").with("days", days));
            }
            VisaNeed::Needed => errors.push(error("entry_day", "field-error-card-visa-of")),
        }
        if person.expires_on < trip.entry {
            errors.push(error("entry_day", "field-error-card-passport-of"));
        }
    }
    Ok(errors)
}

/// That somebody is on the card already with this passport.
pub(super) fn twice<'a>(
    portal: &Portal,
    person: &Person,
    mut others: impl Iterator<Item = &'a OnCard>,
) -> Option<FieldError> {
    let hash = portal.passport_hash(&person.passport_number, person.nationality.code);
    let is_same = |other: &OnCard| other.row.passport_hash.as_deref() == Some(&hash[..]);
    let other = others.find(|other| is_same(other))?;
    let error = FieldError::new("passport_number", "field-error-card-twice");
    Some(error.with("name", other.name()))
}
