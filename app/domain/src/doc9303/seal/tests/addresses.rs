//! The seal as a URL, and the size of its QR code.

use super::*;

#[test]
fn the_address_is_read_back_in_all_its_forms() {
    let seal = pass().seal(today(), &TestSigner::new("01")).unwrap();
    let url = address::address("https://evisa.gov.kh/", &seal);
    assert!(url.starts_with("HTTPS://EVISA.GOV.KH/V#"));
    let under = |base| address::address(base, &[0]);
    assert!(under("https://k.h/Visa").starts_with("HTTPS://K.H/Visa/V#"));
    assert_eq!(
        under("http://127.0.0.1:8080"),
        "HTTP://127.0.0.1:8080/V#000"
    );
    assert_eq!(
        under("https://gov.example/eVisa/"),
        "HTTPS://GOV.EXAMPLE/eVisa/V#000"
    );
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
    for (host, seal, expected) in [
        (
            "https://evisa.gov.kh",
            pass().seal(today(), &signer).unwrap(),
            9,
        ),
        (
            "https://evisa.gov.kh",
            visa().seal(today(), &signer).unwrap(),
            9,
        ),
        (
            "https://portal.immigration-and-foreign-affairs.gov.kh",
            longest.seal(today(), &signer).unwrap(),
            10,
        ),
    ] {
        assert_eq!(version(&address::address(host, &seal)), expected, "{host}");
    }
    assert_eq!(pass().seal(today(), &signer).unwrap().len(), 155);
}

#[test]
fn the_longest_text_has_4096_characters() {
    assert_eq!(
        address::bytes(&"DC".repeat(2048)).map(|b| b.len()),
        Ok(2048)
    );
    assert!(address::bytes(&"DC".repeat(2049)).is_err());
}

proptest! {
    #[test]
    fn digits_read_what_they_wrote(bytes in proptest::collection::vec(any::<u8>(), 1..300)) {
        prop_assert_eq!(address::bytes(&address::digits(&bytes)).unwrap(), bytes);
    }
}
