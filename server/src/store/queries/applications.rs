use super::{Db, EngineConnection};
use crate::store::{
    ApplicationRow, Applications, Erasable, MasterKeys, Result, StoreError, date_text, expect_one,
    id as read_id, micros,
};
use crate::vault::WrappedKey;
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::states::ApplicationState;
use uuid::Uuid;

#[async_trait]
impl Applications for EngineConnection {
    async fn add_application(&mut self, row: &ApplicationRow) -> Result<()> {
        refuse_forgotten(self, &row.key.key_id).await?;
        sqlx::query::<Db>(
            "INSERT INTO applications (id, reference, state, version, email_hash, key_id,
                                       wrapped_key, document, created_at, expires_at, kind)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        )
        .bind(row.id.to_string())
        .bind(row.reference.as_str())
        .bind(row.state.as_str())
        .bind(row.version)
        .bind(row.email_hash.as_slice())
        .bind(row.key.key_id.as_str())
        .bind(row.key.bytes.as_slice())
        .bind(row.document.as_slice())
        .bind(micros(row.created_at))
        .bind(micros(row.expires_at))
        .bind(row.kind.as_str())
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn application(&mut self, id: Uuid) -> Result<Option<ApplicationRow>> {
        sqlx::query_as::<Db, ApplicationRow>("SELECT * FROM applications WHERE id = $1")
            .bind(id.to_string())
            .fetch_optional(self.connection())
            .await
            .map_err(StoreError::from)
    }

    async fn application_by_reference(
        &mut self,
        reference: &str,
    ) -> Result<Option<ApplicationRow>> {
        sqlx::query_as::<Db, ApplicationRow>("SELECT * FROM applications WHERE reference = $1")
            .bind(reference)
            .fetch_optional(self.connection())
            .await
            .map_err(StoreError::from)
    }

    async fn save_application(&mut self, row: &ApplicationRow) -> Result<()> {
        let done = sqlx::query::<Db>(
            "UPDATE applications SET
                 version = version + 1, state = $1, email_hash = $2, document = $3,
                 entry_date = $4, port = $5, submitted_at = $6, paid_at = $7, promised_on = $8,
                 closed_at = $9, expires_at = $10, decision_expected_on = $11, remind_on = $12,
                 end_noticed_at = $13, arrival_hour = $14
             WHERE id = $15 AND version = $16",
        )
        .bind(row.state.as_str())
        .bind(row.email_hash.as_slice())
        .bind(row.document.as_slice())
        .bind(row.entry_date.map(date_text))
        .bind(row.port.as_deref())
        .bind(row.submitted_at.map(micros))
        .bind(row.paid_at.map(micros))
        .bind(row.decision_due_on.map(date_text))
        .bind(row.closed_at.map(micros))
        .bind(micros(row.expires_at))
        .bind(row.decision_expected_on.map(date_text))
        .bind(row.remind_on.map(date_text))
        .bind(row.end_noticed_at.map(micros))
        .bind(row.arrival_hour.map(i64::from))
        .bind(row.id.to_string())
        .bind(row.version)
        .execute(self.connection())
        .await?;
        expect_one(done.rows_affected())
    }

    async fn lock_application(&mut self, id: Uuid) -> Result<()> {
        sqlx::query::<Db>("UPDATE applications SET version = version WHERE id = $1")
            .bind(id.to_string())
            .execute(self.connection())
            .await?;
        Ok(())
    }

    async fn lock_application_of(&mut self, case: Uuid) -> Result<Option<ApplicationRow>> {
        sqlx::query_as::<Db, ApplicationRow>(
            "UPDATE applications SET version = version
             WHERE id = (SELECT application_id FROM cases WHERE id = $1) RETURNING *",
        )
        .bind(case.to_string())
        .fetch_optional(self.connection())
        .await
        .map_err(StoreError::from)
    }

    async fn expired_applications(
        &mut self,
        state: ApplicationState,
        now: DateTime<Utc>,
        limit: i64,
    ) -> Result<Vec<Uuid>> {
        sqlx::query_as::<Db, (String,)>(
            "SELECT id FROM applications WHERE state = $1 AND expires_at <= $2
             ORDER BY expires_at, id LIMIT $3",
        )
        .bind(state.as_str())
        .bind(micros(now))
        .bind(limit)
        .fetch_all(self.connection())
        .await?
        .iter()
        .map(|(id,)| read_id(id))
        .collect()
    }

