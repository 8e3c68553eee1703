//! `portal worker`: works the queue without serving people.

use super::Settings;
use super::serve::{shutdown_signal, start_log};
use crate::state::Portal;
use crate::worker;
use tokio_util::sync::CancellationToken;

pub async fn run(settings: &Settings) -> anyhow::Result<()> {
    start_log();
    let portal = Portal::assemble(settings.load_checked()?).await?;
    super::serve::check_production(&portal).await?;
    let stop = CancellationToken::new();
    let working = tokio::spawn(worker::run(portal.clone(), stop.clone()));
    shutdown_signal().await;
    stop.cancel();
    working.await?;
    portal.store.close().await;
    Ok(())
}
