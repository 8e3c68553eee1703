use super::{Db, EngineConnection};
use crate::store::{ForgedCodeRow, ForgedCodes, Result, StoreError, micros};
use async_trait::async_trait;
use chrono::{DateTime, Utc};

#[async_trait]
impl ForgedCodes for EngineConnection {
    async fn add_forged_code(&mut self, row: &ForgedCodeRow) -> Result<()> {
        sqlx::query::<Db>(
            "INSERT INTO forged_codes (id, passport_hash, port, officer_id, shown_at)
             VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(row.id.to_string())
        .bind(row.passport_hash.as_slice())
        .bind(row.port.as_deref())
        .bind(row.officer_id.to_string())
        .bind(micros(row.shown_at))
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn forged_code_since(
        &mut self,
        passport_hash: &[u8],
        since: DateTime<Utc>,
    ) -> Result<Option<ForgedCodeRow>> {
        sqlx::query_as::<Db, ForgedCodeRow>(
            "SELECT * FROM forged_codes WHERE passport_hash = $1 AND shown_at > $2
             ORDER BY shown_at DESC, id DESC LIMIT 1",
        )
        .bind(passport_hash)
        .bind(micros(since))
        .fetch_optional(self.connection())
        .await
        .map_err(StoreError::from)
    }

    async fn sweep_forged_codes(&mut self, before: DateTime<Utc>) -> Result<()> {
        sqlx::query::<Db>("DELETE FROM forged_codes WHERE shown_at <= $1")
            .bind(micros(before))
            .execute(self.connection())
            .await?;
        Ok(())
    }
}
