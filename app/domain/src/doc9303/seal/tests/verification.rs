//! Results of verification, and keys.

use super::*;

#[test]
fn results_in_the_order_of_part_13_appendix_d() {
    let signer = TestSigner::new("01");
    let bytes = visa().seal(day(2026, 11, 22), &signer).unwrap();
    let keys = signer.keys();
    let result = verify(&bytes, &keys, today(), None);
    assert_eq!(
        (result.status, result.sub_indication),
        (Status::Valid, None)
    );
    assert_eq!(result.trust, TrustLevel::Trustable);
    let because = |bytes: &[u8], keys: &SealKeys| {
        let result = verify(bytes, keys, today(), None);
        assert_eq!(result.status, Status::Invalid);
        result.sub_indication.unwrap()
    };
    assert_eq!(because(&[], &keys), SubIndication::WrongFormat);
    assert_eq!(
        because(&bytes, &SealKeys::default()),
        SubIndication::UnknownCertificate
    );
    let with = |change: &dyn Fn(&mut PublishedKey)| {
        let mut entry = signer.published();
        change(&mut entry);
        because(&bytes, &SealKeys::new(&[entry]))
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
    // The definition and the category of the header: values that are not known.
    for (at, value) in [(16, 94), (17, 3)] {
        let mut other = bytes.clone();
        other[at] = value;
        assert_eq!(because(&other, &keys), SubIndication::WrongFormat);
    }
}

#[test]
fn part_13_an_unknown_feature_leaves_a_valid_seal_valid() {
    let signer = TestSigner::new("01");
    let seal = Seal::decode(&visa().seal(day(2026, 11, 22), &signer).unwrap()).unwrap();
    let mut features = seal.features.clone();
    features.push(Feature::new(0x70, [1, 2, 3]));
    let bytes = Seal::sign(
        definition::VISA,
        seal.header.issued,
        seal.header.signed,
        &features,
        &signer,
    );
    let result = verify(&bytes.unwrap(), &signer.keys(), today(), None);
    assert!(result.is_valid());
    assert_eq!(result.sub_indication, Some(SubIndication::UnknownFeature));
    features.remove(0);
    let bytes = Seal::sign(
        definition::VISA,
        seal.header.issued,
        seal.header.signed,
        &features,
        &signer,
    );
    let result = verify(&bytes.unwrap(), &signer.keys(), today(), None);
    assert_eq!(result.sub_indication, Some(SubIndication::WrongFormat));
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
        let keys = SealKeys::new(&[entry]);
        assert!(verify(&bytes, &keys, today(), None).is_valid());
    }
}

#[test]
fn an_entry_of_another_shape_spoils_no_other() {
    let signer = TestSigner::new("01");
    let bytes = visa().seal(day(2026, 11, 22), &signer).unwrap();
    let good = serde_json::to_value(signer.published()).unwrap();
    let mut dateless = good.clone();
    dateless["certificate_reference"] = "UTEV09".into();
    dateless["valid_until"] = "some day".into();
    let list = serde_json::json!([3, null, dateless, { "kty": "RSA" }, good]);
    let keys: SealKeys = serde_json::from_value(list).unwrap();
    let left_out = ["entry 1", "entry 2", "UTEV09", "entry 4"];
    assert_eq!(keys.unusable(), left_out);
    assert!(verify(&bytes, &keys, today(), None).is_valid());
    assert!(serde_json::from_str::<SealKeys>("{}").is_err());
}

#[test]
fn an_entry_that_cannot_be_used_spoils_no_other() {
    let signer = TestSigner::new("01");
    let bytes = visa().seal(day(2026, 11, 22), &signer).unwrap();
    let good = signer.published();
    let entry = |reference: &str, key: &str| PublishedKey {
        certificate_reference: reference.into(),
        public_key: key.into(),
        ..good.clone()
    };
    let entries = [
        entry("UTEV02", "AAAA"),
        entry("UTEV03", "not base 64"),
        // Part 13, 2.2.1: for tests only.
        entry("UTEV000", &good.public_key),
        entry("UTE", &good.public_key),
        good.clone(),
    ];
    let keys = SealKeys::new(&entries);
    assert_eq!(keys.unusable(), ["UTEV02", "UTEV03", "UTEV000", "UTE"]);
    assert!(verify(&bytes, &keys, today(), None).is_valid());
    let other = visa().seal(today(), &TestSigner::new("02")).unwrap();
    assert_eq!(
        verify(&other, &keys, today(), None).sub_indication,
        Some(SubIndication::UnknownCertificate)
    );
    assert_eq!(
        visa().seal(today(), &TestSigner::new("00")),
        Err(SealError::Header("certificate reference"))
    );
}

#[test]
fn part_13_appendix_d_what_comes_first_is_reported() {
    type Change = fn(&mut PublishedKey);
    let signer = TestSigner::new("01");
    let mut forged = visa().seal(day(2026, 11, 22), &signer).unwrap();
    let last = forged.len() - 1;
    forged[last] ^= 1;
    let mut entry = signer.published();
    // From the last of the rules to the first, each added to those after it.
    let steps: [(Change, SubIndication); 5] = [
        (|_| {}, SubIndication::InvalidSignature),
        (|key| key.revoked = true, SubIndication::RevokedCertificate),
        (
            |key| key.valid_until = day(2027, 1, 10),
            SubIndication::ExpiredCertificate,
        ),
        (
            |key| key.document_types = vec!["P".into()],
            SubIndication::InvalidDocumentType,
        ),
        (
            |key| key.issuer = "KHM".into(),
            SubIndication::UntrustedCertificate,
        ),
    ];
    for (change, expected) in steps {
        change(&mut entry);
        let keys = SealKeys::new(std::slice::from_ref(&entry));
        let result = verify(&forged, &keys, today(), None);
        assert_eq!(result.sub_indication, Some(expected));
    }
}

