//! The time to read an MRZ, compare a name and decode a seal, beside that to verify one in the same
//! run. Prints nanoseconds for each, the best of several rounds.
#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]
#![expect(
    clippy::unwrap_used,
    reason = "a benchmark stops when its own data are wrong"
)]

use chrono::NaiveDate;
use data_encoding::BASE64;
use domain::calendar::Period;
use domain::doc9303::mrz;
use domain::doc9303::names::{MrzNames, compare};
use domain::doc9303::seal::{
    PublishedKey, Seal, SealError, SealKeys, SealSigner, SignerIdentity, VisaSeal, address, verify,
};
use domain::visa::{Entries, Length, VisaType};
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use std::hint::black_box;
use std::time::Instant;

const PASSPORT: &str =
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";
const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();

struct Key(SigningKey);

impl SealSigner for Key {
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

fn measure<T>(name: &str, rounds: u32, mut action: impl FnMut() -> T) {
    let best = (0..10)
        .map(|_| {
            let start = Instant::now();
            for _ in 0..rounds {
                black_box(action());
            }
            start.elapsed() / rounds
        })
        .min()
        .unwrap();
    println!("{name:<28} {:>9} ns", best.as_nanos());
}

fn main() {
    let key = Key(SigningKey::from_slice(&[7; 32]).unwrap());
    let visa = VisaSeal {
        visa_number: "L898902C".into(),
        mrv_b: [
            "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<".into(),
            "L898902C<3UTO6908061F9406236<<<<<<<<".into(),
        ],
        entries: Entries::Single,
        stay: Length::Period(Period::Months(1)),
        passport_number: "L898902C3".into(),
        visa_type: VisaType::T,
        issued: TODAY,
    };
    let bytes = visa.seal(TODAY, &key).unwrap();
    let url = address::address("https://evisa.gov.kh", &bytes);
    let keys = SealKeys::new(&[PublishedKey {
        issuer: "UTO".into(),
        certificate_reference: "UTEV01".into(),
        public_key: BASE64.encode(key.0.verifying_key().to_sec1_point(false).as_ref()),
        valid_until: TODAY,
        revoked: false,
        document_types: Vec::new(),
    }]);
    let names = MrzNames::read("MUELLER<LUEDENSCHEIDT<<ANNA<MARIA<<<<<<");

    measure("MRZ read", 20_000, || mrz::read(black_box(PASSPORT), TODAY));
    measure("name compared", 20_000, || {
        compare(
            black_box("Müller-Lüdenscheidt"),
            black_box("Anna Maria"),
            &names,
        )
    });
    measure("seal decoded", 20_000, || Seal::decode(black_box(&bytes)));
    measure("address read", 20_000, || address::bytes(black_box(&url)));
    measure("seal verified", 200, || {
        verify(black_box(&bytes), &keys, TODAY, None)
    });
}