    async fn erasable_applications(&mut self, what: Erasable, limit: i64) -> Result<Vec<Uuid>> {
        sqlx::query_as::<Db, (String,)>(
            "SELECT id FROM applications
             WHERE erased_at IS NULL
               AND ((state = 'expired' AND (submitted_at IS NULL OR closed_at <= $1))
                    OR (state = 'closed' AND closed_at <= $2)
                    OR (closed_at IS NULL AND paid_at <= $3))
             ORDER BY COALESCE(closed_at, paid_at), id LIMIT $4",
        )
        .bind(micros(what.unpaid_before))
        .bind(micros(what.closed_before))
        .bind(micros(what.paid_before))
        .bind(limit)
        .fetch_all(self.connection())
        .await?
        .iter()
        .map(|(id,)| read_id(id))
        .collect()
    }

    async fn erase_application(
        &mut self,
        id: Uuid,
        version: i64,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let nothing: &[u8] = &[];
        let done = sqlx::query::<Db>(
            "UPDATE applications SET version = version + 1, email_hash = $1, key_id = '',
                 wrapped_key = $1, document = $1, erased_at = $2
             WHERE id = $3 AND version = $4",
        )
        .bind(nothing)
        .bind(micros(now))
        .bind(id.to_string())
        .bind(version)
        .execute(self.connection())
        .await?;
        expect_one(done.rows_affected())?;
        sqlx::query::<Db>(
            "UPDATE cases SET version = version + 1, document = $1, passport_hash = NULL,
                 photo = NULL, photo_original = NULL, photo_crop = NULL
             WHERE application_id = $2",
        )
        .bind(nothing)
        .bind(id.to_string())
        .execute(self.connection())
        .await?;
        sqlx::query::<Db>(
            "UPDATE crossings SET person_hash = NULL
             WHERE case_id IN (SELECT id FROM cases WHERE application_id = $1)",
        )
        .bind(id.to_string())
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn wrapped_by_others(
        &mut self,
        key_id: &str,
        after: Uuid,
        limit: i64,
    ) -> Result<Vec<(Uuid, WrappedKey)>> {
        sqlx::query_as::<Db, (String, String, Vec<u8>)>(
            "SELECT id, key_id, wrapped_key FROM applications
             WHERE key_id <> $1 AND id > $2 AND erased_at IS NULL ORDER BY id LIMIT $3",
        )
        .bind(key_id)
        .bind(after.to_string())
        .bind(limit)
        .fetch_all(self.connection())
        .await?
        .into_iter()
        .map(|(id, key_id, bytes)| Ok((read_id(&id)?, WrappedKey { key_id, bytes })))
        .collect()
    }

    async fn rewrap_key(&mut self, id: Uuid, was: &str, key: &WrappedKey) -> Result<()> {
        refuse_forgotten(self, &key.key_id).await?;
        let done = sqlx::query::<Db>(
            "UPDATE applications SET key_id = $1, wrapped_key = $2 WHERE id = $3 AND key_id = $4",
        )
        .bind(key.key_id.as_str())
        .bind(key.bytes.as_slice())
        .bind(id.to_string())
        .bind(was)
        .execute(self.connection())
        .await?;
        expect_one(done.rows_affected())
    }

    async fn add_link(
        &mut self,
        token_hash: &[u8],
        application: Uuid,
        now: DateTime<Utc>,
        expires_at: DateTime<Utc>,
    ) -> Result<()> {
        sqlx::query::<Db>(
            "INSERT INTO links (token_hash, application_id, created_at, expires_at)
             VALUES ($1, $2, $3, $4)",
        )
        .bind(token_hash)
        .bind(application.to_string())
        .bind(micros(now))
        .bind(micros(expires_at))
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn linked_application(
        &mut self,
        token_hash: &[u8],
        now: DateTime<Utc>,
    ) -> Result<Option<Uuid>> {
        sqlx::query_as::<Db, (String,)>(
            "SELECT application_id FROM links WHERE token_hash = $1 AND expires_at > $2",
        )
        .bind(token_hash)
        .bind(micros(now))
        .fetch_optional(self.connection())
        .await?
        .map(|(id,)| read_id(&id))
        .transpose()
    }

    async fn remove_links(&mut self, application: Uuid) -> Result<()> {
        sqlx::query::<Db>("DELETE FROM links WHERE application_id = $1")
            .bind(application.to_string())
            .execute(self.connection())
            .await?;
        Ok(())
    }

    async fn sweep_links(&mut self, now: DateTime<Utc>) -> Result<u64> {
        let done = sqlx::query::<Db>("DELETE FROM links WHERE expires_at <= $1")
            .bind(micros(now))
            .execute(self.connection())
            .await?;
        Ok(done.rows_affected())
    }
}

/// Nothing is wrapped by a master key that other machines have no more.
async fn refuse_forgotten(db: &mut EngineConnection, key_id: &str) -> Result<()> {
    if db.is_master_key_forgotten(key_id).await? {
        return Err(StoreError::KeyForgotten(key_id.to_owned()));
    }
    Ok(())
}
