//! Overstay and its fine (Art. 24, 26–29). The translation has no Article 25 and calls the fine of
//! Article 24 by that number afterwards.
//!
//! How a fine is settled, and what follows when it is not, is in [`settlement`].

pub mod settlement;

pub use settlement::{ExemptionError, bars_departure, exempt, lawsuit};

use crate::calendar::{Period, last_day};
use crate::money::{Money, MoneyError};
use crate::text_enum::text_enum;
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

/// Art. 26.2, 27.2: how many times the fine is due after resistance or evasion.
pub const EVASION_FACTOR: i64 = 2;

text_enum! {
    /// What a fine is for.
    FineKind {
        /// Staying after the last permitted day (Art. 24, 26).
        Overstay = "overstay",
        /// Using a visa against the purpose stated (Art. 27).
        Misuse = "misuse",
    }
}

/// Days that `today` lies after the last permitted day; 0 while the stay is permitted (Art. 24).
pub fn days_over(last_permitted: NaiveDate, today: NaiveDate) -> u32 {
    u32::try_from((today - last_permitted).num_days()).unwrap_or(0)
}

/// A fine and what follows with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fine {
    /// What it is for.
    pub kind: FineKind,
    /// Days over; 0 for a fine of Art. 27.
    pub days: u32,
    /// What is due, in minor units of its currency; doubled once evaded.
    pub amount: Money,
    /// The last day to leave (Art. 26.1, 27.1); none where the article orders nobody to leave.
    pub must_leave_by: Option<NaiveDate>,
    /// Expulsion procedures follow (Art. 26.2, 27).
    pub expulsion: bool,
    /// Resisted or evaded, so that the amount is doubled already (Art. 26.2, 27.2).
    pub evaded: bool,
}

/// The fine for an overstay of `days` days for which the holder was ordered to leave on `ordered`,
/// the day on which it was found (Art. 24, 26.1). `None` without a day over.
pub fn fine(days: u32, ordered: NaiveDate) -> Option<Fine> {
    (days > 0).then(|| Fine {
        kind: FineKind::Overstay,
        days,
        amount: Money::new(
            FINE_PER_DAY.minor.saturating_mul(i64::from(days)),
            FINE_PER_DAY.currency,
        ),
        must_leave_by: (days > DAYS_BEFORE_ORDER_TO_LEAVE)
            .then(|| last_day(ordered, TIME_TO_LEAVE)),
        expulsion: false,
        evaded: false,
    })
}

/// The fine of a stay as of `today` (Art. 24, 26.1). `None` while the stay is permitted.
///
/// Art. 26.1 gives seven days to leave and not the day from which they run: the project counts
/// from the day on which the overstay beyond thirty days was first found, `first_found`, so that
/// asking again on a later day never moves the last day to leave. Without an earlier finding, or
/// where the earlier one was still within thirty days and so ordered nobody to leave, `today` is
/// that day.
pub fn fine_of_stay(
    last_permitted: NaiveDate,
    first_found: Option<NaiveDate>,
    today: NaiveDate,
) -> Option<Fine> {
    let ordered = first_found
        .filter(|&found| days_over(last_permitted, found) > DAYS_BEFORE_ORDER_TO_LEAVE)
        .map_or(today, |found| found.min(today));
    fine(days_over(last_permitted, today), ordered)
}

/// The fine for using a visa against the purpose stated (Art. 27.1), ordered on `ordered` by the
/// Minister of Interior together with the expulsion.
pub fn misuse_fine(ordered: NaiveDate) -> Fine {
    Fine {
        kind: FineKind::Misuse,
        days: 0,
        amount: MISUSE_FINE,
        must_leave_by: Some(last_day(ordered, TIME_TO_LEAVE)),
        expulsion: true,
        evaded: false,
    }
}

impl Fine {
    /// The same fine after resistance or an attempt to evade it: double, and expulsion (Art. 26.2,
    /// 27.2). A fine that is doubled already stays as it is: "double the amount" is said once. The
    /// law doubles only what came with an order to leave, so a fine of Art. 24 alone stays too.
    ///
    /// # Errors
    /// The doubled amount does not fit.
    pub fn evaded(self) -> Result<Self, MoneyError> {
        if self.must_leave_by.is_none() || self.evaded {
            return Ok(self);
        }
        Ok(Self {
            amount: self.amount.times(EVASION_FACTOR)?,
            expulsion: true,
            evaded: true,
            ..self
        })
    }
}

#[cfg(test)]
mod tests;
