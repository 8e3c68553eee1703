//! Visas of other states: what part 7, 9.1.3 leaves to the issuer.

use super::*;

/// The features of a visa with neither number of entries nor visa type, both of which are optional.
fn features() -> Vec<Feature> {
    vec![
        Feature::new(2, super::super::visa::encode_mrz(&mrv_b()).unwrap()),
        Feature::new(4, [160, 0, 0]),
        Feature::new(5, c40::encode("47110815P").unwrap()),
    ]
}

fn signed(features: &[Feature]) -> Vec<u8> {
    let signer = TestSigner::new("02");
    Seal::sign(definition::VISA, today(), today(), features, &signer).unwrap()
}

fn verified(features: &[Feature]) -> VerificationResult {
    let keys = TestSigner::new("02").keys();
    verify(&signed(features), &keys, today(), None)
}

fn said(features: &[Feature]) -> ProfileVisa {
    match verified(features) {
        VerificationResult {
            status: Status::Valid,
            document: Some(Document::ProfileVisa(visa)),
            ..
        } => visa,
        other => panic!("{other:?}"),
    }
}

#[test]
fn part_7_9_1_3_entries_and_type_may_be_left_out() {
    let visa = said(&features());
    let json = serde_json::to_value(&visa).unwrap();
    assert_eq!(json["zone"], serde_json::json!(mrv_b()));
    assert_eq!(visa.mrz, mrv_b());
    assert_eq!((visa.entries, visa.visa_type), (None, None));
    assert_eq!(visa.stay, [160, 0, 0]);
    assert_eq!(visa.passport_number, "47110815P");
}

#[test]
fn part_7_9_1_3_any_number_of_entries_any_stay_and_any_type() {
    let mut features = features();
    features[1].value = vec![5, 2, 1];
    features.push(Feature::new(3, [2]));
    features.push(Feature::new(6, [0x01, 0xAB]));
    let visa = said(&features);
    assert_eq!(visa.entries, Some(2));
    assert_eq!(visa.stay, [5, 2, 1]);
    assert_eq!(visa.visa_type.as_deref(), Some("01AB"));
}

#[test]
fn part_7_9_1_3_the_mrz_of_an_mrv_a() {
    // The published MRV-A of part 7.
    let first = "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<";
    let second = "L898902C<3UTO6908061F9406236ZE184226B<<<<<<<";
    let mut features = features();
    let kept = format!("{first}{}", &second[..28]);
    features[0] = Feature::new(1, c40::encode(&kept).unwrap());
    let visa = said(&features);
    assert_eq!(visa.mrz[0], first);
    assert_eq!(visa.mrz[1][..28], second[..28]);
    assert_eq!(visa.document_number(), "L898902C");
    let printed = mrz::read(&format!("{first}\n{second}"), today()).unwrap();
    assert!(verified(&features).with_printed_mrz(&printed).is_valid());
    let other = first.replace("ANNA", "ANNE");
    let printed = mrz::read(&format!("{other}\n{second}"), today()).unwrap();
    let mismatch = verified(&features).with_printed_mrz(&printed);
    assert_eq!(
        mismatch.sub_indication,
        Some(SubIndication::SealVisaMismatch)
    );
    // An MRZ of the other format is another document's, however far the two agree.
    let narrow = [&first[..36], &second[..36]].join("\n");
    let printed = mrz::read(&narrow, today()).unwrap();
    let mismatch = verified(&features).with_printed_mrz(&printed);
    assert_eq!(
        mismatch.sub_indication,
        Some(SubIndication::SealVisaMismatch)
    );
}

#[test]
fn part_7_9_1_3_what_must_be_there_and_how() {
    let wrong = |features: &[Feature]| {
        let result = verified(features);
        assert_eq!(
            (result.sub_indication, result.document),
            (Some(SubIndication::WrongFormat), None)
        );
    };
    for missing in 0..3 {
        let mut fewer = features();
        fewer.remove(missing);
        wrong(&fewer);
    }
    let with = |feature: Feature| {
        let mut more = features();
        more.push(feature);
        more
    };
    // Both MRZs, one of the wrong length, entries of two bytes, types of none and of five.
    wrong(&with(Feature::new(
        1,
        c40::encode(&"A".repeat(72)).unwrap(),
    )));
    wrong(&with(Feature::new(3, [1, 2])));
    wrong(&with(Feature::new(6, *b"ABCDE")));
    wrong(&with(Feature::new(6, [])));
    let mut short = features();
    short[0].value = c40::encode(&"A".repeat(63)).unwrap();
    wrong(&short);
    let mut stay = features();
    stay[1].value = vec![1, 2];
    wrong(&stay);
    for number in ["123456", "1234567890", "         "] {
        let mut passport = features();
        passport[2].value = c40::encode(number).unwrap();
        wrong(&passport);
    }
}

