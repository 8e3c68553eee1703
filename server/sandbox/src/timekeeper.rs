//! What happens by itself: sessions end, asynchronous refunds settle, disputes open.

use std::{sync::Arc, time::Duration};

use crate::{
    clock::machine_ms,
    state::SandboxState,
    store::schedule,
    stripe::{ApiError, disputes, refunds, sessions},
};

/// How often it looks.
const EVERY: Duration = Duration::from_millis(250);

/// Looks until the sandbox stops.
pub async fn run(state: Arc<SandboxState>) {
    while !state.stop.is_cancelled() {
        if let Err(error) = step(&state).await {
            tracing::error!(message = error.message, "what was due could not be done");
        }
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            () = state.clock_moved.notified() => {}
            () = state.stop.cancelled() => {}
        }
    }
}

/// Does everything that is due.
pub async fn step(state: &SandboxState) -> Result<(), ApiError> {
    let mut tx = state.begin().await?;
    let expired = sessions::expire_due(&mut tx).await?;
    let tasks = schedule::take_due(&mut tx.db, machine_ms()).await?;
    if expired == 0 && tasks.is_empty() {
        return Ok(());
    }
    for task in tasks {
        match task.name.as_str() {
            refunds::SUCCEEDS => refunds::settle(&mut tx, &task.object, true).await?,
            refunds::FAILS => refunds::settle(&mut tx, &task.object, false).await?,
            disputes::OPENS => {
                // Refunded or disputed by hand in the meantime: nothing is left to dispute.
                if let Err(error) = disputes::open(&mut tx, &task.object, "fraudulent").await {
                    tracing::info!(message = error.message, "a dispute was not opened");
                }
            }
            other => tracing::error!(task = other, "an unknown task was dropped"),
        }
    }
    Ok(tx.commit().await?)
}
