//! Vectors published in Doc 9303, and properties.

mod corrected;
mod written;

use super::*;
use chrono::NaiveDate;
use proptest::prelude::*;

/// The vectors published in Doc 9303, with their MRZs below each other.
const VECTORS: &str = include_str!("../../../testdata/icao-mrz.txt");

fn reference() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
}

fn read_mrz(text: &str) -> Mrz {
    read(text, reference()).unwrap()
}

/// Each MRZ of two lines in the file of vectors.
fn published() -> Vec<String> {
    let lines: Vec<&str> = VECTORS.lines().collect();
    lines
        .windows(2)
        .filter(|pair| {
            pair[0].len() == pair[1].len()
                && [36, 44].contains(&pair[0].len())
                && pair
                    .concat()
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || c == '<')
        })
        .map(|pair| pair.join("\n"))
        .collect()
}

#[test]
fn every_published_vector_is_right() {
    let vectors = published();
    assert_eq!(vectors.len(), 3);
    for text in &vectors {
        let read = read_mrz(text);
        assert!(read.is_valid(), "{read:?}");
        assert!(read.corrections.is_empty() && read.problems.is_empty());
        assert_eq!(read.lines.join("\n"), *text);
        assert_eq!(read.fields.names.surname, "ERIKSSON");
        assert_eq!(read.fields.names.given_names, "ANNA MARIA");
    }
}

#[test]
fn published_check_digits() {
    let mut seen = 0;
    for line in VECTORS
        .lines()
        .filter_map(|l| l.strip_prefix("check digit "))
    {
        let (text, digit) = line.split_once("->").unwrap();
        assert_eq!(check_digit(text.trim()), digit.trim().chars().next());
        seen += 1;
    }
    assert_eq!(seen, 2);
}

#[test]
fn part_4_passport() {
    let read = read_mrz(&published()[0]);
    let fields = &read.fields;
    assert_eq!(fields.format, Format::Td3);
    assert_eq!(
        (
            &*fields.document_code,
            &*fields.issuer,
            &*fields.nationality
        ),
        ("P", "UTO", "UTO")
    );
    assert_eq!(fields.document_number, "L898902C3");
    assert_eq!(
        fields.birth_date.date(),
        NaiveDate::from_ymd_opt(1974, 8, 12)
    );
    assert_eq!(
        fields.expiry_date.date(),
        NaiveDate::from_ymd_opt(2012, 4, 15)
    );
    assert_eq!(fields.sex, Sex::Female);
    assert_eq!(fields.optional_data, "ZE184226B");
    let checked: Vec<Field> = read.checks.iter().map(|check| check.field).collect();
    assert_eq!(
        checked,
        [
            Field::DocumentNumber,
            Field::BirthDate,
            Field::ExpiryDate,
            Field::OptionalData,
            Field::Composite
        ]
    );
}

#[test]
fn part_7_visas_have_no_composite_check_digit() {
    let (a, b) = (read_mrz(&published()[1]), read_mrz(&published()[2]));
    assert_eq!(
        (a.fields.format, b.fields.format),
        (Format::MrvA, Format::MrvB)
    );
    for visa in [a, b] {
        assert_eq!(visa.fields.document_number, "L898902C");
        assert_eq!(visa.check(Field::Composite), None);
        assert_eq!(visa.checks.len(), 3);
    }
}

/// Part 5 and part 6, appendix B.
const TD1: &str = "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<";
const TD2: &str = "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6";
/// Part 5, 4.2.2 and part 3, appendix A: a number of more than nine characters.
const TD1_LONG: &str = "I<UTOD23145890<7349<<<<<<<<<<<\n3407127M9507122UTO<<<<<<<<<<<2\nSTEVENSON<<PETER<JOHN<<<<<<<<<";

#[test]
fn parts_5_and_6_cards() {
    for text in [TD1, TD2] {
        let read = read_mrz(text);
        assert!(read.is_valid(), "{read:?}");
        assert_eq!(read.fields.document_number, "D23145890");
    }
    let long = read_mrz(TD1_LONG);
    assert_eq!(long.fields.document_number, "D23145890734");
    assert!(long.is_valid(), "{long:?}");
    assert_eq!(long.fields.optional_data, "");
    assert_eq!(long.problems, []);
}

