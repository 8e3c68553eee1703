//! How long travellers are waited for, and when they are told so. The sub-decree is silent; these are
//! our readings.

use crate::calendar::ministry_date;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

/// So long before an application that is not paid ends, its traveller is told.
pub const END_NOTICE: TimeDelta = TimeDelta::days(3);
/// So long after a correction was asked for, its traveller is reminded.
pub const CORRECTION_REMINDER: TimeDelta = TimeDelta::days(7);
/// So long a correction is waited for; then the reviewer decides by what is there.
pub const CORRECTION_LIMIT: TimeDelta = TimeDelta::days(14);

/// The last whole day on which a correction can be sent.
pub fn correction_until(asked: DateTime<Utc>) -> NaiveDate {
    ministry_date(asked + CORRECTION_LIMIT) - TimeDelta::days(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_correction_can_be_sent_until_the_end_of_its_last_day() {
        let asked: DateTime<Utc> = "2026-11-22T16:59:59Z".parse().unwrap();
        let until = NaiveDate::from_ymd_opt(2026, 12, 5).unwrap();
        assert_eq!(correction_until(asked), until);
        assert!(ministry_date(asked + CORRECTION_LIMIT) > until);
    }
}
