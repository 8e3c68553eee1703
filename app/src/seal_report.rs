//! The report on a seal: its verification in the terms of the pages. The island makes it on the
//! device, the server for browsers without wasm; both ask here, so that both say the same.

use crate::contract::{SealFact, SealReport, SealVerdict};
use chrono::NaiveDate;
use domain::doc9303::countries::{SPECIMEN, name_with_code};
use domain::doc9303::mrz::{Century, MrzDate};
use domain::doc9303::names::MrzNames;
use domain::doc9303::seal::{
    Document, PassSeal, Seal, SealKeys, SealList, SubIndication, VerificationResult, VisaSeal,
    address, verify,
};
use domain::visa::Entries;
use domain::visa::Length;

/// The code of a valid seal.
const VALID: &str = "VALID";

/// The published keys, as `/.well-known/portal-keys.json` lists them; `None` when the text is no
/// list of keys.
pub fn keys(json: &str) -> Option<SealKeys> {
    serde_json::from_str(json).ok()
}

/// The day on which a device verifies whose clock says `clock`, and may be behind: not before the last one
/// that the list covers.
pub fn verified_on(clock: NaiveDate, list: Option<&SealList>) -> NaiveDate {
    list.map_or(clock, |list| clock.max(list.covers().until))
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
            verdict: SealVerdict::NotGenuine(SubIndication::WrongFormat),
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
    let document = result.document.as_ref();
    let is_pass = matches!(document, Some(Document::VPass(_)));
    let last_day = document.and_then(|document| document.last_day(today));
    let verdict = verdict(result.sub_indication, is_pass, last_day, today);
    let genuine = verdict.is_genuine();
    let of_specimen_state = || Seal::decode(bytes).is_ok_and(|seal| seal.header.issuer == SPECIMEN);
    SealReport {
        verdict,
        code: code(&result).to_owned(),
        specimen: genuine && of_specimen_state(),
        facts: match &result.document {
            Some(document) if genuine => facts(document, today),
            _ => Vec::new(),
        },
    }
}

/// The verdict on a V-Pass or a visa whose seal verified to `result`, on the day `today`. A document
/// is in force to the end of its last day.
pub fn verdict(
    result: Option<SubIndication>,
    is_pass: bool,
    last_day: Option<NaiveDate>,
    today: NaiveDate,
) -> SealVerdict {
    match result {
        // A pass is revoked by the departure, or because its admission was undone.
        Some(SubIndication::Revoked) if is_pass => SealVerdict::Departed,
        Some(SubIndication::Revoked) => SealVerdict::Revoked,
        Some(SubIndication::Replaced) => SealVerdict::Replaced,
        Some(SubIndication::Used) => SealVerdict::Used,
        Some(reason) if !reason.is_genuine() => SealVerdict::NotGenuine(reason),
        _ => match last_day {
            Some(last) if last >= today => SealVerdict::InForce,
            Some(last) if is_pass => SealVerdict::StayEnded(last),
            Some(last) => SealVerdict::Expired(last),
            None => SealVerdict::Unchecked,
        },
    }
}

fn code(result: &VerificationResult) -> &'static str {
    result.sub_indication.map_or(VALID, SubIndication::as_str)
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
            name_with_code(part(second, 10, 13).trim_end_matches('<')),
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
