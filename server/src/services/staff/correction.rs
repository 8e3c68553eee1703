//! Asking the traveller to correct something. The reviewer keeps the case; the traveller's
//! sending of the correction puts it back in review.

use super::hold;
use crate::audit::Actor;
use crate::queue::Job;
use crate::state::Portal;
use crate::store::{DecisionKind, DecisionRow};
use app::contract::{Caller, DecisionForm, Role};
use app::error::Result;
use domain::states::CaseState;
use serde_json::json;

pub async fn ask(portal: &Portal, caller: &Caller, form: &DecisionForm) -> Result<()> {
    let staff = caller.with_role(Role::Reviewer)?;
    let mut unit = portal.store.begin().await?;
    let mut file = hold::open_held(portal, &mut *unit, staff, form).await?;
    let note = hold::note(form)?;
    file.case.state = CaseState::NeedsCorrection;
    file.save(&mut *unit).await?;
    let id = portal.id();
    let decision = DecisionRow {
        id,
        case_id: file.case.id,
        kind: DecisionKind::CorrectionAsked,
        ground: None,
        note: file.seal_note(portal, "decisions", id, note)?,
        staff_id: staff.id,
        at: portal.now(),
    };
    unit.add_decision(&decision).await?;
    let actor = Actor::Staff(staff.id);
    file.record(
        portal,
        &mut *unit,
        actor,
        "case.correction_asked",
        json!({}),
    )
    .await?;
    file.enqueue(portal, &mut *unit, Job::MailCorrection(file.case.id))
        .await?;
    unit.commit().await?;
    Ok(())
}
