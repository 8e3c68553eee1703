//! The report on a seal: its verification in the terms of the pages. The island makes it on the
//! device, the server for browsers without wasm; both ask here, so that both say the same.

use crate::contract::{SealFact, SealReport};
use chrono::NaiveDate;
use domain::doc9303::mrz::{Century, MrzDate};
use domain::doc9303::names::MrzNames;
use domain::doc9303::seal::{
    Document, PassSeal, Seal, SealKeys, SealList, SubIndication, VerificationResult, VisaSeal,
    address, verify,
};
use domain::visa::Entries;
use domain::visa::Length;

/// ICAO's specimen state, in whose name demonstrations issue.
const SPECIMEN_STATE: &str = "UTO";

/// The code of a valid seal.
const VALID: &str = "VALID";

/// The published keys, as `/.well-known/portal-keys.json` lists them; `None` when the text is no
/// list of keys.
pub fn keys(json: &str) -> Option<SealKeys> {
    serde_json::from_str(json).ok()
}

/// Verifies the seal in an address, a fragment or hexadecimal, on the day `today` in Phnom Penh.
pub fn report_of(
    text: &str,
    keys: &SealKeys,
    today: NaiveDate,
    list: Option<&SealList>,
) -> SealReport {
    match address::bytes(text) {
        Ok(bytes) => report(&bytes, keys, today, list),
        Err(_) => SealReport {
            code: SubIndication::WrongFormat.as_str().to_owned(),
            facts: Vec::new(),
            specimen: false,
        },
    }
}

/// Verifies a seal. Its facts are reported only when its signature is good: nothing in a forged
/// seal shall be read as true.
pub fn report(
    bytes: &[u8],
    keys: &SealKeys,
    today: NaiveDate,
    list: Option<&SealList>,
) -> SealReport {
    let result = verify(bytes, keys, today, list);
    let specimen = Seal::decode(bytes).is_ok_and(|seal| seal.header.issuer == SPECIMEN_STATE);
    SealReport {
        code: code(&result).to_owned(),
        specimen,
        facts: match result.document {
            Some(document) if is_genuine(result.sub_indication) => facts(&document, today),
            _ => Vec::new(),
        },
    }
}

/// Whether this code of a report says that the document may be accepted.
pub fn is_valid(code: &str) -> bool {
    code == VALID || code == SubIndication::UnknownFeature.as_str()
}

fn code(result: &VerificationResult) -> &'static str {
    result.sub_indication.map_or(VALID, SubIndication::as_str)
}

/// Whether the seal was signed with a good key, even if it was replaced or revoked afterwards.
const fn is_genuine(outcome: Option<SubIndication>) -> bool {
    matches!(
        outcome,
        None | Some(
            SubIndication::UnknownFeature | SubIndication::Replaced | SubIndication::Revoked
        )
    )
}

/// The facts in a document, in the order in which an officer asks.
fn facts(document: &Document, today: NaiveDate) -> Vec<(SealFact, String)> {
    let [first, second] = document.mrz();
    let part = |line: &str, from, to| line.get(from..to).unwrap_or_default().to_owned();
    let day_of = |from, century| {
        let raw = part(second, from, from + 6);
        MrzDate::read(&raw, century, today)
            .and_then(|date| date.date())
            .map_or(raw, day)
    };
    let mut facts = match document {
        Document::Visa(visa) => vec![(SealFact::Visa, visa.visa_number.clone())],
        Document::ProfileVisa(visa) => {
            vec![(SealFact::Visa, visa.document_number().to_owned())]
        }
        Document::VPass(pass) => vec![(SealFact::VPass, pass.pass_number.clone())],
    };
    facts.extend([
        (SealFact::Name, name(first.get(5..).unwrap_or_default())),
        (SealFact::Passport, document.passport_number().to_owned()),
        (
            SealFact::Nationality,
            part(second, 10, 13).trim_end_matches('<').to_owned(),
        ),
        (SealFact::Birth, day_of(13, Century::Birth)),
    ]);
    match document {
        Document::Visa(visa) => {
            facts.push((SealFact::ValidUntil, day_of(21, Century::Near)));
            facts.extend(of_visa(visa));
        }
        Document::ProfileVisa(visa) => {
            facts.push((SealFact::ValidUntil, day_of(21, Century::Near)));
            facts.push((SealFact::Issued, day(visa.issued)));
        }
        Document::VPass(pass) => facts.extend(of_pass(pass)),
    }
    facts
}

fn of_visa(visa: &VisaSeal) -> Vec<(SealFact, String)> {
    let entries = match visa.entries {
        Entries::Single => "1".to_owned(),
        Entries::Multiple => "2+".to_owned(),
    };
    let mut facts = vec![
        (SealFact::VisaType, visa.visa_type.to_string()),
        (SealFact::Entries, entries),
    ];
    if let Length::Period(period) = visa.stay {
        facts.push((SealFact::Stay, period.to_string()));
    }
    facts.push((SealFact::Issued, day(visa.issued)));
    facts
}

fn of_pass(pass: &PassSeal) -> Vec<(SealFact, String)> {
    vec![
        (SealFact::Entered, day(pass.entry)),
        (SealFact::LastDay, day(pass.last_permitted)),
        (SealFact::Port, pass.port.clone()),
    ]
}

/// The name in the first line of an MRZ: `ERIKSSON, ANNA MARIA`.
fn name(field: &str) -> String {
    let names = MrzNames::read(field);
    if names.given_names.is_empty() {
        names.surname
    } else {
        format!("{}, {}", names.surname, names.given_names)
    }
}

/// A date: `12 February 2027`.
pub fn day(date: NaiveDate) -> String {
    date.format("%-d %B %Y").to_string()
}

#[cfg(test)]
mod tests;
