//! The scheduler: expires sessions, settles asynchronous refunds, opens disputes.

use std::{sync::Arc, time::Duration};

use crate::{
    clock::machine_ms,
    state::SandboxState,
    store::schedule,
    stripe::{ApiError, disputes, disputes::DisputeRequest, refunds, sessions},
};

/// The interval between two runs.
const INTERVAL: Duration = Duration::from_millis(250);

/// Runs due tasks until the sandbox stops.
pub async fn run(state: Arc<SandboxState>) {
    while !state.stop.is_cancelled() {
        if let Err(error) = run_due(&state).await {
            tracing::error!(message = error.message, "due tasks could not be run");
        }
        tokio::select! {
            () = tokio::time::sleep(INTERVAL) => {}
            () = state.clock_moved.notified() => {}
            () = state.stop.cancelled() => {}
        }
    }
}

/// Expires due sessions and runs due tasks.
pub async fn run_due(state: &SandboxState) -> Result<(), ApiError> {
    let mut tx = state.begin().await?;
    let expired = sessions::expire_due(&mut tx).await?;
    let tasks = schedule::remove_due(&mut tx.db, machine_ms()).await?;
    if expired == 0 && tasks.is_empty() {
        return Ok(());
    }
    for task in tasks {
        match task.name.as_str() {
            refunds::SUCCEEDS => refunds::settle(&mut tx, &task.object, true).await?,
            refunds::FAILS => refunds::settle(&mut tx, &task.object, false).await?,
            disputes::OPENS | disputes::INQUIRES => {
                let request = DisputeRequest {
                    inquiry: task.name == disputes::INQUIRES,
                    ..DisputeRequest::default()
                };
                // A charge that was disputed by hand in the meantime cannot be disputed again.
                if let Err(error) = disputes::open(&mut tx, &task.object, request).await {
                    tracing::info!(message = error.message, "a dispute was not opened");
                }
            }
            other => tracing::error!(task = other, "an unknown task was dropped"),
        }
    }
    Ok(tx.commit().await?)
}
