use super::{Db, EngineConnection};
use crate::store::{MasterKeys, Result, micros};
use async_trait::async_trait;
use chrono::{DateTime, Utc};

#[async_trait]
impl MasterKeys for EngineConnection {
    async fn forget_master_key(&mut self, id: &str, now: DateTime<Utc>) -> Result<()> {
        sqlx::query::<Db>(
            "INSERT INTO forgotten_master_keys (key_id, forgotten_at) VALUES ($1, $2)
             ON CONFLICT (key_id) DO NOTHING",
        )
        .bind(id)
        .bind(micros(now))
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn keep_master_key(&mut self, id: &str) -> Result<()> {
        sqlx::query::<Db>("DELETE FROM forgotten_master_keys WHERE key_id = $1")
            .bind(id)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    async fn is_master_key_forgotten(&mut self, id: &str) -> Result<bool> {
        let row = sqlx::query_as::<Db, (String,)>(
            "SELECT key_id FROM forgotten_master_keys WHERE key_id = $1",
        )
        .bind(id)
        .fetch_optional(self.connection())
        .await?;
        Ok(row.is_some())
    }
}
