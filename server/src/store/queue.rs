//! The reviewers' queue: cases joined with what their applications say of them.

use super::columns::{KeyColumns, MaybeDateText, MaybeMicros};
use super::{CaseRow, Result};
use crate::vault::WrappedKey;
use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use domain::states::CaseState;
use uuid::Uuid;

/// Which cases, and from where on. An empty text filters nothing.
#[derive(Debug, Clone)]
pub struct QueueQuery {
    /// Three states; the same one may stand several times.
    pub states: [CaseState; 3],
    pub nationality: String,
    pub port: String,
    pub reference: String,
    /// The last row of the page before.
    pub after: Option<(DateTime<Utc>, Uuid)>,
    pub limit: i64,
}

#[derive(Debug, Clone, sqlx::FromRow)]
pub struct QueueEntry {
    #[sqlx(flatten)]
    pub case: CaseRow,
    pub reference: String,
    #[sqlx(flatten, try_from = "KeyColumns")]
    pub key: WrappedKey,
    #[sqlx(try_from = "MaybeMicros")]
    pub paid_at: Option<DateTime<Utc>>,
    #[sqlx(rename = "promised_on", try_from = "MaybeDateText")]
    pub decision_due_on: Option<NaiveDate>,
    #[sqlx(try_from = "MaybeDateText")]
    pub entry_date: Option<NaiveDate>,
    /// Name of the reviewer who holds it.
    pub reviewer: Option<String>,
}

#[async_trait]
pub trait Queue {
    /// Oldest in the queue first.
    async fn queue(&mut self, query: &QueueQuery) -> Result<Vec<QueueEntry>>;
    /// How many cases in the queue are in this state.
    async fn count_queue(&mut self, state: CaseState) -> Result<i64>;
}
