//! Sending a correction that the reviewer asked for: the case goes back into review.

pub mod changes;

use super::draft::{LoadedApplication, Readings};
use crate::audit;
use crate::cases::corrections::{Correction, promise_anew};
use crate::state::Portal;
use app::contract::Caller;
use app::contract::correction_field;
use app::error::{FieldError, PortalError, Result};
use domain::states::{CaseState, CorrectionPage};
use uuid::Uuid;

pub async fn send(
    portal: &Portal,
    caller: &Caller,
    reference: &str,
    traveller: Uuid,
) -> Result<()> {
    let mut tx = portal.begin().await?;
    let loaded = LoadedApplication::to_change(portal, &mut *tx, caller).await?;
    loaded.check_reference(reference)?;
    let (row, document) = loaded.case(traveller).ok_or(PortalError::NotFound)?;
    if row.state() != CaseState::NeedsCorrection {
        return Err(PortalError::conflict("conflict-nothing-to-correct"));
    }
    let mut row = row.clone();
    let readings = Readings::of(portal, &mut *tx, &loaded).await?;
    let asked = Correction::latest(portal, &mut *tx, &loaded.key, row.id).await?;
    let opens = |page| asked.as_ref().is_some_and(|asked| asked.opens(page));
    // What the reviewer would not see as it was typed is put right first.
    let wrong = [
        (
            CorrectionPage::Passport,
            readings.person(traveller).is_none(),
        ),
        (CorrectionPage::Photo, row.photo.is_none()),
        (CorrectionPage::Trip, readings.trip().is_none()),
        (
            CorrectionPage::Contact,
            !matches!(&readings.contact, Some(errors) if errors.is_empty()),
        ),
    ];
    let wrong: Vec<FieldError> = wrong
        .into_iter()
        .filter(|(page, is_wrong)| *is_wrong && opens(*page))
        .map(|(page, _)| {
            let message = format!("field-error-correction-{page}");
            FieldError::new(&correction_field(traveller), &message)
        })
        .collect();
    if !wrong.is_empty() {
        return Err(PortalError::Invalid(wrong));
    }
    let changes = match &asked {
        Some(asked) => changes::count(portal, &loaded, (&row, document), asked).await?,
        None => None,
    };
    if changes == Some(0) {
        return Err(PortalError::invalid(
            &correction_field(traveller),
            "field-error-correction-unchanged",
        ));
    }
    let mut application = loaded.application.clone();
    promise_anew(portal, &mut application);
    tx.save_application(&application).await?;
    Correction::give_back(&mut row)?;
    tx.save_case(&row).await?;
    let event = audit::Event::new(audit::Actor::Traveller, "case.corrected")
        .of(row.application_id)
        .about(row.id);
    tx.append(event);
    tx.commit().await?;
    Ok(())
}
