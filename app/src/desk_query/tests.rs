use super::*;

const LINES: [&str; 2] = [
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
    "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
];

fn ask(text: &str) -> Result<Query, String> {
    let today = NaiveDate::from_ymd_opt(2027, 2, 1).unwrap();
    read(text, today).map_err(|error| match error {
        PortalError::Invalid(errors) => {
            assert_eq!(errors[0].field, "query");
            errors[0].message.clone()
        }
        other => panic!("{other:?}"),
    })
}

fn passport(number: &str, nationality: &str) -> Query {
    Query::Passport {
        number: number.to_owned(),
        nationality: nationality.to_owned(),
    }
}

#[test]
fn a_passport_is_a_number_and_a_state_in_any_order() {
    for text in [
        "L898902C3 UTO",
        "UTO L898902C3",
        " L898902C3,UTO ",
        "L898902C3/uto",
    ] {
        let number = "L898902C3".to_owned();
        assert_eq!(ask(text), Ok(passport(&number, "UTO")), "{text}");
    }
    assert_eq!(
        ask("M 123 4567 South Korea"),
        Ok(passport("M1234567", "KOR"))
    );
    assert_eq!(ask("South Korea M1234567"), Ok(passport("M1234567", "KOR")));
    assert_eq!(ask("C01X00T47 Germany"), Ok(passport("C01X00T47", "D")));
    // Typed without a blank.
    for text in ["L87845491UTO", "utoL87845491", "L8784 5491UTO"] {
        assert_eq!(ask(text), Ok(passport("L87845491", "UTO")), "{text}");
    }
    // A number that looks like one of ours is a passport's once a state stands beside it.
    assert_eq!(ask("VP1234567 VNM"), Ok(passport("VP1234567", "VNM")));
    assert_eq!(ask("KV1234 VNM"), Ok(passport("KV1234", "VNM")));
}

#[test]
fn lines_of_a_passport_are_read_together_or_the_second_alone() {
    let [first, second] = LINES;
    for text in [
        format!("{first}{second}"),
        format!("{first}\n{second}"),
        format!("{first} {second}").to_lowercase(),
        second.to_owned(),
    ] {
        assert_eq!(ask(&text), Ok(passport("L898902C3", "UTO")), "{text}");
    }
    let misread = second.replace("L898902C36", "L898902C46");
    for (text, message) in [
        (first.to_owned(), "field-error-mrz-first-line"),
        (format!("{first}{misread}"), "field-error-mrz-number"),
        (misread, "field-error-mrz-second-line"),
        (second[..40].to_owned(), "field-error-mrz-length"),
    ] {
        assert_eq!(ask(&text), Err(message.to_owned()), "{text}");
    }
}

#[test]
fn references_and_numbers_of_documents_are_told_apart() {
    let reference = Reference::from_random(0x3_1234_5678);
    for text in [
        reference.to_string(),
        reference.to_string().to_lowercase().replace('-', " "),
    ] {
        assert_eq!(ask(&text), Ok(Query::Reference(reference)), "{text}");
    }
    for (text, number) in [
        ("KV0A1B2C3", "KV0A1B2C3"),
        ("kv oaib 2c3", "KV0A1B2C3"),
        ("VP-7XK2M9Q", "VP7XK2M9Q"),
    ] {
        assert_eq!(
            ask(text),
            Ok(Query::DocumentNumber(number.to_owned())),
            "{text}"
        );
    }
}

#[test]
fn the_page_of_a_document_is_its_address() {
    let page = |page| Ok(Query::Page(page));
    let secret = "Ab_3-x".to_owned();
    for (text, found) in [
        (
            "https://evisa.example/e/Ab_3-x",
            page(DocumentPage::Evisa(secret.clone())),
        ),
        (
            "https://evisa.example/e/Ab_3-x/",
            page(DocumentPage::Evisa(secret.clone())),
        ),
        (
            "https://evisa.example/e/Ab_3-x#code",
            page(DocumentPage::Evisa(secret.clone())),
        ),
        (
            "https://evisa.example/v/Ab_3-x/pass.pdf",
            page(DocumentPage::Pass(secret.clone())),
        ),
    ] {
        assert_eq!(ask(text), found, "{text}");
    }
}

#[test]
fn a_code_is_an_address_digits_or_hexadecimal() {
    let seal: Vec<u8> = (0..150).collect();
    let code = Ok(Query::Seal(seal.clone()));
    assert_eq!(ask(&address::address("https://evisa.example", &seal)), code);
    assert_eq!(ask(&address::digits(&seal)), code);
    assert_eq!(ask(&data_encoding::HEXLOWER.encode(&seal)), code);
    for text in [
        "https://evisa.example/V#12",
        "HTTPS://EVISA.EXAMPLE/",
        "12#",
    ] {
        assert_eq!(ask(text), Err("field-error-seal".to_owned()), "{text}");
    }
}

#[test]
fn what_is_none_of_these_is_told_what_to_do() {
    for (text, message) in [
        ("", "field-error-find-nothing"),
        (" \n", "field-error-find-nothing"),
        ("L898902C3", "field-error-find-state"),
        ("L898902C3 ZZZ", "field-error-find-state"),
        ("12345678", "field-error-find-state"),
        ("Eriksson", "field-error-find-what"),
        ("សួស្តី", "field-error-find-what"),
        ("UTO", "field-error-find-what"),
    ] {
        assert_eq!(ask(text), Err(message.to_owned()), "{text}");
    }
}

#[test]
fn a_line_is_the_same_however_it_was_typed() {
    let line = |text: &str| browser_line(text, "2026-11-22");
    let passport = Ok("passport L898902C3 UTO".to_owned());
    for typed in [
        "l898902c3 uto",
        "UTO L898902C3",
        "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
    ] {
        assert_eq!(line(typed), passport, "{typed}");
    }
    assert_eq!(line("kv-abcdefo"), Ok("document KVABCDEF0".to_owned()));
    let reference = Reference::from_random(0x3_1234_5678);
    let typed = format!(" {}", reference.to_string().to_lowercase());
    assert_eq!(line(&typed), Ok(format!("reference {reference}")));
    assert_eq!(line(""), Err("field-error-find-nothing".to_owned()));
    assert_eq!(line("https://x/V#12"), Err("field-error-seal".to_owned()));
}
