//! Fees, exemptions, ports and the questions of the arrival card: what the law leaves to a Prakas, an
//! agreement or the ministry.

use super::Result;
use async_trait::async_trait;
use chrono::NaiveDate;
use domain::law::arrival_card::{Question, Words};
use domain::money::{Currency, Money};
use domain::person::PassportKind;
use domain::port::PortKind;
use domain::visa::VisaType;
use serde::Deserialize;

#[derive(Debug, Clone)]
pub struct FeeRow {
    pub fee: Money,
    pub source: String,
    pub source_date: NaiveDate,
}

#[derive(Debug, Clone)]
pub struct ExemptionRow {
    pub days: u32,
    pub source: String,
    pub source_date: NaiveDate,
}

#[derive(Debug, Clone, sqlx::FromRow)]
pub struct PortRow {
    pub code: String,
    pub name: String,
    #[sqlx(try_from = "String")]
    pub kind: PortKind,
    pub evisa: bool,
}

/// Official rows, to be loaded.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReferenceRows {
    #[serde(default)]
    pub fees: Vec<NewFee>,
    /// In the order in which people see them.
    #[serde(default)]
    pub ports: Vec<NewPort>,
    #[serde(default)]
    pub exemptions: Vec<NewExemption>,
    /// In the order in which people see them.
    #[serde(default)]
    pub questions: Vec<NewQuestion>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewFee {
    pub visa_type: VisaType,
    /// Minor units.
    pub amount: i64,
    pub currency: Currency,
    pub valid_from: NaiveDate,
    pub source: String,
    pub source_date: NaiveDate,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewPort {
    pub code: String,
    pub name: String,
    pub kind: PortKind,
    /// Whether e-visas are accepted there.
    pub evisa: bool,
    pub source: String,
    pub source_date: NaiveDate,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewExemption {
    pub nationality: String,
    pub passport_kind: PassportKind,
    pub days: i64,
    pub valid_from: NaiveDate,
    /// The last day; none while the agreement has no end.
    #[serde(default)]
    pub valid_until: Option<NaiveDate>,
    pub source: String,
    pub source_date: NaiveDate,
}

/// A question of the arrival card.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewQuestion {
    pub code: String,
    /// The code of a `Subject`.
    pub subject: String,
    pub words: Words,
    pub valid_from: NaiveDate,
    /// The last day; none while it is asked without an end.
    #[serde(default)]
    pub valid_until: Option<NaiveDate>,
    pub source: String,
    pub source_date: NaiveDate,
}

#[async_trait]
pub trait ReferenceData {
    /// The fee in force on the day.
    async fn fee(&mut self, visa_type: VisaType, on: NaiveDate) -> Result<Option<FeeRow>>;
    /// The agreement in force on the day.
    async fn exemption(
        &mut self,
        nationality: &str,
        kind: PassportKind,
        on: NaiveDate,
    ) -> Result<Option<ExemptionRow>>;
    async fn ports(&mut self) -> Result<Vec<PortRow>>;
    async fn port_name(&mut self, code: &str) -> Result<Option<String>>;
    /// Every question of the arrival card that is stored, in the order of the page.
    async fn questions(&mut self) -> Result<Vec<Question>>;
    /// Replaces rows of the same type, code or nationality and day, and drops all specimens. A
    /// specimen port that is in use and not among the rows is an error.
    async fn put_reference_rows(&mut self, rows: &ReferenceRows) -> Result<()>;
    /// How many rows are marked specimen; production starts with none.
    async fn count_specimens(&mut self) -> Result<i64>;
}
