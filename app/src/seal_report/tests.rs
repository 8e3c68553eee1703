//! A seal of each kind, signed with a key made for the test.

use super::*;
use domain::doc9303::seal::{SealError, SealSigner, SignerIdentity};
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
    assert!(is_valid(&report.code));
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

#[test]
fn nothing_of_a_forged_seal_is_handed_on() {
    let mut forged = pass();
    let last = forged.len() - 1;
    forged[last] ^= 1;
    let report = report(&forged, &published(), date(2026, 11, 22), None);
    assert_eq!(report.code, "INVALID_SIGNATURE");
    assert!(report.facts.is_empty() && !is_valid(&report.code));
}

#[test]
fn other_texts_are_no_seal() {
    for text in ["", "https://portal.example/verify", "DC03", "hello"] {
        let report = report_of(text, &published(), date(2026, 11, 22), None);
        assert_eq!(report.code, "WRONG_FORMAT", "{text}");
    }
    assert!(keys("<html>").is_none());
}
