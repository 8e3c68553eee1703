//! `portal audit verify`: proves the hash-chained record, the MACs of its key, and that it holds
//! every head that was published into the folder of objects. Exit status 1 when it is broken.

use super::{Settings, say};
use crate::config::Config;
use crate::documents::Documents;
use crate::rng::Rng;
use crate::services::verifier::record_heads;
use crate::{audit, store, vault};
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
    let (said, code) = verify(&config).await?;
    say(&said)?;
    Ok(code)
}

/// What is said of the record, and the exit status.
///
/// # Errors
/// The keys or the database cannot be read, or a published head is not signed by a key of ours.
pub async fn verify(config: &Config) -> anyhow::Result<(String, u8)> {
    let folder = &config.keys.folder;
    let rng = Rng::system()?;
    let record = vault::load_or_create(folder, false, &rng)?.record_key();
    let documents = Documents::new(
        vault::load_signing_key(folder, false, &rng)?,
        &config.service.issuing_state,
        &config.server.public_url,
        config.is_demo(),
    )?
    .with_retired(vault::retired_seal_keys(folder)?);
    let heads = record_heads::all(&config.objects.folder, &documents)?;
    let store = store::open(config.database.url.expose_secret()).await?;
    let mut db = store.read().await?;
    let outcome = audit::verify(&mut *db, &record, &heads).await?;
    drop(db);
    store.close().await;
    Ok(match outcome {
        Ok(proof) => (
            format!(
                "the record holds: {} events, by the key from event {} on, and {} published heads",
                proof.events,
                proof.keyed_from,
                heads.len()
            ),
            0,
        ),
        Err(broken) => (
            format!(
                "the record is broken: event {} {}",
                broken.sequence, broken.reason
            ),
            1,
        ),
    })
}
