//! Travellers' cases.

use super::Result;
use super::columns::{MaybeId, MaybeMicros};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::states::CaseState;
use uuid::Uuid;

#[derive(Debug, Clone, sqlx::FromRow)]
pub struct CaseRow {
    #[sqlx(try_from = "String")]
    pub id: Uuid,
    #[sqlx(try_from = "String")]
    pub application_id: Uuid,
    /// 1 is the person who applies.
    pub position: i64,
    #[sqlx(try_from = "String")]
    pub(in crate::store) state: CaseState,
    pub version: i64,
    #[sqlx(try_from = "MaybeId")]
    pub adult_id: Option<Uuid>,
    /// The encrypted `CaseDocument`.
    pub document: Vec<u8>,
    pub passport_hash: Option<Vec<u8>>,
    pub nationality: String,
    /// Name of the photo in the object store.
    pub photo: Option<String>,
    pub photo_version: i64,
    #[sqlx(try_from = "MaybeId")]
    pub reviewer_id: Option<Uuid>,
    #[sqlx(try_from = "MaybeMicros")]
    pub queued_at: Option<DateTime<Utc>>,
    #[sqlx(try_from = "MaybeMicros")]
    pub decided_at: Option<DateTime<Utc>>,
}

transitions!(CaseRow, CaseState);

impl CaseRow {
    /// A case without answers yet, which waits for its application to be paid.
    pub const fn waiting(
        id: Uuid,
        application_id: Uuid,
        position: i64,
        adult_id: Option<Uuid>,
        document: Vec<u8>,
    ) -> Self {
        Self {
            id,
            application_id,
            position,
            state: CaseState::Waiting,
            version: 1,
            adult_id,
            document,
            passport_hash: None,
            nationality: String::new(),
            photo: None,
            photo_version: 0,
            reviewer_id: None,
            queued_at: None,
            decided_at: None,
        }
    }
}

#[async_trait]
pub trait Cases {
    async fn add_case(&mut self, row: &CaseRow) -> Result<()>;
    async fn case(&mut self, id: Uuid) -> Result<Option<CaseRow>>;
    /// In the order of the application.
    async fn cases_of(&mut self, application: Uuid) -> Result<Vec<CaseRow>>;
    /// Everyone on a passport whose application was paid, newest first.
    async fn cases_on_passport(&mut self, passport_hash: &[u8]) -> Result<Vec<CaseRow>>;
    /// Saves a row that was read at `row.version`: all columns but id, application and position.
    /// `Stale` when somebody else was faster.
    async fn save_case(&mut self, row: &CaseRow) -> Result<()>;
    async fn remove_case(&mut self, id: Uuid) -> Result<()>;
}
