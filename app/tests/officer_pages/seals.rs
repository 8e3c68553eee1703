//! Sealed documents, keys and a list of seals, all real, signed with a key made for the tests.

use crate::fakes::{day, now};
use data_encoding::BASE64;
use domain::calendar::ministry_date;
use domain::doc9303::seal::list::Covers;
use domain::doc9303::seal::{
    PassSeal, Seal, SealError, SealList, SealSigner, SealState, SignerIdentity, address,
};
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write;

struct Signer(SigningKey);

impl SealSigner for Signer {
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

fn signer() -> Signer {
    Signer(SigningKey::from_slice(&[7; 32]).unwrap())
}

fn pass(number: &str) -> Vec<u8> {
    PassSeal {
        pass_number: number.into(),
        mrv_b: [
            "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<".into(),
            "L898902C36UTO7408122F2612109<<<<<<<<".into(),
        ],
        entry: day(2026, 11, 10),
        last_permitted: day(2026, 12, 10),
        port: "PNH".into(),
        version: 1,
        issued: day(2026, 11, 10),
    }
    .seal(day(2026, 11, 10), &signer())
    .unwrap()
}

/// The address in the code of a valid pass.
pub fn pass_address(base: &str) -> String {
    address::address(base, &pass("VP2600008"))
}

/// The code of a text, as one path of an SVG.
pub fn code(text: &str) -> app::contract::QrCode {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).unwrap();
    let side = code.width();
    let dark = code.to_colors().into_iter().enumerate();
    let mut path = String::new();
    for (index, _) in dark.filter(|(_, color)| *color == Color::Dark) {
        let (x, y) = (index % side + 4, index / side + 4);
        write!(path, "M{x} {y}.5h1").unwrap();
    }
    app::contract::QrCode {
        side: side + 8,
        path,
    }
}

pub fn keys() -> String {
    let point = signer().0.verifying_key().to_sec1_point(false);
    format!(
        r#"[{{"issuer":"UTO","certificate_reference":"UTEV01","public_key":"{}","valid_until":"2036-01-01"}}]"#,
        BASE64.encode(point.as_bytes())
    )
}

pub fn list() -> Vec<u8> {
    let today = ministry_date(now());
    let covers = Covers {
        from: day(2026, 1, 1),
        until: today,
        next_update: today.succ_opt().unwrap(),
    };
    let id = |number| Seal::decode(&pass(number)).unwrap().id();
    let revoked = [(id("VP2600009"), SealState::Revoked)];
    SealList::build(covers, &revoked, &[id("VP2600008")], &signer()).unwrap()
}
