//! Dates as typed in three fields: what they say, or what is wrong with which part.

use app::error::FieldError;
use chrono::{Datelike, Month, NaiveDate};
use domain::doc9303::mrz::MrzDate;

/// A date that a page asks for: the prefix of its controls, the key of its label, a year for
/// example.
pub struct AskedDate {
    prefix: &'static str,
    label: &'static str,
    example: u32,
}

pub(super) const BIRTH: AskedDate = AskedDate {
    prefix: "birth",
    label: "birth-date",
    example: 1974,
};
pub(super) const ISSUE: AskedDate = AskedDate {
    prefix: "issue",
    label: "issue-date",
    example: 2022,
};
pub(super) const EXPIRY: AskedDate = AskedDate {
    prefix: "expiry",
    label: "expiry-date",
    example: 2031,
};
/// Of a crossing that is entered afterwards.
pub const EVENT: AskedDate = AskedDate {
    prefix: "event_date",
    label: "border-event-date",
    example: 2026,
};
pub(super) const ENTRY: AskedDate = AskedDate {
    prefix: "entry",
    label: "trip-entry",
    example: 2027,
};

/// The earliest year of birth that is read; an earlier one is a slip.
const FIRST_BIRTH: i32 = 1900;

impl AskedDate {
    pub(super) const fn of(prefix: &'static str, label: &'static str, example: u32) -> Self {
        Self {
            prefix,
            label,
            example,
        }
    }

    /// An error of the date, tied to its first control.
    pub(super) fn error(&self, message: &str) -> FieldError {
        FieldError::new(&format!("{}_day", self.prefix), message).with("which", self.label)
    }

    /// A whole date. `missing` is the message where nothing was typed.
    pub fn read(
        &self,
        [day, month, year]: [&str; 3],
        missing: &str,
    ) -> Result<NaiveDate, FieldError> {
        let parts = [day, month, year].map(trimmed);
        if parts.iter().all(|part| part.is_empty()) {
            return Err(self.error(missing));
        }
        if parts.iter().any(|part| part.is_empty()) {
            return Err(self.error("field-error-date-part"));
        }
        let [day, month, year] = parts;
        let month = self.month(month)?;
        let day = self.day(day)?;
        let year = self.year(year)?;
        self.date(year, month, day)
    }

    /// A date of birth, of which the day, or day and month, may be unknown (part 3, 4.8): left
    /// empty, or `00` as some passports print it.
    pub(super) fn read_birth(
        &self,
        [day, month, year]: [&str; 3],
        today: NaiveDate,
    ) -> Result<MrzDate, FieldError> {
        let known = |part| Some(trimmed(part)).filter(|part| !part.bytes().all(|b| b == b'0'));
        let year = trimmed(year);
        let date = match (known(day), known(month)) {
            (None, None) if year.is_empty() => return Err(self.error("field-error-birth-missing")),
            _ if year.is_empty() => return Err(self.error("field-error-date-part")),
            (Some(_), None) => return Err(self.error("field-error-birth-month")),
            (None, None) => MrzDate::of_parts(Some(self.year(year)?), None, None),
            (None, Some(month)) => {
                let month = self.month(month)?;
                MrzDate::of_parts(Some(self.year(year)?), Some(month), None)
            }
            (Some(day), Some(month)) => {
                let month = self.month(month)?;
                let day = self.day(day)?;
                MrzDate::of(self.date(self.year(year)?, month, day)?)
            }
        };
        if date.earliest().is_none_or(|date| date > today) {
            Err(self.error("field-error-birth-future"))
        } else if date.year.is_none_or(|year| year < FIRST_BIRTH) {
            Err(self
                .error("field-error-birth-early")
                .with("year", FIRST_BIRTH))
        } else {
            Ok(date)
        }
    }

    fn day(&self, text: &str) -> Result<u32, FieldError> {
        match number(text) {
            Some(0) => Err(self.error("field-error-date-no-day")),
            Some(day) => Ok(day),
            None => Err(self.error("field-error-date-day")),
        }
    }

    /// A month as a number, or by its English name or the beginning of it, as in `Sept.`
    fn month(&self, text: &str) -> Result<u32, FieldError> {
        let month = match number(text) {
            Some(number @ 1..=12) => Some(number),
            Some(number) => {
                let error = self.error("field-error-date-no-month");
                return Err(error.with("month", number));
            }
            None => month_of_name(text),
        };
        month.ok_or_else(|| self.error("field-error-date-month"))
    }

    fn year(&self, text: &str) -> Result<i32, FieldError> {
        number(text)
            .filter(|year| (1000..=9999).contains(year))
            .and_then(|year| i32::try_from(year).ok())
            .ok_or_else(|| {
                self.error("field-error-date-year")
                    .with("example", self.example)
            })
    }

    fn date(&self, year: i32, month: u32, day: u32) -> Result<NaiveDate, FieldError> {
        NaiveDate::from_ymd_opt(year, month, day).ok_or_else(|| {
            let days = NaiveDate::from_ymd_opt(year, month, 1)
                .map_or(31, |first| u32::from(first.num_days_in_month()));
            self.error("field-error-date-days")
                .with("month", format!("month-{month}"))
                .with("year", year)
                .with("days", days)
        })
    }
}

/// Without blanks and the dot that some write after a number or a shortened month.
fn trimmed(part: &str) -> &str {
    part.trim().trim_end_matches('.').trim_end()
}

/// A number of up to four digits.
pub(super) fn number(text: &str) -> Option<u32> {
    let text = text.trim();
    (text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().ok())?
}

