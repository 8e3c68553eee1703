//! Denying a request takes two: a reviewer proposes it on a ground with a note, and a supervisor
//! who is somebody else confirms or rejects it.

use super::{assignment, note};
use crate::audit::Actor;
use crate::cases::case_file::CaseFile;
use crate::cases::closing;
use crate::error::{case_changed, internal};
use crate::queue::Job;
use crate::state::Portal;
use crate::store::{Connection, DecisionKind, DecisionRow};
use crate::transaction::Transaction;
use app::contract::{Caller, DecisionForm, Role, StaffIdentity};
use app::error::{PortalError, Result};
use domain::law::Ground;
use domain::law::grounds::check_denial;
use domain::states::CaseState;
use serde_json::json;
use uuid::Uuid;

/// The reviewer who holds the case proposes to deny it.
pub async fn propose(portal: &Portal, caller: &Caller, form: &DecisionForm) -> Result<()> {
    let staff = caller.with_role(Role::Reviewer)?;
    let mut tx = portal.begin().await?;
    let mut file = assignment::open_assigned(portal, &mut tx, staff, form).await?;
    let ground = ground(form)?;
    let note = note::reason(form)?;
    file.case.advance(CaseState::DenialProposed)?;
    file.save(&mut *tx).await?;
    let id = portal.id();
    let decision = DecisionRow {
        id,
        case_id: file.case.id,
        kind: DecisionKind::DenialProposed,
        ground: Some(ground),
        note: file.encrypt_note(portal, "decisions", id, note)?,
        staff_id: staff.id,
        at: portal.now(),
    };
    tx.add_decision(&decision).await?;
    tx.append(
        file.event(Actor::Staff(staff.id), "case.denial_proposed")
            .with(json!({ "ground": ground.as_str() })),
    );
    tx.commit().await?;
    Ok(())
}

/// A ground that may stand for a denial.
fn ground(form: &DecisionForm) -> Result<Ground> {
    form.ground
        .parse::<Ground>()
        .ok()
        .filter(|ground| check_denial(&[*ground]).is_ok())
        .ok_or_else(|| PortalError::invalid("ground", "field-error-choose-ground"))
}

/// A supervisor confirms: the request is denied.
pub async fn confirm(portal: &Portal, caller: &Caller, form: &DecisionForm) -> Result<()> {
    let staff = caller.with_role(Role::Supervisor)?;
    let mut tx = portal.begin().await?;
    let (mut file, ground) = open_proposed(portal, &mut tx, staff, form).await?;
    file.case.advance(CaseState::Denied)?;
    file.case.decided_at = Some(portal.now());
    file.save(&mut *tx).await?;
    let answer = (DecisionKind::DenialConfirmed, Some(ground));
    add_answer(portal, &mut *tx, &file, answer, staff.id, &form.note).await?;
    let actor = Actor::Staff(staff.id);
    let detail = json!({ "ground": ground.as_str() });
    tx.append(file.event(actor, "case.denied").with(detail));
    tx.enqueue(Job::MailDecision(file.case.id));
    closing::close_if_over(&mut tx, file.application.id, actor).await?;
    tx.commit().await?;
    Ok(())
}

/// A supervisor rejects, with a reason: the case goes back to the reviewer who holds it.
pub async fn reject(portal: &Portal, caller: &Caller, form: &DecisionForm) -> Result<()> {
    let staff = caller.with_role(Role::Supervisor)?;
    let mut tx = portal.begin().await?;
    let (mut file, _) = open_proposed(portal, &mut tx, staff, form).await?;
    let reason = note::reason(form)?;
    file.case.advance(CaseState::InReview)?;
    file.save(&mut *tx).await?;
    let answer = (DecisionKind::DenialRejected, None);
    add_answer(portal, &mut *tx, &file, answer, staff.id, reason).await?;
    let actor = Actor::Staff(staff.id);
    tx.append(file.event(actor, "case.denial_rejected"));
    tx.commit().await?;
    Ok(())
}

/// The case with a proposal that this supervisor did not make.
async fn open_proposed(
    portal: &Portal,
    tx: &mut Transaction,
    staff: &StaffIdentity,
    form: &DecisionForm,
) -> Result<(CaseFile, Ground)> {
    let file = assignment::open(portal, tx, form).await?;
    if file.case.state() != CaseState::DenialProposed {
        return Err(case_changed());
    }
    let proposal = proposal(&mut **tx, file.case.id)
        .await?
        .ok_or_else(|| internal("a proposed denial without its proposal"))?;
    if proposal.staff_id == staff.id {
        return Err(PortalError::conflict("conflict-own-proposal"));
    }
    let ground = proposal
        .ground
        .ok_or_else(|| internal("a proposed denial without its ground"))?;
    Ok((file, ground))
}

/// The latest proposal to deny the case.
pub(super) async fn proposal(db: &mut dyn Connection, case: Uuid) -> Result<Option<DecisionRow>> {
    Ok(db
        .latest_decision(case, DecisionKind::DenialProposed)
        .await?)
}

async fn add_answer(
    portal: &Portal,
    db: &mut dyn Connection,
    file: &CaseFile,
    (kind, ground): (DecisionKind, Option<Ground>),
    staff: Uuid,
    note: &str,
) -> Result<()> {
    let id = portal.id();
    let note: String = note.chars().take(note::MOST_NOTE).collect();
    let decision = DecisionRow {
        id,
        case_id: file.case.id,
        kind,
        ground,
        note: file.encrypt_note(portal, "decisions", id, &note)?,
        staff_id: staff,
        at: portal.now(),
    };
    db.add_decision(&decision).await?;
    Ok(())
}
