//! `portal check-config`: the settings in force as TOML-like JSON, secrets hidden, then what is
//! wrong with them. Exit status 1 when something is.

use super::{Settings, say};
use crate::config::{problems, warnings};

pub fn run(settings: &Settings) -> anyhow::Result<u8> {
    let config = settings.load()?;
    say(&serde_json::to_string_pretty(&config)?)?;
    let found = problems(&config);
    for one in &found {
        say(&format!("problem: {}: {}", one.setting, one.advice))?;
    }
    for one in warnings(&config) {
        say(&format!("warning: {}: {}", one.setting, one.advice))?;
    }
    if found.is_empty() {
        say("no problems found")?;
    }
    Ok(u8::from(!found.is_empty()))
}
