//! Asking the traveller to correct something. The reviewer keeps the case; the traveller's
//! sending of the correction puts it back in review.

use super::{assignment, note};
use crate::audit::Actor;
use crate::cases::corrections::correction_row;
use crate::queue::Job;
use crate::state::Portal;
use crate::store::{DecisionKind, DecisionRow};
use app::contract::{Caller, DecisionForm, Role};
use app::error::{FieldError, PortalError, Result};
use domain::states::{CaseState, CorrectionPage};
use serde_json::json;

pub async fn ask(portal: &Portal, caller: &Caller, form: &DecisionForm) -> Result<()> {
    let staff = caller.with_role(Role::Reviewer)?;
    let mut tx = portal.begin().await?;
    let mut file = assignment::open_assigned(portal, &mut tx, staff, form).await?;
    let (note, pages) = read(form)?;
    file.case.advance(CaseState::NeedsCorrection)?;
    file.save(&mut *tx).await?;
    let id = portal.id();
    let decision = DecisionRow {
        id,
        case_id: file.case.id,
        kind: DecisionKind::CorrectionAsked,
        ground: None,
        note: file.encrypt_note(portal, "decisions", id, note)?,
        staff_id: staff.id,
        at: portal.now(),
    };
    tx.add_decision(&decision).await?;
    let codes: Vec<&str> = pages.iter().map(|page| page.as_str()).collect();
    let detail = json!({ "pages": codes.join(" ") });
    let correction = correction_row(portal, &file, id, pages).await?;
    tx.add_correction(&correction).await?;
    let actor = Actor::Staff(staff.id);
    tx.append(file.event(actor, "case.correction_asked").with(detail));
    tx.enqueue(Job::MailCorrection(file.case.id));
    tx.commit().await?;
    Ok(())
}

/// The note and the pages to open, or everything that is wrong with them at once.
fn read(form: &DecisionForm) -> Result<(&str, Vec<CorrectionPage>)> {
    let pages: Vec<CorrectionPage> = CorrectionPage::ALL
        .iter()
        .copied()
        .filter(|page| form.pages.iter().any(|code| code == page.as_str()))
        .collect();
    match note::reason(form) {
        Ok(note) if !pages.is_empty() => Ok((note, pages)),
        note => {
            let mut errors = match note {
                Err(PortalError::Invalid(errors)) => errors,
                Err(other) => return Err(other),
                Ok(_) => Vec::new(),
            };
            if pages.is_empty() {
                errors.insert(0, FieldError::new("pages", "field-error-choose-pages"));
            }
            Err(PortalError::Invalid(errors))
        }
    }
}
