//! `portal keys create`: the master key, the key of search hashes and the signing key, mode 600.
//! Keys that exist stay as they are.

use super::{Settings, say};
use crate::ambient::Entropy;
use crate::vault;
use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub enum KeysCommand {
    /// Make the keys that are missing.
    Create(Settings),
}

pub fn run(command: KeysCommand) -> anyhow::Result<()> {
    let KeysCommand::Create(settings) = command;
    let config = settings.load()?;
    let entropy = Entropy::system()?;
    vault::load_or_create(&config.keys.folder, true, &entropy)?;
    vault::load_signing_key(&config.keys.folder, true, &entropy)?;
    say(&format!(
        "the keys are in {}; keep a copy of the folder",
        config.keys.folder.display()
    ))?;
    Ok(())
}
