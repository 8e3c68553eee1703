//! The passport page: who travels, and on what passport.

use super::labels::label_of;
use super::mrz::compare_with_mrz;
use super::{FieldErrors, dates};
use app::contract::PassportForm;
use app::error::FieldError;
use chrono::NaiveDate;
use domain::doc9303::countries::{self, Country};
use domain::doc9303::mrz::{DataPage, MrzDate, Sex};
use domain::doc9303::names::{NotLatin, check_latin, signs_of_no_name, transliterate};
use domain::person::{PassportKind, Person};

/// A passport page as it was read, with notes that do not stop anybody.
pub struct PassportReading {
    pub person: Result<Person, Vec<FieldError>>,
    pub notes: Vec<FieldError>,
}

/// What the page says of the traveller; `None` where it is not right.
struct Bearer {
    surname: String,
    given_names: String,
    sex: Option<Sex>,
    birth_date: Option<MrzDate>,
    birth_place: String,
    nationality: Option<Country>,
}

/// What the page says of the passport; `None` where it is not right.
struct Passport {
    kind: Option<PassportKind>,
    number: String,
    issuing_state: Option<Country>,
    issued_on: Option<NaiveDate>,
    expires_on: Option<NaiveDate>,
}

#[cfg(test)]
thread_local! {
    /// How many passport pages this thread has read.
    pub static PAGES_READ: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// How much of a data page is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    /// All of it.
    Page,
    /// What its two lines say, and the kind of the passport: at the border the passport itself is there.
    Lines,
}

/// Reads the passport page. A traveller on an adult's passport gives only names, sex, birth and
/// nationality; the passport is the adult's.
pub fn passport(form: &PassportForm, adult: Option<&Person>, today: NaiveDate) -> PassportReading {
    read(form, adult, today, Asked::Page)
}

/// Reads what an officer takes from a passport in hand: place of birth and day of issue are left empty.
pub fn passport_at_desk(form: &PassportForm, today: NaiveDate) -> Result<Person, Vec<FieldError>> {
    read(form, None, today, Asked::Lines).person
}

fn read(
    form: &PassportForm,
    adult: Option<&Person>,
    today: NaiveDate,
    asked: Asked,
) -> PassportReading {
    #[cfg(test)]
    PAGES_READ.set(PAGES_READ.get() + 1);
    let mut errors = FieldErrors::default();
    let mut notes = Vec::new();
    let bearer = Bearer::read(&mut errors, form, today, asked);
    let passport = match adult {
        Some(adult) => Passport::of(adult),
        None => Passport::read(&mut errors, form, today, asked),
    };
    let mrz = Some(form.mrz.trim()).filter(|mrz| adult.is_none() && !mrz.is_empty());
    if let Some(mrz) = mrz {
        let page = data_page(&bearer, &passport);
        compare_with_mrz(&mut errors, &mut notes, mrz, &page, today);
    }
    let born = bearer.birth_date.as_ref().and_then(MrzDate::earliest);
    // A child is entered into a parent's passport later, too.
    if let (Some(born), Some(issued)) = (born, passport.issued_on)
        && adult.is_none()
        && issued < born
    {
        errors.add("issue_day", "field-error-issue-before-birth");
    }
    let mrz = mrz.map(str::to_owned);
    let person = person(bearer, passport, mrz).filter(|_| errors.0.is_empty());
    PassportReading {
        person: person.ok_or(errors.0),
        notes,
    }
}

fn person(bearer: Bearer, passport: Passport, mrz: Option<String>) -> Option<Person> {
    Some(Person {
        surname: bearer.surname,
        given_names: bearer.given_names,
        sex: bearer.sex?,
        birth_date: bearer.birth_date?,
        birth_place: bearer.birth_place,
        nationality: bearer.nationality?,
        issuing_state: passport.issuing_state?,
        passport_kind: passport.kind?,
        passport_number: passport.number,
        issued_on: passport.issued_on,
        expires_on: passport.expires_on?,
        mrz,
    })
}

