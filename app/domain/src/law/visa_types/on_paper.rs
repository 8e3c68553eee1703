//! A visa on paper, as somebody shows it at the border (Art. 9, 13, 17): issued by a mission or at an entry
//! point, and not known to the portal.

use super::{Settings, accredited_diplomat_valid_until, valid_until};
use crate::visa::VisaType;
use chrono::NaiveDate;

/// What a visa on paper says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperVisa {
    /// Its type (Art. 9).
    pub visa_type: VisaType,
    /// The number that is printed on it, in capitals, without blanks.
    pub number: String,
    /// The day of its issue.
    pub issued_on: NaiveDate,
    /// The last day on which it lets its holder in.
    pub valid_until: NaiveDate,
}

/// The reason why no such visa can have been issued.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PaperVisaFault {
    /// An exit visa lets nobody in (Art. 11).
    #[error("an exit visa permits no entry")]
    NotForEntry,
    /// The day of issue lies ahead; that day.
    #[error("it was issued on {0}, which lies ahead")]
    IssuedLater(NaiveDate),
    /// The validity ends before the day of issue.
    #[error("the validity ends before the day of issue")]
    EndsBeforeIssue,
    /// The validity is longer than Art. 13 permits; the last day that it could have.
    #[error("a visa of this type and day is valid until {0} at most")]
    TooLong(NaiveDate),
}

impl PaperVisa {
    /// Checks that a visa of this type can have been issued like this (Art. 11, 13): `passport_expiry` is
    /// the last day of the passport, on which a K ends; `today` is the ministry's date. An A may be the
    /// one of an accredited diplomat who is not based in the Kingdom. Whether it permits entry on a day
    /// is [`check_admission`](crate::law::stay::check_admission)'s to say.
    ///
    /// # Errors
    /// The first fault.
    pub fn check(
        &self,
        passport_expiry: NaiveDate,
        today: NaiveDate,
    ) -> Result<(), PaperVisaFault> {
        if self.visa_type == VisaType::Ex {
            return Err(PaperVisaFault::NotForEntry);
        }
        if self.issued_on > today {
            return Err(PaperVisaFault::IssuedLater(self.issued_on));
        }
        if self.valid_until < self.issued_on {
            return Err(PaperVisaFault::EndsBeforeIssue);
        }
        let longest = match self.visa_type {
            VisaType::A => accredited_diplomat_valid_until(self.issued_on),
            other => valid_until(other, self.issued_on, passport_expiry, &Settings::DEFAULT),
        };
        if self.valid_until > longest {
            return Err(PaperVisaFault::TooLong(longest));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn checked(visa_type: VisaType, until: NaiveDate) -> Result<(), PaperVisaFault> {
        let visa = PaperVisa {
            visa_type,
            number: "A1234567".to_owned(),
            issued_on: day(2026, 11, 30),
            valid_until: until,
        };
        visa.check(day(2031, 6, 30), day(2026, 12, 1))
    }

    #[test]
    fn article_13_no_visa_is_valid_longer_than_its_type_permits() {
        for (visa_type, longest) in [
            (VisaType::A, day(2027, 11, 30)),
            (VisaType::B, day(2027, 2, 28)),
            (VisaType::D, day(2027, 6, 30)),
            (VisaType::E, day(2027, 2, 28)),
            (VisaType::E2, day(2028, 11, 30)),
            (VisaType::Khm, day(2027, 2, 28)),
            (VisaType::K, day(2031, 6, 30)),
            (VisaType::T, day(2027, 2, 28)),
            (VisaType::T3, day(2029, 11, 30)),
        ] {
            assert_eq!(checked(visa_type, longest), Ok(()), "{visa_type}");
            let day_after = longest.succ_opt().unwrap();
            assert_eq!(
                checked(visa_type, day_after),
                Err(PaperVisaFault::TooLong(longest)),
                "{visa_type}"
            );
        }
    }

    #[test]
    fn article_11_an_exit_visa_lets_nobody_in() {
        assert_eq!(
            checked(VisaType::Ex, day(2026, 12, 2)),
            Err(PaperVisaFault::NotForEntry)
        );
    }

    #[test]
    fn days_that_cannot_be() {
        let visa = PaperVisa {
            visa_type: VisaType::E,
            number: "A1234567".to_owned(),
            issued_on: day(2026, 12, 2),
            valid_until: day(2026, 12, 1),
        };
        let expiry = day(2031, 6, 30);
        assert_eq!(
            visa.check(expiry, day(2026, 12, 1)),
            Err(PaperVisaFault::IssuedLater(day(2026, 12, 2)))
        );
        assert_eq!(
            visa.check(expiry, day(2026, 12, 2)),
            Err(PaperVisaFault::EndsBeforeIssue)
        );
    }
}
