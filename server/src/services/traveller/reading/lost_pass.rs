//! What somebody types who lost a V-Pass.

use super::FieldErrors;
use super::dates::{AskedDate, BIRTH};
use super::passport::number;
use app::contract::LostPassForm;
use app::error::{PortalError, Result};
use chrono::NaiveDate;
use domain::doc9303::countries;

const ENTERED: AskedDate = AskedDate::of("entered", "lost-pass-entered", 2026);

/// A passport, a birth and a day of entry, as they were read.
pub struct LostPass {
    pub passport_number: String,
    /// The code of Doc 9303.
    pub nationality: &'static str,
    /// `YYYY-MM-DD`, with zeros for what is not known.
    pub birth: String,
    pub entered_on: NaiveDate,
}

/// # Errors
/// `Invalid` with every field that cannot be read.
pub fn read(form: &LostPassForm, today: NaiveDate) -> Result<LostPass> {
    let mut errors = FieldErrors(Vec::new());
    let passport_number = number(&form.passport_number);
    // In another script it is the number of no passport (Doc 9303-3, 4.1).
    let is_one = passport_number.contains(|sign: char| sign.is_ascii_alphanumeric());
    if !is_one || passport_number.chars().count() > 40 {
        errors.add("passport_number", "field-error-passport-number");
    }
    let nationality = countries::country(&form.nationality);
    if nationality.is_none() {
        errors.add("nationality", "field-error-choose-nationality");
    }
    let birth = [&form.birth_day, &form.birth_month, &form.birth_year].map(String::as_str);
    let birth = BIRTH.read_birth(birth, today);
    let birth = birth.map_err(|error| errors.0.push(error)).ok();
    let entered = [&form.entered_day, &form.entered_month, &form.entered_year];
    let entered = ENTERED.read(entered.map(String::as_str), "field-error-lost-pass-entered");
    let entered = entered.map_err(|error| errors.0.push(error)).ok();
    match (nationality, birth, entered) {
        (Some(nationality), Some(birth), Some(entered_on)) if errors.0.is_empty() => Ok(LostPass {
            passport_number,
            nationality: nationality.code,
            birth: birth.iso(),
            entered_on,
        }),
        _ => Err(PortalError::Invalid(errors.0)),
    }
}
