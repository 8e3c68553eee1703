//! The checks of a passport: how long it is valid, and its MRZ compared with what was typed.

use super::check;
use app::contract::{CaseCheck, CheckFinding, CheckOutcome};
use chrono::NaiveDate;
use domain::doc9303::mrz::{self, Field};
use domain::doc9303::names::{Comparison, NamePart};
use domain::law::application::{passport_is_valid_long_enough, passport_must_be_valid_until};
use domain::law::review::ReviewCheck;
use domain::person::{Person, full_name};

/// Six months from the entry (Art. 7.3).
pub(super) fn validity(person: &Person, entry: NaiveDate) -> CaseCheck {
    let until = passport_must_be_valid_until(entry);
    let article = ReviewCheck::PassportValidity.article();
    if passport_is_valid_long_enough(person.expires_on, entry) {
        check(
            CheckFinding::PassportValid { until },
            article,
            CheckOutcome::Pass,
        )
    } else {
        check(
            CheckFinding::PassportTooShort { until },
            article,
            CheckOutcome::Fail,
        )
    }
}

/// The pasted MRZ: its check digits, compared with what was typed (Doc 9303-3).
pub(super) fn mrz(person: &Person, today: NaiveDate) -> Vec<CaseCheck> {
    const STANDARD: &str = ReviewCheck::Mrz.article();
    let one = |finding, outcome| vec![check(finding, STANDARD, outcome)];
    let Some(text) = &person.mrz else {
        return one(CheckFinding::MrzMissing, CheckOutcome::Look);
    };
    let Ok(mrz) = mrz::read(text, today) else {
        return one(CheckFinding::MrzUnreadable, CheckOutcome::Fail);
    };
    if !mrz.is_valid() {
        return one(CheckFinding::MrzInvalid, CheckOutcome::Fail);
    }
    let compared = mrz.compare(&person.data_page());
    let differs = |(part, component): (NamePart, usize)| {
        let word = component + 1;
        let finding = CheckFinding::NameDifferent { part, word };
        check(finding, STANDARD, CheckOutcome::Fail)
    };
    let (names, given) = match compared.names {
        Comparison::Same => (
            check(CheckFinding::NameSame, STANDARD, CheckOutcome::Pass),
            None,
        ),
        Comparison::Allowed { .. } => {
            let names = &mrz.fields.names;
            let finding = CheckFinding::NameAllowed {
                typed: person.full_name(),
                in_zone: full_name(&names.surname, &names.given_names),
            };
            (check(finding, STANDARD, CheckOutcome::Pass), None)
        }
        Comparison::Different {
            part,
            component,
            in_given_too,
        } => (
            differs((part, component)),
            in_given_too.map(|component| differs((NamePart::GivenNames, component))),
        ),
    };
    let other = |field: &Field| {
        check(
            CheckFinding::FieldDifferent(*field),
            STANDARD,
            CheckOutcome::Fail,
        )
    };
    let others = compared.differing.iter().map(other);
    [names].into_iter().chain(given).chain(others).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::doc9303::countries::country;
    use domain::doc9303::mrz::{MrzDate, Sex};
    use domain::person::PassportKind;

    fn person(mrz: Option<&str>) -> Person {
        Person {
            surname: "Eriksson".to_owned(),
            given_names: "Anna Maria".to_owned(),
            sex: Sex::Female,
            birth_date: MrzDate::of_iso("1974-08-12").unwrap(),
            birth_place: "Zenith".to_owned(),
            nationality: country("UTO").unwrap(),
            issuing_state: country("UTO").unwrap(),
            passport_kind: PassportKind::Ordinary,
            passport_number: "L898902C3".to_owned(),
            issued_on: None,
            expires_on: "2027-06-30".parse().unwrap(),
            mrz: mrz.map(str::to_owned),
        }
    }

    /// The specimen of Doc 9303-4, appendix A.
    const SPECIMEN: &str = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";

    #[test]
    fn the_zone_beside_what_was_typed() {
        let today = "2026-11-22".parse().unwrap();
        let outcomes = |person: &Person| -> Vec<_> {
            let checks = mrz(person, today);
            checks.into_iter().map(|check| check.outcome).collect()
        };
        let (pass, fail) = (CheckOutcome::Pass, CheckOutcome::Fail);
        assert_eq!(outcomes(&person(None)), [CheckOutcome::Look]);
        assert_eq!(outcomes(&person(Some("P<UTO"))), [fail]);
        let anna = Person {
            expires_on: "2012-04-15".parse().unwrap(),
            ..person(Some(SPECIMEN))
        };
        assert_eq!(outcomes(&anna), [pass]);
        let surname = "Ericsson".to_owned();
        assert_eq!(
            outcomes(&Person {
                surname,
                ..anna.clone()
            }),
            [fail]
        );
        let other = Person {
            sex: Sex::Male,
            passport_number: "L898902C4".to_owned(),
            ..anna
        };
        assert_eq!(outcomes(&other), [pass, fail, fail]);
    }

    #[test]
    fn article_7_3_six_months_from_the_entry() {
        let entry = |text: &str| validity(&person(None), text.parse().unwrap()).outcome;
        assert_eq!(entry("2026-12-30"), CheckOutcome::Pass);
        assert_eq!(entry("2026-12-31"), CheckOutcome::Pass);
        assert_eq!(entry("2027-01-01"), CheckOutcome::Fail);
    }
}
