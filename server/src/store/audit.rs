//! The hash-chained record. Rows are only ever added.

use super::Result;
use super::columns::{MaybeId, Micros};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// An event to add. `crate::audit` makes it; nobody else writes the record.
#[derive(Debug, Clone)]
pub struct NewAudit {
    pub at: DateTime<Utc>,
    pub actor_kind: &'static str,
    pub actor_id: Option<Uuid>,
    pub action: String,
    pub application_id: Option<Uuid>,
    pub subject_id: Option<Uuid>,
    /// JSON of words, ids, dates and amounts; never personal data.
    pub detail: String,
}

/// How an event is tied to the chain: its hash and its MAC, from its sequence number, the hash
/// before it, and itself.
pub trait Chain: Send + Sync {
    fn tie(&self, sequence: i64, previous: &[u8], event: &NewAudit) -> (Vec<u8>, Vec<u8>);
}

#[derive(Debug, Clone, sqlx::FromRow)]
pub struct AuditRow {
    pub sequence: i64,
    #[sqlx(try_from = "Micros")]
    pub at: DateTime<Utc>,
    pub actor_kind: String,
    #[sqlx(try_from = "MaybeId")]
    pub actor_id: Option<Uuid>,
    pub action: String,
    #[sqlx(try_from = "MaybeId")]
    pub application_id: Option<Uuid>,
    #[sqlx(try_from = "MaybeId")]
    pub subject_id: Option<Uuid>,
    pub detail: String,
    pub previous_hash: Vec<u8>,
    pub hash: Vec<u8>,
    /// Of the record's key; nothing where an older version added the event.
    pub mac: Option<Vec<u8>>,
}

#[async_trait]
pub trait Audits {
    /// Adds events in their order, each tied to the one before.
    async fn add_audits(&mut self, events: &[NewAudit], chain: &dyn Chain) -> Result<()>;

    /// Events of an application, oldest first.
    async fn audit_of_application(&mut self, application: Uuid) -> Result<Vec<AuditRow>>;

    /// Number and hash of the last event.
    async fn audit_head(&mut self) -> Result<(i64, Vec<u8>)>;

    /// Number and time of the last event without a MAC.
    async fn last_unkeyed(&mut self) -> Result<Option<(i64, DateTime<Utc>)>>;

    /// Events from a sequence number on, at most `limit`, for proving the chain.
    async fn audit_from(&mut self, sequence: i64, limit: i64) -> Result<Vec<AuditRow>>;
}
