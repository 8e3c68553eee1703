//! `portal migrate`: brings the database up to date.

use super::{Settings, say};
use crate::store;
use secrecy::ExposeSecret;

pub async fn run(settings: &Settings) -> anyhow::Result<()> {
    let config = settings.load()?;
    let store = store::open(config.database.url.expose_secret()).await?;
    store.check().await?;
    store.migrate().await?;
    store.close().await;
    say("the database is up to date")?;
    Ok(())
}
