//! Dates of an MRZ: six positions YYMMDD, fillers for the unknown parts of a birth date (part 3,
//! 4.8).
//!
//! The MRZ has no century. **The rule is ours:** a birth date is the latest one that does not lie
//! after the reference date (so nobody is taken for a hundred or older); any other date is the one
//! nearest to the reference date, from fifty years before it to forty-nine after.
//!
//! Some states write `00` for the unknown day or month of a birth, in the visual inspection zone and
//! in the MRZ; it is read as the fillers of the standard (our reading).

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// The rule that gives a date its century.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Century {
    /// For a date of birth: the latest one not after the reference date.
    Birth,
    /// For any other date: the one nearest to the reference date.
    Near,
}

/// A date of an MRZ. Its parts may be unknown.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct MrzDate {
    /// The six positions, YYMMDD, as they stand in the MRZ.
    pub raw: String,
    /// The year with its century; `None` when unknown.
    pub year: Option<i32>,
    /// 1 to 12; `None` when unknown.
    pub month: Option<u32>,
    /// 1 to 31; `None` when unknown.
    pub day: Option<u32>,
}

impl MrzDate {
    /// The MRZ date of a calendar date.
    pub fn of(date: NaiveDate) -> Self {
        Self {
            raw: format!(
                "{:02}{:02}{:02}",
                date.year().rem_euclid(100),
                date.month(),
                date.day()
            ),
            year: Some(date.year()),
            month: Some(date.month()),
            day: Some(date.day()),
        }
    }

    /// The MRZ date of a year, month and day that may each be unknown (part 3, 4.8).
    pub fn of_parts(year: Option<i32>, month: Option<u32>, day: Option<u32>) -> Self {
        let two = |part: Option<u32>| part.map_or("<<".into(), |n| format!("{:02}", n % 100));
        let short_year = year.and_then(|year| u32::try_from(year.rem_euclid(100)).ok());
        Self {
            raw: format!("{}{}{}", two(short_year), two(month), two(day)),
            year,
            month,
            day,
        }
    }

    /// The MRZ date of a text `YYYY-MM-DD`, in which `00` stands for an unknown month or day, `0000`
    /// for an unknown year. `None` when the text is something else, or when the date does not exist.
    pub fn of_iso(text: &str) -> Option<Self> {
        let part = |range: std::ops::Range<usize>| {
            let digits = text.get(range)?;
            let number: u32 = digits.parse().ok()?;
            digits
                .bytes()
                .all(|b| b.is_ascii_digit())
                .then_some((number != 0).then_some(number))
        };
        if text.len() != 10 || text.get(4..5) != Some("-") || text.get(7..8) != Some("-") {
            return None;
        }
        let (year, month, day) = (part(0..4)?, part(5..7)?, part(8..10)?);
        let year = year.and_then(|year| i32::try_from(year).ok());
        exists(year, month, day).then(|| Self::of_parts(year, month, day))
    }

    /// The text `YYYY-MM-DD`, as [`Self::of_iso`] takes it.
    pub fn iso(&self) -> String {
        let (year, month, day) = (self.year, self.month, self.day);
        format!(
            "{:04}-{:02}-{:02}",
            year.unwrap_or_default(),
            month.unwrap_or_default(),
            day.unwrap_or_default()
        )
    }

    /// Reads the six positions of an MRZ; the century follows from the `reference` date. `00` for
    /// the day or month of a birth is unknown. `None` when a part is neither two digits nor two
    /// fillers, or when the date does not exist.
    pub fn read(raw: &str, century: Century, reference: NaiveDate) -> Option<Self> {
        let part = |range: std::ops::Range<usize>| match raw.get(range)? {
            "<<" => Some(None),
            text if text.bytes().all(|b| b.is_ascii_digit()) => text.parse::<u32>().ok().map(Some),
            _ => None,
        };
        if raw.len() != 6 {
            return None;
        }
        let (short_year, month, day) = (part(0..2)?, part(2..4)?, part(4..6)?);
        let known = |part: &u32| century != Century::Birth || *part != 0;
        let (month, day) = (month.filter(known), day.filter(known));
        if month.is_some_and(|m| !(1..=12).contains(&m)) {
            return None;
        }
        let year = match short_year {
            Some(short) => Some(full_year(
                i32::try_from(short).ok()?,
                month,
                day,
                century,
                reference,
            )),
            None => None,
        };
        exists(year, month, day).then(|| Self {
            raw: raw.to_owned(),
            year,
            month,
            day,
        })
    }

    /// The calendar date; `None` when a part is unknown.
    pub fn date(&self) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.year?, self.month?, self.day?)
    }

    /// Whether both are written alike in an MRZ, which has no century; what is unknown is alike
    /// whether fillers or `00` stand for it.
    pub fn is_written_as(&self, other: &Self) -> bool {
        let short_year = |date: &Self| date.year.map(|year| year.rem_euclid(100));
        let parts = |date: &Self| (short_year(date), date.month, date.day);
        parts(self) == parts(other)
    }

    /// The first day that the date can be, when its year is known.
    pub fn earliest(&self) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.year?, self.month.unwrap_or(1), self.day.unwrap_or(1))
    }

    /// The last day that the date can be, when its year is known.
    pub fn latest(&self) -> Option<NaiveDate> {
        let (year, month) = (self.year?, self.month.unwrap_or(12));
        let day = self.day.unwrap_or_else(|| last_day_of(year, month));
        NaiveDate::from_ymd_opt(year, month, day)
    }
}

