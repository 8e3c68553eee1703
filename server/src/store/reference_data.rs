//! Fees, exemptions and ports: what the law leaves to a Prakas or an agreement.

use super::Result;
use async_trait::async_trait;
use chrono::NaiveDate;
use domain::law::{PassportKind, VisaType};
use domain::money::Money;

#[derive(Debug, Clone)]
pub struct FeeRow {
    pub fee: Money,
    pub valid_from: NaiveDate,
    pub source: String,
    pub source_date: NaiveDate,
}

#[derive(Debug, Clone)]
pub struct ExemptionRow {
    pub days: u32,
    pub source: String,
    pub source_date: NaiveDate,
}

#[derive(Debug, Clone)]
pub struct PortRow {
    pub code: String,
    pub name: String,
    pub evisa: bool,
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
    /// How many rows are marked specimen; production starts with none.
    async fn count_specimens(&mut self) -> Result<i64>;
}
