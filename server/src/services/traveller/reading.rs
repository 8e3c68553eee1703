//! What was typed, read into what the law asks. Every reader takes a form as typed and gives
//! either the reading or everything that is wrong with it, field by field.

mod card;
mod contact;
mod dates;
mod hour;
mod labels;
pub mod lost_pass;
mod mrz;
pub(in crate::services) mod passport;
mod said;
mod trip;
pub mod walk_in;

pub use card::{Card, card, card_traveller, card_trip, each_once, visa_card};
pub use contact::contact;
pub use dates::EVENT;
pub use mrz::fill_from_mrz;
#[cfg(test)]
pub use passport::PAGES_READ;
pub use passport::{PassportReading, passport};
pub use said::said;
pub use trip::{Trip, apply_from, trip};

use app::error::FieldError;
use chrono::NaiveDate;
use dates::AskedDate;

/// Collects what is wrong while the parts of a form are read.
#[derive(Default)]
struct FieldErrors(Vec<FieldError>);

impl FieldErrors {
    fn add(&mut self, field: &str, message: &str) {
        self.0.push(FieldError::new(field, message));
    }

    /// Whether something is wrong with a field already.
    fn has(&self, field: &str) -> bool {
        self.0.iter().any(|error| error.field == field)
    }

    /// The trimmed text; missing or longer than `longest` characters is an error.
    fn text(&mut self, field: &str, text: &str, missing: &str, longest: usize) -> String {
        let text = text.trim();
        if text.is_empty() {
            self.add(field, missing);
        } else if text.chars().count() > longest {
            self.0
                .push(FieldError::new(field, "field-error-too-long").with("most", longest));
        }
        text.to_owned()
    }

    /// A whole date; `missing` is the message where nothing was typed.
    fn date(&mut self, asked: &AskedDate, parts: [&str; 3], missing: &str) -> Option<NaiveDate> {
        asked
            .read(parts, missing)
            .map_err(|error| self.0.push(error))
            .ok()
    }
}
