use super::{Db, EngineConnection};
use crate::store::{Result, Seals, code, date_text, id as read_id, micros};
use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
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

    async fn seal_state(
        &mut self,
        seal_hash: &[u8],
        today: NaiveDate,
    ) -> Result<Option<SealState>> {
        sqlx::query_as::<Db, (String,)>(
            "SELECT reason FROM withdrawn_seals WHERE seal_hash = $1
             UNION ALL
             SELECT state FROM visas
             WHERE seal_hash = $1 AND state = 'used' AND valid_until >= $2",
        )
        .bind(seal_hash)
        .bind(date_text(today))
        .fetch_optional(self.connection())
        .await?
        .map(|(state,)| code(&state))
        .transpose()
    }

    async fn count_listed_seals(&mut self, today: NaiveDate) -> Result<i64> {
        let (count,) = sqlx::query_as::<Db, (i64,)>(
            "SELECT (SELECT COUNT(*) FROM withdrawn_seals)
                  + (SELECT COUNT(*) FROM visas
                     WHERE state = 'used' AND valid_until >= $1 AND LENGTH(seal_hash) > 0)",
        )
        .bind(date_text(today))
        .fetch_one(self.connection())
        .await?;
        Ok(count)
    }

    async fn listed_seals(&mut self, today: NaiveDate) -> Result<Vec<(Vec<u8>, SealState)>> {
        sqlx::query_as::<Db, (Vec<u8>, String)>(
            "SELECT seal_hash, reason FROM withdrawn_seals
             UNION ALL
             SELECT seal_hash, state FROM visas
             WHERE state = 'used' AND valid_until >= $1 AND LENGTH(seal_hash) > 0
               AND seal_hash NOT IN (SELECT seal_hash FROM withdrawn_seals)",
        )
        .bind(date_text(today))
        .fetch_all(self.connection())
        .await?
        .into_iter()
        .map(|(hash, state)| Ok((hash, code(&state)?)))
        .collect()
    }

    async fn standing_seals(&mut self, today: NaiveDate) -> Result<Vec<Vec<u8>>> {
        Ok(sqlx::query_as::<Db, (Vec<u8>,)>(
            "SELECT seal_hash FROM visas
             WHERE seal_hash NOT IN (SELECT seal_hash FROM withdrawn_seals)
               AND LENGTH(seal_hash) > 0
               AND NOT (state = 'used' AND valid_until >= $1)
             UNION
             SELECT seal_hash FROM passes
             WHERE seal_hash NOT IN (SELECT seal_hash FROM withdrawn_seals)",
        )
        .bind(date_text(today))
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

    async fn case_of_document_number(&mut self, number: &str) -> Result<Option<Uuid>> {
        sqlx::query_as::<Db, (String,)>(
            "SELECT case_id FROM visas WHERE number = $1
             UNION
             SELECT stays.case_id FROM passes JOIN stays ON stays.id = passes.stay_id
             WHERE passes.number = $1",
        )
        .bind(number)
        .fetch_optional(self.connection())
        .await?
        .map(|(id,)| read_id(&id))
        .transpose()
    }
}
