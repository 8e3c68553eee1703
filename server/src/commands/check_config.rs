//! `portal check-config`: the settings in force as TOML-like JSON, secrets hidden, then what is
//! wrong with them. Exit status 1 when something is.

use super::{Settings, say};
use crate::clock::{Clock, SystemClock};
use crate::config::{Config, Problem, problems, warnings};
use crate::wallet::Wallets;

pub fn run(settings: &Settings) -> anyhow::Result<u8> {
    let config = settings.load()?;
    say(&serde_json::to_string_pretty(&config)?)?;
    let mut found = problems(&config);
    let mut warned = warnings(&config);
    wallets(&config, &mut found, &mut warned);
    for one in &found {
        say(&format!("problem: {}: {}", one.setting, one.advice))?;
    }
    for one in warned {
        say(&format!("warning: {}: {}", one.setting, one.advice))?;
    }
    if found.is_empty() {
        say("no problems found")?;
    }
    Ok(u8::from(!found.is_empty()))
}

/// What is found in the files of the wallets. A demonstration makes them at its first start.
fn wallets(config: &Config, found: &mut Vec<Problem>, warned: &mut Vec<Problem>) {
    let wallet = config.wallet.with_files_in(&config.keys.folder);
    if config.is_demo() && !wallet.apple.certificate.exists() {
        return;
    }
    match Wallets::new(config) {
        Err(error) => found.push(Problem {
            setting: "wallet",
            advice: error.to_string(),
        }),
        Ok(wallets) => warned.extend(wallets.warning(SystemClock.now())),
    }
}
