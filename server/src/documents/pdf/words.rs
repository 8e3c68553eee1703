//! Dates and choices as the documents write them.

use chrono::NaiveDate;
use domain::doc9303::mrz::{MrzDate, Sex};
use domain::visa::{Length, VisaType};

pub(super) fn day(date: NaiveDate) -> String {
    date.format("%-d %B %Y").to_string()
}

/// As much of a birth date as the passport knows.
pub(super) fn birth(date: &MrzDate) -> String {
    if let Some(date) = date.date() {
        return day(date);
    }
    let month = date
        .year
        .zip(date.month)
        .and_then(|(year, month)| NaiveDate::from_ymd_opt(year, month, 1));
    match (month, date.year) {
        (Some(month), _) => month.format("%B %Y").to_string(),
        (None, Some(year)) => year.to_string(),
        (None, None) => "Not known".to_owned(),
    }
}

pub(super) const fn sex(sex: Sex) -> &'static str {
    match sex {
        Sex::Female => "Female (F)",
        Sex::Male => "Male (M)",
        Sex::Unspecified => "Unspecified (X)",
    }
}

pub(super) fn visa_type(visa_type: VisaType) -> String {
    match visa_type {
        VisaType::T => "T (tourist)".to_owned(),
        other => other.to_string(),
    }
}

pub(super) fn stay(stay: Length) -> String {
    match stay {
        Length::Period(period) => period.to_string(),
        Length::PassportExpiry => "Until the passport expires".to_owned(),
        Length::None => "None".to_owned(),
    }
}
