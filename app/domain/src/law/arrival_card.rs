//! The e-Arrival card: what everybody who enters declares, free of charge, in the days before it.
//!
//! Who is exempt from the visa by an agreement enters on the card alone (Art. 5). The sub-decree does not
//! name the card; when it can be made, and what it asks, is the ministry's to set. A new question is one
//! more row of [`QUESTIONS`] with its first day; one that is asked no more gets its last day.

use crate::calendar::{Period, last_day};
use crate::text_enum::text_enum;
use chrono::{Days, NaiveDate};

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

/// A question of the card, which the traveller answers with yes or leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question {
    /// The stored code, and the end of the key of its words.
    pub code: &'static str,
    /// What it is about.
    pub subject: Subject,
    /// The first day on which it is asked.
    pub from: NaiveDate,
    /// The last day on which it is asked, where it has one.
    pub until: Option<NaiveDate>,
}

const fn since_2016(code: &'static str, subject: Subject) -> Question {
    Question {
        code,
        subject,
        from: match NaiveDate::from_ymd_opt(2016, 6, 10) {
            Some(day) => day,
            None => NaiveDate::MIN,
        },
        until: None,
    }
}

/// Every question that was ever asked, in the order of the page.
pub const QUESTIONS: &[Question] = &[
    since_2016("fever", Subject::Health),
    since_2016("contact", Subject::Health),
    since_2016("cash", Subject::Customs),
    since_2016("goods", Subject::Customs),
    since_2016("restricted", Subject::Customs),
];

/// The questions of a day.
pub fn questions(on: NaiveDate) -> impl Iterator<Item = &'static Question> {
    QUESTIONS
        .iter()
        .filter(move |question| question.from <= on && question.until.is_none_or(|last| on <= last))
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

    #[test]
    fn a_question_is_asked_from_its_first_day() {
        let asked = |on| {
            questions(on)
                .map(|question| question.code)
                .collect::<Vec<_>>()
        };
        assert_eq!(asked(day(2016, 6, 9)), Vec::<&str>::new());
        assert_eq!(
            asked(day(2026, 11, 28)),
            ["fever", "contact", "cash", "goods", "restricted"]
        );
    }
}
