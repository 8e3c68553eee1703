//! Visas, and the seals of documents that no longer hold.

use super::Result;
use super::columns::{DateText, Micros};
use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use domain::states::VisaState;
use domain::visa::{Entries, VisaType};
use uuid::Uuid;

#[derive(Debug, Clone, sqlx::FromRow)]
pub struct VisaRow {
    #[sqlx(try_from = "String")]
    pub id: Uuid,
    #[sqlx(try_from = "String")]
    pub case_id: Uuid,
    /// 1, and one more for each that replaces it.
    pub edition: i64,
    /// Nine characters, which fit the document number of an MRZ.
    pub number: String,
    #[sqlx(try_from = "String")]
    pub visa_type: VisaType,
    #[sqlx(try_from = "String")]
    pub entries: Entries,
    #[sqlx(try_from = "String")]
    pub(in crate::store) state: VisaState,
    pub version: i64,
    #[sqlx(try_from = "DateText")]
    pub issued_on: NaiveDate,
    /// The last day on which it lets its holder in.
    #[sqlx(try_from = "DateText")]
    pub valid_until: NaiveDate,
    /// The visible digital seal, encrypted by the application's key.
    pub seal: Vec<u8>,
    pub seal_hash: Vec<u8>,
    #[sqlx(try_from = "Micros")]
    pub issued_at: DateTime<Utc>,
}

transitions!(VisaRow, VisaState);

impl VisaRow {
    /// A first edition without its seal yet.
    pub const fn valid(
        id: Uuid,
        case_id: Uuid,
        number: String,
        visa_type: VisaType,
        (issued_at, issued_on, valid_until): (DateTime<Utc>, NaiveDate, NaiveDate),
    ) -> Self {
        Self {
            id,
            case_id,
            edition: 1,
            number,
            visa_type,
            entries: visa_type.entries(),
            state: VisaState::Valid,
            version: 1,
            issued_on,
            valid_until,
            seal: Vec::new(),
            seal_hash: Vec::new(),
            issued_at,
        }
    }
}

#[async_trait]
pub trait Visas {
    async fn add_visa(&mut self, row: &VisaRow) -> Result<()>;
    async fn is_visa_number(&mut self, number: &str) -> Result<bool>;
    async fn visa(&mut self, id: Uuid) -> Result<Option<VisaRow>>;
    /// The latest edition.
    async fn visa_of_case(&mut self, case: Uuid) -> Result<Option<VisaRow>>;
    /// Saves the state of a visa that was read at `row.version`. `Stale` when somebody was faster.
    async fn save_visa(&mut self, row: &VisaRow) -> Result<()>;
    /// Valid visas whose last day is before `today`.
    async fn unused_visas(&mut self, today: NaiveDate, limit: i64) -> Result<Vec<VisaRow>>;
}
