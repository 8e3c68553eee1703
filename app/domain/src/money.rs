//! Amounts of money in integer minor units with their currency.

use crate::text_enum::text_enum;
use serde::{Deserialize, Serialize};

text_enum! {
    /// The currencies of fees and fines, by their ISO 4217 codes.
    Currency {
        /// US dollars, the currency of Art. 24 and 27.
        Usd = "USD",
        /// Cambodian riels.
        Khr = "KHR",
    }
}

impl Currency {
    /// The number of decimal places of the minor unit, as card networks count it: USD 2, KHR 2 (ISO
    /// 4217).
    pub const fn decimals(self) -> u32 {
        2
    }

    /// The ISO 4217 code in lower case, as card providers write it.
    pub const fn lower(self) -> &'static str {
        match self {
            Self::Usd => "usd",
            Self::Khr => "khr",
        }
    }
}

/// An error in adding or multiplying amounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// The amounts are of two currencies, given in their order.
    #[error("amounts of {0} and {1} cannot be added")]
    Currencies(Currency, Currency),
    /// The result does not fit into 64 bits of minor units.
    #[error("the amount does not fit")]
    Overflow,
}

/// An amount in minor units (cents) of a currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    /// The number of minor units: cents, hundredths of the currency.
    pub minor: i64,
    /// The currency.
    pub currency: Currency,
}

impl Money {
    /// An amount of `minor` minor units (cents) of a currency.
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// An amount of `minor` cents of US dollars.
    pub const fn usd(minor: i64) -> Self {
        Self::new(minor, Currency::Usd)
    }

    /// The sum of two amounts.
    ///
    /// # Errors
    /// The currencies differ, or the sum does not fit.
    pub fn plus(self, other: Self) -> Result<Self, MoneyError> {
        if self.currency != other.currency {
            return Err(MoneyError::Currencies(self.currency, other.currency));
        }
        let minor = self
            .minor
            .checked_add(other.minor)
            .ok_or(MoneyError::Overflow)?;
        Ok(Self::new(minor, self.currency))
    }

    /// The amount times `count`.
    ///
    /// # Errors
    /// The product does not fit.
    pub fn times(self, count: i64) -> Result<Self, MoneyError> {
        let minor = self.minor.checked_mul(count).ok_or(MoneyError::Overflow)?;
        Ok(Self::new(minor, self.currency))
    }
}

/// Formats an amount with its currency: `USD 30.00`.
impl std::fmt::Display for Money {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.minor < 0 { "-" } else { "" };
        let minor = self.minor.unsigned_abs();
        write!(
            f,
            "{} {sign}{}.{:02}",
            self.currency,
            minor / 100,
            minor % 100
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_currency_stands_with_the_amount() {
        for (money, text) in [
            (Money::usd(3000), "USD 30.00"),
            (Money::usd(5), "USD 0.05"),
            (Money::usd(-105), "USD -1.05"),
            (
                Money::new(i64::MIN, Currency::Khr),
                "KHR -92233720368547758.08",
            ),
        ] {
            assert_eq!(money.to_string(), text);
        }
        assert_eq!(
            (Currency::Usd.lower(), Currency::Khr.lower()),
            ("usd", "khr")
        );
        assert_eq!(Currency::Khr.decimals(), 2);
    }

    #[test]
    fn sums_do_not_wrap_or_mix() {
        assert_eq!(Money::usd(1).plus(Money::usd(2)), Ok(Money::usd(3)));
        assert_eq!(
            Money::usd(1).plus(Money::new(1, Currency::Khr)),
            Err(MoneyError::Currencies(Currency::Usd, Currency::Khr))
        );
        assert_eq!(
            Money::usd(i64::MAX).plus(Money::usd(1)),
            Err(MoneyError::Overflow)
        );
        assert_eq!(Money::usd(7).times(3), Ok(Money::usd(21)));
        assert_eq!(Money::usd(i64::MAX).times(2), Err(MoneyError::Overflow));
    }
}
