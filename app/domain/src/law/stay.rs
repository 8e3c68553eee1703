//! Entry, stay and departure (Art. 13–15, 18).

use super::application::Exemption;
use super::grounds::Ground;
use super::overstay::{Fine, bars_departure, fine_of_stay};
use crate::states::{FineState, StayState, VisaState};
use crate::visa::{Entries, VisaType};
use chrono::NaiveDate;

/// The number of days from `today` to the last permitted day (Art. 14): 0 on that day itself, which
/// counts whole, negative after it.
pub fn days_left(last_permitted: NaiveDate, today: NaiveDate) -> i64 {
    (last_permitted - today).num_days()
}

/// The state of a visa after an admission on it: a single entry is used up (Art. 18).
pub const fn after_admission(visa_type: VisaType) -> VisaState {
    match visa_type.entries() {
        Entries::Single => VisaState::Used,
        Entries::Multiple => VisaState::Valid,
    }
}

/// The reason why a visa does not permit entry on a day. Each is the ground "no visa", Art. 23 a.2.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAdmissible {
    /// The visa is void, used or replaced.
    #[error("the visa is {0}")]
    State(VisaState),
    /// The validity ended before the entry; its last day (Art. 13).
    #[error("the visa was valid until {0}")]
    Expired(NaiveDate),
    /// The entry lies before the day of issue; that day.
    #[error("the visa was issued on {0}")]
    NotYetIssued(NaiveDate),
}

impl NotAdmissible {
    /// The ground for refusing entry.
    pub const fn ground(self) -> Ground {
        Ground::EntryNoVisa
    }
}

/// Checks whether a visa permits entry on the day `entry` (Art. 13, 18), from `issued` to
/// `valid_until`, both included. The day of entry decides, not the state "expired", since an entry
/// may be stored after the validity has ended.
///
/// # Errors
/// The visa is used, void or replaced, or the day is before its issue or after its validity.
pub fn check_admission(
    state: VisaState,
    issued: NaiveDate,
    valid_until: NaiveDate,
    entry: NaiveDate,
) -> Result<(), NotAdmissible> {
    if !matches!(state, VisaState::Valid | VisaState::Expired) {
        return Err(NotAdmissible::State(state));
    }
    if entry < issued {
        return Err(NotAdmissible::NotYetIssued(issued));
    }
    if entry > valid_until {
        return Err(NotAdmissible::Expired(valid_until));
    }
    Ok(())
}

/// An obstacle to an admission.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle {
    /// An earlier stay is still open: nobody enters twice without leaving (our reading of Art. 14,
    /// 18).
    InTheCountry,
    /// There is neither a visa nor an agreement that exempts from it.
    NoVisa,
    /// The visa does not permit entry.
    Visa(NotAdmissible),
    /// The passport has expired; the last day of its validity.
    PassportExpired(NaiveDate),
}

impl Obstacle {
    /// The ground for refusing entry (Art. 23 a.1, a.2); `None` for an open stay, which the officer
    /// closes first.
    pub const fn ground(self) -> Option<Ground> {
        match self {
            Self::InTheCountry => None,
            Self::NoVisa => Some(Ground::EntryNoVisa),
            Self::Visa(reason) => Some(reason.ground()),
            Self::PassportExpired(_) => Some(Ground::EntryInvalidPassport),
        }
    }
}

/// A visa at the border: its state, the day of issue, the last day of its validity.
pub type VisaAtBorder = (VisaState, NaiveDate, NaiveDate);

/// All obstacles to an admission on the day `entry` (Art. 5, 13, 18, 23 a); empty when the
/// traveller may be admitted. `agreement` is the exemption in force on that day, with which no visa
/// is needed (Art. 5, 23 a.2). `passport_expiry` is the last day on which the passport is valid,
/// `None` where it is unknown.
pub fn obstacles(
    in_the_country: bool,
    visa: Option<VisaAtBorder>,
    agreement: Option<Exemption>,
    passport_expiry: Option<NaiveDate>,
    entry: NaiveDate,
) -> Vec<Obstacle> {
    let visa = match visa {
        _ if agreement.is_some() => None,
        None => Some(Obstacle::NoVisa),
        Some((state, issued, valid_until)) => check_admission(state, issued, valid_until, entry)
            .err()
            .map(Obstacle::Visa),
    };
    let passport = passport_expiry
        .filter(|&expiry| expiry < entry)
        .map(Obstacle::PassportExpired);
    let stay = in_the_country.then_some(Obstacle::InTheCountry);
    stay.into_iter().chain(visa).chain(passport).collect()
}

