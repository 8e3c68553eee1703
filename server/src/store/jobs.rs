//! The queue: what a committed intent still has to cause outside the database.

use super::Result;
use super::columns::{MaybeMicros, Micros};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use uuid::Uuid;

#[derive(Debug, Clone, sqlx::FromRow)]
pub struct JobRow {
    #[sqlx(try_from = "String")]
    pub id: Uuid,
    pub kind: String,
    /// The id of what the job is about; never personal data.
    pub subject: String,
    /// How often it was tried, this time included.
    pub attempts: i64,
}

/// A mail that was not delivered so far.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct UndeliveredRow {
    #[sqlx(try_from = "String")]
    pub id: Uuid,
    pub kind: String,
    pub subject: String,
    /// `dead` once nobody tries any more.
    pub state: String,
    pub attempts: i64,
    pub last_error: Option<String>,
    #[sqlx(try_from = "Micros")]
    pub created_at: DateTime<Utc>,
    /// When it was last tried.
    #[sqlx(try_from = "MaybeMicros")]
    pub finished_at: Option<DateTime<Utc>>,
}

#[async_trait]
pub trait Jobs {
    /// Queues a job, unless one of the same kind and subject already waits; that one is due at
    /// `run_at` then, and its tries are counted anew.
    async fn add_job(
        &mut self,
        id: Uuid,
        kind: &str,
        subject: &str,
        now: DateTime<Utc>,
        run_at: DateTime<Utc>,
    ) -> Result<()>;

    /// Forgets a job that was never tried; `false` where one of its kind and subject was, runs or is done.
    async fn cancel_untried_job(&mut self, kind: &str, subject: &str) -> Result<bool>;

    /// Takes a due job, or one whose worker died (its lock ran out), and locks it.
    async fn claim_job(
        &mut self,
        now: DateTime<Utc>,
        locked_until: DateTime<Utc>,
    ) -> Result<Option<JobRow>>;

    /// Keeps a running job locked for its worker; `false` when it is no longer running.
    async fn renew_job(&mut self, id: Uuid, locked_until: DateTime<Utc>) -> Result<bool>;

    async fn finish_job(&mut self, id: Uuid, now: DateTime<Utc>) -> Result<()>;

    /// Puts a failed job back, to run again at `run_at`, or for good (`None`).
    async fn fail_job(
        &mut self,
        id: Uuid,
        error: &str,
        now: DateTime<Utc>,
        run_at: Option<DateTime<Utc>>,
    ) -> Result<()>;

    /// Puts a running job back that was not tried, to be looked at again at `run_at`.
    async fn defer_job(
        &mut self,
        id: Uuid,
        now: DateTime<Utc>,
        run_at: DateTime<Utc>,
    ) -> Result<()>;

    /// Mails that are given up, or were tried in vain at least `attempts` times; oldest first.
    async fn undelivered_mails(
        &mut self,
        attempts: i64,
        after: Option<(DateTime<Utc>, Uuid)>,
        limit: i64,
    ) -> Result<Vec<UndeliveredRow>>;
    async fn undelivered_mail(&mut self, id: Uuid) -> Result<Option<UndeliveredRow>>;

    /// When the next job is due.
    async fn next_job_at(&mut self) -> Result<Option<DateTime<Utc>>>;

    /// How many jobs are in each state.
    async fn count_jobs(&mut self) -> Result<Vec<(String, i64)>>;

    /// Removes jobs finished before `before`; how many.
    async fn sweep_jobs(&mut self, before: DateTime<Utc>) -> Result<u64>;
}
