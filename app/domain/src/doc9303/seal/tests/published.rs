//! The worked examples of seals in BSI TR-03137.

use super::*;

/// The seal of the worked example in this annex.
fn annex(letter: &str) -> Vec<u8> {
    let line = include_str!("../../../../testdata/bsi-tr-03137.txt")
        .lines()
        .find_map(|line| line.strip_prefix(letter)?.strip_prefix("  "))
        .unwrap();
    data_encoding::HEXLOWER.decode(line.as_bytes()).unwrap()
}

struct Example {
    annex: &'static str,
    version: Version,
    certificate: &'static str,
    /// Document issue date and signature creation date.
    days: [NaiveDate; 2],
    definition: u8,
    category: u8,
    /// The length of the signature in bytes.
    signature: usize,
    /// The features whose values are C40.
    features: &'static [(u8, &'static str)],
}

/// Annexes C and D.
fn of_version_3() -> [Example; 2] {
    [
        Example {
            annex: "C",
            version: Version::V3,
            certificate: "DETS00027",
            days: [day(2020, 1, 1), day(2020, 1, 13)],
            definition: 253,
            category: 2,
            signature: 64,
            features: &[
                (
                    2,
                    "MED<<MUSTERMANN<<ERIK<<<<<<<<<<<<<<<M0000000<4ALB0308212M1604128<<<<<<<2",
                ),
                (3, "160113000085"),
            ],
        },
        Example {
            annex: "D",
            version: Version::V3,
            certificate: "DETS00027",
            days: [day(2020, 1, 1), day(2020, 1, 14)],
            definition: 252,
            category: 4,
            signature: 64,
            features: &[(1, "65170839J003")],
        },
    ]
}

/// Annexes E to H.
fn of_version_4() -> [Example; 4] {
    [
        Example {
            annex: "E",
            version: Version::V4,
            certificate: "DETS27",
            days: [day(2020, 1, 1), day(2020, 1, 13)],
            definition: 251,
            category: 6,
            signature: 64,
            // The guideline's text beside these bytes prints ARD; by its own table 8 they are ATD.
            features: &[
                (
                    2,
                    "ATD<<RESIDORCE<<ROLAND<<<<<<<<<<<<<<6525845096USA7008038M2201018<<<<<<06",
                ),
                (3, "UFO001979"),
            ],
        },
        Example {
            annex: "F",
            version: Version::V4,
            certificate: "DETS32",
            days: [day(2020, 1, 1), day(2021, 12, 3)],
            definition: 93,
            category: 1,
            signature: 56,
            features: &[
                (
                    2,
                    "VCD<<DENT<<ARTHUR<PHILIP<<<<<<<<<<<<1234567XY7GBR5203116M2005250",
                ),
                (5, "47110815P"),
            ],
        },
        Example {
            annex: "G",
            version: Version::V4,
            certificate: "DETS32",
            days: [day(2021, 1, 1), day(2021, 12, 3)],
            definition: 249,
            category: 8,
            signature: 56,
            // The text prints T2000AKA7; by table 8 the bytes are T2000AK47.
            features: &[
                (1, "T2000AK47"),
                (2, "05314000"),
                (3, "53123MUSTERMANNSTRASSE21"),
            ],
        },
        Example {
            annex: "H",
            version: Version::V4,
            certificate: "DETS32",
            days: [day(2021, 1, 1), day(2021, 12, 3)],
            definition: 248,
            category: 10,
            signature: 56,
            features: &[(1, "PA5500K11"), (2, "03359010"), (3, "21614")],
        },
    ]
}

#[test]
fn the_worked_examples_of_bsi_tr_03137() {
    for example in of_version_3().into_iter().chain(of_version_4()) {
        let bytes = annex(example.annex);
        let seal = Seal::decode(&bytes).unwrap();
        let header = &seal.header;
        assert_eq!(header.version, example.version);
        assert_eq!(header.issuer, "D");
        assert_eq!(header.certificate_reference(), example.certificate);
        assert_eq!([header.issued, header.signed], example.days);
        assert_eq!(
            (header.definition, header.category),
            (example.definition, example.category)
        );
        assert_eq!(seal.signature.len(), example.signature);
        for &(tag, text) in example.features {
            let value = seal.feature(tag).unwrap();
            assert_eq!(c40::decode(value).unwrap().replace(' ', "<"), text);
            assert_eq!(c40::encode(text).unwrap(), value);
        }
        assert_eq!(seal.encode().unwrap(), bytes);
        assert_eq!(
            Seal::unsigned(header, &seal.features).unwrap(),
            seal.signed_part()
        );
        let known = Document::of(&seal).is_ok();
        assert_eq!(known, example.annex == "F", "{}", example.annex);
    }
}

#[test]
fn annex_d_has_features_in_utf_8() {
    let card = Seal::decode(&annex("D")).unwrap();
    let text = |tag| std::str::from_utf8(card.feature(tag).unwrap()).unwrap();
    assert_eq!(
        [text(2), text(3), text(4)],
        ["Perschweiß", "Oscar", "Jâcobénidicturius"]
    );
}

#[test]
fn annex_f_is_a_visa_with_neither_entries_nor_type() {
    let seal = Seal::decode(&annex("F")).unwrap();
    let visa = ProfileVisa {
        mrz: [
            "VCD<<DENT<<ARTHUR<PHILIP<<<<<<<<<<<<".into(),
            "1234567XY7GBR5203116M2005250<<<<<<<<".into(),
        ],
        entries: None,
        stay: [160, 0, 0],
        passport_number: "47110815P".into(),
        visa_type: None,
        issued: day(2020, 1, 1),
    };
    assert_eq!(visa.document_number(), "1234567XY");
    assert_eq!(Document::of(&seal), Ok(Document::ProfileVisa(visa)));
    let said: Vec<_> = inspect(&seal)
        .features
        .into_iter()
        .map(|feature| (feature.name.unwrap(), feature.text.unwrap()))
        .collect();
    let mrz = "VCD<<DENT<<ARTHUR<PHILIP<<<<<<<<<<<<1234567XY7GBR5203116M2005250";
    assert_eq!(
        said,
        [
            ("mrz_mrv_b", mrz.to_owned()),
            ("duration_of_stay", "160 days, 0 months, 0 years".to_owned()),
            ("passport_number", "47110815P".to_owned()),
        ]
    );
}

/// The example's own signature is on another curve, so it is signed again with a key on P-256.
#[test]
fn annex_f_with_a_signature_that_can_be_verified_is_valid() {
    let signer = TestSigner::new("32");
    let seal = Seal::decode(&annex("F")).unwrap();
    let mut bytes = seal.signed_part().to_vec();
    let signature = signer.sign(&bytes).unwrap();
    bytes.extend([0xFF, 64]);
    bytes.extend(signature);
    let mut entry = signer.published();
    entry.issuer = "D".into();
    entry.certificate_reference = "DETS32".into();
    let today = day(2020, 5, 1);
    let keys = SealKeys::new(&[entry]);
    assert!(verify(&bytes, &keys, today, None).is_valid());
    assert_eq!(
        verify(&annex("F"), &keys, today, None).sub_indication,
        Some(SubIndication::InvalidSignature)
    );
}