/// The number of a month as people write it.
pub(super) fn month_number(typed: &str) -> Option<u32> {
    let typed = trimmed(typed);
    number(typed).or_else(|| month_of_name(typed))
}

fn month_of_name(text: &str) -> Option<u32> {
    let typed = text.to_lowercase();
    let mut months = (1..=12_u8).filter_map(|number| Month::try_from(number).ok());
    let found =
        months.find(|month| typed.len() >= 3 && month.name().to_lowercase().starts_with(&typed))?;
    Some(found.number_from_month())
}

#[cfg(test)]
mod tests {
    use super::*;
    use app::text::field_error;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 26).unwrap()
    }

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn said(asked: &AskedDate, parts: [&str; 3]) -> String {
        match asked.read(parts, "field-error-expiry-missing") {
            Ok(date) => date.to_string(),
            Err(error) => field_error(&error),
        }
    }

    fn birth(parts: [&str; 3]) -> String {
        match BIRTH.read_birth(parts, today()) {
            Ok(date) => date.iso(),
            Err(error) => field_error(&error),
        }
    }

    #[test]
    fn no_day_is_the_day_zero() {
        let said = said(&EXPIRY, ["00", "12", "2026"]);
        assert!(
            said.ends_with("There is no day 0. Days begin with 1."),
            "{said}"
        );
    }

    #[test]
    fn months_are_read_as_people_write_them() {
        for month in [
            "9",
            "09",
            "9.",
            "Sep",
            "Sep.",
            "sept",
            "Sept.",
            "SEPTEMBER",
            "septem",
            " Sept. ",
        ] {
            let read = ISSUE.read(["12", month, "2022"], "").unwrap();
            assert_eq!(read, day(2022, 9, 12), "{month}");
        }
        for (name, number) in [
            ("Mar.", 3),
            ("may", 5),
            ("jun", 6),
            ("jul.", 7),
            ("August", 8),
        ] {
            let read = ISSUE.read(["12.", name, "2022."], "").unwrap();
            assert_eq!(read, day(2022, number, 12), "{name}");
        }
        for none in ["Ju", "Brumaire", "M", "maybe", "."] {
            assert!(ISSUE.read(["12", none, "2022"], "").is_err(), "{none}");
        }
    }

    #[test]
    fn what_is_wrong_is_said_of_which_date_and_which_part() {
        for (parts, words) in [
            (
                ["1", "3", "22"],
                "Date of issue: The year needs four digits, such as 2022.",
            ),
            (
                ["1", "3", "0022"],
                "Date of issue: The year needs four digits, such as 2022.",
            ),
            (
                ["12", "16", "2022"],
                "Date of issue: There is no month 16. Day comes first.",
            ),
            (
                ["1", "0", "2022"],
                "Date of issue: There is no month 0. Day comes first.",
            ),
            (
                ["31", "4", "1990"],
                "Date of issue: April 1990 has 30 days.",
            ),
            (
                ["29", "2", "2001"],
                "Date of issue: February 2001 has 28 days.",
            ),
            (
                ["0", "2", "2000"],
                "Date of issue: There is no day 0. Days begin with 1.",
            ),
            (
                ["1st", "2", "2000"],
                "Date of issue: The day is a number, such as 27.",
            ),
            (
                ["", "2", "2000"],
                "Date of issue: Enter day, month and year.",
            ),
        ] {
            assert_eq!(said(&ISSUE, parts), words, "{parts:?}");
        }
        assert_eq!(
            said(&EXPIRY, ["31", "6", "2031"]),
            "Date of expiry: June 2031 has 30 days."
        );
        assert_eq!(
            said(&ENTRY, ["16", "12", "26"]),
            "Date of entry: The year needs four digits, such as 2027."
        );
        assert_eq!(said(&EXPIRY, ["", " ", ""]), "Enter the date of expiry");
    }

    #[test]
    fn a_birth_may_lack_its_day_or_day_and_month() {
        for (parts, read) in [
            (["12", "8", "1974"], "1974-08-12"),
            (["", "8", "1974"], "1974-08-00"),
            (["00", "Aug.", "1974"], "1974-08-00"),
            (["", "", "1968"], "1968-00-00"),
            (["00", "00", "1968"], "1968-00-00"),
            (["0", "", "1968"], "1968-00-00"),
            (["26", "11", "2026"], "2026-11-26"),
        ] {
            assert_eq!(birth(parts), read, "{parts:?}");
        }
        for (parts, words) in [
            (
                ["12", "8", "74"],
                "Date of birth: The year needs four digits, such as 1974.",
            ),
            (
                ["31", "4", "1990"],
                "Date of birth: April 1990 has 30 days.",
            ),
            (
                ["12", "16", "1974"],
                "Date of birth: There is no month 16. Day comes first.",
            ),
            (
                ["27", "11", "2026"],
                "The date of birth lies ahead. Enter one in the past.",
            ),
            (
                ["", "12", "2026"],
                "The date of birth lies ahead. Enter one in the past.",
            ),
            (
                ["", "", "2027"],
                "The date of birth lies ahead. Enter one in the past.",
            ),
            (
                ["1", "1", "1899"],
                "Date of birth: Enter a year from 1900 on.",
            ),
            (["", "", ""], "Enter the date of birth"),
            (["12", "8", ""], "Date of birth: Enter day, month and year."),
        ] {
            assert_eq!(birth(parts), words, "{parts:?}");
        }
        for parts in [["12", "", "1974"], ["12", "00", "1974"]] {
            assert!(birth(parts).contains("a day but no month"), "{parts:?}");
        }
    }
}
