//! Dates and codes as the documents write them, in the words of `app/locales`.

use app::text::{period, text};
use domain::doc9303::mrz::Sex;
use domain::visa::{Entries, Length, VisaType};

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
