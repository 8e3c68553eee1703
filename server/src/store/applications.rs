//! Applications and their mailed links.

use super::Result;
use crate::vault::WrappedKey;
use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use domain::states::ApplicationState;
use uuid::Uuid;

#[derive(Debug, Clone)]
pub struct ApplicationRow {
    pub id: Uuid,
    pub reference: String,
    pub state: ApplicationState,
    pub version: i64,
    pub email_hash: Vec<u8>,
    pub key: WrappedKey,
    /// The sealed `ApplicationDocument`.
    pub document: Vec<u8>,
    pub entry_date: Option<NaiveDate>,
    pub port: Option<String>,
    pub created_at: DateTime<Utc>,
    pub submitted_at: Option<DateTime<Utc>>,
    pub paid_at: Option<DateTime<Utc>>,
    pub promised_on: Option<NaiveDate>,
    pub closed_at: Option<DateTime<Utc>>,
    pub expires_at: DateTime<Utc>,
}

#[async_trait]
pub trait Applications {
    /// Adds a draft. A reference that exists already is `is_duplicate`.
    async fn add_application(&mut self, row: &ApplicationRow) -> Result<()>;
    async fn application(&mut self, id: Uuid) -> Result<Option<ApplicationRow>>;
    async fn application_by_reference(&mut self, reference: &str)
    -> Result<Option<ApplicationRow>>;
    /// Saves a row that was read at `row.version`; all columns but id, reference, key and
    /// creation. `false` when somebody else was faster; the stored version then stays.
    async fn save_application(&mut self, row: &ApplicationRow) -> Result<bool>;
    /// Ids of applications in `state` whose time ran out before `now`.
    async fn expired_applications(
        &mut self,
        state: ApplicationState,
        now: DateTime<Utc>,
        limit: i64,
    ) -> Result<Vec<Uuid>>;

    async fn add_link(
        &mut self,
        token_hash: &[u8],
        application: Uuid,
        now: DateTime<Utc>,
        expires_at: DateTime<Utc>,
    ) -> Result<()>;
    /// The application whose link it is, while the link is good.
    async fn linked_application(
        &mut self,
        token_hash: &[u8],
        now: DateTime<Utc>,
    ) -> Result<Option<Uuid>>;
    async fn sweep_links(&mut self, now: DateTime<Utc>) -> Result<u64>;
}
