//! Header, features, C40 and dates.

use super::*;

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
fn part_13_2_3_1_a_date_has_a_year_of_four_digits() {
    assert_eq!(
        encode_date(day(9999, 12, 31)),
        Ok([0xBB, 0xFC, 0xFF]),
        "12 31 9999 as a number"
    );
    assert_eq!(encode_date(day(10_000, 1, 1)), Err(SealError::Date));
    assert_eq!(encode_date(day(-1, 1, 1)), Err(SealError::Date));
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
fn part_13_2_3_1_no_two_features_have_the_same_tag() {
    let signer = TestSigner::new("01");
    let once = [Feature::new(5, [1]), Feature::new(6, [2])];
    let sign =
        |features: &[Feature]| Seal::sign(definition::VISA, today(), today(), features, &signer);
    let bytes = sign(&once).unwrap();
    assert_eq!(
        sign(&[once[0].clone(), once[0].clone()]),
        Err(SealError::Twice(5))
    );
    // The second feature's tag is the third byte behind the first one's.
    let at = Seal::decode(&bytes).unwrap().signed_part().len() - 3;
    let mut twice = bytes;
    assert_eq!(twice[at], 6);
    twice[at] = 5;
    assert_eq!(Seal::decode(&twice), Err(SealError::Twice(5)));
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
    let signer = TestSigner::new("1");
    let definition = definition::Definition {
        category: 2,
        definition: 1,
    };
    for (length, form) in [
        (127, vec![127]),
        (128, vec![0x81, 128]),
        (300, vec![0x82, 1, 44]),
        (65_536, vec![0x83, 1, 0, 0]),
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
    let features = [Feature::new(1, [5])];
    let mut trailing = Seal::sign(definition, today(), today(), &features, &signer).unwrap();
    trailing.push(0);
    assert_eq!(Seal::decode(&trailing), Err(SealError::Trailing));
}

/// Part 13, 2.4: the length of the signature is DER in every version.
#[test]
fn part_13_2_4_the_signature_has_a_der_length_in_version_3_too() {
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
    let unsigned = Seal::unsigned(&header, &[Feature::new(1, [9])]).unwrap();
    let with = |length: &[u8], signature: usize| {
        let signed = [&[0xFF], length, &vec![7; signature]].concat();
        [&unsigned[..], &signed].concat()
    };
    for (length, signature) in [(&[127][..], 127), (&[0x81, 128], 128), (&[0x82, 1, 0], 256)] {
        let bytes = with(length, signature);
        let seal = Seal::decode(&bytes).unwrap();
        assert_eq!(seal.signature.len(), signature);
        assert_eq!(seal.encode().unwrap(), bytes);
    }
    assert!(Seal::decode(&with(&[128], 128)).is_err());
}

/// X.690, 8.1.3 and 10.1.
#[test]
fn lengths_that_are_not_der() {
    let signer = TestSigner::new("1");
    let definition = definition::Definition {
        category: 2,
        definition: 1,
    };
    let features = [Feature::new(1, vec![5; 200])];
    let seal = Seal::sign(definition, today(), today(), &features, &signer).unwrap();
    assert_eq!(seal[19..21], [0x81, 200]);
    let with = |length: &[u8]| {
        let mut changed = seal.clone();
        changed.splice(19..21, length.iter().copied());
        Seal::decode(&changed).map(|seal| seal.feature(1).map(<[u8]>::len))
    };
    assert_eq!(with(&[0x81, 200]), Ok(Some(200)));
    for length in [
        // The indefinite form, more bytes than a seal can need, leading zeros, not the shortest
        // form.
        &[0x80][..],
        &[0x85, 0, 0, 0, 0, 200],
        &[0x82, 0, 200],
        &[0x84, 0, 0, 0, 200],
        &[0x81, 0x7F],
        &[0x81, 0],
    ] {
        assert_eq!(with(length), Err(SealError::Length), "{length:?}");
    }
    assert_eq!(with(&[0x84, 1, 0, 0, 0]), Err(SealError::TooShort));
}

#[test]
fn what_is_not_c40() {
    let xk = c40::encode("XK").unwrap();
    let cde = c40::encode("CDE").unwrap();
    // A pair is completed at the end only.
    assert!(c40::decode(&[&cde[..], &xk[..]].concat()).is_ok());
    assert_eq!(
        c40::decode(&[&xk[..], &cde[..]].concat()),
        Err(SealError::C40)
    );
    // Shift 2 and 3 have no place, nor has Shift 1 in the middle of a triple.
    let triple = |a: u16, b: u16, c: u16| c40::decode(&(1600 * a + 40 * b + c + 1).to_be_bytes());
    assert_eq!(triple(14, 15, 0), Ok("AB".into()));
    for (a, b, c) in [
        (14, 15, 1),
        (14, 15, 2),
        (14, 0, 15),
        (0, 14, 15),
        (2, 14, 15),
    ] {
        assert_eq!(triple(a, b, c), Err(SealError::C40));
    }
    for bytes in [
        &[0, 0][..],
        &[0xFE, 0],
        &[0xFE, 0x3D],
        &[0xFE, b'a' + 1],
        &[0xEB],
        &[0xFE, 0x42, 0, 1],
    ] {
        assert_eq!(c40::decode(bytes), Err(SealError::C40), "{bytes:?}");
    }
    for text in ["a", "Ä", "A-B", "A."] {
        assert_eq!(c40::encode(text), Err(SealError::C40), "{text}");
    }
    assert_eq!(c40::encode("ABC<").unwrap(), c40::encode("ABC ").unwrap());
}

#[test]
fn part_13_2_2_what_is_not_a_header() {
    let header = Header {
        version: Version::V4,
        issuer: "UTO".into(),
        signer: "UTEV".into(),
        certificate: "0A".into(),
        issued: day(2026, 11, 22),
        signed: day(2026, 11, 22),
        definition: 1,
        category: 2,
    };
    let some = [Feature::new(1, [1])];
    assert!(Seal::unsigned(&header, &some).is_ok());
    // Part 13, 3.1.2: the MRZ has to be there.
    assert_eq!(Seal::unsigned(&header, &[]), Err(SealError::NoFeature));
    let fails = |change: &dyn Fn(&mut Header)| {
        let mut header = header.clone();
        change(&mut header);
        assert!(Seal::unsigned(&header, &some).is_err(), "{header:?}");
    };
    fails(&|h| h.issuer = String::new());
    fails(&|h| h.issuer = "UTOP".into());
    fails(&|h| h.issuer = "UT0".into());
    fails(&|h| h.signer = "UTE".into());
    fails(&|h| h.signer = "U1EV".into());
    fails(&|h| h.signer = "UTE<".into());
    fails(&|h| h.certificate = String::new());
    fails(&|h| h.certificate = "0a".into());
    fails(&|h| h.certificate = "0G".into());
    fails(&|h| h.certificate = "0".repeat(256));
    fails(&|h| h.definition = 0);
    fails(&|h| h.definition = 255);
    fails(&|h| h.version = Version::V3);
    fails(&|h| h.issued = day(10_000, 1, 1));
    assert_eq!(
        Seal::unsigned(&header, &[Feature::new(0xFF, [1])]),
        Err(SealError::Feature(0xFF))
    );
    let mut long = header.clone();
    long.certificate = "AB".repeat(60);
    let mut bytes = Seal::unsigned(&long, &some).unwrap();
    let header_only = bytes[..bytes.len() - 3].to_vec();
    bytes.extend([0xFF, 0]);
    assert_eq!(Seal::decode(&bytes).unwrap().header, long);
    for (version, error) in [(0x01, SealError::Version(2)), (0x04, SealError::Version(5))] {
        bytes[1] = version;
        assert_eq!(Seal::decode(&bytes), Err(error));
    }
    assert_eq!(
        Seal::decode(&[&header_only[..], &[0xFF, 0]].concat()),
        Err(SealError::NoFeature)
    );
    assert_eq!(Seal::decode(b"\xDD"), Err(SealError::Magic));
    assert_eq!(decode_date(&[0xFF; 3]), Err(SealError::Date));
    assert_eq!(decode_date(&[1, 2]), Err(SealError::Date));
}

proptest! {
    #[test]
    fn decoding_never_panics(bytes: Vec<u8>) {
        let _ = Seal::decode(&bytes);
        let _ = c40::decode(&bytes);
        let _ = address::from_any(&bytes);
    }

    #[test]
    fn c40_reads_what_it_wrote(text in "[A-Z0-9 ]{0,40}") {
        let bytes = c40::encode(&text).unwrap();
        prop_assert_eq!(bytes.len(), c40::encoded_length(text.len()));
        prop_assert_eq!(c40::decode(&bytes).unwrap(), text);
    }

    #[test]
    fn dates_read_what_they_wrote(days in 0u64..3_000_000) {
        let date = day(1, 1, 1) + chrono::Days::new(days);
        prop_assert_eq!(decode_date(&encode_date(date).unwrap()), Ok(date));
    }
}
