use super::{Db, EngineConnection};
use crate::store::{Result, Seals, code, id as read_id, micros};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::doc9303::seal::SealState;
use uuid::Uuid;

#[async_trait]
impl Seals for EngineConnection {
    async fn withdraw_seal(
        &mut self,
        seal_hash: &[u8],
        state: SealState,
        at: DateTime<Utc>,
    ) -> Result<()> {
        sqlx::query::<Db>(
            "INSERT INTO withdrawn_seals (seal_hash, reason, at) VALUES ($1, $2, $3)
             ON CONFLICT (seal_hash) DO NOTHING",
        )
        .bind(seal_hash)
        .bind(state.as_str())
        .bind(micros(at))
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn withdrawn_seal(&mut self, seal_hash: &[u8]) -> Result<Option<SealState>> {
        sqlx::query_as::<Db, (String,)>("SELECT reason FROM withdrawn_seals WHERE seal_hash = $1")
            .bind(seal_hash)
            .fetch_optional(self.connection())
            .await?
            .map(|(reason,)| code(&reason))
            .transpose()
    }

    async fn count_withdrawn_seals(&mut self) -> Result<i64> {
        let (count,) = sqlx::query_as::<Db, (i64,)>("SELECT COUNT(*) FROM withdrawn_seals")
            .fetch_one(self.connection())
            .await?;
        Ok(count)
    }

    async fn withdrawn_seals(&mut self) -> Result<Vec<(Vec<u8>, SealState)>> {
        sqlx::query_as::<Db, (Vec<u8>, String)>("SELECT seal_hash, reason FROM withdrawn_seals")
            .fetch_all(self.connection())
            .await?
            .into_iter()
            .map(|(hash, reason)| Ok((hash, code(&reason)?)))
            .collect()
    }

    async fn standing_seals(&mut self) -> Result<Vec<Vec<u8>>> {
        Ok(sqlx::query_as::<Db, (Vec<u8>,)>(
            "SELECT seal_hash FROM visas
             WHERE seal_hash NOT IN (SELECT seal_hash FROM withdrawn_seals)
             UNION
             SELECT seal_hash FROM passes
             WHERE seal_hash NOT IN (SELECT seal_hash FROM withdrawn_seals)",
        )
        .fetch_all(self.connection())
        .await?
        .into_iter()
        .map(|(hash,)| hash)
        .collect())
    }

    async fn case_of_seal(&mut self, seal_hash: &[u8]) -> Result<Option<Uuid>> {
        sqlx::query_as::<Db, (String,)>(
            "SELECT case_id FROM visas WHERE seal_hash = $1
             UNION
             SELECT stays.case_id FROM passes JOIN stays ON stays.id = passes.stay_id
             WHERE passes.seal_hash = $1",
        )
        .bind(seal_hash)
        .fetch_optional(self.connection())
        .await?
        .map(|(id,)| read_id(&id))
        .transpose()
    }
}