#[test]
fn part_5_a_long_number_that_is_not_closed_is_read_and_told() {
    // Nothing but a check digit (7, over the nine), and no filler behind it.
    for (first, number) in [
        ("I<UTOD23145890<7<<<<<<<<<<<<<<", "D23145890"),
        ("I<UTOD23145890<734900000000007", "D2314589073490000000000"),
    ] {
        let read = read_mrz(&TD1_LONG.replacen("I<UTOD23145890<7349<<<<<<<<<<<", first, 1));
        assert_eq!(read.fields.document_number, number);
        assert_eq!(read.problems, [Problem::LongNumber]);
        assert!(!Problem::LongNumber.is_error());
    }
}

#[test]
fn an_empty_personal_number_may_have_a_filler_for_its_check_digit() {
    for digit in ["<", "0"] {
        let text = format!(
            "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159<<<<<<<<<<<<<<{digit}8"
        );
        let read = read_mrz(&text);
        assert!(read.check(Field::OptionalData).unwrap().ok, "{digit}");
        assert!(read.is_valid(), "{read:?}");
    }
}

#[test]
fn a_filler_is_a_check_digit_of_nothing_else() {
    // The personal number is there, so its check digit has to be.
    let text = published()[0].replace("ZE184226B<<<<<10", "ZE184226B<<<<<<0");
    assert!(!read_mrz(&text).check(Field::OptionalData).unwrap().ok);
    // An empty personal number excuses no other check digit.
    let text = published()[0].replace(
        "6UTO7408122F1204159ZE184226B<<<<<10",
        "6UTO7408123F1204159<<<<<<<<<<<<<<<8",
    );
    assert_eq!(text.len(), published()[0].len());
    let wrong = |text: &str, field| !read_mrz(text).check(field).unwrap().ok;
    assert!(wrong(
        &text.replace("L898902C36", "L898902C3<"),
        Field::DocumentNumber
    ));
    assert!(wrong(&text, Field::BirthDate) && wrong(&text, Field::Composite));
}

#[test]
fn each_wrong_check_digit_is_reported_on_its_own() {
    let text = &published()[0];
    for (column, field) in [
        (9, Field::DocumentNumber),
        (19, Field::BirthDate),
        (27, Field::ExpiryDate),
        (42, Field::OptionalData),
        (43, Field::Composite),
    ] {
        let mut bytes = text.clone().into_bytes();
        let at = 45 + column;
        bytes[at] = if bytes[at] == b'9' {
            b'0'
        } else {
            bytes[at] + 1
        };
        let read = read_mrz(&String::from_utf8(bytes).unwrap());
        assert!(!read.is_valid());
        let wrong: Vec<Field> = read
            .checks
            .iter()
            .filter(|c| !c.ok)
            .map(|c| c.field)
            .collect();
        // The composite covers the other check digits.
        if field == Field::Composite {
            assert_eq!(wrong, [field]);
        } else {
            assert_eq!(wrong, [field, Field::Composite]);
        }
    }
}

#[test]
fn problems_other_than_check_digits() {
    let text = &published()[0];
    let unknown = read_mrz(&text.replace("P<UTO", "P<QQQ"));
    assert_eq!(
        unknown.problems,
        [Problem::UnknownState {
            field: Field::Issuer
        }]
    );
    assert!(unknown.is_valid());
    let unknown = read_mrz(&text.replace("6UTO7408", "6QQQ7408"));
    assert_eq!(
        unknown.problems,
        [Problem::UnknownState {
            field: Field::Nationality
        }]
    );
    assert!(unknown.is_valid());
    let fillers = format!("P<UTO{}", "<".repeat(39));
    let nobody = read_mrz(&format!("{fillers}{}", &text[44..]));
    assert_eq!(nobody.problems, [Problem::NoName]);
    assert!(!nobody.is_valid());
    let given = format!("P<UTO<<ANNA<MARIA{}", "<".repeat(27));
    let given = read_mrz(&format!("{given}{}", &text[44..]));
    assert_eq!(given.problems, [Problem::NoSurname]);
    assert_eq!(given.fields.names.given_names, "ANNA MARIA");
    assert!(given.is_valid());
    let none = read_mrz(&text.replace("L898902C36", "<<<<<<<<<0"));
    assert!(none.problems.contains(&Problem::NoNumber));
    assert!(!none.is_valid());
    for (card, codes) in [(TD1, ["IV", "AI", "AV"]), (TD2, ["IV", "AC", "AV"])] {
        for code in codes {
            let card = read_mrz(&card.replace("I<UTO", &format!("{code}UTO")));
            assert_eq!(card.problems, [Problem::DocumentCode], "{code}");
        }
    }
    assert!(read_mrz(&TD1.replace("I<UTO", "ACUTO")).is_valid());
    assert!(read_mrz(&TD2.replace("I<UTO", "AIUTO")).is_valid());
    let moved = read_mrz(&text.replace("P<UTO", "P<<D<"));
    assert_eq!(
        moved.problems,
        [Problem::UnknownState {
            field: Field::Issuer
        }]
    );
    let code = read_mrz(&text.replace("P<UTO", "X<UTO"));
    assert_eq!(code.problems, [Problem::DocumentCode]);
    assert!(!code.is_valid());
    let date = read_mrz(&text.replace("7408122F", "7413122F"));
    assert!(date.problems.contains(&Problem::Date {
        field: Field::BirthDate
    }));
    let germany = read_mrz(&text.replace("P<UTO", "P<D<<"));
    assert_eq!((&*germany.fields.issuer, germany.is_valid()), ("D", true));
}

