//! `portal inspect seal`: what is inside; with keys, whether it verifies (part 13, appendix D); with the
//! MRZs of the visa and the passport, whether they belong together (part 7, 9.4).

use anyhow::{Context, bail};
use chrono::NaiveDate;
use clap::Args;
use domain::doc9303::mrz::{self, Mrz};
use domain::doc9303::seal::verification::verify_seal;
use domain::doc9303::seal::{
    Seal, SealKeys, VerificationResult, address, inspect as lay_open, verify,
};
use serde_json::{Value, json};
use std::io::Read;
use std::path::{Path, PathBuf};

#[derive(Debug, Default, Args)]
pub struct SealArgs {
    #[arg(value_name = "HEX|FILE|URL")]
    pub text: String,
    /// Keys to verify it with, as `/.well-known/portal-keys.json` gives them.
    #[arg(long, value_name = "FILE")]
    pub keys: Option<PathBuf>,
    /// The two lines printed on the visa, to compare.
    #[arg(long, value_name = "LINE", num_args = 2, requires = "keys")]
    pub printed: Vec<String>,
    /// The two or three lines of the passport shown with it, to compare.
    #[arg(long, value_name = "LINE", num_args = 2..=3, requires = "keys")]
    pub passport: Vec<String>,
}

/// More than any seal has; a file that is larger is none.
const MOST_BYTES: u64 = 64 * 1024;

/// The report and the exit status: 1 for what is no seal, or does not verify with the keys given.
///
/// # Errors
/// A file or an MRZ that cannot be read.
pub fn inspect(args: &SealArgs, today: NaiveDate) -> anyhow::Result<(Value, u8)> {
    let keys = args.keys.as_deref().map(read_keys).transpose()?;
    let Ok(bytes) = address::from_any(&content(&args.text)?) else {
        let mut report = json!({ "error": "this is neither a seal nor an address that holds one" });
        if keys.is_some() {
            report["verdict"] = said(&VerificationResult::unread());
        }
        return Ok((report, 1));
    };
    let seal = match Seal::decode(&bytes) {
        Ok(seal) => seal,
        Err(error) => {
            let mut report = json!({ "error": error.to_string() });
            if let Some(keys) = keys {
                report["verdict"] = said(&verify(&bytes, &keys, today, None));
            }
            return Ok((report, 1));
        }
    };
    let mut report = serde_json::to_value(lay_open(&seal))?;
    report["certificate_reference"] = seal.header.certificate_reference().into();
    // Without keys nothing is asked but what is inside.
    let Some(keys) = keys else {
        return Ok((report, 0));
    };
    let mut result = verify_seal(&seal, &keys, today, None);
    if let Some(printed) = mrz(&args.printed, today)? {
        result = result.with_printed_mrz(&printed);
    }
    if let Some(passport) = mrz(&args.passport, today)? {
        result = result.with_passport(&passport);
    }
    report["verdict"] = said(&result);
    report["verdict"]["unusable_keys"] = serde_json::to_value(keys.unusable())?;
    Ok((report, u8::from(!result.is_valid())))
}

fn said(result: &VerificationResult) -> Value {
    json!({
        "status": result.status,
        "sub_indication": result.sub_indication,
        "trust": result.trust,
        "differing": result.differing,
    })
}

/// The file of this name, or else the text itself.
fn content(text: &str) -> anyhow::Result<Vec<u8>> {
    let Ok(file) = std::fs::File::open(text) else {
        return Ok(text.as_bytes().to_vec());
    };
    let mut bytes = Vec::new();
    file.take(MOST_BYTES)
        .read_to_end(&mut bytes)
        .with_context(|| text.to_owned())?;
    Ok(bytes)
}

fn read_keys(path: &Path) -> anyhow::Result<SealKeys> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    serde_json::from_str(&text).context("the file of keys is unreadable")
}

fn mrz(lines: &[String], today: NaiveDate) -> anyhow::Result<Option<Mrz>> {
    if lines.is_empty() {
        return Ok(None);
    }
    match mrz::read(&lines.join("\n"), today) {
        Ok(mrz) => Ok(Some(mrz)),
        Err(error) => bail!("the MRZ given with the seal: {error}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::tests::{documents, visa};

    fn day() -> NaiveDate {
        visa().issued_on
    }

    /// A file of the keys, and the visa's address.
    fn signed() -> (tempfile::NamedTempFile, String) {
        let keys = tempfile::NamedTempFile::new().unwrap();
        let published = documents().published_keys(day());
        serde_json::to_writer(&keys, &published).unwrap();
        (keys, documents().issue_visa(&visa(), day()).unwrap().url)
    }

    fn outcome(args: &SealArgs) -> (String, u8) {
        let (report, status) = inspect(args, day()).unwrap();
        let result = &report["verdict"];
        let code = result["sub_indication"]
            .as_str()
            .or(result["status"].as_str())
            .unwrap_or_default();
        (code.to_owned(), status)
    }

    #[test]
    fn what_is_inside_and_with_keys_whether_it_verifies() {
        let (keys, url) = signed();
        let args = |text: &str, keyed: bool| SealArgs {
            text: text.to_owned(),
            keys: keyed.then(|| keys.path().to_owned()),
            ..SealArgs::default()
        };
        assert_eq!(outcome(&args(&url, false)), (String::new(), 0));
        assert_eq!(outcome(&args(&url, true)), ("VALID".to_owned(), 0));
        let mut forged = address::bytes(&url).unwrap();
        *forged.last_mut().unwrap() ^= 1;
        let forged = data_encoding::HEXUPPER.encode(&forged);
        assert_eq!(
            outcome(&args(&forged, true)),
            ("INVALID_SIGNATURE".to_owned(), 1)
        );
        for (text, code) in [("nothing", "READ_ERROR"), ("DC0301", "WRONG_FORMAT")] {
            assert_eq!(outcome(&args(text, true)), (code.to_owned(), 1));
            assert_eq!(outcome(&args(text, false)), (String::new(), 1));
        }
        let binary = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(binary.path(), address::bytes(&url).unwrap()).unwrap();
        let file = binary.path().to_str().unwrap();
        assert_eq!(outcome(&args(file, true)), ("VALID".to_owned(), 0));
    }

    #[test]
    fn part_7_9_4_with_the_mrz_of_visa_and_passport() {
        let (keys, url) = signed();
        let lines = |lines: [&str; 2]| lines.map(str::to_owned).to_vec();
        let args = SealArgs {
            text: url,
            keys: Some(keys.path().to_owned()),
            passport: lines([
                "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
                "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
            ]),
            ..SealArgs::default()
        };
        assert_eq!(outcome(&args), ("VALID".to_owned(), 0));
        let other = SealArgs {
            passport: lines([
                "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
                "L898902C<3UTO6908061F9406236ZE184226B<<<<<14",
            ]),
            ..args
        };
        let (report, status) = inspect(&other, day()).unwrap();
        assert_eq!(status, 1);
        let result = &report["verdict"];
        assert_eq!(result["sub_indication"], "SEAL_PASSPORT_MISMATCH");
        assert_eq!(result["differing"], json!(["document_number"]));
        let unreadable = SealArgs {
            passport: lines(["P<UTO", "L8"]),
            ..other
        };
        assert!(inspect(&unreadable, day()).is_err());
    }
}
