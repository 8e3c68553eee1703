//! Every message that the code names is there, and every variant of every enumeration has a label.

use super::*;
use crate::contract::AdmissionObstacle;
use domain::doc9303::names::AllowedDifference;
use domain::doc9303::seal::SubIndication;
use domain::law::Ground;
use domain::law::group::GroupError;
use domain::law::refunds::{NotRefunded, RefundGround};
use domain::law::stay::{NotAdmissible, Obstacle};
use domain::person::PassportKind;
use domain::port::PortKind;
use domain::roles::Role;
use domain::states::{CaseState, CrossingKind, FineState, PaymentState, RefundState, VisaState};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn sources() -> Vec<(PathBuf, String)> {
    fn walk(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let content = std::fs::read_to_string(&path).unwrap();
                found.push((path, content));
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    walk(&root.join("src"), &mut found);
    walk(&root.join("../server/src"), &mut found);
    found
}

/// The string literals that follow `call`, white space apart. Methods and functions whose names
/// end alike are others.
fn literals<'a>(source: &'a str, call: &'a str) -> impl Iterator<Item = &'a str> {
    source.match_indices(call).filter_map(move |(at, _)| {
        let longer = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
        if source[..at].ends_with(longer) {
            return None;
        }
        let rest = source[at + call.len()..].trim_start().strip_prefix('"')?;
        rest.split_once('"').map(|(key, _)| key)
    })
}

/// The second string literal of calls like `invalid("field", "key")`.
fn second_literals<'a>(source: &'a str, call: &'a str) -> impl Iterator<Item = &'a str> {
    source.split(call).skip(1).filter_map(|rest| {
        let rest = rest.trim_start().strip_prefix('"')?;
        let (_, rest) = rest.split_once('"')?;
        let rest = rest.trim_start().strip_prefix(',')?;
        let rest = rest.trim_start().strip_prefix('"')?;
        rest.split_once('"').map(|(key, _)| key)
    })
}

/// Literals that can only be message keys, wherever they stand.
fn prefixed(source: &str) -> impl Iterator<Item = &str> {
    source.split('"').skip(1).step_by(2).filter(|literal| {
        [
            "check-",
            "conflict-",
            "document-",
            "fact-",
            "field-error-",
            "mail-",
            "note-",
        ]
        .iter()
        .any(|prefix| {
            literal
                .strip_prefix(prefix)
                .is_some_and(|rest| rest.chars().all(|c| c.is_ascii_lowercase() || c == '-'))
        }) && !literal.ends_with('-')
    })
}

#[test]
fn every_message_that_the_code_names_exists() {
    let mut missing = BTreeSet::new();
    for (path, source) in sources() {
        // Keys that tests make up are shown to nobody.
        let source = source.split("#[cfg(test)]").next().unwrap();
        if path.file_name().is_some_and(|name| name == "tests.rs") {
            continue;
        }
        let named = ["text(", "text_with(", "text_of(", "conflict("]
            .into_iter()
            .flat_map(|call| literals(source, call))
            .chain(
                ["PortalError::invalid(", "FieldError::new("]
                    .into_iter()
                    .flat_map(|call| second_literals(source, call)),
            )
            .chain(prefixed(source));
        for key in named {
            if !is_message(key) {
                missing.insert(format!("{key} ({})", path.display()));
            }
        }
    }
    assert!(missing.is_empty(), "no message for {missing:#?}");
}

/// The keys of a file, each once.
fn keys(messages: &str) -> BTreeSet<String> {
    FluentResource::try_new(messages.to_owned())
        .map_err(|(_, errors)| errors)
        .unwrap();
    let mut seen = BTreeSet::new();
    for line in messages.lines() {
        if let Some((key, _)) = line.split_once(" =")
            && key.starts_with(|c: char| c.is_ascii_alphabetic())
        {
            assert!(seen.insert(key.to_owned()), "{key} stands twice");
        }
    }
    seen
}

#[test]
fn the_files_parse_and_no_key_stands_twice() {
    let (english, khmer) = (keys(ENGLISH), keys(KHMER));
    assert!(khmer.is_subset(&english), "{khmer:?}");
}

#[test]
fn every_label_of_the_documents_is_there_in_khmer() {
    let pages = sources().into_iter();
    let pages = pages.filter(|(path, _)| path.file_name().is_some_and(|name| name != "tests.rs"));
    let labels = pages.flat_map(|(_, source)| {
        let labels = literals(&source, "Label::of(").map(str::to_owned);
        labels.collect::<Vec<_>>()
    });
    let ports = PortKind::ALL.iter();
    let labels = labels.chain(ports.map(|kind| label_key("document-port", kind)));
    let khmer = keys(KHMER);
    let missing: Vec<_> = labels
        .filter(|key| !khmer.contains(key) || !is_message(key))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_variant_of_an_enumeration_has_a_label() {
    fn check<T: Copy + std::fmt::Display>(prefix: &str, all: &[T], missing: &mut Vec<String>) {
        for one in all {
            let key = label_key(prefix, one);
            if !is_message(&key) {
                missing.push(key);
            }
        }
    }
    let mut missing = Vec::new();
    check("ground", Ground::ALL, &mut missing);
    check("case-state", CaseState::ALL, &mut missing);
    check("visa-state", VisaState::ALL, &mut missing);
    check("crossing", CrossingKind::ALL, &mut missing);
    check("fine-state", FineState::ALL, &mut missing);
    check("payment-state", PaymentState::ALL, &mut missing);
    check("refund-state", RefundState::ALL, &mut missing);
    check("passport-kind", PassportKind::ALL, &mut missing);
    check("role", Role::ALL, &mut missing);
    check("note-name", AllowedDifference::ALL, &mut missing);
    check("refund", RefundGround::ALL, &mut missing);
    let not_refunded = NotRefunded::TOLD_BEFORE_PAYMENT.iter();
    let not_refunded = not_refunded.map(|why| why.message_key());
    missing.extend(not_refunded.filter(|key| !is_message(key)));
    let group = [
        GroupError::Nobody,
        GroupError::TooMany,
        GroupError::NotInApplication(0),
        GroupError::NoOwnPassport(0),
        GroupError::NotAdult(0),
    ];
    let group = group.map(|why| why.message_key().to_owned());
    missing.extend(group.into_iter().filter(|key| !is_message(key)));
    missing.extend(obstacle_keys().filter(|key| !is_message(key)));
    missing.extend(
        SubIndication::ALL
            .iter()
            .map(|one| one.message_key())
            .filter(|key| !is_message(key)),
    );
    assert!(missing.is_empty(), "no message for {missing:#?}");
}

fn obstacle_keys() -> impl Iterator<Item = String> {
    let day = NaiveDate::MIN;
    let unusable = [
        VisaState::Used,
        VisaState::Expired,
        VisaState::Void,
        VisaState::Replaced,
    ];
    let visa = unusable.map(NotAdmissible::State).into_iter().chain([
        NotAdmissible::Expired(day),
        NotAdmissible::NotYetIssued(day),
    ]);
    let law = visa
        .map(Obstacle::Visa)
        .chain([Obstacle::InTheCountry, Obstacle::PassportExpired(day)]);
    let cases = CaseState::ALL.iter().map(|case| (Obstacle::NoVisa, *case));
    law.map(|obstacle| (obstacle, CaseState::Granted))
        .chain(cases)
        .map(|(obstacle, case)| AdmissionObstacle::Law(obstacle, case))
        .chain([AdmissionObstacle::NoPerson, AdmissionObstacle::Unreadable])
        .map(AdmissionObstacle::message_key)
}

#[test]
fn dates_and_instants_are_phnom_penhs() {
    let day = NaiveDate::from_ymd_opt(2027, 2, 12).unwrap();
    assert_eq!(date(day), "12 February 2027");
    let at = day.and_hms_opt(19, 5, 0).unwrap().and_utc();
    assert_eq!(instant(at), "13 February 2027, 02:05 Phnom Penh time");
    assert_eq!(money(Money::usd(3000)), "USD\u{a0}30.00");
}

/// Art. 7.3, 13, 14; the age, the number of travellers and the photo online are our reading.
#[test]
fn the_laws_numbers_come_from_the_library() {
    for (key, says) in [
        ("passport-expiry-hint", "at least 6 months after"),
        ("trip-stay-hint", "permits 1 month."),
        ("landing-stay-entry", "within 3 months of issue"),
        ("trip-warning-stay", "one extension of 1 month"),
        ("party-not-adult", "18 or older"),
        ("party-too-many", "Up to 20 people"),
        ("photo-file-hint", "4 × 6 cm"),
    ] {
        assert!(text(key).contains(says), "{}", text(key));
    }
    for (at, call) in ENGLISH.match_indices("LAW(\"") {
        let name = ENGLISH[at + call.len()..].split('"').next().unwrap();
        let value = law::law(&[name.into()], &FluentArgs::new());
        assert!(matches!(value, FluentValue::Number(_)), "{name}");
    }
}

#[test]
fn whole_numbers_choose_plural_forms() {
    assert_eq!(text_with("days", &[("count", "1".into())]), "1 day");
    assert_eq!(text_with("days", &[("count", "30".into())]), "30 days");
    assert_eq!(period(Period::Days(30)), "30 days");
    assert_eq!(period(Period::Months(1)), "1 month");
    assert_eq!(period(Period::Months(3)), "3 months");
    assert_eq!(period(Period::Months(12)), "1 year");
}
