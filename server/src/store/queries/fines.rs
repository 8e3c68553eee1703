use super::{Db, EngineConnection};
use crate::store::{FineRow, Fines, Result, StoreError, micros};
use async_trait::async_trait;
use uuid::Uuid;

#[async_trait]
impl Fines for EngineConnection {
    async fn add_fine(&mut self, row: &FineRow) -> Result<()> {
        sqlx::query::<Db>(
            "INSERT INTO fines (id, stay_id, days, amount, currency, state, settled_by,
                                settled_at, note)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        )
        .bind(row.id.to_string())
        .bind(row.stay_id.to_string())
        .bind(row.days)
        .bind(row.amount.minor)
        .bind(row.amount.currency.as_str())
        .bind(row.state.as_str())
        .bind(row.settled_by.map(|id| id.to_string()))
        .bind(row.settled_at.map(micros))
        .bind(row.note.as_deref())
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn fine_of_stay(&mut self, stay: Uuid) -> Result<Option<FineRow>> {
        sqlx::query_as::<Db, FineRow>("SELECT * FROM fines WHERE stay_id = $1")
            .bind(stay.to_string())
            .fetch_optional(self.connection())
            .await
            .map_err(StoreError::from)
    }
}
