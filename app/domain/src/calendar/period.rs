//! Periods and their text form: `5 days`, `1 month`, `7 years`.

use serde::{Deserialize, Serialize};

/// A period in days or months, as the law gives it. A year is twelve months.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// A number of days.
    Days(u32),
    /// A number of months.
    Months(u32),
}

/// Formats a period: `5 days`, `1 month`, `2 years`.
impl std::fmt::Display for Period {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (count, unit) = match *self {
            Self::Days(days) => (days, "day"),
            Self::Months(months) if months >= 12 && months.is_multiple_of(12) => {
                (months / 12, "year")
            }
            Self::Months(months) => (months, "month"),
        };
        write!(f, "{count} {unit}{}", if count == 1 { "" } else { "s" })
    }
}

/// A text that is not a period.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no period; write one such as `7 days`, `3 months` or `1 year`")]
pub struct PeriodError;

/// Parses the form that [`Display`](std::fmt::Display) writes.
impl std::str::FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let read = || {
            let (count, unit) = text.trim().split_once(' ')?;
            let count: u32 = count.parse().ok()?;
            match unit.trim() {
                "day" | "days" => Some(Self::Days(count)),
                "month" | "months" => Some(Self::Months(count)),
                "year" | "years" => Some(Self::Months(count.checked_mul(12)?)),
                _ => None,
            }
        };
        read().ok_or(PeriodError)
    }
}

/// Serde for a period in its text form, for settings files: `#[serde(with = "as_text")]`.
pub mod as_text {
    use super::Period;
    use serde::{Deserialize, Deserializer, Serializer, de};

    /// Serializes a period as `7 days`.
    ///
    /// # Errors
    /// The errors of the serializer.
    pub fn serialize<S: Serializer>(period: &Period, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(period)
    }

    /// Deserializes a period from `7 days`.
    ///
    /// # Errors
    /// A text that is not a period.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Period, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn periods_are_read_as_they_are_written() {
        for (text, period) in [
            ("7 days", Period::Days(7)),
            ("1 day", Period::Days(1)),
            ("3 months", Period::Months(3)),
            ("7 years", Period::Months(84)),
            (" 1 year ", Period::Months(12)),
        ] {
            assert_eq!(text.parse(), Ok(period));
        }
        for text in [
            "",
            "7",
            "days",
            "7 weeks",
            "-1 days",
            "7days",
            "400000000 years",
        ] {
            let error: PeriodError = text.parse::<Period>().unwrap_err();
            assert!(error.to_string().contains("such as `7 days`"), "{text}");
        }
    }

    proptest! {
        #[test]
        fn reading_undoes_writing(count in 0u32..100_000, months in any::<bool>()) {
            let period = if months { Period::Months(count) } else { Period::Days(count) };
            prop_assert_eq!(period.to_string().parse(), Ok(period));
        }
    }
}
