//! The e-Arrival card: what everybody who enters declares, free of charge, in the days before it.
//!
//! Who is exempt from the visa by an agreement enters on the card alone (Art. 5). The sub-decree does not
//! name the card; when it can be made, and what it asks, is the ministry's to set. The questions are a dated
//! table that the ministry loads: a new one is a row with its first day, other words are a row of the same
//! code with a later first day, and one that is asked no more gets its last day.

use crate::calendar::{Period, last_day};
use crate::text_enum::text_enum;
use chrono::{Days, NaiveDate};
use std::collections::BTreeMap;

/// How many days before the arrival the card can be made.
pub const OPENS_DAYS_BEFORE: u64 = 7;

/// How long after the day of arrival that it names a card is good, for who comes later.
const GOOD_FOR: Period = Period::Days(30);

/// The first day on which the card for an arrival can be made.
pub fn opens_on(arrival: NaiveDate) -> NaiveDate {
    arrival
        .checked_sub_days(Days::new(OPENS_DAYS_BEFORE))
        .unwrap_or(arrival)
}

/// The last day on which the card is good.
pub fn good_until(arrival: NaiveDate) -> NaiveDate {
    last_day(arrival, GOOD_FOR)
}

text_enum! {
    /// What a declaration is about.
    Subject {
        /// Quarantine and health.
        Health = "health",
        /// Customs.
        Customs = "customs",
    }
}

/// The words of a question by the code of their language; none where the portal has them itself.
pub type Words = BTreeMap<String, String>;

/// A question of the card, which the traveller answers with yes or leaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The stored code.
    pub code: String,
    /// What it is about.
    pub subject: Subject,
    /// The first day on which it is asked.
    pub from: NaiveDate,
    /// The last day on which it is asked, where it has one.
    pub until: Option<NaiveDate>,
    /// How it is asked.
    pub words: Words,
}

/// The questions of a day, in the order of the table. Of a code the row counts that began last: other words
/// take the place of those before, and after its last day the question is asked no more.
pub fn questions(table: &[Question], on: NaiveDate) -> impl Iterator<Item = &Question> {
    let begun = move |question: &&Question| question.from <= on;
    let is_latest = move |question: &&Question| {
        let same = table.iter().filter(|other| other.code == question.code);
        same.filter(begun).all(|other| other.from <= question.from)
    };
    let is_asked = move |question: &&Question| question.until.is_none_or(|last| on <= last);
    table
        .iter()
        .filter(begun)
        .filter(is_latest)
        .filter(is_asked)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn article_5_the_card_opens_seven_days_before_the_arrival() {
        assert_eq!(opens_on(day(2026, 12, 5)), day(2026, 11, 28));
        assert_eq!(opens_on(day(2027, 1, 3)), day(2026, 12, 27));
        assert_eq!(good_until(day(2026, 12, 5)), day(2027, 1, 4));
    }

    fn question(code: &str, from: NaiveDate, until: Option<NaiveDate>) -> Question {
        let words = [("en".to_owned(), format!("{code} from {from}"))];
        Question {
            code: code.to_owned(),
            subject: Subject::Health,
            from,
            until,
            words: words.into(),
        }
    }

    #[test]
    fn a_question_is_asked_from_its_first_day_to_its_last() {
        let table = [
            question("fever", day(2026, 6, 10), None),
            question("rash", day(2026, 7, 1), Some(day(2026, 7, 31))),
        ];
        let asked = |on| {
            questions(&table, on)
                .map(|question| question.code.as_str())
                .collect::<Vec<_>>()
        };
        assert_eq!(asked(day(2026, 6, 9)), Vec::<&str>::new());
        assert_eq!(asked(day(2026, 6, 10)), ["fever"]);
        assert_eq!(asked(day(2026, 7, 1)), ["fever", "rash"]);
        assert_eq!(asked(day(2026, 7, 31)), ["fever", "rash"]);
        assert_eq!(asked(day(2026, 8, 1)), ["fever"]);
    }

    #[test]
    fn other_words_take_the_place_of_those_before() {
        let table = [
            question("cash", day(2026, 8, 1), Some(day(2026, 8, 31))),
            question("cash", day(2026, 6, 10), None),
        ];
        let asked = |on| {
            let asked = questions(&table, on).map(|question| question.words["en"].as_str());
            asked.collect::<Vec<_>>()
        };
        assert_eq!(asked(day(2026, 7, 31)), ["cash from 2026-06-10"]);
        assert_eq!(asked(day(2026, 8, 1)), ["cash from 2026-08-01"]);
        // It ended, and what it replaced does not come back.
        assert_eq!(asked(day(2026, 9, 1)), Vec::<&str>::new());
    }
}
