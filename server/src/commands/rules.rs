//! `portal rules`: the whole law as the portal applies it, as Markdown.

use super::say;

pub fn run() -> anyhow::Result<()> {
    say(&domain::law::rules_page::markdown())?;
    Ok(())
}
