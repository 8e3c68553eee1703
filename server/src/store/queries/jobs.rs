use super::{CLAIM_JOB, Db, EngineConnection};
use crate::store::{JobRow, Jobs, Result, StoreError, UndeliveredRow, instant, micros};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use uuid::Uuid;

#[async_trait]
impl Jobs for EngineConnection {
    async fn add_job(
        &mut self,
        id: Uuid,
        kind: &str,
        subject: &str,
        now: DateTime<Utc>,
        run_at: DateTime<Utc>,
    ) -> Result<()> {
        sqlx::query::<Db>(
            "INSERT INTO jobs (id, kind, subject, state, run_at, created_at)
             VALUES ($1, $2, $3, 'queued', $4, $5)
             ON CONFLICT (kind, subject) WHERE state IN ('queued', 'dead')
             DO UPDATE SET state = 'queued', run_at = excluded.run_at, attempts = 0",
        )
        .bind(id.to_string())
        .bind(kind)
        .bind(subject)
        .bind(micros(run_at))
        .bind(micros(now))
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn cancel_untried_job(&mut self, kind: &str, subject: &str) -> Result<bool> {
        let done = sqlx::query::<Db>(
            "DELETE FROM jobs
             WHERE kind = $1 AND subject = $2 AND state = 'queued' AND attempts = 0
               AND NOT EXISTS (SELECT 1 FROM jobs AS other
                               WHERE other.kind = $1 AND other.subject = $2
                                 AND other.id <> jobs.id)",
        )
        .bind(kind)
        .bind(subject)
        .execute(self.connection())
        .await?;
        Ok(done.rows_affected() > 0)
    }

    async fn claim_job(
        &mut self,
        now: DateTime<Utc>,
        locked_until: DateTime<Utc>,
    ) -> Result<Option<JobRow>> {
        sqlx::query_as::<Db, JobRow>(CLAIM_JOB)
            .bind(micros(now))
            .bind(micros(locked_until))
            .fetch_optional(self.connection())
            .await
            .map_err(StoreError::from)
    }

    async fn renew_job(&mut self, id: Uuid, locked_until: DateTime<Utc>) -> Result<bool> {
        let done = sqlx::query::<Db>(
            "UPDATE jobs SET locked_until = $1 WHERE id = $2 AND state = 'running'",
        )
        .bind(micros(locked_until))
        .bind(id.to_string())
        .execute(self.connection())
        .await?;
        Ok(done.rows_affected() == 1)
    }

    async fn finish_job(&mut self, id: Uuid, now: DateTime<Utc>) -> Result<()> {
        sqlx::query::<Db>(
            "UPDATE jobs SET state = 'done', finished_at = $1, locked_until = NULL, last_error = NULL
             WHERE id = $2",
        )
        .bind(micros(now))
        .bind(id.to_string())
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn fail_job(
        &mut self,
        id: Uuid,
        error: &str,
        now: DateTime<Utc>,
        run_at: Option<DateTime<Utc>>,
    ) -> Result<()> {
        // A newer job of the same kind and subject may wait already; then this one is done with.
        sqlx::query::<Db>(
            "UPDATE jobs SET
                 state = CASE
                     WHEN EXISTS (SELECT 1 FROM jobs AS other
                                  WHERE other.kind = jobs.kind AND other.subject = jobs.subject
                                    AND other.id <> jobs.id AND other.state IN ('queued', 'dead'))
                     THEN 'done' ELSE $1 END,
                 run_at = $2, last_error = $3, locked_until = NULL, finished_at = $4
             WHERE id = $5",
        )
        .bind(if run_at.is_some() { "queued" } else { "dead" })
        .bind(micros(run_at.unwrap_or(now)))
        .bind(error)
        .bind(micros(now))
        .bind(id.to_string())
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn defer_job(
        &mut self,
        id: Uuid,
        now: DateTime<Utc>,
        run_at: DateTime<Utc>,
    ) -> Result<()> {
        sqlx::query::<Db>(
            "UPDATE jobs SET
                 state = CASE
                     WHEN EXISTS (SELECT 1 FROM jobs AS other
                                  WHERE other.kind = jobs.kind AND other.subject = jobs.subject
                                    AND other.id <> jobs.id AND other.state IN ('queued', 'dead'))
                     THEN 'done' ELSE 'queued' END,
                 run_at = $1, attempts = attempts - 1, locked_until = NULL, finished_at = $2
             WHERE id = $3",
        )
        .bind(micros(run_at))
        .bind(micros(now))
        .bind(id.to_string())
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn undelivered_mails(
        &mut self,
        attempts: i64,
        after: Option<(DateTime<Utc>, Uuid)>,
        limit: i64,
    ) -> Result<Vec<UndeliveredRow>> {
        let (at, id) = after.map_or((i64::MIN, String::new()), |(at, id)| {
            (micros(at), id.to_string())
        });
        sqlx::query_as::<Db, UndeliveredRow>(
            "SELECT * FROM jobs
             WHERE kind LIKE 'mail%'
               AND (state = 'dead' OR (state = 'queued' AND attempts >= $1))
               AND (created_at > $2 OR (created_at = $2 AND id > $3))
             ORDER BY created_at, id LIMIT $4",
        )
        .bind(attempts)
        .bind(at)
        .bind(id)
        .bind(limit)
        .fetch_all(self.connection())
        .await
        .map_err(StoreError::from)
    }

    async fn undelivered_mail(&mut self, id: Uuid) -> Result<Option<UndeliveredRow>> {
        sqlx::query_as::<Db, UndeliveredRow>(
            "SELECT * FROM jobs WHERE id = $1 AND kind LIKE 'mail%' AND state IN ('queued', 'dead')",
        )
        .bind(id.to_string())
        .fetch_optional(self.connection())
        .await
        .map_err(StoreError::from)
    }

    async fn next_job_at(&mut self) -> Result<Option<DateTime<Utc>>> {
        let (at,) = sqlx::query_as::<Db, (Option<i64>,)>(
            "SELECT MIN(run_at) FROM jobs WHERE state = 'queued'",
        )
        .fetch_one(self.connection())
        .await?;
        at.map(instant).transpose()
    }

    async fn count_jobs(&mut self) -> Result<Vec<(String, i64)>> {
        Ok(sqlx::query_as::<Db, (String, i64)>(
            "SELECT state, COUNT(*) FROM jobs GROUP BY state ORDER BY state",
        )
        .fetch_all(self.connection())
        .await?)
    }

    async fn sweep_jobs(&mut self, before: DateTime<Utc>) -> Result<u64> {
        let done = sqlx::query::<Db>("DELETE FROM jobs WHERE state = 'done' AND finished_at < $1")
            .bind(micros(before))
            .execute(self.connection())
            .await?;
        Ok(done.rows_affected())
    }
}
