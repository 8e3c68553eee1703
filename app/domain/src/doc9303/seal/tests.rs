//! Tests of seals, and the key, visa, pass and passport that they share.

mod addresses;
mod container;
mod documents;
mod mrz_validation;
mod profile;
mod published;
mod verification;

use super::*;
use crate::calendar::Period;
use crate::doc9303::mrz::{self, Mrz};
use crate::visa::{Entries, Length, VisaType};
use data_encoding::BASE64;
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use proptest::prelude::*;

const VECTORS: &str = include_str!("../../../testdata/icao-mrz.txt");

pub(super) fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// A key for tests; its scalar is public and worth nothing.
pub(super) struct TestSigner {
    pub certificate: &'static str,
    pub key: SigningKey,
}

impl TestSigner {
    pub(super) fn new(certificate: &'static str) -> Self {
        Self {
            certificate,
            key: SigningKey::from_slice(&[7; 32]).unwrap(),
        }
    }

    pub(super) fn published(&self) -> PublishedKey {
        PublishedKey {
            issuer: "UTO".into(),
            certificate_reference: format!("UTEV{}", self.certificate),
            public_key: BASE64.encode(self.key.verifying_key().to_sec1_point(false).as_ref()),
            valid_until: day(2030, 12, 31),
            revoked: false,
            document_types: Vec::new(),
        }
    }

    pub(super) fn keys(&self) -> SealKeys {
        SealKeys::new(&[self.published()])
    }
}

impl SealSigner for TestSigner {
    fn identity(&self) -> SignerIdentity {
        SignerIdentity {
            issuer: "UTO".into(),
            signer: "UTEV".into(),
            certificate: self.certificate.into(),
        }
    }

    fn sign(&self, message: &[u8]) -> Result<[u8; 64], SealError> {
        let signature: Signature = self.key.sign(message);
        Ok(signature.to_bytes().into())
    }
}

/// The published MRV-B of part 7, without the optional data that a seal leaves out.
fn mrv_b() -> [String; 2] {
    [
        "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<".into(),
        "L898902C<3UTO6908061F9406236<<<<<<<<".into(),
    ]
}

fn visa() -> VisaSeal {
    VisaSeal {
        visa_number: "L898902C".into(),
        mrv_b: mrv_b(),
        entries: Entries::Single,
        stay: Length::Period(Period::Months(1)),
        passport_number: "L898902C3".into(),
        visa_type: VisaType::T,
        issued: day(2026, 11, 22),
    }
}

fn pass() -> PassSeal {
    PassSeal {
        pass_number: "VP1234567".into(),
        mrv_b: mrv_b(),
        entry: day(2027, 1, 10),
        last_permitted: day(2027, 2, 10),
        port: "PNH".into(),
        version: 1,
        issued: day(2027, 1, 10),
    }
}

fn today() -> NaiveDate {
    day(2027, 1, 11)
}

fn passport() -> Mrz {
    mrz::read(
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10",
        today(),
    )
    .unwrap()
}
