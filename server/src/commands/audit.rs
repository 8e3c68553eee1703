//! `portal audit verify`: proves the hash-chained record. Exit status 1 when it is broken.

use super::{Settings, say};
use crate::{audit, store};
use clap::Subcommand;
use secrecy::ExposeSecret;

#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    /// Walk the whole chain.
    Verify(Settings),
}

pub async fn run(command: AuditCommand) -> anyhow::Result<u8> {
    let AuditCommand::Verify(settings) = command;
    let config = settings.load()?;
    let store = store::open(config.database.url.expose_secret()).await?;
    let mut db = store.read().await?;
    let outcome = audit::verify(&mut *db).await?;
    drop(db);
    store.close().await;
    match outcome {
        Ok(count) => {
            say(&format!("the record holds: {count} events"))?;
            Ok(0)
        }
        Err(broken) => {
            say(&format!(
                "the record is broken at event {}",
                broken.sequence
            ))?;
            Ok(1)
        }
    }
}
