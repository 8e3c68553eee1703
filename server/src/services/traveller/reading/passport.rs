//! The passport page: typed fields, and the machine-readable zone they are compared with.

use super::{Faults, number, whole_date};
use app::contract::PassportForm;
use app::error::FieldError;
use chrono::{Datelike, NaiveDate};
use domain::doc9303::countries;
use domain::doc9303::mrz::{self, Field, Mrz};
use domain::doc9303::names::{Comparison, NamePart, transliterate};
use domain::person::PassportKind;
use domain::person::Person;

/// A passport page as it was read, with notes that do not stop anybody.
pub struct PassportReading {
    pub person: Result<Person, Vec<FieldError>>,
    pub notes: Vec<FieldError>,
}

/// Reads the passport page. A traveller on an adult's passport gives only names, sex, birth and
/// nationality; the passport is the adult's.
pub fn passport(form: &PassportForm, adult: Option<&Person>, today: NaiveDate) -> PassportReading {
    let mut faults = Faults::default();
    let mut notes = Vec::new();
    let surname = name(&mut faults, "surname", &form.surname);
    let given_names = name(&mut faults, "given_names", &form.given_names);
    if surname.is_empty() && given_names.is_empty() {
        faults.add("surname", "field-error-name-missing");
    }
    let sex = form.sex.trim().to_uppercase();
    if !matches!(sex.as_str(), "M" | "F" | "X") {
        faults.add("sex", "field-error-choose-sex");
    }
    let birth_date = birth_date(&mut faults, form, today);
    let birth_place = faults.text(
        "birth_place",
        &form.birth_place,
        "field-error-birth-place-missing",
        100,
    );
    if countries::country(&form.nationality).is_none() {
        faults.add("nationality", "field-error-choose-nationality");
    }
    let mut person = Person {
        surname,
        given_names,
        sex,
        birth_date: birth_date.unwrap_or_default(),
        birth_place,
        nationality: countries::country(&form.nationality)
            .map(|country| country.code.to_owned())
            .unwrap_or_default(),
        issuing_state: String::new(),
        passport_kind: String::new(),
        passport_number: String::new(),
        issued_on: None,
        expires_on: today,
        mrz: None,
    };
    if let Some(adult) = adult {
        person.issuing_state.clone_from(&adult.issuing_state);
        person.passport_kind.clone_from(&adult.passport_kind);
        person.passport_number.clone_from(&adult.passport_number);
        person.issued_on = adult.issued_on;
        person.expires_on = adult.expires_on;
    } else {
        own_passport(&mut faults, form, &mut person, today);
        if !form.mrz.trim().is_empty() {
            compare_with_zone(&mut faults, &mut notes, form, &person, today);
            person.mrz = Some(form.mrz.trim().to_owned());
        }
    }
    let person = if faults.0.is_empty() {
        Ok(person)
    } else {
        Err(faults.0)
    };
    PassportReading { person, notes }
}

fn name(faults: &mut Faults, field: &str, typed: &str) -> String {
    let name = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.chars().count() > 100 {
        faults
            .0
            .push(FieldError::new(field, "field-error-too-long").with("most", 100));
    } else if let Err(letter) = transliterate(&name) {
        faults
            .0
            .push(FieldError::new(field, "field-error-name-letter").with("letter", letter.0));
    }
    name
}

/// Day and month may be unknown (part 3, 4.8): left empty, they are stored as `00`.
fn birth_date(faults: &mut Faults, form: &PassportForm, today: NaiveDate) -> Option<String> {
    let (day, month, year) = (
        form.birth_day.trim(),
        form.birth_month.trim(),
        form.birth_year.trim(),
    );
    if year.is_empty() {
        faults.add("birth_day", "field-error-birth-missing");
        return None;
    }
    let text = match (day.is_empty(), month.is_empty()) {
        (false, false) => whole_date(day, month, year)
            .filter(|date| *date <= today && date.year() >= 1900)
            .map(|date| date.to_string()),
        (true, false) => whole_date("1", month, year)
            .filter(|date| *date <= today && date.year() >= 1900)
            .map(|date| date.format("%Y-%m-00").to_string()),
        (true, true) => number(year)
            .filter(|year| (1900..=today.year().unsigned_abs()).contains(year))
            .map(|year| format!("{year}-00-00")),
        (false, true) => None,
    };
    if text.is_none() {
        faults.add("birth_day", "field-error-birth");
    }
    text
}

