//! What is done again and again: a tick only queues the job, so that several processes do no harm.

use crate::queue::Job;
use crate::state::Portal;
use crate::store::StoreError;
use std::time::Duration;
use tokio::time::MissedTickBehavior;
use tokio_util::sync::CancellationToken;

const TICK: Duration = Duration::from_mins(1);
/// Retention runs once in so many ticks.
const RETENTION_EVERY: u64 = 60;

/// Queues the sweep of the provider's events each minute, and each hour reminders, retention and the daily
/// head of the record, until `stop`.
pub async fn run(portal: &Portal, stop: CancellationToken) {
    let mut ticks = tokio::time::interval(TICK);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut count = 0_u64;
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            _ = ticks.tick() => {}
        }
        if let Err(error) = tick(portal, count.is_multiple_of(RETENTION_EVERY)).await {
            tracing::error!(%error, "what is due each minute could not be queued");
        }
        count += 1;
    }
}

async fn tick(portal: &Portal, retention: bool) -> Result<(), StoreError> {
    let mut tx = portal.begin().await?;
    tx.enqueue(Job::SweepEvents);
    if retention {
        tx.enqueue(Job::Reminders);
        tx.enqueue(Job::Retention);
        tx.enqueue(Job::PublishRecordHead);
    }
    tx.commit().await?;
    let counts = portal.store.autocommit().await?.count_jobs().await?;
    for state in ["queued", "running", "dead"] {
        let count = counts.iter().find(|(found, _)| found == state);
        #[expect(clippy::cast_precision_loss, reason = "a gauge, far below 2^52")]
        let count = count.map_or(0.0, |(_, count)| *count as f64);
        metrics::gauge!("portal_jobs", "state" => state).set(count);
    }
    Ok(())
}
