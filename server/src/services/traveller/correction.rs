//! Sending a correction that the reviewer asked for: the case goes back into review.

use super::draft::{Gathered, view};
use crate::audit;
use crate::state::Portal;
use app::contract::correction_field;
use app::contract::{Caller, Progress};
use app::error::{FieldError, PortalError, Result};
use domain::states::CaseState;
use uuid::Uuid;

pub async fn send(portal: &Portal, caller: &Caller, traveller: Uuid) -> Result<()> {
    let mut tx = portal.begin().await?;
    let gathered = Gathered::of(portal, &mut *tx, caller).await?;
    let (row, _) = gathered.case(traveller).ok_or(PortalError::NotFound)?;
    if row.state() != CaseState::NeedsCorrection {
        return Err(PortalError::conflict("conflict-nothing-to-correct"));
    }
    let mut row = row.clone();
    let draft = view(portal, &mut *tx, &gathered).await?;
    let right = draft
        .travellers
        .iter()
        .find(|person| person.id == traveller)
        .is_some_and(|person| person.passport_progress == Progress::Done && person.has_photo);
    if !right {
        let fault = FieldError::new(
            &correction_field(traveller),
            "field-error-correction-incomplete",
        );
        return Err(PortalError::Invalid(vec![fault]));
    }
    // To the reviewer who asked, or into the queue where nobody holds the case.
    row.advance(if row.reviewer_id.is_some() {
        CaseState::InReview
    } else {
        CaseState::Waiting
    })?;
    tx.save_case(&row).await?;
    let event = audit::Event::new(audit::Actor::Traveller, "case.corrected")
        .of(row.application_id)
        .about(row.id);
    tx.append(event);
    tx.commit().await?;
    Ok(())
}
