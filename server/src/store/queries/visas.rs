use super::{Db, EngineConnection};
use crate::store::{Result, StoreError, VisaRow, Visas, date_text, expect_one, micros};
use async_trait::async_trait;
use chrono::NaiveDate;
use uuid::Uuid;

#[async_trait]
impl Visas for EngineConnection {
    async fn add_visa(&mut self, row: &VisaRow) -> Result<()> {
        sqlx::query::<Db>(
            "INSERT INTO visas (id, case_id, edition, number, visa_type, entries, state, version,
                                issued_on, valid_until, seal, seal_hash, issued_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        )
        .bind(row.id.to_string())
        .bind(row.case_id.to_string())
        .bind(row.edition)
        .bind(row.number.as_str())
        .bind(row.visa_type.as_str())
        .bind(row.entries.as_str())
        .bind(row.state.as_str())
        .bind(row.version)
        .bind(date_text(row.issued_on))
        .bind(date_text(row.valid_until))
        .bind(row.seal.as_slice())
        .bind(row.seal_hash.as_slice())
        .bind(micros(row.issued_at))
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn is_visa_number(&mut self, number: &str) -> Result<bool> {
        let found = sqlx::query_as::<Db, (i64,)>("SELECT COUNT(*) FROM visas WHERE number = $1")
            .bind(number)
            .fetch_one(self.connection())
            .await?;
        Ok(found.0 > 0)
    }

    async fn visa(&mut self, id: Uuid) -> Result<Option<VisaRow>> {
        sqlx::query_as::<Db, VisaRow>("SELECT * FROM visas WHERE id = $1")
            .bind(id.to_string())
            .fetch_optional(self.connection())
            .await
            .map_err(StoreError::from)
    }

    async fn visa_of_case(&mut self, case: Uuid) -> Result<Option<VisaRow>> {
        sqlx::query_as::<Db, VisaRow>(
            "SELECT * FROM visas WHERE case_id = $1 ORDER BY edition DESC LIMIT 1",
        )
        .bind(case.to_string())
        .fetch_optional(self.connection())
        .await
        .map_err(StoreError::from)
    }

    async fn save_visa(&mut self, row: &VisaRow) -> Result<()> {
        let done = sqlx::query::<Db>(
            "UPDATE visas SET version = version + 1, state = $1 WHERE id = $2 AND version = $3",
        )
        .bind(row.state.as_str())
        .bind(row.id.to_string())
        .bind(row.version)
        .execute(self.connection())
        .await?;
        expect_one(done.rows_affected())
    }

    async fn unused_visas(&mut self, today: NaiveDate, limit: i64) -> Result<Vec<VisaRow>> {
        sqlx::query_as::<Db, VisaRow>(
            "SELECT * FROM visas WHERE state = 'valid' AND valid_until < $1
             ORDER BY valid_until, id LIMIT $2",
        )
        .bind(date_text(today))
        .bind(limit)
        .fetch_all(self.connection())
        .await
        .map_err(StoreError::from)
    }
}