fn data_page<'a>(bearer: &'a Bearer, passport: &'a Passport) -> DataPage<'a> {
    let code = |country: Option<Country>| country.map_or("", |country| country.code);
    DataPage {
        surname: &bearer.surname,
        given_names: &bearer.given_names,
        document_number: &passport.number,
        issuer: code(passport.issuing_state),
        nationality: code(bearer.nationality),
        birth_date: bearer.birth_date.as_ref(),
        sex: bearer.sex,
        expiry_date: passport.expires_on,
    }
}

impl Bearer {
    fn read(errors: &mut FieldErrors, form: &PassportForm, today: NaiveDate, asked: Asked) -> Self {
        let surname = name(errors, "surname", &form.surname);
        let given_names = name(errors, "given_names", &form.given_names);
        if surname.is_empty() && given_names.is_empty() {
            errors.add("surname", "field-error-name-missing");
        }
        let sex = form.sex.trim().to_uppercase().parse().ok();
        if sex.is_none() {
            errors.add("sex", "field-error-choose-sex");
        }
        let birth = [form.birth_day.as_str(), &form.birth_month, &form.birth_year];
        let birth_date = dates::BIRTH
            .read_birth(birth, today)
            .map_err(|error| errors.0.push(error))
            .ok();
        let birth_place = match asked {
            Asked::Page => errors.text(
                "birth_place",
                &form.birth_place,
                "field-error-birth-place-missing",
                100,
            ),
            Asked::Lines => String::new(),
        };
        let nationality = countries::country(&form.nationality);
        if nationality.is_none() {
            errors.add("nationality", "field-error-choose-nationality");
        }
        Self {
            surname,
            given_names,
            sex,
            birth_date,
            birth_place,
            nationality,
        }
    }
}

fn name(errors: &mut FieldErrors, field: &str, typed: &str) -> String {
    // Fillers of the two lines are blanks of a name.
    let parts = typed.split(|c: char| c.is_whitespace() || c == '<');
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    let name = parts.join(" ");
    if name.chars().count() > 100 {
        errors
            .0
            .push(FieldError::new(field, "field-error-too-long").with("most", 100));
    } else if let Err(why) = check_latin(&name) {
        errors.0.push(not_latin(field, &name, why));
    }
    name
}

/// What is said of a name that is not in Latin letters: where its transliteration is published, what
/// a visa would have.
fn not_latin(field: &str, name: &str, why: NotLatin) -> FieldError {
    let error = |message| FieldError::new(field, message).with("which", label_of(field));
    match (why, transliterate(name)) {
        (NotLatin::Script(_), Ok(written)) => {
            error("field-error-name-script").with("written", written.replace('<', " "))
        }
        (NotLatin::Script(_), Err(_)) => error("field-error-name-latin"),
        (NotLatin::Sign(first), _) => {
            let mut signs = signs_of_no_name(name);
            if signs.is_empty() {
                signs.push(first);
            }
            let quoted: Vec<_> = signs.iter().map(|sign| format!("“{sign}”")).collect();
            error("field-error-name-letter")
                .with("count", signs.len())
                .with("letters", quoted.join(", "))
        }
        (NotLatin::NoLetter, _) => error("field-error-name-no-letter"),
    }
}

/// A passport's number, as it is printed.
pub fn number(typed: &str) -> String {
    typed
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .flat_map(char::to_uppercase)
        .collect()
}

impl Passport {
    fn of(person: &Person) -> Self {
        Self {
            kind: Some(person.passport_kind),
            number: person.passport_number.clone(),
            issuing_state: Some(person.issuing_state),
            issued_on: person.issued_on,
            expires_on: Some(person.expires_on),
        }
    }

