//! Visas, and the seals of documents that no longer hold.

use super::Result;
use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use domain::states::VisaState;
use domain::visa::{Entries, VisaType};
use uuid::Uuid;

#[derive(Debug, Clone)]
pub struct VisaRow {
    pub id: Uuid,
    pub case_id: Uuid,
    /// 1, and one more for each that replaces it.
    pub edition: i64,
    /// Nine characters, which fit the document number of an MRZ.
    pub number: String,
    pub visa_type: VisaType,
    pub entries: Entries,
    pub(in crate::store) state: VisaState,
    pub version: i64,
    pub issued_on: NaiveDate,
    /// The last day on which it lets its holder in.
    pub valid_until: NaiveDate,
    /// The visible digital seal, encrypted by the application's key.
    pub seal: Vec<u8>,
    pub seal_hash: Vec<u8>,
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