#[test]
fn published_keys_and_results_as_json() {
    let signer = TestSigner::new("01");
    let entry = serde_json::to_value(signer.published()).unwrap();
    assert_eq!(entry["certificate_reference"], "UTEV01");
    assert!(entry.get("document_types").is_none());
    let json = r#"{"issuer":"UTO","certificate_reference":"UTEV01","public_key":"","valid_until":"2030-12-31"}"#;
    let entry: PublishedKey = serde_json::from_str(json).unwrap();
    assert_eq!((entry.document_types.len(), entry.revoked), (0, false));
    let bytes = visa().seal(day(2026, 11, 22), &signer).unwrap();
    let result = serde_json::to_value(verify(&bytes, &signer.keys(), today(), None)).unwrap();
    assert_eq!(result["status"], "VALID");
    assert_eq!(result["document"]["document"], "visa");
    assert_eq!(result["document"]["passport_number"], "L898902C3");
    assert_eq!(
        SubIndication::UnknownCertificate.message_key(),
        "seal-unknown-certificate"
    );
}

proptest! {
    #[test]
    fn a_changed_seal_is_not_valid(position in 0usize..155, change in 1u8..) {
        let signer = TestSigner::new("01");
        let mut bytes = pass().seal(today(), &signer).unwrap();
        bytes[position] ^= change;
        let result = verify(&bytes, &signer.keys(), today(), None);
        prop_assert!(!result.is_valid());
    }
}

#[test]
fn part_13_appendix_d_a_code_that_could_not_be_read() {
    let unread = VerificationResult::unread();
    assert_eq!(unread.sub_indication, Some(SubIndication::ReadError));
    assert_eq!(unread.status, Status::Invalid);
    assert_eq!(unread.document, None);
}

#[test]
fn every_result_has_its_trust_level_by_the_tables_of_parts_13_and_7() {
    for &sub_indication in SubIndication::ALL {
        let (status, trust) = match sub_indication.as_str() {
            "UNKNOWN_FEATURE" => (Status::Valid, TrustLevel::Trustable),
            // The last two are ours.
            "READ_ERROR" | "EXPIRED_CERTIFICATE" | "REPLACED" | "USED" => {
                (Status::Invalid, TrustLevel::MediumFraudPotential)
            }
            _ => (Status::Invalid, TrustLevel::HighFraudPotential),
        };
        assert_eq!(
            (sub_indication.status(), sub_indication.trust()),
            (status, trust)
        );
    }
}

#[test]
fn a_listed_seal_is_replaced_revoked_or_used() {
    let signer = TestSigner::new("01");
    let covers = list::Covers {
        from: day(2026, 1, 1),
        until: day(2026, 12, 31),
        next_update: day(2027, 2, 1),
    };
    let bytes = visa().seal(day(2026, 11, 22), &signer).unwrap();
    let id = Seal::decode(&bytes).unwrap().id();
    for (state, expected) in [
        (SealState::Revoked, SubIndication::Revoked),
        (SealState::Replaced, SubIndication::Replaced),
        (SealState::Used, SubIndication::Used),
    ] {
        let list = SealList::build(covers, &[(id, state)], &[], &signer).unwrap();
        let list = SealList::decode(&list, &signer.keys(), today()).unwrap();
        let result = verify(&bytes, &signer.keys(), today(), Some(&list));
        assert_eq!(result.sub_indication, Some(expected));
        assert_eq!(result.status, Status::Invalid);
        // It speaks of the seals of its own state alone.
        let mut seal = Seal::decode(&bytes).unwrap();
        assert_eq!(list.state(&seal), Some(state));
        seal.header.issuer = "KHM".into();
        assert_eq!(list.state(&seal), None);
    }
}

#[test]
fn keys_hold_until_their_last_day_and_lists_need_good_ones() {
    let signer = TestSigner::new("01");
    let bytes = visa().seal(day(2026, 11, 22), &signer).unwrap();
    let mut key = signer.published();
    key.valid_until = today();
    let keys = SealKeys::new(&[key.clone()]);
    assert!(verify(&bytes, &keys, today(), None).is_valid());
    let covers = list::Covers {
        from: day(2026, 1, 1),
        until: day(2026, 12, 31),
        next_update: day(2027, 2, 1),
    };
    let list = SealList::build(covers, &[], &[], &signer).unwrap();
    assert!(SealList::decode(&list, &keys, today()).is_ok());
    let tomorrow = today().succ_opt().unwrap();
    let late = SealList::decode(&list, &keys, tomorrow).unwrap_err();
    assert_eq!(late, list::ListError::CertificateNotValid);
    key.revoked = true;
    let keys = SealKeys::new(&[key]);
    let revoked = SealList::decode(&list, &keys, today()).unwrap_err();
    assert_eq!(revoked, list::ListError::CertificateNotValid);
}
