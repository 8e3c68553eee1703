//! Undoing an admission that was pressed by mistake: within two minutes, by the officer who pressed. The
//! stay never was, its V-Pass is withdrawn, and the visa is what it was before. The record keeps both.

use crate::audit::Actor;
use crate::cases::case_file::CaseFile;
use crate::cases::closing::close_if_over;
use crate::cases::refunds::reconsider;
use crate::cases::wallet;
use crate::error::{case_changed, case_error};
use crate::queue::Job;
use crate::state::Portal;
use crate::store::{Connection, CrossingRow, VisaAndStay};
use crate::transaction::Transaction;
use app::contract::{Caller, Role};
use app::error::{PortalError, Result};
use chrono::{DateTime, TimeDelta, Utc};
use domain::doc9303::seal::SealState;
use domain::states::{CrossingKind, VisaState};
use serde_json::json;
use uuid::Uuid;

/// How long after the press it can be undone: the traveller still stands at the desk.
pub const UNDO_WITHIN: TimeDelta = TimeDelta::minutes(2);

/// Until when an officer's own crossing can be undone; nothing for one that cannot be. What a desk handed in
/// was no press of this moment: its traveller left the desk long ago.
pub async fn undo_until(
    db: &mut dyn Connection,
    crossing: &CrossingRow,
    now: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>> {
    let until = crossing.recorded_at + UNDO_WITHIN;
    let may =
        crossing.kind == CrossingKind::Admission && crossing.undone_at.is_none() && now <= until;
    if !may || db.is_handed_in(crossing.id).await? {
        return Ok(None);
    }
    Ok(Some(until))
}

/// Undoes an admission, and those that were pressed with it; its case.
///
/// # Errors
/// `NotFound` for a crossing of somebody else, `Conflict` for one that is no admission, is too long ago
/// or was undone before, and when something happened to a case since.
pub async fn undo(portal: &Portal, caller: &Caller, crossing: Uuid) -> Result<Uuid> {
    let officer = caller.with_role(Role::Border)?;
    let mut tx = portal.begin().await?;
    let row = tx.crossing(crossing).await?;
    let row = row
        .filter(|row| row.officer_id == officer.id)
        .ok_or(PortalError::NotFound)?;
    let case = tx.case(row.case_id).await?.ok_or(PortalError::NotFound)?;
    tx.lock_application(case.application_id).await?;
    // What happened while the lock was waited for.
    let row = tx.crossing(crossing).await?.ok_or_else(case_changed)?;
    if row.undone_at.is_some() {
        return Err(PortalError::conflict("conflict-undone-already"));
    }
    let until = undo_until(&mut *tx, &row, portal.now()).await?;
    if until.is_none() {
        return Err(PortalError::conflict("conflict-undo-over"));
    }
    let actor = Actor::Staff(officer.id);
    for admission in pressed_together(&mut *tx, &row, case.application_id).await? {
        undo_one(portal, &mut tx, &admission, actor).await?;
    }
    catch_up(portal, &mut tx, case.application_id, actor).await?;
    tx.commit().await?;
    Ok(row.case_id)
}

/// The admissions of one press: of one officer and one application, at one instant.
async fn pressed_together(
    db: &mut dyn Connection,
    row: &CrossingRow,
    application: Uuid,
) -> Result<Vec<CrossingRow>> {
    let mut together = Vec::new();
    for case in db.cases_of(application).await? {
        let crossings = db.crossings_of(case.id).await?.into_iter();
        together.extend(crossings.filter(|other| {
            other.kind == CrossingKind::Admission
                && other.officer_id == row.officer_id
                && other.recorded_at == row.recorded_at
        }));
    }
    Ok(together)
}

async fn undo_one(
    portal: &Portal,
    tx: &mut Transaction,
    admission: &CrossingRow,
    actor: Actor,
) -> Result<()> {
    let file = CaseFile::load(portal, &mut **tx, admission.case_id).await?;
    let pass = take_back(portal, tx, admission).await?;
    file.save(&mut **tx).await?;
    let event = file.event(actor, "border.admission_undone");
    let detail = json!({ "crossing": admission.id, "pass": pass, "port": admission.port });
    tx.append(event.with(detail));
    // Who was never told has nothing to be told.
    let told = match pass {
        Some(pass) => {
            let (kind, subject) = Job::MailPass(pass).stored();
            !tx.cancel_untried_job(kind, &subject).await?
        }
        None => false,
    };
    if told {
        tx.enqueue(Job::MailAdmissionUndone(admission.id));
    }
    Ok(())
}

/// What would have followed meanwhile, had nobody been admitted: a fee that went back by other means
/// makes a refused visa void, and an application may be over.
async fn catch_up(
    portal: &Portal,
    tx: &mut Transaction,
    application: Uuid,
    actor: Actor,
) -> Result<()> {
    for payment in tx.payments_of(application).await? {
        if payment.is_all_back() {
            reconsider(portal, tx, &payment).await?;
        }
    }
    close_if_over(tx, application, actor).await
}

/// Stay, pass and visa as if nobody had been admitted; the pass that is withdrawn.
async fn take_back(
    portal: &Portal,
    tx: &mut Transaction,
    admission: &CrossingRow,
) -> Result<Option<Uuid>> {
    let now = portal.now();
    let VisaAndStay { visa, stay, .. } = tx.visa_and_stay(admission.case_id).await?;
    let stay = stay.filter(|stay| stay.admission_id == admission.id);
    let mut stay = stay.ok_or_else(case_changed)?;
    stay.undo(now).map_err(case_error)?;
    tx.save_stay(&stay).await.map_err(case_error)?;
    // One that the entry did not use up has its own fate.
    let before = admission.visa_state;
    let used = visa.filter(|visa| visa.state() == VisaState::Used);
    if let (Some(before), Some(mut visa)) = (before, used) {
        visa.advance(before).map_err(case_error)?;
        tx.save_visa(&visa).await.map_err(case_error)?;
    }
    tx.undo_crossing(admission.id, now)
        .await
        .map_err(case_error)?;
    wallet::changed(portal, tx, stay.id);
    let Some(pass) = tx.pass_of_stay(stay.id).await? else {
        return Ok(None);
    };
    tx.withdraw_seal(&pass.seal_hash, SealState::Revoked, now)
        .await?;
    Ok(Some(pass.id))
}
