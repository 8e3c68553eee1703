//! Assigning a case to a reviewer, releasing it, and opening a case to act on it: the right role,
//! the version the caller saw, and for most actions the assignment.

use crate::audit::Actor;
use crate::cases::case_file::{CaseFile, named};
use crate::error::case_changed;
use crate::state::Portal;
use crate::transaction::Transaction;
use app::contract::{Caller, DecisionForm, Role, StaffIdentity};
use app::error::{PortalError, Result};
use domain::states::CaseState;

/// Assigns a waiting case to the caller.
pub async fn assign(portal: &Portal, caller: &Caller, form: &DecisionForm) -> Result<()> {
    let staff = caller.with_role(Role::Reviewer)?;
    let mut tx = portal.begin().await?;
    let mut file = open(portal, &mut tx, form).await?;
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

/// Releases a case into the queue. A supervisor may release a case that is assigned to somebody
/// else, so that nothing waits for a reviewer who is away.
pub async fn release(portal: &Portal, caller: &Caller, form: &DecisionForm) -> Result<()> {
    let supervisor = caller.with_role(Role::Supervisor).ok();
    let staff = match supervisor {
        Some(staff) => staff,
        None => caller.with_role(Role::Reviewer)?,
    };
    let mut tx = portal.begin().await?;
    let mut file = if supervisor.is_some() {
        open(portal, &mut tx, form).await?
    } else {
        open_assigned(portal, &mut tx, staff, form).await?
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

/// The case in the version that the form was made from.
pub async fn open(portal: &Portal, tx: &mut Transaction, form: &DecisionForm) -> Result<CaseFile> {
    CaseFile::for_change(portal, tx, named(&form.case, &form.version)?).await
}

/// The same, in review and assigned to this reviewer.
pub async fn open_assigned(
    portal: &Portal,
    tx: &mut Transaction,
    staff: &StaffIdentity,
    form: &DecisionForm,
) -> Result<CaseFile> {
    let file = open(portal, tx, form).await?;
    if file.case.state() != CaseState::InReview {
        return Err(case_changed());
    }
    if file.case.reviewer_id != Some(staff.id) {
        return Err(PortalError::conflict("conflict-case-assigned"));
    }
    Ok(file)
}
