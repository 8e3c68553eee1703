//! Asking for a refund: what a traveller can get back is a [`RefundEntitlement`]; a supervisor says
//! yes or no, and [`crate::payments`] sends it to the card provider.
//!
//! A refund is of one traveller's share, or of a whole charge that bought nothing. What follows
//! from the ledger alone opens itself, approved; what people decide needs two of them. The schema
//! holds that each share and each charge goes back at most once, and no charge more than whole.

mod entitlement;
mod reconsider;
mod refusal_effects;

pub use entitlement::RefundEntitlement;
pub use reconsider::reconsider;
pub use refusal_effects::apply_refusal;

use crate::audit::{Actor, Event};
use crate::queue::Job;
use crate::state::Portal;
use crate::store::{PaymentRow, RefundRow, StoreError};
use crate::transaction::Transaction;
use domain::law::refunds::RefundGround;
use domain::money::Money;
use domain::states::RefundState;
use serde_json::json;
use uuid::Uuid;

/// Opens a refund that follows from the ledger alone: approved, and on its way at once.
pub async fn open_automatic(
    portal: &Portal,
    tx: &mut Transaction,
    payment: &PaymentRow,
    case: Option<Uuid>,
    amount: Money,
    ground: RefundGround,
) -> Result<(), StoreError> {
    let row = RefundRow::new(portal.id(), payment.id, case, amount, ground, tx.now());
    open(tx, payment, row).await?;
    Ok(())
}

/// Adds a refund with its events; its id, nothing where the share or the charge has one already.
async fn open(
    tx: &mut Transaction,
    payment: &PaymentRow,
    row: RefundRow,
) -> Result<Option<Uuid>, StoreError> {
    if !tx.add_refund(&row).await? {
        return Ok(None);
    }
    let actor = row.requested_by.map_or(Actor::System, Actor::Staff);
    tx.append(event(payment, &row, actor, "refund.requested"));
    if row.state() == RefundState::Approved {
        tx.append(event(payment, &row, Actor::System, "refund.approved"));
        tx.enqueue(Job::AdvanceRefund(row.id));
    }
    metrics::counter!("portal_refunds_opened_total", "ground" => row.ground.as_str()).increment(1);
    Ok(Some(row.id))
}

/// An event of a refund; `row` is as it stands after it.
pub fn event(payment: &PaymentRow, row: &RefundRow, actor: Actor, action: &'static str) -> Event {
    let at = [
        row.settled_at,
        row.sent_at,
        row.approved_at,
        row.declined_at,
    ]
    .into_iter()
    .flatten()
    .max()
    .unwrap_or(row.requested_at);
    Event::new(actor, action)
        .at(at)
        .of(payment.application_id)
        .about(row.id)
        .with(json!({
            "amount": row.amount.to_string(),
            "ground": row.ground.as_str(),
            "article": row.ground.article(),
            "payment": payment.id,
            "case": row.case_id,
            "attempt": row.attempt,
            "failure": row.failure,
            "elsewhere": (row.elsewhere > 0).then(|| row.part_elsewhere().to_string()),
            "receipt": row.receipt,
        }))
}
