//! How values stand in columns, alike in both engines, and how they are read back: a field of a row
//! says `#[sqlx(try_from = "Micros")]`. Ids and codes are text, which their types read themselves.

use super::{Result, StoreError};
use crate::vault::WrappedKey;
use chrono::{DateTime, NaiveDate, Utc};
use domain::law::Ground;
use domain::money::{Currency, Money};
use domain::roles::Role;
use domain::states::{StayState, VisaState};
use std::str::FromStr;
use uuid::Uuid;

/// An instant as stored: UTC microseconds.
pub(crate) fn micros(instant: DateTime<Utc>) -> i64 {
    instant.timestamp_micros()
}

/// An instant read back.
pub(crate) fn instant(micros: i64) -> Result<DateTime<Utc>> {
    DateTime::from_timestamp_micros(micros).ok_or(StoreError::Row("instant"))
}

/// A ministry date as stored: `YYYY-MM-DD`.
pub(crate) fn date_text(date: NaiveDate) -> String {
    date.format("%Y-%m-%d").to_string()
}

/// A date read back.
pub(crate) fn date(text: &str) -> Result<NaiveDate> {
    text.parse().map_err(|_| StoreError::Row("date"))
}

/// An id read back.
pub(crate) fn id(text: &str) -> Result<Uuid> {
    text.parse().map_err(|_| StoreError::Row("id"))
}

/// A code of an enumeration read back.
pub(crate) fn code<T: FromStr>(text: &str) -> Result<T> {
    text.parse().map_err(|_| StoreError::Row("code"))
}

/// An hour of the day read back.
fn hour(hour: i64) -> Result<u32> {
    let hour = u32::try_from(hour).ok().filter(|hour| *hour < 24);
    hour.ok_or(StoreError::Row("hour"))
}

/// A column and what it is read as.
macro_rules! column {
    ($name:ident($stored:ty) => $($value:ty),+; $read:expr) => {
        #[derive(sqlx::Type)]
        #[sqlx(transparent, no_pg_array)]
        pub(in crate::store) struct $name($stored);

        $(impl TryFrom<$name> for $value {
            type Error = StoreError;

            fn try_from(column: $name) -> Result<Self> {
                $read(column.0)
            }
        })+
    };
}

column!(MaybeId(Option<String>) => Option<Uuid>; maybe(|text: String| id(&text)));
column!(Micros(i64) => DateTime<Utc>; instant);
column!(MaybeMicros(Option<i64>) => Option<DateTime<Utc>>; maybe(instant));
column!(DateText(String) => NaiveDate; |text: String| date(&text));
column!(MaybeDateText(Option<String>) => Option<NaiveDate>; maybe(|text: String| date(&text)));
column!(Flag(i64) => bool; |count: i64| Ok::<_, StoreError>(count > 0));
column!(MaybeCode(Option<String>) => Option<Ground>, Option<StayState>, Option<VisaState>; maybe(|text: String| code(&text)));
column!(MaybeHour(Option<i64>) => Option<u32>; maybe(hour));
column!(Roles(String) => Vec<Role>; |text: String| text.split_whitespace().map(code).collect());

/// Reads a column that may hold nothing.
fn maybe<C, T>(read: impl Fn(C) -> Result<T>) -> impl Fn(Option<C>) -> Result<Option<T>> {
    move |column| column.map(&read).transpose()
}

/// The two columns of an amount.
#[derive(sqlx::FromRow)]
pub(in crate::store) struct MoneyColumns {
    /// Minor units.
    amount: i64,
    currency: String,
}

impl TryFrom<MoneyColumns> for Money {
    type Error = StoreError;

    fn try_from(columns: MoneyColumns) -> Result<Self> {
        Ok(Money::new(
            columns.amount,
            code::<Currency>(&columns.currency)?,
        ))
    }
}

/// The two columns of an application's wrapped data key.
#[derive(sqlx::FromRow)]
pub(in crate::store) struct KeyColumns {
    key_id: String,
    wrapped_key: Vec<u8>,
}

impl From<KeyColumns> for WrappedKey {
    fn from(columns: KeyColumns) -> Self {
        Self {
            key_id: columns.key_id,
            bytes: columns.wrapped_key,
        }
    }
}
