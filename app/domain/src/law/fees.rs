//! Fees (Art. 6, 7, 16, 22): a table of amounts by date, the same for every traveller.
//!
//! Art. 16 and 22 leave the amounts to a Prakas, so the table is an input. A change of fee never
//! alters an earlier charge.

use crate::money::{Money, MoneyError};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The fee that applies from a date on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatedFee {
    /// The fee for one traveller, in minor units of its currency.
    pub amount: Money,
    /// The first day on which it applies.
    pub valid_from: NaiveDate,
}

/// The fee that applies on a day (Art. 16, 22): the latest of those up to that day. `None` before
/// the first.
pub fn fee_on(table: &[DatedFee], day: NaiveDate) -> Option<&DatedFee> {
    table
        .iter()
        .filter(|fee| fee.valid_from <= day)
        .max_by_key(|fee| fee.valid_from)
}

/// The total fee of an application: the fee for each traveller, those on a parent's or guardian's
/// passport included (Art. 6.4, 7.4).
///
/// # Errors
/// The sum does not fit.
pub fn total(fee: Money, travellers: usize) -> Result<Money, MoneyError> {
    fee.times(i64::try_from(travellers).map_err(|_| MoneyError::Overflow)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Days;
    use proptest::prelude::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn article_16_the_fee_of_the_day() {
        let table = [
            DatedFee {
                amount: Money::usd(3600),
                valid_from: day(2027, 1, 1),
            },
            DatedFee {
                amount: Money::usd(3000),
                valid_from: day(2026, 1, 1),
            },
        ];
        assert_eq!(fee_on(&table, day(2025, 12, 31)), None);
        assert_eq!(fee_on(&table, day(2026, 1, 1)), Some(&table[1]));
        assert_eq!(fee_on(&table, day(2026, 12, 31)), Some(&table[1]));
        assert_eq!(fee_on(&table, day(2027, 1, 1)), Some(&table[0]));
    }

    #[test]
    fn article_7_4_every_traveller_pays_the_same() {
        assert_eq!(total(Money::usd(3000), 3), Ok(Money::usd(9000)));
        assert_eq!(total(Money::usd(i64::MAX), 2), Err(MoneyError::Overflow));
    }

    proptest! {
        #[test]
        fn article_16_a_change_of_fee_never_alters_what_was_charged(
            lines in proptest::collection::vec((0u64..1000, 0i64..1_000_000), 1..10),
            charged_on in 0u64..1000, later in 1u64..1000, amount in 0i64..1_000_000, index in 0usize..10,
        ) {
            let from = |offset| day(2026, 1, 1) + Days::new(offset);
            let mut table: Vec<DatedFee> = lines
                .into_iter()
                .map(|(offset, minor)| DatedFee {
                    amount: Money::usd(minor),
                    valid_from: from(offset),
                })
                .collect();
            let charged = fee_on(&table, from(charged_on)).copied();
            let change = DatedFee {
                amount: Money::usd(amount),
                valid_from: from(charged_on + later),
            };
            table.insert(index.min(table.len()), change);
            prop_assert_eq!(fee_on(&table, from(charged_on)).copied(), charged);
        }
    }
}
