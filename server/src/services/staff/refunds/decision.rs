//! What a supervisor decides about a refund. It takes two people: whoever asked decides nothing.

use super::review::RefundReview;
use crate::audit::Actor;
use crate::cases::records::note_data;
use crate::cases::refunds::event;
use crate::cases::{closing, voiding};
use crate::error::{case_error, changed_elsewhere};
use crate::queue::Job;
use crate::services::staff::note::MOST_NOTE;
use crate::state::Portal;
use crate::store::{Connection, CrossingRow, PaymentRow, RefundNoteRow, RefundRow, VisaRow};
use crate::transaction::Transaction;
use app::contract::{Caller, RefundDecided, RefundDecision, Role, refund_note_field};
use app::error::{FieldError, PortalError, Result};
use domain::law::grounds::{LEAST_REASON, is_explained};
use domain::law::refunds::VISA_AFTER_REFUND;
use domain::states::{CrossingKind, PaymentState, RefundState, VisaState};
use std::cmp::Ordering;
use uuid::Uuid;

/// Approves a requested refund, or a failed one to be tried again. For a supervisor who is not
/// the one who asked. A refund for refused entry leaves no visa that could still be used.
///
/// # Errors
/// `Conflict` when it changed since it was shown, its charge is disputed, or the traveller has
/// entered on the visa since.
pub async fn approve(
    portal: &Portal,
    caller: &Caller,
    decision: &RefundDecision,
) -> Result<RefundDecided> {
    let staff = caller.with_role(Role::Supervisor)?;
    let mut tx = portal.begin().await?;
    let (mut row, payment) = load(
        &mut tx,
        staff.id,
        (decision.refund, decision.version),
        RefundState::Approved,
    )
    .await?;
    // What the bank has given back is written down as that, and nothing is sent.
    if payment.state() == PaymentState::Disputed && !payment.is_lost() {
        return Err(PortalError::conflict("conflict-charge-disputed"));
    }
    check_shown(decision, &payment)?;
    let (is_all_back, sends) = (payment.is_all_back(), payment.part_to_send(&row));
    let is_asked = row.state() == RefundState::Requested && !is_all_back;
    if is_asked && !RefundReview::of(&mut *tx, &row).await?.is_due() {
        explained(decision, "approve")?;
    }
    let voids = visa_to_void(&mut *tx, &row, is_all_back).await?;
    // Whoever lets the traveller in at this moment saves the case too: one of the two is told so.
    if let Some(case) = row.case_id
        && let Some(case) = tx.case(case).await?
    {
        tx.save_case(&case).await.map_err(case_error)?;
    }
    row.advance(RefundState::Approved)?;
    row.approved_by = Some(staff.id);
    row.approved_at = Some(tx.now());
    row.failure = None;
    row.sent_at = None;
    row.settled_at = None;
    row.elsewhere = 0;
    keep_note(portal, &mut *tx, &payment, decision, staff.id).await?;
    let actor = Actor::Staff(staff.id);
    tx.append(event(&payment, &row, actor, "refund.approved"));
    let application = payment.application_id;
    let is_voided = voids.is_some();
    if let Some(visa) = voids {
        voiding::void(&mut tx, application, visa, row.ground, actor).await?;
    }
    tx.save_refund(&row).await?;
    if is_voided {
        closing::close_if_over(&mut tx, application, actor).await?;
        // What they were told of the visa on the day of the refusal is no longer so.
        if let Some(refusal) = row.crossing_id {
            tx.enqueue(Job::MailRefusedEntry(refusal));
        }
    }
    tx.enqueue(Job::AdvanceRefund(row.id));
    tx.commit().await?;
    Ok(if sends.minor == 0 {
        RefundDecided::WrittenDown
    } else {
        RefundDecided::Approved
    })
}

/// Decides that the fee is not refunded, where a ground of Art. 23 stands beside Art. 7's or no
/// visa was valid; the visa stays as it is. For a supervisor who is not the one who asked.
///
/// # Errors
/// `Conflict` when it changed since it was shown, when Art. 7 alone refunds the fee, or when the fee went
/// back already.
pub async fn decline(
    portal: &Portal,
    caller: &Caller,
    decision: &RefundDecision,
) -> Result<RefundDecided> {
    let staff = caller.with_role(Role::Supervisor)?;
    explained(decision, "decline")?;
    let mut tx = portal.begin().await?;
    let (mut row, payment) = load(
        &mut tx,
        staff.id,
        (decision.refund, decision.version),
        RefundState::Declined,
    )
    .await?;
    check_shown(decision, &payment)?;
    if RefundReview::of(&mut *tx, &row).await?.is_due() {
        return Err(PortalError::conflict("conflict-refund-is-due"));
    }
    if payment.is_all_back() {
        return Err(PortalError::conflict("conflict-fee-is-back"));
    }
    row.advance(RefundState::Declined)?;
    row.declined_by = Some(staff.id);
    row.declined_at = Some(portal.now());
    tx.save_refund(&row).await?;
    keep_note(portal, &mut *tx, &payment, decision, staff.id).await?;
    tx.append(event(
        &payment,
        &row,
        Actor::Staff(staff.id),
        "refund.declined",
    ));
    tx.enqueue(Job::MailRefund(row.id));
    tx.commit().await?;
    Ok(RefundDecided::Declined)
}

