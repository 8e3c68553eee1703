//! The MRZ that the traveller pasted: compared with what they typed, or typed for them.

use super::FieldErrors;
use app::contract::PassportForm;
use app::error::FieldError;
use chrono::NaiveDate;
use domain::doc9303::mrz::{self, DataPage, Field, Mrz, MrzDate};
use domain::doc9303::names::{Comparison, NamePart};

/// Adds an error for each field that differs from the MRZ, and a note for what the standard allows.
pub(super) fn compare_with_mrz(
    errors: &mut FieldErrors,
    notes: &mut Vec<FieldError>,
    pasted: &str,
    page: &DataPage,
    today: NaiveDate,
) {
    let Ok(mrz) = mrz::read(pasted, today) else {
        errors.add("mrz", "field-error-mrz-unreadable");
        return;
    };
    if !mrz.is_valid() {
        errors.add("mrz", "field-error-mrz-check-digit");
        return;
    }
    if !mrz.corrections.is_empty() {
        notes.push(FieldError::new("mrz", "note-mrz-corrected"));
    }
    let compared = mrz.compare(page);
    match compared.names {
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
            let error = FieldError::new(field, "field-error-name-differs");
            errors.0.push(error.with("word", component + 1));
        }
    }
    for field in compared.differing.into_iter().map(input_of) {
        if !errors.0.iter().any(|error| error.field == field) {
            errors.add(field, "field-error-differs-from-mrz");
        }
    }
}

/// Where the page asks for a field of the MRZ.
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

/// Fills the fields that are still empty from the pasted MRZ; what was typed stays.
pub fn fill_from_mrz(form: &mut PassportForm, today: NaiveDate) {
    let Ok(mrz) = mrz::read(&form.mrz, today) else {
        return;
    };
    if !mrz.is_valid() {
        return;
    }
    let Mrz { fields, .. } = mrz;
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
    let fill_date = |parts: [&mut String; 3], date: &MrzDate| {
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
