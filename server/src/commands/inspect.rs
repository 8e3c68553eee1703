//! `portal inspect`: what is in an MRZ or a seal, as JSON. Exit status 1 when
//! a check digit is wrong or a seal does not verify.

mod seal;

use super::say;
use crate::clock::{Clock, SystemClock};
use clap::Subcommand;
use domain::calendar::ministry_date;
use domain::doc9303::mrz;
use seal::SealArgs;

#[derive(Debug, Subcommand)]
pub enum InspectCommand {
    /// Two or three lines of a passport, visa or card.
    Mrz {
        #[arg(required = true, value_name = "LINE", allow_hyphen_values = true)]
        lines: Vec<String>,
    },
    /// A visible digital seal: hexadecimal, a file, or the address from a code.
    Seal(SealArgs),
}

pub fn run(command: InspectCommand) -> anyhow::Result<u8> {
    match command {
        InspectCommand::Mrz { lines } => match mrz::read(&lines.join("\n"), today()) {
            Ok(mrz) => {
                say(&serde_json::to_string_pretty(&mrz)?)?;
                Ok(u8::from(!mrz.is_valid()))
            }
            Err(error) => {
                let report = serde_json::json!({ "error": error.to_string() });
                say(&serde_json::to_string_pretty(&report)?)?;
                Ok(1)
            }
        },
        InspectCommand::Seal(args) => {
            let (report, status) = seal::inspect(&args, today())?;
            say(&serde_json::to_string_pretty(&report)?)?;
            Ok(status)
        }
    }
}

fn today() -> chrono::NaiveDate {
    ministry_date(SystemClock.now())
}
