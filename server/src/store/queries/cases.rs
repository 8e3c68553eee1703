use super::{Db, EngineConnection};
use crate::store::{CaseRow, Cases, Result, StoreError, expect_one, id as read_id, micros};
use async_trait::async_trait;
use uuid::Uuid;

#[async_trait]
impl Cases for EngineConnection {
    async fn add_case(&mut self, row: &CaseRow) -> Result<()> {
        sqlx::query::<Db>(
            "INSERT INTO cases (id, application_id, position, state, version, adult_id, document)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(row.id.to_string())
        .bind(row.application_id.to_string())
        .bind(row.position)
        .bind(row.state.as_str())
        .bind(row.version)
        .bind(row.adult_id.map(|id| id.to_string()))
        .bind(row.document.as_slice())
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn case(&mut self, id: Uuid) -> Result<Option<CaseRow>> {
        sqlx::query_as::<Db, CaseRow>("SELECT * FROM cases WHERE id = $1")
            .bind(id.to_string())
            .fetch_optional(self.connection())
            .await
            .map_err(StoreError::from)
    }

    async fn cases_of(&mut self, application: Uuid) -> Result<Vec<CaseRow>> {
        sqlx::query_as::<Db, CaseRow>(
            "SELECT * FROM cases WHERE application_id = $1 ORDER BY position",
        )
        .bind(application.to_string())
        .fetch_all(self.connection())
        .await
        .map_err(StoreError::from)
    }

    async fn cases_on_passport(&mut self, passport_hash: &[u8]) -> Result<Vec<CaseRow>> {
        sqlx::query_as::<Db, CaseRow>(
            "SELECT cases.* FROM cases
             JOIN applications ON applications.id = cases.application_id
             WHERE cases.passport_hash = $1 AND cases.queued_at IS NOT NULL
               AND (applications.kind = 'visa'
                    OR EXISTS (SELECT 1 FROM crossings WHERE crossings.case_id = cases.id)
                    OR EXISTS (SELECT 1 FROM visas WHERE visas.case_id = cases.id))
             ORDER BY cases.queued_at DESC, cases.position LIMIT 100",
        )
        .bind(passport_hash)
        .fetch_all(self.connection())
        .await
        .map_err(StoreError::from)
    }

    async fn unused_cards_on_passport(&mut self, passport_hash: &[u8]) -> Result<Vec<CaseRow>> {
        sqlx::query_as::<Db, CaseRow>(
            "SELECT cases.* FROM cases
             JOIN applications ON applications.id = cases.application_id
             WHERE cases.passport_hash = $1 AND cases.queued_at IS NOT NULL
               AND applications.kind = 'card' AND applications.state = 'submitted'
               AND NOT EXISTS (SELECT 1 FROM crossings WHERE crossings.case_id = cases.id)
               AND NOT EXISTS (SELECT 1 FROM visas WHERE visas.case_id = cases.id)
             ORDER BY cases.queued_at DESC, cases.position LIMIT 3",
        )
        .bind(passport_hash)
        .fetch_all(self.connection())
        .await
        .map_err(StoreError::from)
    }

    async fn lock_passport(&mut self, passport_hash: &[u8]) -> Result<()> {
        sqlx::query::<Db>("UPDATE cases SET version = version WHERE passport_hash = $1")
            .bind(passport_hash)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    async fn save_case(&mut self, row: &CaseRow) -> Result<()> {
        let done = sqlx::query::<Db>(
            "UPDATE cases SET
                 version = version + 1, state = $1, adult_id = $2, document = $3,
                 passport_hash = $4, nationality = $5, photo = $6, photo_version = $7,
                 photo_original = $8, photo_crop = $9,
                 reviewer_id = $10, queued_at = $11, decided_at = $12
             WHERE id = $13 AND version = $14",
        )
        .bind(row.state.as_str())
        .bind(row.adult_id.map(|id| id.to_string()))
        .bind(row.document.as_slice())
        .bind(row.passport_hash.as_deref())
        .bind(row.nationality.as_str())
        .bind(row.photo.as_deref())
        .bind(row.photo_version)
        .bind(row.photo_original.as_deref())
        .bind(row.photo_crop.as_deref())
        .bind(row.reviewer_id.map(|id| id.to_string()))
        .bind(row.queued_at.map(micros))
        .bind(row.decided_at.map(micros))
        .bind(row.id.to_string())
        .bind(row.version)
        .execute(self.connection())
        .await?;
        expect_one(done.rows_affected())
    }

    async fn raise_case_version(&mut self, id: Uuid, version: i64) -> Result<()> {
        let done = sqlx::query::<Db>(
            "UPDATE cases SET version = version + 1 WHERE id = $1 AND version = $2",
        )
        .bind(id.to_string())
        .bind(version)
        .execute(self.connection())
        .await?;
        expect_one(done.rows_affected())
    }

    async fn remove_case(&mut self, id: Uuid) -> Result<()> {
        sqlx::query::<Db>("DELETE FROM cases WHERE id = $1")
            .bind(id.to_string())
            .execute(self.connection())
            .await?;
        Ok(())
    }

    async fn needless_originals(&mut self, limit: i64) -> Result<Vec<(Uuid, String)>> {
        sqlx::query_as::<Db, (String, String)>(
            "SELECT cases.id, photo_original FROM cases
             JOIN applications ON applications.id = application_id
             WHERE photo_original IS NOT NULL AND cases.state <> 'needs_correction'
               AND (cases.state <> 'waiting' OR applications.state NOT IN ('draft', 'submitted'))
             ORDER BY photo_original LIMIT $1",
        )
        .bind(limit)
        .fetch_all(self.connection())
        .await?
        .into_iter()
        .map(|(id, original)| Ok((read_id(&id)?, original)))
        .collect()
    }

    async fn forget_original(&mut self, id: Uuid, original: &str) -> Result<()> {
        sqlx::query::<Db>(
            "UPDATE cases SET photo_original = NULL, photo_crop = NULL
             WHERE id = $1 AND photo_original = $2",
        )
        .bind(id.to_string())
        .bind(original)
        .execute(self.connection())
        .await?;
        Ok(())
    }
}
