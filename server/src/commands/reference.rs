//! `portal reference load FILE`: fees, ports of entry and visa exemptions from a TOML file, in
//! one transaction. Rows of the file replace those of the same type, nationality or code and day;
//! others stay, but specimen rows go. Applications keep the amounts that they were asked for.
//!
//! ```toml
//! [[fees]]
//! visa_type = "T"
//! amount = 3000            # in the currency's minor unit: cents
//! currency = "USD"
//! valid_from = "2026-01-01"
//! source = "Prakas 123 of the Ministry of Economy and Finance"
//! source_date = "2025-12-01"
//!
//! [[ports]]                # in the order in which people see them
//! code = "KTI"
//! name = "Techo International Airport"
//! kind = "air"             # air, land, sea
//! evisa = true
//! source = "Notice of the General Department of Immigration"
//! source_date = "2025-12-01"
//!
//! [[exemptions]]
//! nationality = "SGP"
//! passport_kind = "ordinary"
//! days = 30
//! valid_from = "2016-06-10"
//! valid_until = "2031-06-09"   # left out while the agreement has no end
//! source = "Agreement of …"
//! source_date = "2016-06-01"
//! ```

use super::{Settings, say};
use crate::audit::{Actor, Event};
use crate::clock::{Clock, SystemClock};
use crate::rng::Rng;
use crate::store::{self, NewExemption, NewFee, NewPort, ReferenceRows};
use crate::transaction::Transaction;
use crate::vault;
use anyhow::{Context, bail};
use clap::Subcommand;
use domain::doc9303::countries;
use figment::Figment;
use figment::providers::{Format, Toml};
use secrecy::ExposeSecret;
use serde_json::json;
use std::path::PathBuf;
use std::sync::Arc;

#[derive(Debug, Subcommand)]
pub enum ReferenceCommand {
    /// Load fees, ports of entry and exemptions from a TOML file.
    Load {
        #[command(flatten)]
        settings: Settings,
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}

pub async fn run(command: ReferenceCommand) -> anyhow::Result<()> {
    let ReferenceCommand::Load { settings, file } = command;
    let config = settings.load()?;
    let rows: ReferenceRows = Figment::from(Toml::file_exact(&file))
        .extract()
        .with_context(|| file.display().to_string())?;
    let store = store::open(config.database.url.expose_secret()).await?;
    let rng = Arc::new(Rng::system().context("the machine gives no randomness")?);
    let (connection, now) = (store.begin().await?, SystemClock.now());
    let vault = vault::load_or_create(&config.keys.folder, config.is_demo(), &rng)?;
    let record = vault.record_key();
    let mut tx = Transaction::new(connection, rng, Arc::default(), record, now);
    load(&mut tx, &rows).await?;
    tx.commit().await?;
    store.close().await;
    say(&format!(
        "loaded {} fees, {} ports and {} exemptions",
        rows.fees.len(),
        rows.ports.len(),
        rows.exemptions.len()
    ))?;
    Ok(())
}

/// Checks and loads the rows, in the caller's transaction.
///
/// # Errors
/// Names the first row that cannot be right, or the specimen port that is in use and not in the
/// file.
pub async fn load(tx: &mut Transaction, rows: &ReferenceRows) -> anyhow::Result<()> {
    if rows.fees.is_empty() && rows.ports.is_empty() && rows.exemptions.is_empty() {
        bail!("the file holds no [[fees]], [[ports]] or [[exemptions]]");
    }
    for fee in &rows.fees {
        check_fee(fee)
            .with_context(|| format!("fee of {} from {}", fee.visa_type, fee.valid_from))?;
    }
    for port in &rows.ports {
        check_port(port).with_context(|| format!("port {}", port.code))?;
    }
    for exemption in &rows.exemptions {
        check_exemption(exemption)
            .with_context(|| format!("exemption of {}", exemption.nationality))?;
    }
    tx.put_reference_rows(rows).await.context(
        "the rows could not be stored; a specimen port that is in use must be in the file",
    )?;
    let event = Event::new(Actor::System, "reference.loaded").with(json!({
        "fees": rows.fees.len(),
        "ports": rows.ports.len(),
        "exemptions": rows.exemptions.len(),
    }));
    tx.append(event);
    Ok(())
}

fn check_fee(fee: &NewFee) -> anyhow::Result<()> {
    if fee.amount <= 0 {
        bail!("the amount must be more than nothing, in minor units");
    }
    sourced(&fee.source)
}

fn check_port(port: &NewPort) -> anyhow::Result<()> {
    // The seal of a V-Pass holds three letters.
    if port.code.len() != 3 || !port.code.bytes().all(|byte| byte.is_ascii_uppercase()) {
        bail!("a code has three capital letters");
    }
    if port.name.trim().is_empty() {
        bail!("the name is missing");
    }
    sourced(&port.source)
}

fn check_exemption(exemption: &NewExemption) -> anyhow::Result<()> {
    if countries::country(&exemption.nationality).is_none() {
        bail!("no state has this code in Doc 9303");
    }
    if !(1..=3660).contains(&exemption.days) {
        bail!("days must lie between 1 and 3660");
    }
    if exemption
        .valid_until
        .is_some_and(|until| until < exemption.valid_from)
    {
        bail!("valid_until lies before valid_from");
    }
    sourced(&exemption.source)
}

fn sourced(source: &str) -> anyhow::Result<()> {
    if source.trim().is_empty() {
        bail!("the source is missing");
    }
    Ok(())
}