/// The effects of a departure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Departure {
    /// The state of the stay and of its V-Pass afterwards: closed for good. Another entry begins a
    /// new stay (Art. 14).
    pub stay: StayState,
    /// The fine for overstay; `None` within the permitted stay.
    pub fine: Option<Fine>,
}

impl Departure {
    /// The ground that bars the departure while its fine is in this state (Art. 23 b.5).
    pub fn barred(&self, settled: FineState) -> Option<Ground> {
        bars_departure(self.fine?.kind, settled)
    }
}

/// The effects of a departure on the day `left` (Art. 14, 24, 26.1); `first_found` is the day on
/// which an overstay beyond thirty days was first found, see [`fine_of_stay`].
pub fn departure(
    last_permitted: NaiveDate,
    first_found: Option<NaiveDate>,
    left: NaiveDate,
) -> Departure {
    Departure {
        stay: StayState::Departed,
        fine: fine_of_stay(last_permitted, first_found, left),
    }
}

/// Whether a visa permits another entry after a departure: only with multiple entries, within its
/// validity (Art. 13, 18). Each entry begins a new stay (Art. 14).
pub fn may_enter_again(visa_type: VisaType, valid_until: NaiveDate, entry: NaiveDate) -> bool {
    visa_type.entries() == Entries::Multiple && entry <= valid_until
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{end_of_day, ministry_date};
    use crate::law::visa_types::last_permitted_day;
    use crate::money::Money;
    use chrono::TimeDelta;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn article_14_days_left_and_the_last_day_counts_whole() {
        let last = day(2027, 2, 10);
        let passport = day(2033, 5, 6);
        let stay = last_permitted_day(VisaType::T, day(2027, 1, 10), passport);
        assert_eq!(stay, last);
        assert_eq!(days_left(last, day(2027, 2, 8)), 2);
        assert_eq!(days_left(last, last), 0);
        assert_eq!(days_left(last, day(2027, 2, 11)), -1);
        let midnight = end_of_day(last);
        assert_eq!(days_left(last, ministry_date(midnight)), 0);
        let after = midnight + TimeDelta::microseconds(1);
        assert_eq!(days_left(last, ministry_date(after)), -1);
    }

    #[test]
    fn article_14_a_departure_closes_the_stay_for_good() {
        let left = departure(day(2027, 2, 10), None, day(2027, 2, 10));
        assert_eq!((left.stay, left.fine), (StayState::Departed, None));
        assert_eq!(left.barred(FineState::Due), None);
        assert!(StayState::Open.may_become(left.stay));
        assert!(!StayState::Departed.may_become(StayState::Open));
        // While the stay is open nobody enters again, whatever the visa; afterwards the visa
        // decides.
        let entry = day(2027, 2, 10);
        let visa = Some((VisaState::Valid, day(2026, 11, 30), day(2027, 11, 30)));
        let stands = |in_the_country| obstacles(in_the_country, visa, None, None, entry);
        assert_eq!(stands(true), [Obstacle::InTheCountry]);
        assert_eq!(stands(false), []);
    }

    #[test]
    fn articles_23_b_5_and_24_a_departure_after_the_last_day_waits_for_the_fine() {
        let left = departure(day(2027, 2, 10), None, day(2027, 2, 12));
        let fine = left.fine.unwrap();
        assert_eq!((fine.days, fine.amount), (2, Money::usd(2000)));
        assert_eq!(left.barred(FineState::Due), Some(Ground::ExitUnpaidFine));
        for settled in [FineState::Paid, FineState::Exempted] {
            assert_eq!(left.barred(settled), None);
        }
        // Art. 26.1: the seven days run from the first finding beyond day 30.
        let found = day(2027, 3, 13);
        let late = departure(day(2027, 2, 10), Some(found), day(2027, 3, 20));
        assert_eq!(late.fine.unwrap().must_leave_by, Some(day(2027, 3, 20)));
    }

    #[test]
    fn articles_13_and_18_no_second_entry_on_a_single_entry_visa() {
        let (issued, until) = (day(2026, 11, 30), day(2027, 2, 28));
        for &visa_type in VisaType::ALL {
            let visa = Some((after_admission(visa_type), issued, until));
            // Within the validity, after the departure from the first stay.
            let stands = obstacles(false, visa, None, None, day(2027, 2, 10));
            let expected = match visa_type.as_str() {
                "A" | "E1" | "E2" | "E3" | "K" | "T1" | "T2" | "T3" => vec![],
                _ => vec![Obstacle::Visa(NotAdmissible::State(VisaState::Used))],
            };
            assert_eq!(stands, expected, "{visa_type}");
            let again = may_enter_again(visa_type, until, day(2027, 2, 10));
            assert_eq!(again, expected.is_empty(), "{visa_type}");
        }
    }

    #[test]
    fn article_18_a_single_entry_is_used_up() {
        assert_eq!(after_admission(VisaType::T), VisaState::Used);
        assert_eq!(after_admission(VisaType::T1), VisaState::Valid);
        let until = day(2027, 6, 1);
        assert!(may_enter_again(VisaType::T1, until, until));
        assert!(!may_enter_again(VisaType::T1, until, day(2027, 6, 2)));
        assert!(!may_enter_again(VisaType::T, until, until));
    }

    #[test]
    fn article_13_an_unused_visa_is_void_after_its_validity() {
        let (issued, until) = (day(2026, 11, 30), day(2027, 2, 28));
        let check = |state, entry| check_admission(state, issued, until, entry);
        assert_eq!(check(VisaState::Valid, issued), Ok(()));
        assert_eq!(check(VisaState::Valid, until), Ok(()));
        assert_eq!(
            check(VisaState::Valid, day(2027, 3, 1)),
            Err(NotAdmissible::Expired(until))
        );
        assert_eq!(
            check(VisaState::Valid, day(2026, 11, 29)),
            Err(NotAdmissible::NotYetIssued(issued))
        );
        // The state is already "expired" when an earlier entry is stored: its day decides.
        assert_eq!(check(VisaState::Expired, until), Ok(()));
        assert_eq!(
            check(VisaState::Expired, day(2027, 3, 1)),
            Err(NotAdmissible::Expired(until))
        );
        for state in [VisaState::Used, VisaState::Void, VisaState::Replaced] {
            let refused = check(state, until).unwrap_err();
            assert_eq!(refused, NotAdmissible::State(state));
            assert_eq!(refused.ground().article(), "Art. 23 a.2");
        }
    }

    #[test]
    fn article_23_a_passport_and_visa_must_be_good_on_the_day_of_entry() {
        let (issued, until) = (day(2026, 11, 30), day(2027, 2, 28));
        let visa = Some((VisaState::Valid, issued, until));
        let articles = |inside, visa, expiry, entry| -> Vec<Option<&str>> {
            obstacles(inside, visa, None, expiry, entry)
                .into_iter()
                .map(|obstacle| obstacle.ground().map(Ground::article))
                .collect()
        };
        assert_eq!(articles(false, visa, Some(until), until), []);
        assert_eq!(articles(false, visa, None, until), []);
        let a_day_late = day(2027, 3, 1);
        assert_eq!(
            articles(true, visa, Some(until), a_day_late),
            [None, Some("Art. 23 a.2"), Some("Art. 23 a.1")]
        );
        assert_eq!(articles(false, None, None, issued), [Some("Art. 23 a.2")]);
        // Who is exempt by an agreement needs none, but a passport (Art. 5).
        let agreement = Some(Exemption { days: 30 });
        let exempt = |visa, expiry| obstacles(false, visa, agreement, expiry, a_day_late);
        assert_eq!(exempt(None, None), []);
        assert_eq!(exempt(visa, None), []);
        let expired = Obstacle::PassportExpired(until);
        assert_eq!(exempt(None, Some(until)), [expired]);
    }
}
