//! The ministry's calendar: dates in Phnom Penh, and the counting of periods.
//!
//! The sub-decree gives periods ("three months", "five days") without saying how they are counted.
//! The project's reading, kept here alone: **the day of the event (issue, entry) is not counted. A
//! period of n months ends on the same day number n months later, or on that month's last day where
//! it has no such day; n days end n days later; the last day counts whole, in Phnom Penh time.**

mod period;

pub use period::{Period, PeriodError, as_text};

use chrono::{
    DateTime, Datelike, Days, FixedOffset, Months, NaiveDate, NaiveTime, TimeDelta, Utc, Weekday,
};

/// Cambodia's time zone, UTC+07:00 all year (no daylight saving time).
pub const PHNOM_PENH: FixedOffset = match FixedOffset::east_opt(7 * 3600) {
    Some(offset) => offset,
    None => panic!("seven hours are within a day"),
};

/// The date in Phnom Penh at an instant.
pub fn ministry_date(instant: DateTime<Utc>) -> NaiveDate {
    instant.with_timezone(&PHNOM_PENH).date_naive()
}

/// The first instant of a day in Phnom Penh: 17:00 UTC on the day before.
pub fn start_of_day(date: NaiveDate) -> DateTime<Utc> {
    let midnight = date.and_time(NaiveTime::MIN).and_utc();
    midnight
        .checked_sub_signed(TimeDelta::hours(7))
        .unwrap_or(DateTime::<Utc>::MIN_UTC)
}

/// The last instant of a day in Phnom Penh, in microseconds, the unit in which instants are stored.
pub fn end_of_day(date: NaiveDate) -> DateTime<Utc> {
    start_of_day(date)
        .checked_add_signed(TimeDelta::days(1) - TimeDelta::microseconds(1))
        .unwrap_or(DateTime::<Utc>::MAX_UTC)
}

/// The last day of a period that begins with an event, by the convention of this module. Saturates
/// at [`NaiveDate::MAX`].
pub fn last_day(event: NaiveDate, period: Period) -> NaiveDate {
    match period {
        Period::Days(days) => event.checked_add_days(Days::new(u64::from(days))),
        Period::Months(months) => event.checked_add_months(Months::new(months)),
    }
    .unwrap_or(NaiveDate::MAX)
}

/// The working day (Monday to Friday) that is `count` working days after an event, whose day is not
/// counted: the day on which a decision is due. Our reading: public holidays count as working days,
/// since they are not known here. Saturates at [`NaiveDate::MAX`].
pub fn working_days_after(event: NaiveDate, count: u32) -> NaiveDate {
    let mut day = event;
    let mut left = count;
    while left > 0 {
        let Some(next) = day.succ_opt() else {
            return NaiveDate::MAX;
        };
        day = next;
        if !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
            left -= 1;
        }
    }
    day
}

/// The working days after a day until another, which counts: 0 on the day itself. As
/// [`working_days_after`] counts them.
pub fn working_days_between(from: NaiveDate, to: NaiveDate) -> u32 {
    let days = from.iter_days().skip(1).take_while(|day| *day <= to);
    let working = days.filter(|day| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun));
    u32::try_from(working.count()).unwrap_or(u32::MAX)
}

