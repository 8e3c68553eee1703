use super::{Db, EngineConnection};
use crate::store::{
    PendingTotp, Result, SessionKind, SessionRow, Sessions, StoreError, expect_one, micros,
};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use uuid::Uuid;

#[async_trait]
impl Sessions for EngineConnection {
    async fn add_session(
        &mut self,
        token_hash: &[u8],
        kind: SessionKind,
        subject: Uuid,
        now: DateTime<Utc>,
        expires_at: DateTime<Utc>,
    ) -> Result<()> {
        sqlx::query::<Db>(
            "INSERT INTO sessions (token_hash, kind, subject, created_at, expires_at)
             VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(token_hash)
        .bind(kind.as_str())
        .bind(subject.to_string())
        .bind(micros(now))
        .bind(micros(expires_at))
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn session(
        &mut self,
        token_hash: &[u8],
        kind: SessionKind,
        now: DateTime<Utc>,
    ) -> Result<Option<SessionRow>> {
        sqlx::query_as::<Db, SessionRow>(
            "SELECT token_hash, subject, created_at, expires_at FROM sessions
             WHERE token_hash = $1 AND kind = $2 AND expires_at > $3",
        )
        .bind(token_hash)
        .bind(kind.as_str())
        .bind(micros(now))
        .fetch_optional(self.connection())
        .await
        .map_err(StoreError::from)
    }

    async fn sessions_of(&mut self, subject: Uuid, now: DateTime<Utc>) -> Result<Vec<SessionRow>> {
        sqlx::query_as::<Db, SessionRow>(
            "SELECT token_hash, subject, created_at, expires_at FROM sessions
             WHERE subject = $1 AND expires_at > $2 ORDER BY created_at DESC, token_hash",
        )
        .bind(subject.to_string())
        .bind(micros(now))
        .fetch_all(self.connection())
        .await
        .map_err(StoreError::from)
    }

    async fn end_session(&mut self, token_hash: &[u8]) -> Result<()> {
        sqlx::query::<Db>("DELETE FROM sessions WHERE token_hash = $1")
            .bind(token_hash)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    async fn end_session_of(&mut self, subject: Uuid, token_hash: &[u8]) -> Result<bool> {
        let done = sqlx::query::<Db>("DELETE FROM sessions WHERE subject = $1 AND token_hash = $2")
            .bind(subject.to_string())
            .bind(token_hash)
            .execute(self.connection())
            .await?;
        Ok(done.rows_affected() == 1)
    }

    async fn end_other_sessions(&mut self, subject: Uuid, kept: &[u8]) -> Result<u64> {
        let done =
            sqlx::query::<Db>("DELETE FROM sessions WHERE subject = $1 AND token_hash <> $2")
                .bind(subject.to_string())
                .bind(kept)
                .execute(self.connection())
                .await?;
        Ok(done.rows_affected())
    }

    async fn end_sessions_of(&mut self, subject: Uuid) -> Result<()> {
        sqlx::query::<Db>("DELETE FROM sessions WHERE subject = $1")
            .bind(subject.to_string())
            .execute(self.connection())
            .await?;
        Ok(())
    }

    async fn store_pending_totp(
        &mut self,
        staff: Uuid,
        token_hash: &[u8],
        pending: &PendingTotp,
    ) -> Result<()> {
        let done = sqlx::query::<Db>(
            "UPDATE sessions SET pending_totp = $1, pending_totp_until = $2
             WHERE subject = $3 AND token_hash = $4",
        )
        .bind(pending.secret.as_slice())
        .bind(micros(pending.until))
        .bind(staff.to_string())
        .bind(token_hash)
        .execute(self.connection())
        .await?;
        expect_one(done.rows_affected())
    }

    async fn pending_totp(
        &mut self,
        staff: Uuid,
        token_hash: &[u8],
        now: DateTime<Utc>,
    ) -> Result<Option<PendingTotp>> {
        sqlx::query_as::<Db, PendingTotp>(
            "SELECT pending_totp AS secret, pending_totp_until AS until FROM sessions
             WHERE subject = $1 AND token_hash = $2 AND expires_at > $3
               AND pending_totp IS NOT NULL AND pending_totp_until > $3",
        )
        .bind(staff.to_string())
        .bind(token_hash)
        .bind(micros(now))
        .fetch_optional(self.connection())
        .await
        .map_err(StoreError::from)
    }

    async fn sweep_sessions(&mut self, now: DateTime<Utc>) -> Result<u64> {
        let done = sqlx::query::<Db>("DELETE FROM sessions WHERE expires_at <= $1")
            .bind(micros(now))
            .execute(self.connection())
            .await?;
        Ok(done.rows_affected())
    }
}
