//! The subcommands of `portal`, one file each. They print for people or, where noted, JSON for
//! machines; anything wrong ends with a line that says what to do and exit status 1 or 2.

pub mod audit;
pub mod check_config;
pub mod demo;
pub mod inspect;
pub mod keys;
pub mod migrate;
pub mod reference;
pub mod routes;
pub mod rules;
pub mod serve;
pub mod staff;
pub mod worker;

use crate::config::{Config, Mode, problems};
use anyhow::Context;
use clap::{Args, Parser, Subcommand};
use std::io::Write;
use std::path::{Path, PathBuf};

/// The e-visa and V-Pass portal.
#[derive(Debug, Parser)]
#[command(name = "portal", version)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve people (and work the queue, unless `server.worker` is false).
    Serve(Settings),
    /// Work the queue only.
    Worker(Settings),
    /// Bring the database up to date.
    Migrate(Settings),
    /// Staff accounts.
    #[command(subcommand)]
    Staff(staff::StaffCommand),
    /// Print the settings in force, secrets hidden, and what is wrong with them.
    CheckConfig(Settings),
    /// The keys of encryption and signing.
    #[command(subcommand)]
    Keys(keys::KeysCommand),
    /// What the law leaves to a Prakas or an agreement: fees, ports of entry, exemptions,
    /// questions of the arrival card.
    #[command(subcommand)]
    Reference(reference::ReferenceCommand),
    /// The hash-chained record.
    #[command(subcommand)]
    Audit(audit::AuditCommand),
    /// Read a machine-readable zone or a seal and print what is inside as JSON.
    #[command(subcommand)]
    Inspect(inspect::InspectCommand),
    /// Print the rules that the portal applies, as Markdown.
    Rules(Settings),
    /// Print every address and who may call it.
    Routes,
}

/// Where settings come from.
#[derive(Debug, Clone, Args)]
pub struct Settings {
    /// A demonstration: specimen data and documents, the sandbox beside it.
    #[arg(long)]
    pub demo: bool,
    /// Settings file; `portal.toml` when it exists.
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

impl Settings {
    /// Reads the settings.
    ///
    /// # Errors
    /// Names the setting that cannot be read.
    pub fn load(&self) -> anyhow::Result<Config> {
        let mode = if self.demo {
            Mode::Demo
        } else {
            Mode::Production
        };
        // What is there and cannot be read is named, whatever stands in it.
        let file = self.config.as_deref().unwrap_or(Path::new("portal.toml"));
        if self.config.is_some() || file.exists() {
            std::fs::read(file).with_context(|| file.display().to_string())?;
        }
        Ok(Config::load(mode, self.config.as_deref())?)
    }

    /// Reads the settings and refuses those with problems.
    ///
    /// # Errors
    /// Lists everything that is wrong.
    pub fn load_checked(&self) -> anyhow::Result<Config> {
        let config = self.load()?;
        let found = problems(&config);
        if found.is_empty() {
            return Ok(config);
        }
        let lines: Vec<String> = found
            .iter()
            .map(|one| format!("  {}: {}", one.setting, one.advice))
            .collect();
        anyhow::bail!("the settings do not allow a start:\n{}", lines.join("\n"))
    }
}

/// Runs the command; the exit status.
///
/// # Errors
/// What went wrong, in words for the operator.
pub async fn run(cli: Cli) -> anyhow::Result<u8> {
    match cli.command {
        Command::Serve(settings) => serve::run(&settings).await.map(|()| 0),
        Command::Worker(settings) => worker::run(&settings).await.map(|()| 0),
        Command::Migrate(settings) => migrate::run(&settings).await.map(|()| 0),
        Command::Staff(command) => staff::run(command).await.map(|()| 0),
        Command::CheckConfig(settings) => check_config::run(&settings),
        Command::Keys(command) => keys::run(command).await,
        Command::Reference(command) => reference::run(command).await.map(|()| 0),
        Command::Audit(command) => audit::run(command).await,
        Command::Inspect(command) => inspect::run(command),
        Command::Rules(settings) => rules::run(&settings).map(|()| 0),
        Command::Routes => routes::run().map(|()| 0),
    }
}

/// A line for the person at the terminal.
pub(crate) fn say(line: &str) -> std::io::Result<()> {
    writeln!(std::io::stdout().lock(), "{line}")
}