/// The last day of a month; 31 where there is none.
fn last_day_of(year: i32, month: u32) -> u32 {
    NaiveDate::from_ymd_opt(year, month, 1).map_or(31, |first| first.num_days_in_month().into())
}

/// Whether some date has the known parts.
fn exists(year: Option<i32>, month: Option<u32>, day: Option<u32>) -> bool {
    // Where the year is unknown, a leap year allows the most days.
    NaiveDate::from_ymd_opt(year.unwrap_or(2000), month.unwrap_or(1), day.unwrap_or(1)).is_some()
}

fn full_year(
    short: i32,
    month: Option<u32>,
    day: Option<u32>,
    century: Century,
    reference: NaiveDate,
) -> i32 {
    let in_or_before = |latest: i32| latest - (latest - short).rem_euclid(100);
    match century {
        Century::Near => in_or_before(reference.year() + 49),
        Century::Birth => {
            let year = in_or_before(reference.year());
            let known = (month.unwrap_or(1), day.unwrap_or(1));
            if year == reference.year() && known > (reference.month(), reference.day()) {
                year - 100
            } else {
                year
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn a_birth_date_is_not_in_the_future() {
        let today = day(2026, 11, 22);
        let born = |raw| MrzDate::read(raw, Century::Birth, today).unwrap().date();
        assert_eq!(born("740812"), Some(day(1974, 8, 12)));
        assert_eq!(born("261122"), Some(day(2026, 11, 22)));
        assert_eq!(born("261123"), Some(day(1926, 11, 23)));
        assert_eq!(born("270101"), Some(day(1927, 1, 1)));
        assert_eq!(born("000229"), Some(day(2000, 2, 29)));
    }

    /// The MRZ has no century, so only its six positions can be compared.
    #[test]
    fn a_date_is_written_without_its_century() {
        let today = day(2026, 11, 22);
        let old = MrzDate::of_iso("1925-05-06").unwrap();
        let read = MrzDate::read("250506", Century::Birth, today).unwrap();
        assert_eq!((read.year, &read.raw), (Some(2025), &old.raw));
        assert_eq!(MrzDate::of_iso("1974-08-00").unwrap().raw, "7408<<");
        assert_eq!(MrzDate::of_iso("1974-00-00").unwrap().raw, "74<<<<");
        for wrong in [
            "",
            "1974",
            "1974-08",
            "1974-08-xx",
            "1974-8-12",
            "+974-08-12",
            "1974/08/12",
            "1974-08-12 ",
            "1974-13-01",
            "1975-02-29",
            "1974-08-32",
        ] {
            assert_eq!(MrzDate::of_iso(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_date_whose_parts_may_be_unknown_is_written_as_it_is_given() {
        for text in ["1974-08-12", "1974-08-00", "1974-00-00", "0000-00-00"] {
            let date = MrzDate::of_iso(text).unwrap();
            assert_eq!(date.iso(), text);
        }
        let earliest = |text| MrzDate::of_iso(text).unwrap().earliest();
        assert_eq!(earliest("1974-08-12"), Some(day(1974, 8, 12)));
        assert_eq!(earliest("1974-08-00"), Some(day(1974, 8, 1)));
        assert_eq!(earliest("1974-00-00"), Some(day(1974, 1, 1)));
        assert_eq!(earliest("0000-00-00"), None);
        let latest = |text| MrzDate::of_iso(text).unwrap().latest();
        assert_eq!(latest("1974-08-12"), Some(day(1974, 8, 12)));
        assert_eq!(latest("1974-02-00"), Some(day(1974, 2, 28)));
        assert_eq!(latest("1974-00-00"), Some(day(1974, 12, 31)));
        assert_eq!(latest("0000-00-00"), None);
    }

    #[test]
    fn other_dates_are_near() {
        let today = day(2026, 11, 22);
        let near = |raw| MrzDate::read(raw, Century::Near, today).unwrap().year;
        assert_eq!(near("750101"), Some(2075));
        assert_eq!(near("760101"), Some(1976));
        assert_eq!(near("120415"), Some(2012));
    }

    #[test]
    fn unknown_parts_are_fillers() {
        let today = day(2026, 11, 22);
        let read = |raw| MrzDate::read(raw, Century::Birth, today);
        let month_unknown = read("74<<<<").unwrap();
        assert_eq!(
            (
                month_unknown.year,
                month_unknown.month,
                month_unknown.date()
            ),
            (Some(1974), None, None)
        );
        assert_eq!(read("<<<<<<").unwrap().year, None);
        assert_eq!(read("7408<<").unwrap().month, Some(8));
        assert_eq!(read("7413<<"), None);
        // `00` of a birth is unknown too; a month without its day exists, a day without month does.
        for (zero, filler) in [
            ("740000", "74<<<<"),
            ("7400<<", "74<<<<"),
            ("740800", "7408<<"),
            ("740012", "74<<12"),
        ] {
            let (zero, filler) = (read(zero).unwrap(), read(filler).unwrap());
            assert!(zero.is_written_as(&filler), "{zero:?}");
        }
        assert!(
            !read("740800")
                .unwrap()
                .is_written_as(&read("740801").unwrap())
        );
        assert_eq!(MrzDate::read("740800", Century::Near, today), None);
        for wrong in [
            "74<812", "741312", "740832", "750229", "74081", "7408120", "740A12", "+10101",
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn written_as_read() {
        assert_eq!(MrzDate::of(day(1974, 8, 12)).raw, "740812");
        assert_eq!(MrzDate::of_parts(Some(2003), None, None).raw, "03<<<<");
    }
}
