//! The MRZ that the traveller pasted: compared with what they typed, or typed for them.

use super::FieldErrors;
use super::labels::label_of;
use app::contract::PassportForm;
use app::error::FieldError;
use chrono::NaiveDate;
use domain::doc9303::mrz::{
    self, Correction, CorrectionKind, DataPage, Field, Mrz, MrzDate, Problem,
};
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
    if let Some(error) = fault_of(&mrz) {
        errors.0.push(error);
        return;
    }
    if mrz.corrections.iter().any(changes_a_sign) {
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
        Comparison::Different {
            part,
            component,
            in_given_too,
        } => {
            let given = in_given_too.map(|component| (NamePart::GivenNames, component));
            for (part, component) in [(part, component)].into_iter().chain(given) {
                let field = match part {
                    NamePart::Surname => "surname",
                    NamePart::GivenNames => "given_names",
                };
                let error = differs(field, "field-error-name-differs");
                if !errors.has(field) {
                    errors.0.push(error.with("word", component + 1));
                }
            }
        }
    }
    for field in compared.differing.into_iter().map(input_of) {
        if !errors.has(field) {
            errors
                .0
                .push(differs(field, "field-error-differs-from-mrz"));
        }
    }
}

fn differs(field: &str, message: &str) -> FieldError {
    FieldError::new(field, message).with("which", label_of(field))
}

/// What makes the lines invalid: a check digit first, since a misread sign shows itself there.
fn fault_of(mrz: &Mrz) -> Option<FieldError> {
    let error = |message| FieldError::new("mrz", message);
    if mrz.checks.iter().any(|check| !check.ok) {
        return Some(error("field-error-mrz-check-digit"));
    }
    let problem = mrz.problems.iter().find(|problem| problem.is_error())?;
    Some(match problem {
        Problem::Date { field } => {
            error("field-error-mrz-date").with("which", label_of(input_of(*field)))
        }
        _ => error("field-error-mrz-unreadable"),
    })
}

/// Whether a correction reads another sign than the one that was typed, which the traveller has to
/// look at. Small letters, blanks and missing fillers read the same.
fn changes_a_sign(correction: &Correction) -> bool {
    match correction.kind {
        CorrectionKind::LetterOrDigit => true,
        CorrectionKind::Filler => correction.from.is_some_and(char::is_alphanumeric),
        CorrectionKind::Spaces
        | CorrectionKind::LowerCase
        | CorrectionKind::Length
        | CorrectionKind::Lines => false,
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