    fn read(errors: &mut FieldErrors, form: &PassportForm, today: NaiveDate, asked: Asked) -> Self {
        let kind = form.passport_kind.parse().ok();
        if kind.is_none() {
            errors.add("passport_kind", "field-error-choose-passport-kind");
        }
        let number = number(&form.passport_number);
        if number.is_empty() {
            errors.add("passport_number", "field-error-passport-number-missing");
        } else if number.len() > 9 || !number.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            errors.add("passport_number", "field-error-passport-number");
        }
        let issuing_state = countries::country(&form.issuing_state);
        if issuing_state.is_none() {
            errors.add("issuing_state", "field-error-choose-issuing-state");
        }
        let issue = [form.issue_day.as_str(), &form.issue_month, &form.issue_year];
        let issued_on = match asked {
            Asked::Page => errors.date(&dates::ISSUE, issue, "field-error-issue-missing"),
            Asked::Lines => None,
        };
        if issued_on.is_some_and(|issued| issued > today) {
            errors.add("issue_day", "field-error-issue-future");
        }
        let expiry = [
            form.expiry_day.as_str(),
            &form.expiry_month,
            &form.expiry_year,
        ];
        let expires_on = errors.date(&dates::EXPIRY, expiry, "field-error-expiry-missing");
        if let Some(expires) = expires_on {
            // At the border an expired passport is a ground to refuse (Art. 23 a.1), and recorded.
            if expires < today && asked == Asked::Page {
                errors.add("expiry_day", "field-error-expired");
            } else if issued_on.is_some_and(|issued| expires <= issued) {
                errors.add("expiry_day", "field-error-expiry-before-issue");
            }
        }
        Self {
            kind,
            number,
            issuing_state,
            issued_on,
            expires_on,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is wrong with the day of issue of a passport with this birth and this year of issue.
    fn issue_faults(birth: [&str; 3], issued: &str) -> Vec<String> {
        let form = PassportForm {
            birth_day: birth[0].to_owned(),
            birth_month: birth[1].to_owned(),
            birth_year: birth[2].to_owned(),
            issue_day: "1".to_owned(),
            issue_month: "6".to_owned(),
            issue_year: issued.to_owned(),
            ..PassportForm::default()
        };
        let today = NaiveDate::from_ymd_opt(2026, 11, 26).unwrap();
        let read = passport(&form, None, today).person.unwrap_err();
        let of_issue = read.into_iter().filter(|error| error.field == "issue_day");
        of_issue.map(|error| error.message).collect()
    }

    #[test]
    fn nobody_has_a_passport_before_they_are_born() {
        for birth in [
            ["12", "9", "2023"],
            ["", "9", "2023"],
            ["00", "12", "2023"],
            ["", "", "2023"],
        ] {
            let found = issue_faults(birth, "2022");
            assert_eq!(found, ["field-error-issue-before-birth"], "{birth:?}");
            assert!(issue_faults(birth, "2024").is_empty());
        }
        // Of an unknown day the earliest counts.
        assert!(issue_faults(["", "", "2023"], "2023").is_empty());
        assert_eq!(issue_faults(["", "9", "2023"], "2023").len(), 1);
    }

    #[test]
    fn a_child_is_entered_into_a_passport_that_is_older() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let mother = Person {
            surname: "Eriksson".to_owned(),
            given_names: "Anna".to_owned(),
            sex: Sex::Female,
            birth_date: MrzDate::of_iso("1990-08-12").unwrap(),
            birth_place: "Zenith".to_owned(),
            nationality: countries::country("UTO").unwrap(),
            issuing_state: countries::country("UTO").unwrap(),
            passport_kind: PassportKind::Ordinary,
            passport_number: "L898902C3".to_owned(),
            issued_on: Some(day("2024-02-01")),
            expires_on: day("2034-02-01"),
            mrz: None,
        };
        let child = PassportForm {
            surname: "Eriksson".to_owned(),
            given_names: "Nils".to_owned(),
            sex: "M".to_owned(),
            birth_day: "5".to_owned(),
            birth_month: "6".to_owned(),
            birth_year: "2025".to_owned(),
            birth_place: "Zenith".to_owned(),
            nationality: "UTO".to_owned(),
            ..PassportForm::default()
        };
        let read = passport(&child, Some(&mother), day("2026-11-26"));
        assert_eq!(read.person.unwrap().given_names, "Nils");
    }
}
