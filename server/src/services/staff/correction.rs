//! Asking the traveller to correct something. The reviewer keeps the case; the traveller's
//! sending of the correction puts it back in review.

use super::{assignment, note};
use crate::audit::Actor;
use crate::queue::Job;
use crate::state::Portal;
use crate::store::{DecisionKind, DecisionRow};
use app::contract::{Caller, DecisionForm, Role};
use app::error::Result;
use domain::states::CaseState;

pub async fn ask(portal: &Portal, caller: &Caller, form: &DecisionForm) -> Result<()> {
    let staff = caller.with_role(Role::Reviewer)?;
    let mut tx = portal.begin().await?;
    let mut file = assignment::open_assigned(portal, &mut tx, staff, form).await?;
    let note = note::note(form)?;
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
    let actor = Actor::Staff(staff.id);
    tx.append(file.event(actor, "case.correction_asked"));
    tx.enqueue(Job::MailCorrection(file.case.id));
    tx.commit().await?;
    Ok(())
}
