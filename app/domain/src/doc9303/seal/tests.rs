use super::*;
use crate::calendar::Period;
use crate::doc9303::mrz::{self, Mrz};
use crate::law::visa_types::{Entries, Length, VisaType};
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
        }
    }

    pub(super) fn keys(&self) -> SealKeys {
        SealKeys::new(&[self.published()]).unwrap()
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
fn zone() -> [String; 2] {
    [
        "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<".into(),
        "L898902C<3UTO6908061F9406236<<<<<<<<".into(),
    ]
}

fn visa() -> VisaSeal {
    VisaSeal {
        visa_number: "L898902C".into(),
        mrv_b: zone(),
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
        mrv_b: zone(),
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

#[test]
fn part_13_c40_and_date_vectors() {
    let mut seen = 0;
    for line in VECTORS.lines().filter(|line| line.contains("->")) {
        let (left, hex) = line.split_once("->").unwrap();
        let hex: String = hex.split_whitespace().collect();
        let mut words = left.split_whitespace();
        match (words.next(), words.next()) {
            (Some("C40"), Some(text)) => {
                let bytes = c40::encode(text).unwrap();
                assert_eq!(data_encoding::HEXUPPER.encode(&bytes), hex, "{text}");
                assert_eq!(c40::decode(&bytes).unwrap(), text.replace('<', " "));
            }
            (Some("date"), Some(text)) => {
                let date = text.parse().unwrap();
                let bytes = encode_date(date).unwrap();
                assert_eq!(data_encoding::HEXUPPER.encode(&bytes), hex);
                assert_eq!(decode_date(&bytes), Ok(date));
            }
            _ => continue,
        }
        seen += 1;
    }
    assert_eq!(seen, 4);
}

#[test]
fn part_13_2_3_1_a_feature_is_tag_length_value() {
    let header = Header {
        version: Version::V4,
        issuer: "D".into(),
        signer: "DETS".into(),
        certificate: "32".into(),
        issued: day(2007, 4, 25),
        signed: day(2007, 4, 26),
        definition: 93,
        category: 1,
    };
    let bytes = Seal::unsigned(
        &header,
        &[Feature::new(0x0A, c40::encode("VISA01").unwrap())],
    );
    let bytes = bytes.unwrap();
    assert_eq!(&bytes[..2], [0xDC, 0x03]);
    // Part 13, 2.3.1: 0x0A04DE515826.
    assert_eq!(
        &bytes[bytes.len() - 6..],
        [0x0A, 0x04, 0xDE, 0x51, 0x58, 0x26]
    );
    // 2 bytes for D<<, 6 for DETS0232: 18 bytes.
    assert_eq!(bytes.len() - 6, 18);
}

#[test]
fn part_7_9_1_3_a_visa_is_encoded_to_the_lengths_of_the_profile() {
    let signer = TestSigner::new("01");
    let seal = Seal::decode(&visa().seal(day(2026, 11, 22), &signer).unwrap()).unwrap();
    assert_eq!((seal.header.category, seal.header.definition), (1, 93));
    let lengths: Vec<(u8, usize)> = seal
        .features
        .iter()
        .map(|f| (f.tag, f.value.len()))
        .collect();
    assert_eq!(lengths, [(2, 44), (3, 1), (4, 3), (5, 6), (6, 1)]);
    // Part 7, table 1: days, months, years.
    assert_eq!(seal.feature(4), Some(&[0, 1, 0][..]));
    assert_eq!(Document::of(&seal), Ok(Document::Visa(visa())));
    assert_eq!(seal.signature.len(), 64);
}

#[test]
fn stays_of_the_sub_decree() {
    let signer = TestSigner::new("01");
    for &visa_type in VisaType::ALL.iter().filter(|&&t| t != VisaType::Ex) {
        let visa = VisaSeal {
            stay: visa_type.stay(),
            entries: visa_type.entries(),
            visa_type,
            ..visa()
        };
        let seal = Seal::decode(&visa.seal(visa.issued, &signer).unwrap()).unwrap();
        assert_eq!(VisaSeal::from_seal(&seal), Ok(visa), "{visa_type}");
    }
}

#[test]
fn a_pass_is_read_as_written() {
    let bytes = pass().seal(today(), &TestSigner::new("01")).unwrap();
    let seal = Seal::decode(&bytes).unwrap();
    assert_eq!(seal.header.category % 2, 0, "national categories are even");
    assert_eq!(Document::of(&seal), Ok(Document::VPass(pass())));
    assert_eq!(seal.encode().unwrap(), bytes);
}

#[test]
fn verdicts_in_the_order_of_part_13_appendix_d() {
    let signer = TestSigner::new("01");
    let bytes = visa().seal(day(2026, 11, 22), &signer).unwrap();
    let keys = signer.keys();
    let verdict = verify(&bytes, &keys, today(), None);
    assert_eq!(
        (verdict.status, verdict.sub_indication),
        (Status::Valid, None)
    );
    assert_eq!(verdict.trust, TrustLevel::Trustable);
    let because = |bytes: &[u8], keys: &SealKeys| {
        let verdict = verify(bytes, keys, today(), None);
        assert_eq!(verdict.status, Status::Invalid);
        verdict.sub_indication.unwrap()
    };
    assert_eq!(because(&[], &keys), SubIndication::WrongFormat);
    assert_eq!(
        because(&bytes, &SealKeys::default()),
        SubIndication::UnknownCertificate
    );
    let with = |change: &dyn Fn(&mut PublishedKey)| {
        let mut entry = signer.published();
        change(&mut entry);
        because(&bytes, &SealKeys::new(&[entry]).unwrap())
    };
    assert_eq!(
        with(&|key| key.issuer = "KHM".into()),
        SubIndication::UntrustedCertificate
    );
    assert_eq!(
        with(&|key| key.valid_until = day(2027, 1, 10)),
        SubIndication::ExpiredCertificate
    );
    assert_eq!(
        with(&|key| key.revoked = true),
        SubIndication::RevokedCertificate
    );
    let mut forged = bytes.clone();
    let last = forged.len() - 1;
    forged[last] ^= 1;
    assert_eq!(because(&forged, &keys), SubIndication::InvalidSignature);
    let mut other = bytes.clone();
    // The category of the header.
    other[17] = 3;
    assert_eq!(because(&other, &keys), SubIndication::InvalidDocumentType);
}

#[test]
fn part_13_an_unknown_feature_leaves_a_valid_seal_valid() {
    let signer = TestSigner::new("01");
    let seal = Seal::decode(&visa().seal(day(2026, 11, 22), &signer).unwrap()).unwrap();
    let mut features = seal.features.clone();
    features.push(Feature::new(0x70, [1, 2, 3]));
    let bytes = Seal::sign(
        document::VISA,
        seal.header.issued,
        seal.header.signed,
        &features,
        &signer,
    );
    let verdict = verify(&bytes.unwrap(), &signer.keys(), today(), None);
    assert!(verdict.is_valid());
    assert_eq!(verdict.sub_indication, Some(SubIndication::UnknownFeature));
    features.remove(0);
    let bytes = Seal::sign(
        document::VISA,
        seal.header.issued,
        seal.header.signed,
        &features,
        &signer,
    );
    let verdict = verify(&bytes.unwrap(), &signer.keys(), today(), None);
    assert_eq!(verdict.sub_indication, Some(SubIndication::WrongFormat));
}

#[test]
fn part_7_9_4_the_passport_and_the_printed_zone() {
    let signer = TestSigner::new("01");
    let bytes = visa().seal(day(2026, 11, 22), &signer).unwrap();
    let verdict = || verify(&bytes, &signer.keys(), today(), None);
    assert!(verdict().with_passport(&passport()).is_valid());
    let mut other = passport();
    other.fields.document_number = "X".into();
    assert_eq!(
        verdict().with_passport(&other).sub_indication,
        Some(SubIndication::SealPassportMismatch)
    );
    let mut state = passport();
    (state.fields.issuer, state.fields.nationality) = ("KHM".into(), "KHM".into());
    assert_eq!(
        verdict().with_passport(&state).sub_indication,
        Some(SubIndication::SealPassportMismatch)
    );
    let mut wrong = passport();
    wrong.checks[0].ok = false;
    assert_eq!(
        verdict().with_passport(&wrong).sub_indication,
        Some(SubIndication::InvalidPassportMrz)
    );

    let printed = mrz::read(
        "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nL898902C<3UTO6908061F9406236ZE184226",
        today(),
    )
    .unwrap();
    assert!(verdict().with_printed_zone(&printed).is_valid());
    let mut changed = printed.clone();
    changed.lines[0] = changed.lines[0].replace("ANNA", "ANNE");
    assert_eq!(
        verdict().with_printed_zone(&changed).sub_indication,
        Some(SubIndication::SealVisaMismatch)
    );
    let mut wrong = printed;
    wrong.checks[0].ok = false;
    assert_eq!(
        verdict().with_printed_zone(&wrong).sub_indication,
        Some(SubIndication::InvalidVisaMrz)
    );
    // An invalid seal stays as invalid as it was.
    let unknown = verify(&bytes, &SealKeys::default(), today(), None).with_passport(&other);
    assert_eq!(
        unknown.sub_indication,
        Some(SubIndication::UnknownCertificate)
    );
}

#[test]
fn keys_come_in_three_forms() {
    let signer = TestSigner::new("01");
    let bytes = visa().seal(day(2026, 11, 22), &signer).unwrap();
    let point = signer.key.verifying_key();
    let uncompressed = point.to_sec1_point(false);
    // RFC 5480: what stands before the point of any P-256 key.
    let spki = data_encoding::HEXLOWER
        .decode(b"3059301306072a8648ce3d020106082a8648ce3d030107034200")
        .unwrap();
    for key in [
        uncompressed.as_ref().to_vec(),
        point.to_sec1_point(true).as_ref().to_vec(),
        [&spki[..], uncompressed.as_ref()].concat(),
    ] {
        let mut entry = signer.published();
        entry.public_key = BASE64.encode(&key);
        let keys = SealKeys::new(&[entry]).unwrap();
        assert!(verify(&bytes, &keys, today(), None).is_valid());
    }
    let mut entry = signer.published();
    entry.public_key = "AAAA".into();
    assert!(SealKeys::new(&[entry]).is_err());
}

#[test]
fn the_address_is_read_back_in_all_its_forms() {
    let seal = pass().seal(today(), &TestSigner::new("01")).unwrap();
    let url = address::address("https://evisa.gov.kh/", &seal);
    assert!(url.starts_with("https://evisa.gov.kh/verify#"));
    let hex = data_encoding::HEXLOWER.encode(&seal);
    for text in [
        url.clone(),
        url.split('#').nth(1).unwrap().to_owned(),
        format!("#{}\n", address::digits(&seal)),
        hex.clone(),
        hex.to_uppercase(),
        format!(" {} {}\n", &hex[..20], &hex[20..]),
    ] {
        assert_eq!(address::bytes(&text).as_ref(), Ok(&seal), "{text}");
        assert_eq!(address::from_any(text.as_bytes()).as_ref(), Ok(&seal));
    }
    assert_eq!(address::from_any(&seal).as_ref(), Ok(&seal));
    for text in [
        "",
        "#",
        "https://evisa.gov.kh/verify",
        "99999999999999999",
        "1",
        "12",
        "DCX",
    ] {
        assert!(address::bytes(text).is_err(), "{text}");
    }
}

#[test]
fn the_codes_stay_small() {
    let version = |data: &str| {
        let code = qrcode::QrCode::with_error_correction_level(data, qrcode::EcLevel::M).unwrap();
        match code.version() {
            qrcode::Version::Normal(version) => version,
            qrcode::Version::Micro(_) => unreachable!(),
        }
    };
    let signer = TestSigner::new("01");
    let mut longest = pass();
    longest.pass_number = "VP1234567890".into();
    longest.port = "PORT12".into();
    for (host, seal, limit) in [
        (
            "https://evisa.gov.kh",
            pass().seal(today(), &signer).unwrap(),
            10,
        ),
        (
            "https://evisa.gov.kh",
            visa().seal(today(), &signer).unwrap(),
            10,
        ),
        (
            "https://portal.immigration-and-foreign-affairs.gov.kh",
            longest.seal(today(), &signer).unwrap(),
            13,
        ),
    ] {
        assert!(version(&address::address(host, &seal)) <= limit, "{host}");
    }
    assert_eq!(pass().seal(today(), &signer).unwrap().len(), 155);
}

#[test]
fn published_keys_and_verdicts_as_json() {
    let signer = TestSigner::new("01");
    let entry = serde_json::to_value(signer.published()).unwrap();
    assert_eq!(entry["certificate_reference"], "UTEV01");
    let bytes = visa().seal(day(2026, 11, 22), &signer).unwrap();
    let verdict = serde_json::to_value(verify(&bytes, &signer.keys(), today(), None)).unwrap();
    assert_eq!(verdict["status"], "VALID");
    assert_eq!(verdict["document"]["document"], "visa");
    assert_eq!(verdict["document"]["passport_number"], "L898902C3");
    assert_eq!(
        SubIndication::UnknownCertificate.message_key(),
        "seal-unknown-certificate"
    );
}

#[test]
fn what_does_not_fit_is_not_sealed() {
    let signer = TestSigner::new("01");
    let fails = |change: &dyn Fn(&mut VisaSeal)| {
        let mut visa = visa();
        change(&mut visa);
        assert!(visa.seal(today(), &signer).is_err(), "{visa:?}");
    };
    fails(&|visa| visa.visa_number = "OTHER".into());
    fails(&|visa| visa.passport_number = String::new());
    fails(&|visa| visa.passport_number = "1234567890".into());
    fails(&|visa| visa.passport_number = "12<4".into());
    fails(&|visa| visa.mrv_b[0].push('<'));
    fails(&|visa| visa.mrv_b[0] = "é".repeat(18));
    fails(&|visa| visa.stay = Length::None);
    fails(&|visa| visa.stay = Length::Period(Period::Days(254)));
    let fails = |change: &dyn Fn(&mut PassSeal)| {
        let mut pass = pass();
        change(&mut pass);
        assert!(pass.seal(today(), &signer).is_err(), "{pass:?}");
    };
    fails(&|pass| pass.pass_number = "VP-1".into());
    fails(&|pass| pass.pass_number = String::new());
    fails(&|pass| pass.port = "PNHPNHP".into());
}

#[test]
fn version_3_has_five_characters_and_single_byte_lengths() {
    let header = Header {
        version: Version::V3,
        issuer: "UTO".into(),
        signer: "UTTS".into(),
        certificate: "0005B".into(),
        issued: day(2020, 1, 2),
        signed: day(2020, 1, 3),
        definition: 1,
        category: 2,
    };
    let mut bytes = Seal::unsigned(&header, &[Feature::new(1, vec![9; 200])]).unwrap();
    assert_eq!(bytes[18..20], [1, 200]);
    bytes.extend([0xFF, 64]);
    bytes.extend([1; 64]);
    let seal = Seal::decode(&bytes).unwrap();
    assert_eq!(seal.header, header);
    assert_eq!(seal.header.certificate_reference(), "UTTS0005B");
    assert_eq!(seal.encode().unwrap(), bytes);
    assert_eq!(
        Seal::unsigned(&header, &[Feature::new(1, vec![9; 256])]),
        Err(SealError::Length)
    );
}

#[test]
fn version_4_lengths_are_der_in_the_shortest_form() {
    let signer = TestSigner::new("0");
    let definition = document::Definition {
        category: 2,
        definition: 1,
    };
    for (length, form) in [
        (127, vec![127]),
        (128, vec![0x81, 128]),
        (300, vec![0x82, 1, 44]),
    ] {
        let feature = Feature::new(1, vec![5; length]);
        let bytes = Seal::sign(
            definition,
            today(),
            today(),
            std::slice::from_ref(&feature),
            &signer,
        )
        .unwrap();
        assert_eq!(bytes[19..19 + form.len()], form, "{length}");
        assert_eq!(Seal::decode(&bytes).unwrap().features, [feature]);
    }
    let mut long_form = Seal::sign(
        definition,
        today(),
        today(),
        &[Feature::new(1, [5])],
        &signer,
    )
    .unwrap();
    long_form.splice(19..20, [0x81, 1]);
    assert_eq!(Seal::decode(&long_form), Err(SealError::Length));
    let mut trailing = Seal::sign(definition, today(), today(), &[], &signer).unwrap();
    trailing.push(0);
    assert_eq!(Seal::decode(&trailing), Err(SealError::Trailing));
}

proptest! {
    #[test]
    fn decoding_never_panics(bytes: Vec<u8>) {
        let _ = Seal::decode(&bytes);
        let _ = c40::decode(&bytes);
        let _ = address::from_any(&bytes);
    }

    #[test]
    fn a_changed_seal_is_not_valid(position in 0usize..155, change in 1u8..) {
        let signer = TestSigner::new("01");
        let mut bytes = pass().seal(today(), &signer).unwrap();
        bytes[position] ^= change;
        let verdict = verify(&bytes, &signer.keys(), today(), None);
        prop_assert!(!verdict.is_valid());
    }

    #[test]
    fn c40_reads_what_it_wrote(text in "[A-Z0-9 ]{0,40}") {
        let bytes = c40::encode(&text).unwrap();
        prop_assert_eq!(bytes.len(), c40::encoded_length(text.len()));
        prop_assert_eq!(c40::decode(&bytes).unwrap(), text);
    }

    #[test]
    fn digits_read_what_they_wrote(bytes in proptest::collection::vec(any::<u8>(), 1..300)) {
        prop_assert_eq!(address::bytes(&address::digits(&bytes)).unwrap(), bytes);
    }

    #[test]
    fn dates_read_what_they_wrote(days in 0u64..3_000_000) {
        let date = day(1, 1, 1) + chrono::Days::new(days);
        prop_assert_eq!(decode_date(&encode_date(date).unwrap()), Ok(date));
    }
}
