//! Stays with their V-Passes and fines.

use super::{CrossingRow, Result, VisaRow};
use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use domain::money::Money;
use domain::states::{FineState, StayState};
use uuid::Uuid;

#[derive(Debug, Clone)]
pub struct StayRow {
    pub id: Uuid,
    pub case_id: Uuid,
    pub visa_id: Uuid,
    /// The crossing that began it.
    pub admission_id: Uuid,
    /// The crossing that ended it.
    pub departure_id: Option<Uuid>,
    pub(in crate::store) state: StayState,
    pub version: i64,
    pub port: String,
    pub entered_on: NaiveDate,
    pub last_permitted_day: NaiveDate,
    pub departed_on: Option<NaiveDate>,
    /// When an overstay beyond thirty days was first found (Art. 26.1).
    pub overstay_found_on: Option<NaiveDate>,
}

transitions!(StayRow, StayState);

impl StayRow {
    /// A stay that an admission begins.
    pub fn open(
        id: Uuid,
        admission: &CrossingRow,
        visa_id: Uuid,
        entered_on: NaiveDate,
        last_permitted_day: NaiveDate,
    ) -> Self {
        Self {
            id,
            case_id: admission.case_id,
            visa_id,
            admission_id: admission.id,
            departure_id: None,
            state: StayState::Open,
            version: 1,
            port: admission.port.clone(),
            entered_on,
            last_permitted_day,
            departed_on: None,
            overstay_found_on: None,
        }
    }
}

#[derive(Debug, Clone)]
pub struct PassRow {
    pub id: Uuid,
    pub stay_id: Uuid,
    pub edition: i64,
    /// Nine characters.
    pub number: String,
    /// Hash of the secret in its address, see `Vault::pass_secret`.
    pub link_hash: Vec<u8>,
    /// The visible digital seal, encrypted by the application's key.
    pub seal: Vec<u8>,
    pub seal_hash: Vec<u8>,
    pub issued_at: DateTime<Utc>,
}

/// A pass by its names alone.
#[derive(Debug, Clone)]
pub struct PassName {
    pub id: Uuid,
    pub number: String,
}

#[derive(Debug, Clone)]
pub struct FineRow {
    pub id: Uuid,
    pub stay_id: Uuid,
    pub days: i64,
    pub amount: Money,
    pub state: FineState,
    pub settled_by: Option<Uuid>,
    pub settled_at: Option<DateTime<Utc>>,
    /// Receipt, or who exempted and why; encrypted by the application's key.
    pub note: Option<Vec<u8>>,
}

/// The visa and the stay of a case; nobody stays without a visa.
#[derive(Debug, Clone, Default)]
pub struct VisaAndStay {
    /// The latest edition.
    pub visa: Option<VisaRow>,
    /// The last that began.
    pub stay: Option<StayRow>,
    /// The latest edition of that stay's.
    pub pass: Option<PassName>,
}

#[async_trait]
pub trait Stays {
    /// A second open stay of a case is `is_duplicate`.
    async fn add_stay(&mut self, row: &StayRow) -> Result<()>;
    async fn stay(&mut self, id: Uuid) -> Result<Option<StayRow>>;
    /// Keeps the day of the first finding; a later one changes nothing.
    async fn find_overstay(&mut self, id: Uuid, found_on: NaiveDate) -> Result<()>;
    /// What the case has led to so far.
    async fn visa_and_stay(&mut self, case: Uuid) -> Result<VisaAndStay>;
    /// The last that began.
    async fn latest_stay(&mut self, case: Uuid) -> Result<Option<StayRow>> {
        Ok(self.visa_and_stay(case).await?.stay)
    }
    /// Saves the departure of a stay that was read at `row.version`. `Stale` when somebody was
    /// faster.
    async fn save_stay(&mut self, row: &StayRow) -> Result<()>;

    async fn add_pass(&mut self, row: &PassRow) -> Result<()>;
    async fn is_pass_number(&mut self, number: &str) -> Result<bool>;
    async fn pass(&mut self, id: Uuid) -> Result<Option<PassRow>>;
    async fn pass_by_link(&mut self, link_hash: &[u8]) -> Result<Option<PassRow>>;
    /// The latest edition.
    async fn pass_of_stay(&mut self, stay: Uuid) -> Result<Option<PassRow>>;

    async fn add_fine(&mut self, row: &FineRow) -> Result<()>;
    async fn fine_of_stay(&mut self, stay: Uuid) -> Result<Option<FineRow>>;
}
