//! A seal of each kind, signed with a key made for the test.

use super::*;
use crate::contract::Tone;
use domain::calendar::Period;
use domain::doc9303::seal::list::Covers;
use domain::doc9303::seal::{SealError, SealSigner, SealState, SignerIdentity};
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};

struct TestSigner(SigningKey);

impl SealSigner for TestSigner {
    fn identity(&self) -> SignerIdentity {
        SignerIdentity {
            issuer: "UTO".into(),
            signer: "UTEV".into(),
            certificate: "01".into(),
        }
    }
    fn sign(&self, message: &[u8]) -> Result<[u8; 64], SealError> {
        let signature: Signature = self.0.sign(message);
        Ok(signature.to_bytes().into())
    }
}

fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn signer() -> TestSigner {
    TestSigner(SigningKey::from_slice(&[7; 32]).unwrap())
}

fn published() -> SealKeys {
    let point = signer().0.verifying_key().to_sec1_point(false);
    let json = format!(
        r#"[{{"issuer":"UTO","certificate_reference":"UTEV01","public_key":"{}","valid_until":"2036-01-01"}}]"#,
        data_encoding::BASE64.encode(point.as_bytes())
    );
    keys(&json).unwrap()
}

fn pass() -> Vec<u8> {
    PassSeal {
        pass_number: "VP2600008".into(),
        mrv_b: [
            "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<".into(),
            "L898902C36UTO7408122F2612109<<<<<<<<".into(),
        ],
        entry: date(2026, 11, 10),
        last_permitted: date(2026, 12, 10),
        port: "PNH".into(),
        version: 1,
        issued: date(2026, 11, 10),
    }
    .seal(date(2026, 11, 10), &signer())
    .unwrap()
}

#[test]
fn a_good_pass_is_valid_and_says_what_an_officer_asks() {
    let text = address::address("https://portal.example", &pass());
    let report = report_of(&text, &published(), date(2026, 11, 22), None);
    assert_eq!((report.code.as_str(), report.specimen), ("VALID", true));
    assert_eq!(report.verdict, SealVerdict::InForce);
    let fact = |fact: SealFact| {
        let found = report.facts.iter().find(|(found, _)| *found == fact);
        found.map(|(_, value)| value.as_str())
    };
    assert_eq!(fact(SealFact::VPass), Some("VP2600008"));
    assert_eq!(fact(SealFact::Name), Some("ERIKSSON, ANNA MARIA"));
    assert_eq!(fact(SealFact::Passport), Some("L898902C3"));
    assert_eq!(fact(SealFact::Birth), Some("12 August 1974"));
    assert_eq!(fact(SealFact::LastDay), Some("10 December 2026"));
}

fn visa() -> Vec<u8> {
    VisaSeal {
        visa_number: "KV2600017".into(),
        mrv_b: [
            "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<".into(),
            "KV26000179UTO7408122F2702207<<<<<<<<".into(),
        ],
        entries: Entries::Single,
        stay: Length::Period(Period::Months(1)),
        passport_number: "L898902C3".into(),
        visa_type: domain::visa::VisaType::T,
        issued: date(2026, 11, 20),
    }
    .seal(date(2026, 11, 20), &signer())
    .unwrap()
}

fn verdict_on(bytes: &[u8], today: NaiveDate) -> SealVerdict {
    report(bytes, &published(), today, None).verdict
}

fn verdict_listed(bytes: &[u8], state: SealState) -> SealVerdict {
    let today = date(2026, 11, 22);
    let covers = Covers {
        from: date(2026, 1, 1),
        until: today,
        next_update: date(2026, 11, 23),
    };
    let id = Seal::decode(bytes).unwrap().id();
    let list = SealList::build(covers, &[(id, state)], &[], &signer()).unwrap();
    let list = SealList::decode(&list, &published(), today).unwrap();
    report(bytes, &published(), today, Some(&list)).verdict
}

#[test]
fn a_document_is_in_force_to_the_end_of_its_last_day_and_never_green_after_it() {
    let last = date(2026, 12, 10);
    assert_eq!(verdict_on(&pass(), last), SealVerdict::InForce);
    let over = verdict_on(&pass(), date(2026, 12, 11));
    assert_eq!(over, SealVerdict::StayEnded(last));
    let until = date(2027, 2, 20);
    assert_eq!(verdict_on(&visa(), until), SealVerdict::InForce);
    let over = verdict_on(&visa(), date(2027, 2, 21));
    assert_eq!(over, SealVerdict::Expired(until));
    assert_ne!(over.tone(), Tone::Good);
    // Its facts are still told: it is genuine.
    let report = report(&visa(), &published(), date(2027, 2, 21), None);
    assert!(!report.facts.is_empty() && report.specimen);
}

#[test]
fn a_clock_that_is_behind_does_not_make_an_old_document_green() {
    let made = date(2026, 12, 20);
    let covers = Covers {
        from: date(2026, 1, 1),
        until: made,
        next_update: date(2026, 12, 21),
    };
    let list = SealList::build(covers, &[], &[], &signer()).unwrap();
    for clock in [date(2020, 1, 1), date(2026, 12, 1), date(2026, 12, 20)] {
        let list = SealList::decode(&list, &published(), clock).unwrap();
        let today = verified_on(clock, Some(&list));
        assert_eq!(today, made);
        let verdict = report(&pass(), &published(), today, Some(&list)).verdict;
        assert_eq!(verdict, SealVerdict::StayEnded(date(2026, 12, 10)));
    }
    let later = date(2027, 1, 5);
    let list = SealList::decode(&list, &published(), later).unwrap();
    assert_eq!(verified_on(later, Some(&list)), later);
    assert_eq!(verified_on(later, None), later);
}

#[test]
fn what_the_list_knows_is_said_in_its_own_words() {
    for (bytes, state, expected) in [
        (visa(), SealState::Used, SealVerdict::Used),
        (visa(), SealState::Replaced, SealVerdict::Replaced),
        (visa(), SealState::Revoked, SealVerdict::Revoked),
        (pass(), SealState::Revoked, SealVerdict::Departed),
        (pass(), SealState::Replaced, SealVerdict::Replaced),
    ] {
        let verdict = verdict_listed(&bytes, state);
        assert_eq!(verdict, expected);
        assert!(verdict.tone() != Tone::Good && verdict.is_genuine());
    }
}

#[test]
fn nothing_of_a_forged_seal_is_handed_on() {
    let mut forged = pass();
    let last = forged.len() - 1;
    forged[last] ^= 1;
    let report = report(&forged, &published(), date(2026, 11, 22), None);
    assert_eq!(report.code, "INVALID_SIGNATURE");
    let forged = SealVerdict::NotGenuine(SubIndication::InvalidSignature);
    assert_eq!(report.verdict, forged);
    assert!(report.facts.is_empty() && !report.specimen);
}

#[test]
fn other_texts_are_no_seal() {
    for text in ["", "https://portal.example/verify", "DC03", "hello"] {
        let report = report_of(text, &published(), date(2026, 11, 22), None);
        assert_eq!(report.code, "WRONG_FORMAT", "{text}");
    }
    assert!(keys("<html>").is_none());
}
