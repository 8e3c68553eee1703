//! Stays: from an admission to a departure.

use super::columns::{DateText, MaybeDateText, MaybeId, MaybeMicros};
use super::{CrossingRow, PassName, Result, VisaRow};
use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use domain::states::StayState;
use uuid::Uuid;

#[derive(Debug, Clone, sqlx::FromRow)]
pub struct StayRow {
    #[sqlx(try_from = "String")]
    pub id: Uuid,
    #[sqlx(try_from = "String")]
    pub case_id: Uuid,
    /// None of who is exempt by an agreement (Art. 5).
    #[sqlx(try_from = "MaybeId")]
    pub visa_id: Option<Uuid>,
    /// The crossing that began it.
    #[sqlx(try_from = "String")]
    pub admission_id: Uuid,
    /// The crossing that ended it.
    #[sqlx(try_from = "MaybeId")]
    pub departure_id: Option<Uuid>,
    #[sqlx(try_from = "String")]
    pub(in crate::store) state: StayState,
    pub version: i64,
    pub port: String,
    #[sqlx(try_from = "DateText")]
    pub entered_on: NaiveDate,
    #[sqlx(try_from = "DateText")]
    pub last_permitted_day: NaiveDate,
    #[sqlx(try_from = "MaybeDateText")]
    pub departed_on: Option<NaiveDate>,
    /// When an overstay beyond thirty days was first found (Art. 26.1).
    #[sqlx(try_from = "MaybeDateText")]
    pub overstay_found_on: Option<NaiveDate>,
    /// When the admission that began it was undone: it never was.
    #[sqlx(try_from = "MaybeMicros")]
    pub undone_at: Option<DateTime<Utc>>,
}

transitions!(StayRow, StayState);

impl StayRow {
    /// A stay that an admission begins.
    pub fn open(
        id: Uuid,
        admission: &CrossingRow,
        visa_id: Option<Uuid>,
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
            undone_at: None,
        }
    }

    /// Ends a stay that never was, since its admission is undone.
    ///
    /// # Errors
    /// `Transition` where it is over.
    pub fn undo(&mut self, at: DateTime<Utc>) -> Result<()> {
        self.advance(StayState::Departed)?;
        self.undone_at = Some(at);
        Ok(())
    }
}

/// The visa and the stay of a case; without a visa stays only who is exempt by an agreement.
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
    /// What the case has led to so far, without what was undone.
    async fn visa_and_stay(&mut self, case: Uuid) -> Result<VisaAndStay>;
    /// The cases on this passport on which a stay is open.
    async fn open_stays_on_passport(&mut self, passport_hash: &[u8]) -> Result<Vec<Uuid>>;
    /// The last that began.
    async fn latest_stay(&mut self, case: Uuid) -> Result<Option<StayRow>> {
        Ok(self.visa_and_stay(case).await?.stay)
    }
    /// Saves the departure, or the undoing, of a stay that was read at `row.version`. `Stale` when somebody was
    /// faster.
    async fn save_stay(&mut self, row: &StayRow) -> Result<()>;
}
