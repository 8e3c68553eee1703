//! `portal rules`: the whole law as the portal applies it, as Markdown.

use super::{Settings, say};
use domain::law::rules_page::markdown;

pub fn run(settings: &Settings) -> anyhow::Result<()> {
    let config = settings.load()?;
    say(&markdown(&config.law))?;
    Ok(())
}
