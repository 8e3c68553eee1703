//! What was typed, read into what the law asks. Every reader takes a form as typed and gives
//! either the reading or everything that is wrong with it, field by field.

mod contact;
mod mrz;
mod passport;
mod trip;

pub use contact::contact;
pub use mrz::fill_from_mrz;
#[cfg(test)]
pub use passport::PAGES_READ;
pub use passport::{PassportReading, passport};
pub use trip::{Trip, trip};

use app::error::FieldError;
use chrono::NaiveDate;

/// Collects what is wrong while the parts of a form are read.
#[derive(Default)]
struct FieldErrors(Vec<FieldError>);

impl FieldErrors {
    fn add(&mut self, field: &str, message: &str) {
        self.0.push(FieldError::new(field, message));
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

    /// A whole date from its three fields. Errors are tied to the first of them, `PREFIX_day`.
    fn date(
        &mut self,
        prefix: &str,
        [day, month, year]: [&str; 3],
        missing: &str,
    ) -> Option<NaiveDate> {
        let field = format!("{prefix}_day");
        if [day, month, year].iter().all(|part| part.trim().is_empty()) {
            self.add(&field, missing);
            return None;
        }
        let date = whole_date(day, month, year);
        if date.is_none() {
            self.add(&field, "field-error-date");
        }
        date
    }
}

fn number(text: &str) -> Option<u32> {
    let text = text.trim();
    (text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().ok())?
}

/// A month as a number or by its English name or first three letters.
fn month_number(text: &str) -> Option<u32> {
    number(text).or_else(|| {
        text.trim()
            .parse::<chrono::Month>()
            .ok()
            .map(|month| month.number_from_month())
    })
}

/// A whole date as typed; the month may be a word.
pub fn whole_date(day: &str, month: &str, year: &str) -> Option<NaiveDate> {
    let year = number(year).filter(|year| *year >= 1000)?;
    NaiveDate::from_ymd_opt(
        i32::try_from(year).ok()?,
        month_number(month)?,
        number(day)?,
    )
}
