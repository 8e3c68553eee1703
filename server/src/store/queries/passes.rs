use super::{Db, EngineConnection};
use crate::store::{PassRow, Passes, Result, StoreError, micros};
use async_trait::async_trait;
use uuid::Uuid;

#[async_trait]
impl Passes for EngineConnection {
    async fn add_pass(&mut self, row: &PassRow) -> Result<bool> {
        let done = sqlx::query::<Db>(
            "INSERT INTO passes (id, stay_id, edition, number, link_hash, seal, seal_hash,
                                 issued_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (number) DO NOTHING",
        )
        .bind(row.id.to_string())
        .bind(row.stay_id.to_string())
        .bind(row.edition)
        .bind(row.number.as_str())
        .bind(row.link_hash.as_slice())
        .bind(row.seal.as_slice())
        .bind(row.seal_hash.as_slice())
        .bind(micros(row.issued_at))
        .execute(self.connection())
        .await?;
        Ok(done.rows_affected() == 1)
    }

    async fn pass(&mut self, id: Uuid) -> Result<Option<PassRow>> {
        sqlx::query_as::<Db, PassRow>("SELECT * FROM passes WHERE id = $1")
            .bind(id.to_string())
            .fetch_optional(self.connection())
            .await
            .map_err(StoreError::from)
    }

    async fn pass_by_link(&mut self, link_hash: &[u8]) -> Result<Option<PassRow>> {
        sqlx::query_as::<Db, PassRow>("SELECT * FROM passes WHERE link_hash = $1")
            .bind(link_hash)
            .fetch_optional(self.connection())
            .await
            .map_err(StoreError::from)
    }

    async fn pass_of_stay(&mut self, stay: Uuid) -> Result<Option<PassRow>> {
        sqlx::query_as::<Db, PassRow>(
            "SELECT * FROM passes WHERE stay_id = $1 ORDER BY edition DESC LIMIT 1",
        )
        .bind(stay.to_string())
        .fetch_optional(self.connection())
        .await
        .map_err(StoreError::from)
    }
}
