//! Dates and codes as the documents write them, in the words of `app/locales`.

use app::text::{date, period, text, text_with};
use domain::doc9303::mrz::{MrzDate, Sex};
use domain::visa::{Entries, Length, VisaType};

/// As much of a birth date as the passport knows.
pub(super) fn birth(birth: &MrzDate) -> String {
    if let Some(day) = birth.date() {
        return date(day);
    }
    match (birth.year, birth.month) {
        (Some(year), Some(month)) => text_with(
            "date-month-year",
            &[
                ("month", text(&format!("month-{month}"))),
                ("year", year.to_string()),
            ],
        ),
        (Some(year), None) => year.to_string(),
        (None, _) => text("document-birth-unknown"),
    }
}

pub(super) fn sex(sex: Sex) -> String {
    text(match sex {
        Sex::Female => "document-sex-f",
        Sex::Male => "document-sex-m",
        Sex::Unspecified => "document-sex-x",
    })
}

pub(super) fn visa_type(visa_type: VisaType) -> String {
    match visa_type {
        VisaType::T => text("document-visa-type-t"),
        other => other.to_string(),
    }
}

pub(super) fn entries(entries: Entries) -> String {
    text(match entries {
        Entries::Single => "document-entries-single",
        Entries::Multiple => "document-entries-multiple",
    })
}

pub(super) fn stay(stay: Length) -> String {
    match stay {
        Length::Period(stay) => period(stay),
        Length::PassportExpiry => text("document-stay-passport"),
        Length::None => text("document-stay-none"),
    }
}
