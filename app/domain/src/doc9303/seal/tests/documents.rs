//! The seals of visa and V-Pass.

use super::*;

/// Part 7, 9.1.3: the visa type is the issuer's own. Part 13, 2.2.2: an even category is a nation's
/// own.
#[test]
fn another_states_documents_are_not_read_as_ours() {
    let signer = TestSigner::new("01");
    let issued_by = |bytes: Vec<u8>, issuer: &str| {
        let mut seal = Seal::decode(&bytes).unwrap();
        seal.header.issuer = issuer.to_owned();
        Document::of(&seal)
    };
    let (visa, pass) = (
        visa().seal(today(), &signer).unwrap(),
        pass().seal(today(), &signer).unwrap(),
    );
    for issuer in ["UTO", "KHM"] {
        let read = issued_by(visa.clone(), issuer);
        assert!(matches!(read, Ok(Document::Visa(_))), "{issuer}");
        let read = issued_by(pass.clone(), issuer);
        assert!(matches!(read, Ok(Document::VPass(_))), "{issuer}");
    }
    let read = issued_by(visa, "D");
    assert!(matches!(read, Ok(Document::ProfileVisa(_))), "{read:?}");
    assert_eq!(issued_by(pass, "D"), Err(SealError::OtherDocument));
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

/// Art. 13, 14 and 18, as part 7, table 1 encodes them.
#[test]
fn the_features_of_each_visa_type() {
    use VisaType::{A, B, C, D, E, E1, E2, E3, K, Khm, T, T1, T2, T3};
    let signer = TestSigner::new("01");
    for (types, entries, stay) in [
        (&[A][..], 0, [0, 3, 0]),
        (&[B, C], 1, [0, 3, 0]),
        (&[D], 1, [5, 0, 0]),
        (&[E, Khm, T], 1, [0, 1, 0]),
        (&[E1, E2, E3, T1, T2, T3], 0, [0, 1, 0]),
        (&[K], 0, [0, 0, 0]),
    ] {
        for &visa_type in types {
            let visa = VisaSeal {
                stay: visa_type.stay(),
                entries: visa_type.entries(),
                visa_type,
                ..visa()
            };
            let seal = Seal::decode(&visa.seal(visa.issued, &signer).unwrap()).unwrap();
            assert_eq!(seal.feature(3), Some(&[entries][..]), "{visa_type}");
            assert_eq!(seal.feature(4), Some(&stay[..]), "{visa_type}");
            assert_eq!(seal.feature(6), Some(visa_type.as_str().as_bytes()));
        }
    }
}

/// 254 and 255 are reserved in all three places at once; ours stay below them in each.
#[test]
fn part_7_table_1_a_part_of_a_stay_is_below_254() {
    let signer = TestSigner::new("01");
    for (period, bytes) in [
        (Period::Days(253), Some([253, 0, 0])),
        (Period::Days(254), None),
        (Period::Months(253), Some([0, 253, 0])),
        (Period::Months(254), None),
        (Period::Days(0), None),
        (Period::Months(0), None),
    ] {
        let visa = VisaSeal {
            stay: Length::Period(period),
            ..visa()
        };
        let sealed = visa.seal(today(), &signer).ok();
        let stay = sealed.map(|bytes| Seal::decode(&bytes).unwrap().feature(4).unwrap().to_vec());
        assert_eq!(stay, bytes.map(|bytes: [u8; 3]| bytes.to_vec()), "{period}");
    }
}

/// Part 7, table 1, in the readable form of an inspection.
#[test]
fn an_inspection_says_each_kind_of_stay() {
    let signer = TestSigner::new("01");
    let text = |stay: &[u8]| {
        let features = [Feature::new(4, stay)];
        let bytes = Seal::sign(definition::VISA, today(), today(), &features, &signer).unwrap();
        inspect(&Seal::decode(&bytes).unwrap()).features[0]
            .text
            .clone()
    };
    for (stay, expected) in [
        (&[0, 0, 0][..], Some("until the date of the zone")),
        (&[254, 254, 254], Some("transit without entry")),
        (&[255, 255, 255], Some("determined on entry")),
        (&[1, 2, 3], Some("1 days, 2 months, 3 years")),
        (&[1, 2], None),
    ] {
        assert_eq!(text(stay).as_deref(), expected);
    }
}

#[test]
fn an_inspection_gives_no_words_for_what_is_no_text() {
    let signer = TestSigner::new("01");
    let text = |tag: u8, value: &[u8]| {
        let features = [Feature::new(tag, value)];
        let bytes = Seal::sign(definition::VISA, today(), today(), &features, &signer).unwrap();
        let feature = inspect(&Seal::decode(&bytes).unwrap()).features.remove(0);
        assert_eq!(feature.length, value.len());
        assert_eq!(feature.hex, data_encoding::HEXUPPER.encode(value));
        feature.text
    };
    assert_eq!(text(6, b"E1").as_deref(), Some("E1"));
    for no_text in [&b"E 1"[..], b"E\n", &[0x01], &[0xFF, 0xFE]] {
        assert_eq!(text(6, no_text), None);
    }
    assert_eq!(text(3, &[200]).as_deref(), Some("200"));
    assert_eq!(text(3, &[2, 0]), None);
    assert_eq!(text(5, &[0xFF]), None);
    let number = c40::encode("AB<12345<").unwrap();
    assert_eq!(text(5, &number).as_deref(), Some("AB<12345"));
    assert_eq!(text(7, b"ABC"), None);
    assert_eq!(text(0x70, b"ABC"), None);
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
    fails(&|visa| visa.passport_number = "<124".into());
    fails(&|visa| visa.mrv_b[0].push('<'));
    fails(&|visa| visa.mrv_b[1].push('<'));
    fails(&|visa| visa.mrv_b[0].replace_range(30..31, " "));
    fails(&|visa| visa.mrv_b[1].replace_range(9..10, " "));
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
fn an_inspection_names_the_features_and_keeps_the_unknown() {
    let signer = TestSigner::new("01");
    let words = |bytes: &[u8]| -> Vec<(Option<&'static str>, Option<String>)> {
        let seal = Seal::decode(bytes).unwrap();
        let inspection = inspect(&seal);
        assert_eq!(inspection.document, Document::of(&seal).ok());
        inspection
            .features
            .into_iter()
            .map(|f| (f.name, f.text))
            .collect()
    };
    let some = |name, text: &str| (Some(name), Some(text.to_owned()));
    let mrz = mrv_b().concat();
    assert_eq!(
        words(&visa().seal(today(), &signer).unwrap()),
        [
            some("mrz_mrv_b", &mrz[..64]),
            some("number_of_entries", "1"),
            some("duration_of_stay", "0 days, 1 months, 0 years"),
            some("passport_number", "L898902C3"),
            some("visa_type", "T"),
        ]
    );
    assert_eq!(
        words(&pass().seal(today(), &signer).unwrap()),
        [
            some("pass_number", "VP1234567"),
            some("mrz_mrv_b", &mrz[..64]),
            some("date_of_entry", "2027-01-10"),
            some("last_permitted_day", "2027-02-10"),
            some("port_of_entry", "PNH"),
            some("version", "1"),
        ]
    );
    // Those of the profile that the portal's own visas have no use for.
    let long = "V<UTO".to_owned() + &"A".repeat(39) + &"B".repeat(28);
    let features = [
        Feature::new(1, c40::encode(&long).unwrap()),
        Feature::new(7, *b"ABC"),
    ];
    let bytes = Seal::sign(definition::VISA, today(), today(), &features, &signer).unwrap();
    assert_eq!(
        words(&bytes),
        [some("mrz_mrv_a", &long), (Some("additional"), None)]
    );
    let other = definition::Definition {
        category: 9,
        definition: 9,
    };
    let bytes = Seal::sign(other, today(), today(), &[Feature::new(1, [1])], &signer).unwrap();
    assert_eq!(words(&bytes), [(None, None)]);
    let json = serde_json::to_value(inspect(&Seal::decode(&bytes).unwrap())).unwrap();
    assert_eq!(json["features"][0]["hex"], "01");
    assert_eq!(json["header"]["version"], "4");
}
