//! What a supervisor decides about a refund. It takes two people: whoever asked decides nothing.

use super::review::Question;
use crate::audit::Actor;
use crate::cases::refunds::record;
use crate::cases::{closing, voiding};
use crate::queue::{Job, enqueue};
use crate::state::Portal;
use crate::store::{PaymentRow, RefundRow, Unit, VisaRow};
use app::contract::{Caller, Role};
use app::error::{PortalError, Result};
use domain::law::refunds::VISA_AFTER_REFUND;
use domain::states::{CrossingKind, PaymentState, RefundState};
use uuid::Uuid;

/// Approves a requested refund, or a failed one to be tried again. For a supervisor who is not
/// the one who asked. A refund for refused entry leaves no visa that could still be used.
///
/// # Errors
/// `Conflict` when it changed since it was shown, its charge is disputed, or the traveller has
/// entered on the visa since.
pub async fn approve(portal: &Portal, caller: &Caller, refund: Uuid, version: i64) -> Result<()> {
    let staff = caller.with_role(Role::Supervisor)?;
    let mut unit = portal.store.begin().await?;
    let asked = (refund, version);
    let (mut row, payment) = load(&mut *unit, staff.id, asked, RefundState::Approved).await?;
    if payment.state == PaymentState::Disputed {
        return Err(PortalError::conflict("conflict-charge-disputed"));
    }
    let voided = void_visa(portal, &mut *unit, &row).await?;
    let closed = match &voided {
        Some(_) => closing::close_if_over(portal, &mut *unit, payment.application_id).await?,
        None => false,
    };
    let now = portal.now();
    row.state = RefundState::Approved;
    row.approved_by = Some(staff.id);
    row.approved_at = Some(now);
    row.failure = None;
    row.sent_at = None;
    row.settled_at = None;
    if !unit.save_refund(&row).await? {
        return Err(changed());
    }
    let actor = Actor::Staff(staff.id);
    record(&mut *unit, &payment, &row, actor, "refund.approved").await?;
    let application = payment.application_id;
    if let Some(visa) = voided {
        voiding::record(portal, &mut *unit, application, &visa, row.ground, actor).await?;
    }
    if closed {
        closing::record(portal, &mut *unit, application, actor).await?;
    }
    enqueue(portal, &mut *unit, Job::SendRefund(row.id), now).await?;
    unit.commit().await?;
    Ok(())
}

/// Decides that the fee is not given back, where a ground of Art. 23 stands beside Art. 7's or no
/// visa was valid; the visa stays as it is. For a supervisor who is not the one who asked.
///
/// # Errors
/// `Conflict` when it changed since it was shown, or when Art. 7 alone gives the fee back.
pub async fn decline(portal: &Portal, caller: &Caller, refund: Uuid, version: i64) -> Result<()> {
    let staff = caller.with_role(Role::Supervisor)?;
    let mut unit = portal.store.begin().await?;
    let asked = (refund, version);
    let (mut row, payment) = load(&mut *unit, staff.id, asked, RefundState::Declined).await?;
    if Question::of(&mut *unit, &row).await?.is_due() {
        return Err(PortalError::conflict("conflict-refund-is-due"));
    }
    row.state = RefundState::Declined;
    row.declined_by = Some(staff.id);
    row.declined_at = Some(portal.now());
    if !unit.save_refund(&row).await? {
        return Err(changed());
    }
    let actor = Actor::Staff(staff.id);
    record(&mut *unit, &payment, &row, actor, "refund.declined").await?;
    enqueue(portal, &mut *unit, Job::MailRefund(row.id), portal.now()).await?;
    unit.commit().await?;
    Ok(())
}

fn changed() -> PortalError {
    PortalError::conflict("conflict-changed-elsewhere")
}

/// The refund as it was shown, with its payment, if it may become `next` by this supervisor.
async fn load(
    unit: &mut dyn Unit,
    supervisor: Uuid,
    (refund, version): (Uuid, i64),
    next: RefundState,
) -> Result<(RefundRow, PaymentRow)> {
    let row = unit.refund(refund).await?.ok_or(PortalError::NotFound)?;
    if row.requested_by == Some(supervisor) {
        return Err(PortalError::Forbidden);
    }
    if row.version != version || !row.state.may_become(next) {
        return Err(changed());
    }
    let payment = unit
        .payment(row.payment_id)
        .await?
        .ok_or(PortalError::NotFound)?;
    Ok((row, payment))
}

/// Voids the visa whose fee goes back, if the refusal has not done so; the visa that was voided.
async fn void_visa(
    portal: &Portal,
    unit: &mut dyn Unit,
    refund: &RefundRow,
) -> Result<Option<VisaRow>> {
    let Some(case) = refund.case_id.filter(|_| !refund.ground.is_automatic()) else {
        return Ok(None);
    };
    if entered_since(unit, case, refund).await? {
        return Err(PortalError::conflict("conflict-visa-used"));
    }
    match unit.visa_of_case(case).await? {
        Some(visa) if visa.state.may_become(VISA_AFTER_REFUND) => {
            voiding::void(portal, unit, &visa).await?;
            Ok(Some(visa))
        }
        _ => Ok(None),
    }
}

/// Whether the traveller was let in after the refusal that the refund is for, and so had the service.
async fn entered_since(unit: &mut dyn Unit, case: Uuid, refund: &RefundRow) -> Result<bool> {
    let crossings = unit.crossings_of(case).await?;
    let refused = crossings
        .iter()
        .position(|crossing| Some(crossing.id) == refund.crossing_id);
    Ok(crossings
        .iter()
        .skip(refused.unwrap_or_default())
        .any(|crossing| crossing.kind == CrossingKind::Admission))
}
