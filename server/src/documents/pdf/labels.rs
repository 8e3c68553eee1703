//! Labels in both languages, and dates and codes as the documents write them, in the words of
//! `app/locales`.

use app::text::{khmer, period, text};
use domain::doc9303::mrz::Sex;
use domain::visa::{Entries, Length};

/// A label in Khmer and English.
#[derive(Clone)]
pub(super) struct Label {
    pub khmer: String,
    pub english: String,
}

impl Label {
    /// The label of a message key, which both languages have.
    pub(super) fn of(key: &str) -> Self {
        Self {
            khmer: khmer(key),
            english: text(key),
        }
    }
}

pub(super) fn sex(sex: Sex) -> String {
    text(match sex {
        Sex::Female => "document-sex-f",
        Sex::Male => "document-sex-m",
        Sex::Unspecified => "document-sex-x",
    })
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