fn own_passport(faults: &mut Faults, form: &PassportForm, person: &mut Person, today: NaiveDate) {
    if form.passport_kind.parse::<PassportKind>().is_err() {
        faults.add("passport_kind", "field-error-choose-passport-kind");
    }
    person.passport_kind.clone_from(&form.passport_kind);
    person.passport_number = form
        .passport_number
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .flat_map(char::to_uppercase)
        .collect();
    let number = &person.passport_number;
    if number.is_empty() {
        faults.add("passport_number", "field-error-passport-number-missing");
    } else if number.len() > 9 || !number.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        faults.add("passport_number", "field-error-passport-number");
    }
    match countries::country(&form.issuing_state) {
        Some(state) => state.code.clone_into(&mut person.issuing_state),
        None => faults.add("issuing_state", "field-error-choose-issuing-state"),
    }
    let issue = [form.issue_day.as_str(), &form.issue_month, &form.issue_year];
    person.issued_on = faults.date("issue", issue, "field-error-issue-missing");
    if person.issued_on.is_some_and(|issued| issued > today) {
        faults.add("issue_day", "field-error-issue-future");
    }
    let expiry = [
        form.expiry_day.as_str(),
        &form.expiry_month,
        &form.expiry_year,
    ];
    if let Some(expires) = faults.date("expiry", expiry, "field-error-expiry-missing") {
        if expires < today {
            faults.add("expiry_day", "field-error-expired");
        } else if person.issued_on.is_some_and(|issued| expires <= issued) {
            faults.add("expiry_day", "field-error-expiry-before-issue");
        }
        person.expires_on = expires;
    }
}

fn compare_with_zone(
    faults: &mut Faults,
    notes: &mut Vec<FieldError>,
    form: &PassportForm,
    person: &Person,
    today: NaiveDate,
) {
    let Ok(zone) = mrz::read(&form.mrz, today) else {
        faults.add("mrz", "field-error-mrz-unreadable");
        return;
    };
    if !zone.is_valid() {
        faults.add("mrz", "field-error-mrz-check-digit");
        return;
    }
    if !zone.corrections.is_empty() {
        notes.push(FieldError::new("mrz", "note-mrz-corrected"));
    }
    let beside = zone.compare(&person.data_page());
    match beside.names {
        Comparison::Same => {}
        Comparison::Allowed { which } => {
            for difference in which {
                let key = format!("note-name-{}", difference.as_str().replace('_', "-"));
                notes.push(FieldError::new("surname", &key));
            }
        }
        Comparison::Different { part, component } => {
            let field = match part {
                NamePart::Surname => "surname",
                NamePart::GivenNames => "given_names",
            };
            let fault = FieldError::new(field, "field-error-name-differs");
            faults.0.push(fault.with("word", component + 1));
        }
    }
    for field in beside.differing.into_iter().map(input_of) {
        if !faults.0.iter().any(|fault| fault.field == field) {
            faults.add(field, "field-error-differs-from-mrz");
        }
    }
}

/// Where the page asks for a field of the zone.
const fn input_of(field: Field) -> &'static str {
    match field {
        Field::Issuer => "issuing_state",
        Field::DocumentNumber => "passport_number",
        Field::Nationality => "nationality",
        Field::BirthDate => "birth_day",
        Field::Sex => "sex",
        Field::ExpiryDate => "expiry_day",
        Field::Names => "surname",
        Field::DocumentCode | Field::OptionalData | Field::OptionalData2 | Field::Composite => {
            "mrz"
        }
    }
}

/// Fills the fields that are still empty from the pasted zone; what was typed stays.
pub fn fill_from_zone(form: &mut PassportForm, today: NaiveDate) {
    let Ok(zone) = mrz::read(&form.mrz, today) else {
        return;
    };
    if !zone.is_valid() {
        return;
    }
    let Mrz { fields, .. } = zone;
    let fill = |field: &mut String, value: &str| {
        if field.trim().is_empty() {
            value.clone_into(field);
        }
    };
    fill(&mut form.surname, &fields.names.surname);
    fill(&mut form.given_names, &fields.names.given_names);
    fill(&mut form.sex, fields.sex.as_str());
    fill(&mut form.nationality, &fields.nationality);
    fill(&mut form.issuing_state, &fields.issuer);
    fill(&mut form.passport_number, &fields.document_number);
    let fill_date = |parts: [&mut String; 3], date: &mrz::MrzDate| {
        let values = [date.day, date.month, date.year.map(i32::unsigned_abs)];
        if parts.iter().all(|part| part.trim().is_empty()) {
            for (part, value) in parts.into_iter().zip(values) {
                *part = value.map(|value| value.to_string()).unwrap_or_default();
            }
        }
    };
    fill_date(
        [
            &mut form.birth_day,
            &mut form.birth_month,
            &mut form.birth_year,
        ],
        &fields.birth_date,
    );
    fill_date(
        [
            &mut form.expiry_day,
            &mut form.expiry_month,
            &mut form.expiry_year,
        ],
        &fields.expiry_date,
    );
}