/// What the sub-decree does not have is read as the profile has it, with nothing lost.
#[test]
fn part_7_table_1_what_ours_never_are() {
    let with = |entries: u8, stay: [u8; 3]| {
        let mut features = features();
        features[1].value = stay.to_vec();
        features.push(Feature::new(3, [entries]));
        features.push(Feature::new(6, *b"T"));
        verified(&features).document
    };
    for (entries, stay) in [
        (2, [0, 1, 0]),
        (255, [0, 1, 0]),
        (1, [254, 254, 254]),
        (1, [255, 255, 255]),
        (1, [254, 254, 255]),
        (1, [1, 1, 0]),
        (1, [1, 0, 1]),
    ] {
        let Some(Document::ProfileVisa(visa)) = with(entries, stay) else {
            panic!("{entries} {stay:?}");
        };
        assert_eq!((visa.entries, visa.stay), (Some(entries), stay));
    }
    let months = |count| Length::Period(Period::Months(count));
    for (stay, expected) in [
        ([0, 0, 1], months(12)),
        ([0, 2, 3], months(38)),
        ([0, 255, 0], months(255)),
        ([254, 0, 0], Length::Period(Period::Days(254))),
        ([0, 0, 0], Length::PassportExpiry),
    ] {
        let Some(Document::Visa(visa)) = with(0, stay) else {
            panic!("{stay:?}");
        };
        assert_eq!((visa.entries, visa.stay), (Entries::Multiple, expected));
    }
}

/// Part 12, 7.1.6: document types as contained in the MRZ, where a single letter denotes all
/// document types that begin with it.
#[test]
fn a_single_letter_is_for_all_codes_that_begin_with_it() {
    let mut visa = visa();
    visa.mrv_b[0] = visa.mrv_b[0].replace("V<UTO", "VCUTO");
    let bytes = visa.seal(today(), &TestSigner::new("02")).unwrap();
    for (code, is_one) in [
        ("V", true),
        ("V<", true),
        ("VC", true),
        ("VD", false),
        ("C", false),
        ("VCX", false),
        ("", false),
    ] {
        let mut key = TestSigner::new("02").published();
        key.document_types = vec![code.into()];
        let result = verify(&bytes, &SealKeys::new(&[key]), today(), None);
        let expected = (!is_one).then_some(SubIndication::InvalidDocumentType);
        assert_eq!(result.sub_indication, expected, "{code}");
    }
}

#[test]
fn part_7_7_2_2_the_nine_principal_characters_of_a_passport_number() {
    for (number, of_passport) in [
        ("AB<12345<", "AB<12345"),
        ("AB<12345<", "AB 12345"),
        ("47110815P", "47110815P"),
        ("D23145890", "D23145890734"),
        ("D2314589<", "D2314589<734"),
        ("1<<<<<<<<", "1"),
    ] {
        let mut features = features();
        features[2].value = c40::encode(number).unwrap();
        let matches = |number: String| {
            let mut passport = passport().fields;
            passport.document_number = number;
            verified(&features)
                .with_passport_fields(&passport)
                .is_valid()
        };
        assert!(matches(of_passport.to_owned()), "{of_passport}");
        assert!(!matches(format!("X{of_passport}")));
    }
}

#[test]
fn part_13_appendix_d_the_certificate_names_its_document_types() {
    let with = |types: &[&str]| {
        let mut key = TestSigner::new("02").published();
        key.document_types = types.iter().map(|&code| code.to_owned()).collect();
        let keys = SealKeys::new(&[key]);
        verify(&signed(&features()), &keys, today(), None).sub_indication
    };
    assert_eq!(with(&["P", "V"]), None);
    assert_eq!(with(&["P"]), Some(SubIndication::InvalidDocumentType));
}

#[test]
fn part_4_4_2_2_a_filler_inside_a_passport_number_stays() {
    let mut visa = visa();
    visa.passport_number = "AB<12345".into();
    let signer = TestSigner::new("01");
    let seal = Seal::decode(&visa.seal(today(), &signer).unwrap()).unwrap();
    assert_eq!(Document::of(&seal).unwrap().passport_number(), "AB<12345");
}
