//! What happens by itself: sessions end, asynchronous refunds settle, disputes open.

use std::{sync::Arc, time::Duration};

use crate::{
    clock::machine_ms,
    desk::Desk,
    store::schedule,
    stripe::{ApiError, disputes, refunds, sessions},
};

/// How often it looks.
const EVERY: Duration = Duration::from_millis(250);

/// Looks until the sandbox stops.
pub async fn run(desk: Arc<Desk>) {
    while !desk.stop.is_cancelled() {
        if let Err(error) = step(&desk).await {
            tracing::error!(message = error.message, "what was due could not be done");
        }
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            () = desk.clock_moved.notified() => {}
            () = desk.stop.cancelled() => {}
        }
    }
}

/// Does everything that is due.
pub async fn step(desk: &Desk) -> Result<(), ApiError> {
    let mut work = desk.begin().await?;
    let expired = sessions::expire_due(&mut work).await?;
    let tasks = schedule::take_due(&mut work.tx, machine_ms()).await?;
    if expired == 0 && tasks.is_empty() {
        return Ok(());
    }
    for task in tasks {
        match task.name.as_str() {
            refunds::SUCCEEDS => refunds::settle(&mut work, &task.object, true).await?,
            refunds::FAILS => refunds::settle(&mut work, &task.object, false).await?,
            disputes::OPENS => {
                // Refunded or disputed by hand in the meantime: nothing is left to dispute.
                if let Err(error) = disputes::open(&mut work, &task.object, "fraudulent").await {
                    tracing::info!(message = error.message, "a dispute was not opened");
                }
            }
            other => tracing::error!(task = other, "an unknown task was dropped"),
        }
    }
    Ok(work.commit().await?)
}
