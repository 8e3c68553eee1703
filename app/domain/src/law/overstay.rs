//! Overstay and its fine (Art. 24, 26–29). The translation has no Article 25 and calls the fine of
//! Article 24 by that number afterwards.

use super::grounds::Ground;
use crate::calendar::{Period, last_day};
use crate::money::{Money, MoneyError};
use crate::states::FineState;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Art. 24: ten US dollars for each day over.
pub const FINE_PER_DAY: Money = Money::usd(1000);

/// Art. 24 is for periods "under", Art. 26 for those "beyond" thirty days. Neither says which holds
/// for the thirtieth; the project counts it with Art. 24.
pub const DAYS_BEFORE_ORDER_TO_LEAVE: u32 = 30;

/// Art. 26.1, 27.1: to leave within seven days the longest.
pub const TIME_TO_LEAVE: Period = Period::Days(7);

/// Art. 27: use of a visa against its purpose.
pub const MISUSE_FINE: Money = Money::usd(10000);

/// Days that `today` lies after the last permitted day; 0 while the stay is permitted.
pub fn days_over(last_permitted: NaiveDate, today: NaiveDate) -> u32 {
    u32::try_from((today - last_permitted).num_days()).unwrap_or(0)
}

/// A fine and what follows with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fine {
    /// Days over; 0 for a fine of Art. 27.
    pub days: u32,
    pub amount: Money,
    /// The last day to leave (Art. 26.1, 27.1).
    pub must_leave_by: Option<NaiveDate>,
    /// Expulsion procedures follow (Art. 26.2, 27).
    pub expulsion: bool,
}

/// The fine for an overstay of `days` days that was found on `found` (Art. 24, 26.1), or none.
pub fn fine(days: u32, found: NaiveDate) -> Option<Fine> {
    (days > 0).then(|| Fine {
        days,
        amount: Money::new(
            FINE_PER_DAY.minor.saturating_mul(i64::from(days)),
            FINE_PER_DAY.currency,
        ),
        must_leave_by: (days > DAYS_BEFORE_ORDER_TO_LEAVE).then(|| last_day(found, TIME_TO_LEAVE)),
        expulsion: false,
    })
}

/// The fine for using a visa against the purpose stated (Art. 27.1), ordered on `ordered` by the
/// Minister of Interior together with the expulsion.
pub fn misuse_fine(ordered: NaiveDate) -> Fine {
    Fine {
        days: 0,
        amount: MISUSE_FINE,
        must_leave_by: Some(last_day(ordered, TIME_TO_LEAVE)),
        expulsion: true,
    }
}

impl Fine {
    /// The same fine after resistance or an attempt to evade it: double, and expulsion (Art. 26.2,
    /// 27.2). The law doubles only what came with an order to leave, so a fine of Art. 24 alone
    /// stays as it is.
    ///
    /// # Errors
    /// The doubled amount does not fit.
    pub fn evaded(self) -> Result<Self, MoneyError> {
        if self.must_leave_by.is_none() {
            return Ok(self);
        }
        Ok(Self {
            amount: self.amount.times(2)?,
            expulsion: true,
            ..self
        })
    }
}

/// The ground that bars a departure while a fine stands (Art. 23 b.5). Paying averts the lawsuit
/// (Art. 29); the Minister may exempt (Art. 28), and who did and why is recorded.
pub const fn bars_departure(fine: FineState) -> Option<Ground> {
    match fine {
        FineState::Due => Some(Ground::ExitUnpaidFine),
        FineState::Paid | FineState::Exempted => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn days_are_counted_from_the_last_permitted_day() {
        let last = day(2027, 2, 10);
        assert_eq!(days_over(last, day(2027, 1, 1)), 0);
        assert_eq!(days_over(last, last), 0);
        assert_eq!(days_over(last, day(2027, 2, 11)), 1);
        assert_eq!(days_over(last, day(2027, 3, 12)), 30);
    }

    #[test]
    fn article_24_ten_dollars_a_day_up_to_the_thirtieth() {
        let found = day(2027, 3, 12);
        assert_eq!(fine(0, found), None);
        let one = fine(1, found).unwrap();
        assert_eq!((one.days, one.amount), (1, Money::usd(1000)));
        let thirty = fine(30, found).unwrap();
        assert_eq!(
            (thirty.amount, thirty.must_leave_by, thirty.expulsion),
            (Money::usd(30000), None, false)
        );
        assert_eq!(thirty.evaded().unwrap(), thirty);
    }

    #[test]
    fn article_26_beyond_thirty_days_to_leave_within_seven() {
        let fined = fine(31, day(2027, 3, 13)).unwrap();
        assert_eq!(fined.amount, Money::usd(31000));
        assert_eq!(fined.must_leave_by, Some(day(2027, 3, 20)));
        assert!(!fined.expulsion);
        let evaded = fined.evaded().unwrap();
        assert_eq!(evaded.amount, Money::usd(62000));
        assert_eq!(evaded.must_leave_by, fined.must_leave_by);
        assert!(evaded.expulsion);
    }

    #[test]
    fn article_27_misuse_is_a_hundred_dollars_and_expulsion() {
        let fined = misuse_fine(day(2027, 3, 13));
        assert_eq!(fined.amount, Money::usd(10000));
        assert_eq!(fined.must_leave_by, Some(day(2027, 3, 20)));
        assert!(fined.expulsion);
        assert_eq!(fined.evaded().unwrap().amount, Money::usd(20000));
    }

    #[test]
    fn article_23_b_5_and_28_only_a_due_fine_bars_departure() {
        assert_eq!(bars_departure(FineState::Due), Some(Ground::ExitUnpaidFine));
        assert_eq!(bars_departure(FineState::Paid), None);
        assert_eq!(bars_departure(FineState::Exempted), None);
    }

    proptest! {
        #[test]
        fn article_24_a_longer_overstay_never_costs_less(days in 0u32..1_000_000, more in 0u32..1_000_000) {
            let found = day(2027, 3, 13);
            let amount = |days| fine(days, found).map_or(0, |fine| fine.amount.minor);
            prop_assert!(amount(days + more) >= amount(days));
            prop_assert_eq!(amount(days), i64::from(days) * 1000);
        }
    }
}
