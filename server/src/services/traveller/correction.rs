//! Sending a correction that the reviewer asked for: the case goes back into review.

use super::draft::{LoadedApplication, Readings};
use crate::audit;
use crate::cases::corrections::Correction;
use crate::state::Portal;
use app::contract::Caller;
use app::contract::correction_field;
use app::error::{PortalError, Result};
use domain::states::{CaseState, CorrectionPage};
use uuid::Uuid;

pub async fn send(portal: &Portal, caller: &Caller, traveller: Uuid) -> Result<()> {
    let mut tx = portal.begin().await?;
    let loaded = LoadedApplication::of(portal, &mut *tx, caller).await?;
    let (row, document) = loaded.case(traveller).ok_or(PortalError::NotFound)?;
    if row.state() != CaseState::NeedsCorrection {
        return Err(PortalError::conflict("conflict-nothing-to-correct"));
    }
    let mut row = row.clone();
    let readings = Readings::of(portal, &mut *tx, &loaded).await?;
    let asked = Correction::latest(portal, &mut *tx, &loaded.key, row.id).await?;
    let opens = |page| asked.as_ref().is_some_and(|asked| asked.opens(page));
    // What the reviewer would not see as it was typed is put right first.
    let trip_is_wrong = opens(CorrectionPage::Trip) && readings.trip().is_none();
    let contact_is_wrong = opens(CorrectionPage::Contact)
        && !matches!(&readings.contact, Some(errors) if errors.is_empty());
    let person_is_wrong = readings.person(traveller).is_none() || row.photo.is_none();
    if person_is_wrong || trip_is_wrong || contact_is_wrong {
        return Err(PortalError::invalid(
            &correction_field(traveller),
            "field-error-correction-incomplete",
        ));
    }
    let changes =
        asked.and_then(|asked| asked.changes(&loaded.document, document, row.photo.as_deref()));
    if changes == Some(0) {
        return Err(PortalError::invalid(
            &correction_field(traveller),
            "field-error-correction-unchanged",
        ));
    }
    Correction::give_back(&mut row)?;
    tx.save_case(&row).await?;
    let event = audit::Event::new(audit::Actor::Traveller, "case.corrected")
        .of(row.application_id)
        .about(row.id);
    tx.append(event);
    tx.commit().await?;
    Ok(())
}
