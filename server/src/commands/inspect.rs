//! `portal inspect`: what is in a machine-readable zone or a seal, as JSON. Exit status 1 when
//! a check digit is wrong or a seal does not verify.

use super::say;
use crate::ambient::{Clock, SystemClock};
use anyhow::Context;
use clap::Subcommand;
use domain::calendar::ministry_date;
use domain::doc9303::mrz;
use domain::doc9303::seal::{Seal, SealKeys, address, inspect, verify};
use serde_json::json;
use std::io::Read;
use std::path::{Path, PathBuf};

#[derive(Debug, Subcommand)]
pub enum InspectCommand {
    /// Two or three lines of a passport, visa or card.
    Mrz {
        #[arg(required = true, value_name = "LINE", allow_hyphen_values = true)]
        lines: Vec<String>,
    },
    /// A visible digital seal: hexadecimal, a file, or the address from a code.
    Seal {
        #[arg(value_name = "HEX|FILE|URL")]
        text: String,
        /// Keys to verify it with, as `/.well-known/portal-keys.json` gives them.
        #[arg(long, value_name = "FILE")]
        keys: Option<PathBuf>,
    },
}

pub fn run(command: InspectCommand) -> anyhow::Result<u8> {
    match command {
        InspectCommand::Mrz { lines } => match mrz::read(&lines.join("\n"), today()) {
            Ok(zone) => {
                say(&serde_json::to_string_pretty(&zone)?)?;
                Ok(u8::from(!zone.is_right()))
            }
            Err(error) => refuse(&error.to_string()),
        },
        InspectCommand::Seal { text, keys } => inspect_seal(&text, keys.as_deref()),
    }
}

/// More than any seal has; a file that is larger is none.
const MOST_BYTES: u64 = 64 * 1024;

fn inspect_seal(text: &str, keys: Option<&Path>) -> anyhow::Result<u8> {
    let content = if let Ok(file) = std::fs::File::open(text) {
        let mut bytes = Vec::new();
        file.take(MOST_BYTES)
            .read_to_end(&mut bytes)
            .with_context(|| text.to_owned())?;
        bytes
    } else {
        text.as_bytes().to_vec()
    };
    let Ok(bytes) = address::from_any(&content) else {
        return refuse("this is neither a seal nor an address that holds one");
    };
    let seal = match Seal::decode(&bytes) {
        Ok(seal) => seal,
        Err(error) => return refuse(&error.to_string()),
    };
    let inspection = inspect(&seal);
    // Without keys nothing is asked but what is inside.
    let mut holds = true;
    let mut report = serde_json::to_value(&inspection)?;
    report["certificate_reference"] = seal.header.certificate_reference().into();
    if let Some(path) = keys {
        let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
        let keys: SealKeys =
            serde_json::from_str(&text).context("the file of keys is unreadable")?;
        let verdict = verify(&bytes, &keys, today(), None);
        holds = verdict.is_valid();
        report["verdict"] = json!({
            "status": verdict.status,
            "sub_indication": verdict.sub_indication,
            "trust": verdict.trust,
            "unusable_keys": keys.unusable(),
        });
    }
    say(&serde_json::to_string_pretty(&report)?)?;
    Ok(u8::from(!holds))
}

fn refuse(reason: &str) -> anyhow::Result<u8> {
    say(&serde_json::to_string_pretty(&json!({ "error": reason }))?)?;
    Ok(1)
}

fn today() -> chrono::NaiveDate {
    ministry_date(SystemClock.now())
}
