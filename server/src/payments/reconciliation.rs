//! Catching up with the provider: events that never arrived, and payments and refunds that are still
//! open after a while. (Payouts are not looked at.)

use super::{PaymentError, webhook};
use crate::queue::Job;
use crate::state::Portal;
use chrono::TimeDelta;

/// The provider lists an event a little after the second it carries: each sweep reads back over
/// the end of the one before.
const OVERLAP_SECONDS: i64 = 600;
/// What was begun so long ago and is still open is asked about.
const QUIET: TimeDelta = TimeDelta::minutes(5);
/// At most so many at a time; the next sweep takes the rest.
const AT_ONCE: i64 = 100;

/// Fetches the provider's events since the last sweep, and asks after what has gone quiet.
pub async fn sweep(portal: &Portal) -> Result<(), PaymentError> {
    let swept = portal.store.read().await?.swept_until().await?;
    let events = portal
        .cards
        .events_since((swept - OVERLAP_SECONDS).max(0))
        .await?;
    let mut missed = 0_u64;
    for event in &events {
        if webhook::take_in(portal, event).await? {
            missed += 1;
        }
    }
    if missed > 0 {
        metrics::counter!("portal_events_swept_total").increment(missed);
        tracing::info!(missed, "events were found that no webhook had brought");
    }
    webhook::retry_unmatched_events(portal).await?;

    let now = portal.now();
    let mut tx = portal.begin().await?;
    if let Some(last) = events.iter().map(|event| event.created).max() {
        tx.save_swept_until(last).await?;
    }
    for payment in tx.unsettled_payments(now - QUIET, AT_ONCE).await? {
        tx.enqueue(Job::SyncPayment(payment));
    }
    for refund in tx.unsettled_refunds(now - QUIET, AT_ONCE).await? {
        tx.enqueue(Job::AdvanceRefund(refund));
    }
    tx.commit().await?;
    Ok(())
}