/// The whole months from a day to another, 0 where the second is the earlier one: an age.
pub fn whole_months(from: NaiveDate, to: NaiveDate) -> u32 {
    let months = |date: NaiveDate| date.year() * 12 + i32::try_from(date.month0()).unwrap_or(0);
    let begun = months(to) - months(from) - i32::from(to.day() < from.day());
    u32::try_from(begun).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn our_reading_the_worked_dates_of_the_convention() {
        let months = |event, n| last_day(event, Period::Months(n));
        // Issued, three months (Art. 13).
        assert_eq!(months(day(2026, 11, 30), 3), day(2027, 2, 28));
        // Entry, one month (Art. 14).
        assert_eq!(months(day(2027, 1, 10), 1), day(2027, 2, 10));
        assert_eq!(months(day(2027, 1, 31), 1), day(2027, 2, 28));
        assert_eq!(months(day(2028, 1, 31), 1), day(2028, 2, 29));
        // Intended entry, the passport's six months (Art. 7.3).
        assert_eq!(months(day(2026, 8, 31), 6), day(2027, 2, 28));
        // D, five days (Art. 14).
        assert_eq!(
            last_day(day(2027, 1, 10), Period::Days(5)),
            day(2027, 1, 15)
        );
    }

    #[test]
    fn our_reading_the_last_day_counts_whole_in_phnom_penh() {
        // Entry 10 January 2027, one month; midnight in Phnom Penh is 17:00 UTC.
        let last = last_day(day(2027, 1, 10), Period::Months(1));
        let shows = |text: &str| ministry_date(text.parse().unwrap());
        assert_eq!(shows("2027-02-09T17:00:00Z"), last);
        assert_eq!(shows("2027-02-10T16:59:59.999999Z"), last);
        assert_eq!(shows("2027-02-10T17:00:00Z"), day(2027, 2, 11));
    }

    #[test]
    fn periods_in_words() {
        for (period, words) in [
            (Period::Days(1), "1 day"),
            (Period::Days(5), "5 days"),
            (Period::Days(12), "12 days"),
            (Period::Months(0), "0 months"),
            (Period::Months(1), "1 month"),
            (Period::Months(7), "7 months"),
            (Period::Months(11), "11 months"),
            (Period::Months(12), "1 year"),
            (Period::Months(13), "13 months"),
            (Period::Months(24), "2 years"),
        ] {
            assert_eq!(period.to_string(), words);
        }
    }

    #[test]
    fn our_reading_working_days_leave_out_weekends() {
        // 22 November 2026 is a Sunday.
        for (event, count, due) in [
            (day(2026, 11, 22), 3, day(2026, 11, 25)),
            (day(2026, 11, 23), 3, day(2026, 11, 26)),
            (day(2026, 11, 26), 1, day(2026, 11, 27)),
            (day(2026, 11, 26), 3, day(2026, 12, 1)),
            (day(2026, 11, 28), 1, day(2026, 11, 30)),
            (day(2026, 11, 23), 0, day(2026, 11, 23)),
        ] {
            assert_eq!(working_days_after(event, count), due, "{event} {count}");
        }
    }

    #[test]
    fn the_day_turns_at_midnight_in_phnom_penh() {
        let instant = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        assert_eq!(
            ministry_date(instant("2026-11-22T16:59:59.999999Z")),
            day(2026, 11, 22)
        );
        assert_eq!(
            ministry_date(instant("2026-11-22T17:00:00Z")),
            day(2026, 11, 23)
        );
        assert_eq!(
            start_of_day(day(2026, 11, 23)),
            instant("2026-11-22T17:00:00Z")
        );
        assert_eq!(
            end_of_day(day(2026, 11, 23)),
            instant("2026-11-23T16:59:59.999999Z")
        );
    }

    /// Days of a month by the Gregorian rule, without the library's calendar.
    fn length_of(year: i32, month: u32) -> u32 {
        let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
        match month {
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => 31,
        }
    }

    prop_compose! {
        fn a_date()(year in 1890i32..2410, month in 1u32..=12)
            (year in Just(year), month in Just(month), day in 1..=length_of(year, month))
            -> (i32, u32, u32) { (year, month, day) }
    }

    proptest! {
        #[test]
        fn our_reading_months_end_on_the_same_day_or_the_months_last(event in a_date(), n in 0u32..600) {
            let (mut year, mut month, of_event) = event;
            for _ in 0..n {
                (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
            }
            let (from_year, from_month, _) = event;
            let ends = last_day(day(from_year, from_month, of_event), Period::Months(n));
            prop_assert_eq!(ends, day(year, month, of_event.min(length_of(year, month))));
        }

        #[test]
        fn our_reading_days_end_so_many_days_later(event in a_date(), n in 0u32..2000) {
            let (mut year, mut month, mut of_month) = event;
            let ends = last_day(day(year, month, of_month), Period::Days(n));
            for _ in 0..n {
                of_month += 1;
                if of_month > length_of(year, month) {
                    of_month = 1;
                    (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
                }
            }
            prop_assert_eq!(ends, day(year, month, of_month));
        }

        #[test]
        fn a_longer_period_never_ends_earlier(offset in 0u64..200_000, n in 0u32..600, more in 0u32..600) {
            let event = day(1900, 1, 1) + Days::new(offset);
            prop_assert!(last_day(event, Period::Months(n + more)) >= last_day(event, Period::Months(n)));
            prop_assert!(last_day(event, Period::Days(n + more)) >= last_day(event, Period::Days(n)));
        }

        #[test]
        fn a_later_event_never_ends_earlier(offset in 0u64..200_000, later in 0u64..400, n in 0u32..600) {
            let event = day(1900, 1, 1) + Days::new(offset);
            prop_assert!(last_day(event + Days::new(later), Period::Months(n)) >= last_day(event, Period::Months(n)));
        }

        #[test]
        fn every_instant_lies_within_its_day(seconds in 0i64..8_000_000_000) {
            let instant = DateTime::from_timestamp(seconds, 0).unwrap();
            let date = ministry_date(instant);
            prop_assert!(start_of_day(date) <= instant && instant <= end_of_day(date));
        }
    }

    #[test]
    fn working_days_left_are_those_until_the_promised_day() {
        let friday = NaiveDate::from_ymd_opt(2026, 11, 27).unwrap();
        for (days, left) in [(0, 0), (1, 0), (3, 1), (5, 3), (7, 5)] {
            let to = friday + Days::new(days);
            assert_eq!(working_days_between(friday, to), left, "{to}");
        }
        assert_eq!(
            working_days_between(friday, working_days_after(friday, 3)),
            3
        );
        // One that is over has none left.
        assert_eq!(working_days_between(friday, friday - Days::new(4)), 0);
    }

    #[test]
    fn months_are_whole_on_the_day_of_the_same_number() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        for (to, months) in [
            (day(2026, 9, 29), 0),
            (day(2026, 10, 29), 0),
            (day(2026, 10, 30), 1),
            (day(2027, 9, 29), 11),
            (day(2027, 9, 30), 12),
            (day(2026, 1, 1), 0),
        ] {
            assert_eq!(whole_months(day(2026, 9, 30), to), months, "{to}");
        }
    }
}