/// Whoever decides what the law leaves to them says why.
fn explained(decision: &RefundDecision, step: &str) -> Result<()> {
    if is_explained(&decision.note) {
        return Ok(());
    }
    let field = refund_note_field(step, decision.refund);
    let error = FieldError::new(&field, "field-error-reason-short");
    Err(PortalError::Invalid(vec![
        error.with("least", LEAST_REASON),
    ]))
}

/// Money that moved at the provider changes what a decision means, and no version of the refund.
fn check_shown(decision: &RefundDecision, payment: &PaymentRow) -> Result<()> {
    let is_shown = |gone| gone == payment.refunded_elsewhere;
    if decision.gone.is_none_or(is_shown) {
        Ok(())
    } else {
        Err(PortalError::conflict("conflict-money-moved"))
    }
}

/// The refund as it was shown, with its payment, if it may become `next` by this supervisor.
pub(super) async fn load(
    tx: &mut Transaction,
    supervisor: Uuid,
    (refund, version): (Uuid, i64),
    next: RefundState,
) -> Result<(RefundRow, PaymentRow)> {
    let row = tx.refund(refund).await?.ok_or(PortalError::NotFound)?;
    let payment = tx
        .payment(row.payment_id)
        .await?
        .ok_or(PortalError::NotFound)?;
    tx.lock_application(payment.application_id).await?;
    let row = tx.refund(refund).await?.ok_or(PortalError::NotFound)?;
    if row.requested_by == Some(supervisor) {
        return Err(PortalError::Forbidden);
    }
    if row.version != version || !row.state().may_become(next) {
        return Err(changed_elsewhere());
    }
    let payment = tx
        .payment(row.payment_id)
        .await?
        .ok_or(PortalError::NotFound)?;
    Ok((row, payment))
}

/// Keeps what the supervisor wrote, where they wrote something.
async fn keep_note(
    portal: &Portal,
    db: &mut dyn Connection,
    payment: &PaymentRow,
    decision: &RefundDecision,
    staff: Uuid,
) -> Result<()> {
    let note = decision.note.trim();
    if note.is_empty() {
        return Ok(());
    }
    if note.chars().count() > MOST_NOTE {
        let error = FieldError::new("note", "field-error-too-long").with("most", MOST_NOTE);
        return Err(PortalError::Invalid(vec![error]));
    }
    let application = db.application(payment.application_id).await?;
    let application = application.ok_or(PortalError::NotFound)?;
    let key = portal.data_key(&application)?;
    let id = portal.id();
    let place = note_data("refund_notes", id);
    let row = RefundNoteRow {
        id,
        refund_id: decision.refund,
        note: key.encrypt(&portal.rng, place, note.as_bytes())?,
        staff_id: staff,
        at: portal.now(),
    };
    db.add_refund_note(&row).await?;
    Ok(())
}

/// The visa to void: its fee goes back, and the refusal has not voided it yet. Who entered since gets
/// nothing back; what went back by other means is written down all the same.
async fn visa_to_void(
    db: &mut dyn Connection,
    refund: &RefundRow,
    is_all_back: bool,
) -> Result<Option<VisaRow>> {
    let Some(case) = refund.case_id.filter(|_| !refund.ground.is_automatic()) else {
        return Ok(None);
    };
    if entered_since(db, case, refund).await? {
        return if is_all_back {
            Ok(None)
        } else {
            Err(PortalError::conflict("conflict-visa-used"))
        };
    }
    match db.visa_of_case(case).await? {
        Some(visa) if visa.state().may_become(VISA_AFTER_REFUND) => Ok(Some(visa)),
        _ => Ok(None),
    }
}

/// Whether the traveller was let in after the refusal that the refund is for, and so had the service:
/// by the times of the events, or by an admission that was written down after the refusal, whatever
/// time it was given.
async fn entered_since(db: &mut dyn Connection, case: Uuid, refund: &RefundRow) -> Result<bool> {
    let visa = db.visa_of_case(case).await?;
    let is_used = visa.is_some_and(|visa| visa.state() == VisaState::Used);
    let crossings = db.crossings_of(case).await?;
    let place = crossings
        .iter()
        .position(|crossing| Some(crossing.id) == refund.crossing_id);
    let refusal = place.and_then(|place| crossings.get(place));
    let was_recorded_after = |crossing: &CrossingRow| {
        refusal.is_some_and(
            |refusal| match crossing.recorded_at.cmp(&refusal.recorded_at) {
                Ordering::Greater => true,
                // In one instant the visa tells: it could still be entered on, and was.
                Ordering::Equal => is_used && refusal.visa_state != Some(VisaState::Used),
                Ordering::Less => false,
            },
        )
    };
    Ok(crossings.iter().enumerate().any(|(index, crossing)| {
        crossing.kind == CrossingKind::Admission
            && (index >= place.unwrap_or_default() || was_recorded_after(crossing))
    }))
}
