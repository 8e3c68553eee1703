//! Crossings of the border: admissions, refusals with their grounds, departures.

use super::Result;
use super::columns::{Flag, MaybeCode, MaybeId, MaybeMicros, Micros};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::law::Ground;
use domain::states::{CrossingKind, VisaState};
use uuid::Uuid;

#[derive(Debug, Clone, sqlx::FromRow)]
pub struct CrossingRow {
    #[sqlx(try_from = "String")]
    pub id: Uuid,
    #[sqlx(try_from = "String")]
    pub case_id: Uuid,
    #[sqlx(try_from = "MaybeId")]
    pub visa_id: Option<Uuid>,
    /// How the visa stood at that moment, before what the crossing did to it; unknown of crossings
    /// from before this was kept.
    #[sqlx(try_from = "MaybeCode")]
    pub visa_state: Option<VisaState>,
    #[sqlx(try_from = "String")]
    pub kind: CrossingKind,
    pub port: String,
    #[sqlx(try_from = "String")]
    pub officer_id: Uuid,
    /// When it happened.
    #[sqlx(try_from = "Micros")]
    pub event_at: DateTime<Utc>,
    /// When it was written down.
    #[sqlx(try_from = "Micros")]
    pub recorded_at: DateTime<Utc>,
    /// Encrypted by the application's key, see `cases::records::note_data`.
    pub note: Option<Vec<u8>>,
    /// The keyed hash of who was refused or admitted, whatever the passport; unknown of crossings from
    /// before this was kept, and of departures.
    pub person_hash: Option<Vec<u8>>,
    /// When it was undone: an admission that was pressed by mistake.
    #[sqlx(try_from = "MaybeMicros")]
    pub undone_at: Option<DateTime<Utc>>,
    /// The keyed hash of what was sent with the press that recorded it; none of what no press recorded, and
    /// of crossings from before this was kept.
    pub press_hash: Option<Vec<u8>>,
    /// Of a refusal.
    #[sqlx(skip)]
    pub grounds: Vec<Ground>,
}

/// What may stand against a person, beside what stands on the case itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::FromRow)]
pub struct Marks {
    /// A stay is open on another case of the passport.
    #[sqlx(try_from = "Flag")]
    pub inside: bool,
    /// This person was refused on another case, or anybody on another case of the passport.
    #[sqlx(try_from = "Flag")]
    pub refused: bool,
    /// A code that is not ours was shown with the passport lately.
    #[sqlx(try_from = "Flag")]
    pub forged: bool,
}

#[async_trait]
pub trait Crossings {
    async fn add_crossing(&mut self, row: &CrossingRow) -> Result<()>;
    async fn crossing(&mut self, id: Uuid) -> Result<Option<CrossingRow>>;
    /// Those that count, in the order of the events.
    async fn crossings_of(&mut self, case: Uuid) -> Result<Vec<CrossingRow>>;
    /// Whether this person was refused on another case, or anybody on another case of this passport.
    async fn is_refused_elsewhere(
        &mut self,
        person_hash: Option<&[u8]>,
        passport_hash: Option<&[u8]>,
        case: Uuid,
    ) -> Result<bool>;
    /// Which of these a look at the person has to follow up: one question instead of three, most are of
    /// somebody against whom nothing stands. `since`: what counts as lately.
    async fn marks_elsewhere(
        &mut self,
        person_hash: Option<&[u8]>,
        passport_hash: Option<&[u8]>,
        case: Uuid,
        since: DateTime<Utc>,
    ) -> Result<Marks>;
    /// What an officer recorded since an instant, newest first, undone admissions too; without grounds.
    async fn crossings_by(
        &mut self,
        officer: Uuid,
        since: DateTime<Utc>,
        before: Option<(DateTime<Utc>, Uuid)>,
        limit: i64,
    ) -> Result<Vec<CrossingRow>>;
    /// An admission counts for nothing from now on. `Stale` when it was undone before.
    async fn undo_crossing(&mut self, id: Uuid, at: DateTime<Utc>) -> Result<()>;
    /// The cases on which this person was refused or admitted, whatever the passport.
    async fn cases_of_person(&mut self, person_hash: &[u8]) -> Result<Vec<Uuid>>;
}
