//! The forms of an application against each other.

use super::*;
use app::contract::TripForm;
use domain::port::PortKind;
use domain::states::CaseState::Withdrawn;

fn today() -> NaiveDate {
    "2026-11-22".parse().unwrap()
}

fn port() -> PortRow {
    PortRow {
        code: "KTI".to_owned(),
        name: "Techo".to_owned(),
        kind: PortKind::Air,
        evisa: true,
    }
}

/// A traveller, on the passport of the one with the number `adult` or their own.
fn case(id: u128, adult: Option<u128>, page: PassportForm) -> (CaseRow, CaseDocument) {
    let (adult, position) = (adult.map(Uuid::from_u128), i64::try_from(id).unwrap());
    let row = CaseRow::waiting(
        Uuid::from_u128(id),
        Uuid::nil(),
        position,
        adult,
        Vec::new(),
    );
    let document = CaseDocument {
        passport: Some(page),
        ..CaseDocument::default()
    };
    (row, document)
}

fn child() -> PassportForm {
    PassportForm {
        given_names: "Nils".to_owned(),
        sex: "M".to_owned(),
        birth_year: "2020".to_owned(),
        birth_place: "Zenith".to_owned(),
        nationality: "SWE".to_owned(),
        ..PassportForm::default()
    }
}

fn adult(number: &str, birth_year: &str) -> PassportForm {
    PassportForm {
        given_names: "Anna Maria".to_owned(),
        birth_year: birth_year.to_owned(),
        nationality: "UTO".to_owned(),
        passport_kind: "ordinary".to_owned(),
        passport_number: number.to_owned(),
        issuing_state: "UTO".to_owned(),
        issue_day: "1".to_owned(),
        issue_month: "3".to_owned(),
        issue_year: "2022".to_owned(),
        expiry_day: "1".to_owned(),
        expiry_month: "3".to_owned(),
        expiry_year: "2027".to_owned(),
        ..child()
    }
}

fn read(cases: &[(CaseRow, CaseDocument)], entry_month: Option<&str>) -> Readings {
    let trip = entry_month.map(|month| TripForm {
        entry_day: "15".to_owned(),
        entry_month: month.to_owned(),
        entry_year: "2027".to_owned(),
        stay_days: "14".to_owned(),
        port: "KTI".to_owned(),
        address: "Phnom Penh".to_owned(),
    });
    let document = ApplicationDocument {
        trip,
        ..ApplicationDocument::default()
    };
    Readings::read(&document, cases, &[port()], today(), Settings::DEFAULT)
}

/// The message of what is wrong with each page; empty where nothing is.
fn messages(readings: &Readings) -> Vec<String> {
    let message = |traveller: &TravellerReading| {
        let errors = traveller.page.as_ref()?.person.as_ref().err()?;
        Some(errors[0].message.clone())
    };
    let travellers = readings.travellers.iter();
    travellers
        .map(|read| message(read).unwrap_or_default())
        .collect()
}

#[test]
fn a_child_has_the_passport_of_an_adult_in_any_place() {
    let readings = read(
        &[
            case(1, Some(2), child()),
            case(2, None, adult("L1", "1974")),
        ],
        None,
    );
    assert_eq!(messages(&readings), ["", ""]);
    let nils = readings.person(Uuid::from_u128(1)).unwrap();
    assert_eq!(
        (nils.nationality.code, nils.issuing_state.code),
        ("SWE", "UTO")
    );
    // Everyone on a passport is found by its holder's nationality.
    let keys = readings
        .travellers
        .iter()
        .map(|read| read.passport_key().unwrap());
    assert!(
        keys.map(|(holder, number)| (holder.code, number))
            .all(|key| key == ("UTO", "L1"))
    );
}

#[test]
fn article_7_4_a_child_needs_an_adult_whose_page_is_right() {
    let wrong = PassportForm {
        sex: String::new(),
        ..adult("L1", "1974")
    };
    let readings = read(&[case(1, None, wrong), case(2, Some(1), child())], None);
    assert_eq!(
        messages(&readings),
        ["field-error-choose-sex", "field-error-adult-first"]
    );
    let readings = read(
        &[
            case(1, None, adult("L1", "1974")),
            case(2, Some(3), child()),
        ],
        None,
    );
    assert_eq!(messages(&readings), ["", "field-error-adult-first"]);
    let young = adult("L1", "2010");
    let readings = read(&[case(1, None, young), case(2, Some(1), child())], None);
    assert_eq!(messages(&readings), ["", "party-not-adult"]);
}

#[test]
fn article_7_4_an_adult_has_a_passport_of_their_own() {
    let grown = |year: &str| PassportForm {
        birth_year: year.to_owned(),
        ..child()
    };
    // Of a year alone the last day counts: who may still be a child is one.
    for (year, message) in [
        ("1940", "party-not-child"),
        ("2007", "party-not-child"),
        ("2008", ""),
    ] {
        let readings = read(
            &[
                case(1, None, adult("L1", "1974")),
                case(2, Some(1), grown(year)),
            ],
            None,
        );
        assert_eq!(messages(&readings), ["", message], "{year}");
    }
}

#[test]
fn article_7_3_looks_at_own_passports_once_the_entry_is_known() {
    let cases = [
        case(1, None, adult("L1", "1974")),
        case(2, Some(1), child()),
    ];
    assert_eq!(
        messages(&read(&cases, Some("1")))[0],
        "field-error-expires-too-early"
    );
    // The child's page says nothing of the passport, so there is nothing to correct on it.
    assert_eq!(messages(&read(&cases, Some("1")))[1], "");
    assert_eq!(messages(&read(&cases, None)), ["", ""]);
}

#[test]
fn one_passport_is_one_persons_own_unless_they_withdrew() {
    let mut cases = [
        case(1, None, adult("L1", "1974")),
        case(2, None, adult("L1", "1975")),
        case(3, Some(1), child()),
    ];
    assert_eq!(
        read(&cases, None).check_group(),
        Err(GroupError::SamePassport(1))
    );
    cases[0].0.advance(Withdrawn).unwrap();
    assert_eq!(read(&cases, None).check_group(), Ok(()));
}
