//! Overstay and its fine (Art. 24, 26–29). The translation has no Article 25 and later cites the
//! fine of Article 24 by that number.
//!
//! The settlement of a fine, and the consequences of not paying, are in [`settlement`].

pub mod settlement;

pub use settlement::{ExemptionError, bars_departure, exempt, lawsuit};

use crate::calendar::{Period, last_day};
use crate::money::{Money, MoneyError};
use crate::text_enum::text_enum;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The fine for each day of overstay (Art. 24): ten US dollars.
pub const FINE_PER_DAY: Money = Money::usd(1000);

/// The number of days of overstay up to which Art. 24 applies; beyond, Art. 26 orders to leave.
/// Art. 24 is for periods "under", Art. 26 for those "beyond" thirty days; our reading counts day
/// thirty with Art. 24.
pub const DAYS_BEFORE_ORDER_TO_LEAVE: u32 = 30;

/// The time within which a person ordered to leave has to leave (Art. 26.1, 27.1): at most seven
/// days.
pub const TIME_TO_LEAVE: Period = Period::Days(7);

/// The fine for use of a visa against its purpose (Art. 27).
pub const MISUSE_FINE: Money = Money::usd(10000);

/// The factor by which resistance or evasion multiplies a fine (Art. 26.2, 27.2).
pub const EVASION_FACTOR: i64 = 2;

text_enum! {
    /// The offence that a fine is for.
    FineKind {
        /// Staying after the last permitted day (Art. 24, 26).
        Overstay = "overstay",
        /// Using a visa against the purpose stated (Art. 27).
        Misuse = "misuse",
    }
}

/// The number of days of overstay on `today`: those after the last permitted day, 0 until then
/// (Art. 24).
pub fn days_over(last_permitted: NaiveDate, today: NaiveDate) -> u32 {
    u32::try_from((today - last_permitted).num_days()).unwrap_or(0)
}

/// A fine and its consequences.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fine {
    /// The offence that it is for.
    pub kind: FineKind,
    /// The number of days of overstay; 0 for a fine of Art. 27.
    pub days: u32,
    /// The amount due, in minor units of its currency; already doubled when evaded.
    pub amount: Money,
    /// The last day to leave (Art. 26.1, 27.1); `None` where the article gives no order to leave.
    pub must_leave_by: Option<NaiveDate>,
    /// Whether expulsion procedures follow (Art. 26.2, 27).
    pub expulsion: bool,
    /// Whether the holder resisted or evaded it, so that the amount is doubled (Art. 26.2, 27.2).
    pub evaded: bool,
}

/// The fine for an overstay of `days` days that was found, and the holder ordered to leave, on
/// `ordered` (Art. 24, 26.1). `None` for 0 days.
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

/// The fine of a stay as of `today` (Art. 24, 26.1). `None` within the permitted stay.
///
/// Art. 26.1 gives seven days to leave and not the day from which they run. Our reading: from the
/// day on which the overstay beyond thirty days was first found, `first_found`, so that a later
/// finding never moves the last day to leave. `today` is that day where there is no earlier
/// finding, or where it was still within thirty days and gave no order to leave.
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

/// The fine for using a visa against its purpose (Art. 27.1), ordered on `ordered` by the Minister
/// of Interior together with the expulsion.
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
    /// The fine after resistance or an attempt to evade it: double, and expulsion (Art. 26.2,
    /// 27.2). A fine that is doubled already stays as it is, since the law says "double the amount"
    /// once. A fine of Art. 24 stays too, since the law doubles only fines with an order to leave.
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
