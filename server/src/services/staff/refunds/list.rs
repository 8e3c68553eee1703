//! The list of refunds that a supervisor decides on.

use super::review::RefundReview;
use crate::state::Portal;
use crate::store::ListedRefund;
use app::contract::{Caller, ListPage, RefundFilter, Role};
use app::error::{PortalError, Result};
use chrono::DateTime;
use uuid::Uuid;

/// Rows of one page of the list.
const PAGE: i64 = 50;

/// The list of refunds, oldest first. For a supervisor.
pub async fn list(
    portal: &Portal,
    caller: &Caller,
    filter: &RefundFilter,
) -> Result<ListPage<app::contract::RefundRow>> {
    caller.with_role(Role::Supervisor)?;
    let state = match filter.state.as_str() {
        "" => None,
        code => Some(
            code.parse()
                .map_err(|_| PortalError::invalid("state", "error-choose"))?,
        ),
    };
    let mut db = portal.store.read().await?;
    let mut found = db
        .list_refunds(state, read_cursor(&filter.cursor), PAGE + 1)
        .await?;
    let page = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let more = found.len() > page;
    found.truncate(page);
    let next = found.last().filter(|_| more).map(cursor);
    let mut rows = Vec::new();
    for row in found {
        let review = RefundReview::of(&mut *db, &row.refund).await?;
        rows.push(listed(row, review));
    }
    Ok(ListPage { rows, next })
}

fn listed(row: ListedRefund, review: RefundReview) -> app::contract::RefundRow {
    let refund = row.refund;
    app::contract::RefundRow {
        case: refund.case_id,
        beside: review.beside,
        without_visa: review.without_visa,
        refund: refund.id,
        version: refund.version,
        reference: row.reference,
        amount: refund.amount,
        state: refund.state(),
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
