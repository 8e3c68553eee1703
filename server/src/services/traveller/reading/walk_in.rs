//! What an officer enters of somebody who has no record: the passport in hand, and the visa on paper in it.

use super::FieldErrors;
use super::dates::AskedDate;
use super::passport::{number, passport_at_desk};
use app::contract::WalkInAnswers;
use app::error::FieldError;
use app::text::date;
use chrono::NaiveDate;
use domain::law::application::is_citizen;
use domain::law::visa_types::{PaperVisa, PaperVisaFault};
use domain::person::Person;
use domain::visa::VisaType;

const ISSUED: AskedDate = AskedDate::of("visa_issued", "walk-in-visa-issued", 2026);
const UNTIL: AskedDate = AskedDate::of("visa_until", "walk-in-visa-until", 2027);

/// The most signs of a number on a visa (Doc 9303-7: nine, and what a stamp may have before it).
const MOST_NUMBER: usize = 15;

/// Somebody without a record, as they were read.
pub struct WalkIn {
    pub person: Person,
    /// The visa on paper that they showed, if they did.
    pub visa: Option<PaperVisa>,
}

/// Reads the form; `today` is the ministry's date.
///
/// # Errors
/// Every field that cannot be read.
pub fn read(answers: &WalkInAnswers, today: NaiveDate) -> Result<WalkIn, Vec<FieldError>> {
    let mut errors = FieldErrors::default();
    let person = passport_at_desk(&answers.passport, today)
        .map_err(|wrong| errors.0.extend(wrong))
        .ok();
    if let Some(person) = &person
        && is_citizen(person.nationality.code)
    {
        errors.add("nationality", "field-error-walk-in-citizen");
    }
    let visa = visa(&mut errors, answers);
    if let (Some(person), Some(visa)) = (&person, &visa)
        && let Err(fault) = visa.check(person.expires_on, today)
    {
        errors.0.push(said(fault));
    }
    match person {
        Some(person) if errors.0.is_empty() => Ok(WalkIn { person, visa }),
        _ => Err(errors.0),
    }
}

/// The visa that was shown. Without a type nothing may stand in the other fields.
fn visa(errors: &mut FieldErrors, answers: &WalkInAnswers) -> Option<PaperVisa> {
    let form = &answers.shown;
    let issued = [
        form.visa_issued_day.as_str(),
        &form.visa_issued_month,
        &form.visa_issued_year,
    ];
    let until = [
        form.visa_until_day.as_str(),
        &form.visa_until_month,
        &form.visa_until_year,
    ];
    let visa_type = form.visa_type.trim();
    if visa_type.is_empty() {
        let number = form.visa_number.as_str();
        let mut parts = issued.into_iter().chain(until).chain([number]);
        if parts.any(|part| !part.trim().is_empty()) {
            errors.add("visa_type", "field-error-walk-in-type");
        }
        return None;
    }
    let visa_type: Option<VisaType> = visa_type.parse().ok();
    if visa_type.is_none() {
        errors.add("visa_type", "field-error-walk-in-type");
    }
    let number = number(&form.visa_number);
    let is_one = (4..=MOST_NUMBER).contains(&number.len())
        && number.bytes().all(|sign| sign.is_ascii_alphanumeric());
    if !is_one {
        errors.add("visa_number", "field-error-walk-in-number");
    }
    let issued_on = errors.date(&ISSUED, issued, "field-error-walk-in-issued");
    let valid_until = errors.date(&UNTIL, until, "field-error-walk-in-until");
    Some(PaperVisa {
        visa_type: visa_type?,
        number: is_one.then_some(number)?,
        issued_on: issued_on?,
        valid_until: valid_until?,
    })
}

fn said(fault: PaperVisaFault) -> FieldError {
    match fault {
        PaperVisaFault::NotForEntry => FieldError::new("visa_type", "field-error-walk-in-exit"),
        PaperVisaFault::IssuedLater(_) => {
            FieldError::new("visa_issued_day", "field-error-walk-in-issued-later")
        }
        PaperVisaFault::EndsBeforeIssue => {
            FieldError::new("visa_until_day", "field-error-walk-in-until-before")
        }
        PaperVisaFault::TooLong(longest) => {
            FieldError::new("visa_until_day", "field-error-walk-in-until-long")
                .with("last", date(longest))
        }
    }
}
