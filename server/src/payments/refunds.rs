//! Asking for money to be given back: what is owed to a traveller is a [`Claim`]; [`decision`] says yes or no, [`super::sending`] gives it back.
//!
//! A refund is of one traveller's share, or of a whole charge that bought nothing. What follows
//! from the ledger alone opens itself, approved; what people decide needs two of them. The schema
//! holds that each share and each charge goes back at most once, and no charge more than whole.

mod again;
mod claim;
mod decision;
mod question;

pub use again::Again;
pub use claim::Claim;
pub use decision::{approve, decline};
use question::Question;

use super::PaymentError;
use crate::audit::{self, Actor, Event};
use crate::desks::internal;
use crate::jobs::{Job, enqueue};
use crate::state::Portal;
use crate::store::{ListedRefund, PaymentRow, RefundRow, StoreError, Unit};
use app::desks::{Caller, Page, RefundFilter, Role};
use app::error::{PortalError, Result};
use chrono::DateTime;
use domain::law::refunds::RefundGround;
use domain::money::Money;
use domain::states::RefundState;
use serde_json::json;
use uuid::Uuid;

/// Rows of one page of the list.
const PAGE: i64 = 50;

/// Opens a refund that follows from the ledger alone: approved, and on its way at once.
pub(super) async fn open_automatic(
    portal: &Portal,
    unit: &mut dyn Unit,
    payment: &PaymentRow,
    case: Option<Uuid>,
    amount: Money,
    ground: RefundGround,
) -> Result<(), PaymentError> {
    let row = new_refund(portal, payment, case, amount, ground);
    open(portal, unit, payment, row).await?;
    Ok(())
}

fn new_refund(
    portal: &Portal,
    payment: &PaymentRow,
    case_id: Option<Uuid>,
    amount: Money,
    ground: RefundGround,
) -> RefundRow {
    let now = portal.now();
    let automatic = ground.is_automatic();
    RefundRow {
        id: portal.id(),
        payment_id: payment.id,
        case_id,
        crossing_id: None,
        amount,
        ground,
        state: if automatic {
            RefundState::Approved
        } else {
            RefundState::Requested
        },
        version: 1,
        attempt: 1,
        called_at: None,
        provider_id: None,
        failure: None,
        requested_by: None,
        approved_by: None,
        requested_at: now,
        approved_at: automatic.then_some(now),
        sent_at: None,
        settled_at: None,
        declined_by: None,
        declined_at: None,
    }
}

async fn open(
    portal: &Portal,
    unit: &mut dyn Unit,
    payment: &PaymentRow,
    row: RefundRow,
) -> Result<Option<Uuid>, StoreError> {
    if !unit.add_refund(&row).await? {
        return Ok(None);
    }
    let actor = row.requested_by.map_or(Actor::System, Actor::Staff);
    record(unit, payment, &row, actor, "refund.requested").await?;
    if row.state == RefundState::Approved {
        record(unit, payment, &row, Actor::System, "refund.approved").await?;
        enqueue(portal, unit, Job::SendRefund(row.id), row.requested_at).await?;
    }
    metrics::counter!("portal_refunds_opened_total", "ground" => row.ground.as_str()).increment(1);
    Ok(Some(row.id))
}

/// Adds a refund's event to the record; `row` is as it stands after it.
pub(super) async fn record(
    unit: &mut dyn Unit,
    payment: &PaymentRow,
    row: &RefundRow,
    actor: Actor,
    action: &'static str,
) -> Result<(), StoreError> {
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
    audit::record(
        unit,
        Event {
            at,
            actor,
            action,
            application: Some(payment.application_id),
            subject: Some(row.id),
            detail: json!({
                "amount": row.amount.to_string(),
                "ground": row.ground.as_str(),
                "article": row.ground.article(),
                "payment": payment.id,
                "case": row.case_id,
                "attempt": row.attempt,
                "failure": row.failure,
            }),
        },
    )
    .await
}

/// The list of refunds, oldest first. For a supervisor.
pub async fn list(
    portal: &Portal,
    caller: &Caller,
    filter: &RefundFilter,
) -> Result<Page<app::desks::RefundRow>> {
    caller.with_role(Role::Supervisor)?;
    let state = match filter.state.as_str() {
        "" => None,
        word => Some(
            word.parse()
                .map_err(|_| PortalError::invalid("state", "error-choose"))?,
        ),
    };
    let mut unit = portal.store.read().await.map_err(internal)?;
    let mut found = unit
        .list_refunds(state, read_cursor(&filter.cursor), PAGE + 1)
        .await
        .map_err(internal)?;
    let page = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let more = found.len() > page;
    found.truncate(page);
    let next = found.last().filter(|_| more).map(cursor);
    let mut rows = Vec::new();
    for row in found {
        let question = Question::of(&mut *unit, &row.refund).await?;
        rows.push(listed(row, question));
    }
    Ok(Page { rows, next })
}

fn listed(row: ListedRefund, question: Question) -> app::desks::RefundRow {
    let refund = row.refund;
    app::desks::RefundRow {
        case: refund.case_id,
        beside: question.beside,
        without_visa: question.without_visa,
        refund: refund.id,
        version: refund.version,
        reference: row.reference,
        amount: refund.amount,
        state: refund.state,
        reason: refund.ground.message_key(),
        requested_at: refund.requested_at,
        requested_by: row.requested_by,
        failure: refund.failure,
    }
}

fn cursor(row: &ListedRefund) -> String {
    let refund = &row.refund;
    format!("{}.{}", refund.requested_at.timestamp_micros(), refund.id)
}

fn read_cursor(text: &str) -> Option<(DateTime<chrono::Utc>, Uuid)> {
    let (at, id) = text.split_once('.')?;
    let at = DateTime::from_timestamp_micros(at.parse().ok()?)?;
    Some((at, id.parse().ok()?))
}
