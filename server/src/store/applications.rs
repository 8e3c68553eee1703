//! Applications and their mailed links.

use super::Result;
use super::columns::{KeyColumns, MaybeDateText, MaybeHour, MaybeMicros, Micros};
use crate::vault::WrappedKey;
use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use domain::states::{ApplicationKind, ApplicationState};
use uuid::Uuid;

#[derive(Debug, Clone, sqlx::FromRow)]
pub struct ApplicationRow {
    #[sqlx(try_from = "String")]
    pub id: Uuid,
    pub reference: String,
    #[sqlx(try_from = "String")]
    pub kind: ApplicationKind,
    #[sqlx(try_from = "String")]
    pub(in crate::store) state: ApplicationState,
    pub version: i64,
    pub email_hash: Vec<u8>,
    #[sqlx(flatten, try_from = "KeyColumns")]
    pub key: WrappedKey,
    /// The encrypted `ApplicationDocument`.
    pub document: Vec<u8>,
    #[sqlx(try_from = "MaybeDateText")]
    pub entry_date: Option<NaiveDate>,
    pub port: Option<String>,
    /// The hour of the day (0 to 23) at which an arrival card says that its travellers come.
    #[sqlx(try_from = "MaybeHour")]
    pub arrival_hour: Option<u32>,
    #[sqlx(try_from = "Micros")]
    pub created_at: DateTime<Utc>,
    #[sqlx(try_from = "MaybeMicros")]
    pub submitted_at: Option<DateTime<Utc>>,
    #[sqlx(try_from = "MaybeMicros")]
    pub paid_at: Option<DateTime<Utc>>,
    #[sqlx(rename = "promised_on", try_from = "MaybeDateText")]
    pub decision_due_on: Option<NaiveDate>,
    /// The day by which a late decision is expected, as the traveller was told.
    #[sqlx(try_from = "MaybeDateText")]
    pub decision_expected_on: Option<NaiveDate>,
    /// The day on which the traveller is told that they may apply for their trip.
    #[sqlx(try_from = "MaybeDateText")]
    pub remind_on: Option<NaiveDate>,
    /// When the traveller was told that the application ends soon.
    #[sqlx(try_from = "MaybeMicros")]
    pub end_noticed_at: Option<DateTime<Utc>>,
    #[sqlx(try_from = "MaybeMicros")]
    pub closed_at: Option<DateTime<Utc>>,
    #[sqlx(try_from = "Micros")]
    pub expires_at: DateTime<Utc>,
    /// When its personal data was erased; key and document are empty from then on.
    #[sqlx(try_from = "MaybeMicros")]
    pub erased_at: Option<DateTime<Utc>>,
}

transitions!(ApplicationRow, ApplicationState);

impl ApplicationRow {
    /// A draft without answers yet.
    pub fn draft(
        id: Uuid,
        reference: String,
        created_at: DateTime<Utc>,
        expires_at: DateTime<Utc>,
    ) -> Self {
        Self {
            id,
            reference,
            kind: ApplicationKind::Visa,
            state: ApplicationState::Draft,
            version: 1,
            email_hash: Vec::new(),
            key: WrappedKey {
                key_id: String::new(),
                bytes: Vec::new(),
            },
            document: Vec::new(),
            entry_date: None,
            port: None,
            arrival_hour: None,
            created_at,
            submitted_at: None,
            paid_at: None,
            decision_due_on: None,
            decision_expected_on: None,
            remind_on: None,
            end_noticed_at: None,
            closed_at: None,
            expires_at,
            erased_at: None,
        }
    }
}

/// Whose personal data is erased: drafts that ended are so at once, the others after a while.
#[derive(Debug, Clone, Copy)]
pub struct Erasable {
    /// Applications that were sent and expired unpaid, closed before this.
    pub unpaid_before: DateTime<Utc>,
    /// Paid ones, closed before this.
    pub closed_before: DateTime<Utc>,
    /// Paid ones that never closed, paid before this.
    pub paid_before: DateTime<Utc>,
}

#[async_trait]
pub trait Applications {
    /// Adds a draft. A reference that exists already is `is_duplicate`.
    async fn add_application(&mut self, row: &ApplicationRow) -> Result<()>;
    async fn application(&mut self, id: Uuid) -> Result<Option<ApplicationRow>>;
    async fn application_by_reference(&mut self, reference: &str)
    -> Result<Option<ApplicationRow>>;
    /// Saves a row that was read at `row.version`; all columns but id, reference, key and
    /// creation. `Stale` when somebody else was faster; the stored version then stays.
    async fn save_application(&mut self, row: &ApplicationRow) -> Result<()>;
    /// Makes others who lock the same application wait until this transaction ends.
    async fn lock_application(&mut self, id: Uuid) -> Result<()>;
    /// The same, by one of its cases; the application as it is then.
    async fn lock_application_of(&mut self, case: Uuid) -> Result<Option<ApplicationRow>>;
    /// Ids of applications in `state` whose time ran out before `now`.
    async fn expired_applications(
        &mut self,
        state: ApplicationState,
        now: DateTime<Utc>,
        limit: i64,
    ) -> Result<Vec<Uuid>>;

    /// Ids of applications whose personal data is to be erased.
    async fn erasable_applications(&mut self, what: Erasable, limit: i64) -> Result<Vec<Uuid>>;
    /// Empties key, document and search hashes of an application that was read at `version`, and
    /// those of its cases, so that nothing encrypted under the key can be opened again. `Stale` when
    /// somebody else was faster.
    async fn erase_application(&mut self, id: Uuid, version: i64, now: DateTime<Utc>)
    -> Result<()>;

    /// Applications behind `after` whose data key is wrapped by another master key than this, in the order
    /// of their ids, erased ones apart.
    async fn wrapped_by_others(
        &mut self,
        key_id: &str,
        after: Uuid,
        limit: i64,
    ) -> Result<Vec<(Uuid, WrappedKey)>>;
    /// Replaces a wrapped data key; the row's version stays, since nothing a person sees changes.
    /// `Stale` when it is not wrapped by `was` any more.
    async fn rewrap_key(&mut self, id: Uuid, was: &str, key: &WrappedKey) -> Result<()>;

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
    /// Ends every link of the application.
    async fn remove_links(&mut self, application: Uuid) -> Result<()>;
    async fn sweep_links(&mut self, now: DateTime<Utc>) -> Result<u64>;
}
