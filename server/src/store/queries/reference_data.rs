use super::{Db, EngineUnit};
use crate::store::{
    ExemptionRow, FeeRow, PortRow, ReferenceData, Result, StoreError, date, date_text, word,
};
use async_trait::async_trait;
use chrono::NaiveDate;
use domain::law::{PassportKind, VisaType};
use domain::money::Money;

#[async_trait]
impl ReferenceData for EngineUnit {
    async fn fee(&mut self, visa_type: VisaType, on: NaiveDate) -> Result<Option<FeeRow>> {
        let row = sqlx::query_as::<Db, (i64, String, String, String, String)>(
            "SELECT amount, currency, valid_from, source, source_date FROM fees
             WHERE visa_type = $1 AND valid_from <= $2 ORDER BY valid_from DESC LIMIT 1",
        )
        .bind(visa_type.as_str())
        .bind(date_text(on))
        .fetch_optional(self.connection())
        .await?;
        row.map(|(amount, currency, valid_from, source, source_date)| {
            Ok(FeeRow {
                fee: Money::new(amount, word(&currency)?),
                valid_from: date(&valid_from)?,
                source,
                source_date: date(&source_date)?,
            })
        })
        .transpose()
    }

    async fn exemption(
        &mut self,
        nationality: &str,
        kind: PassportKind,
        on: NaiveDate,
    ) -> Result<Option<ExemptionRow>> {
        let row = sqlx::query_as::<Db, (i64, String, String)>(
            "SELECT days, source, source_date FROM exemptions
             WHERE nationality = $1 AND passport_kind = $2 AND valid_from <= $3
             ORDER BY valid_from DESC LIMIT 1",
        )
        .bind(nationality)
        .bind(kind.as_str())
        .bind(date_text(on))
        .fetch_optional(self.connection())
        .await?;
        row.map(|(days, source, source_date)| {
            Ok(ExemptionRow {
                days: u32::try_from(days).map_err(|_| StoreError::Row("days"))?,
                source,
                source_date: date(&source_date)?,
            })
        })
        .transpose()
    }

    async fn ports(&mut self) -> Result<Vec<PortRow>> {
        Ok(sqlx::query_as::<Db, (String, String, bool)>(
            "SELECT code, name, evisa FROM ports ORDER BY position",
        )
        .fetch_all(self.connection())
        .await?
        .into_iter()
        .map(|(code, name, evisa)| PortRow { code, name, evisa })
        .collect())
    }

    async fn count_specimens(&mut self) -> Result<i64> {
        let (count,) = sqlx::query_as::<Db, (i64,)>(
            "SELECT (SELECT COUNT(*) FROM fees WHERE specimen)
                  + (SELECT COUNT(*) FROM exemptions WHERE specimen)
                  + (SELECT COUNT(*) FROM ports WHERE specimen)",
        )
        .fetch_one(self.connection())
        .await?;
        Ok(count)
    }
}
