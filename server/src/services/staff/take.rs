//! Taking a case from the queue, and putting it back.

use super::hold;
use crate::audit::Actor;
use crate::error::case_changed;
use crate::state::Portal;
use app::contract::{Caller, DecisionForm, Role};
use app::error::Result;
use domain::states::CaseState;

/// The caller holds the case from now on.
pub async fn take(portal: &Portal, caller: &Caller, form: &DecisionForm) -> Result<()> {
    let staff = caller.with_role(Role::Reviewer)?;
    let mut tx = portal.begin().await?;
    let mut file = hold::open(portal, &mut tx, form).await?;
    if file.case.state() != CaseState::Waiting {
        return Err(case_changed());
    }
    file.case.advance(CaseState::InReview)?;
    file.case.reviewer_id = Some(staff.id);
    file.save(&mut *tx).await?;
    let actor = Actor::Staff(staff.id);
    tx.append(file.event(actor, "case.taken"));
    tx.commit().await?;
    Ok(())
}

/// Nobody holds the case any more. A supervisor may put back what somebody else holds, so that
/// nothing waits for a reviewer who is away.
pub async fn put_back(portal: &Portal, caller: &Caller, form: &DecisionForm) -> Result<()> {
    let supervisor = caller.with_role(Role::Supervisor).ok();
    let staff = match supervisor {
        Some(staff) => staff,
        None => caller.with_role(Role::Reviewer)?,
    };
    let mut tx = portal.begin().await?;
    let mut file = if supervisor.is_some() {
        hold::open(portal, &mut tx, form).await?
    } else {
        hold::open_held(portal, &mut tx, staff, form).await?
    };
    if file.case.state() != CaseState::InReview {
        return Err(case_changed());
    }
    file.case.advance(CaseState::Waiting)?;
    file.case.reviewer_id = None;
    file.save(&mut *tx).await?;
    let actor = Actor::Staff(staff.id);
    tx.append(file.event(actor, "case.put_back"));
    tx.commit().await?;
    Ok(())
}