#[test]
fn what_is_no_mrz() {
    for text in ["", "P<UTO", "\n\n", "P<UTO\nX", &"<".repeat(44)] {
        assert_eq!(read(text, reference()), Err(MrzError::Shape), "{text}");
    }
    let wrong = published()[0].replace("L898902C3", "L89890%C3");
    assert_eq!(
        read(&wrong, reference()),
        Err(MrzError::Character { line: 2, column: 7 })
    );
    let wrong = published()[0].replace("L898902C3", "L89890éC3");
    assert!(read(&wrong, reference()).is_err());
}

#[test]
fn json_names_format_fields_and_each_check_digit() {
    let json = serde_json::to_value(read_mrz(&published()[0])).unwrap();
    assert_eq!(json["format"], "TD3");
    assert_eq!(json["surname"], "ERIKSSON");
    assert_eq!(json["checks"][0]["field"], "document_number");
    assert_eq!(json["checks"][0]["found"], "6");
    assert_eq!(json["checks"][0]["ok"], true);
    assert_eq!(json["mended"], serde_json::json!([]));
}

proptest! {
    #[test]
    fn reading_never_panics(text: String) {
        let _ = read(&text, reference());
    }

    #[test]
    fn reading_never_panics_on_what_looks_like_an_mrz(text in "[A-Za-z0-9< «éO]{36}\n[A-Za-z0-9<éO ]{36}|[A-Z0-9<]{44}\n[A-Z0-9<]{44}|[A-Z0-9<]{30}\n[A-Z0-9<]{30}\n[A-Z0-9<]{30}") {
        if let Ok(mrz) = read(&text, reference()) {
            for line in &mrz.lines {
                prop_assert_eq!(line.len(), mrz.fields.format.width());
            }
            let _ = mrz.fields.lines();
        }
    }

    #[test]
    fn what_is_written_reads_the_same(number in "[A-Z0-9]{1,9}", optional in "[A-Z0-9]{0,8}", days in 0u64..30_000) {
        let date = NaiveDate::from_ymd_opt(1940, 1, 1).unwrap() + chrono::Days::new(days);
        let expiry = NaiveDate::from_ymd_opt(2030, 2, 28).unwrap();
        for &format in Format::ALL {
            let fields = Fields {
                format,
                document_code: match format { Format::Td3 => "P", Format::Td1 | Format::Td2 => "I", _ => "V" }.into(),
                issuer: "D".into(),
                names: MrzNames::of("Müller", "Anna").unwrap(),
                document_number: number.clone(),
                nationality: "KHM".into(),
                birth_date: MrzDate::of(date),
                sex: Sex::Unspecified,
                expiry_date: MrzDate::of(expiry),
                optional_data: if format == Format::Td2 { optional.chars().take(7).collect() } else { optional.clone() },
                optional_data_2: String::new(),
            };
            let text = fields.lines().unwrap().join("\n");
            let back = read(&text, reference()).unwrap();
            prop_assert!(back.is_valid() || date > reference());
            if date <= reference() {
                prop_assert_eq!(&back.fields, &fields);
            }
        }
    }
}
