//! Lists that desks keep for the time without a network, and what was admitted by them.

use super::Result;
use super::columns::{MaybeId, MaybeMicros, Micros};
use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

#[derive(Debug, Clone, sqlx::FromRow)]
pub struct DayPackRow {
    #[sqlx(try_from = "String")]
    pub id: Uuid,
    pub port: String,
    #[sqlx(try_from = "String")]
    pub officer_id: Uuid,
    #[sqlx(try_from = "Micros")]
    pub made_at: DateTime<Utc>,
    /// Nobody is admitted from it afterwards.
    #[sqlx(try_from = "Micros")]
    pub good_until: DateTime<Utc>,
}

/// A provisional admission as it was handed in.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct ProvisionalRow {
    /// Given by the desk.
    #[sqlx(try_from = "String")]
    pub id: Uuid,
    #[sqlx(try_from = "String")]
    pub pack_id: Uuid,
    #[sqlx(try_from = "String")]
    pub case_id: Uuid,
    pub port: String,
    /// Whose list it was.
    #[sqlx(try_from = "String")]
    pub officer_id: Uuid,
    #[sqlx(try_from = "String")]
    pub handed_in_by: Uuid,
    #[sqlx(try_from = "Micros")]
    pub event_at: DateTime<Utc>,
    #[sqlx(try_from = "Micros")]
    pub handed_in_at: DateTime<Utc>,
    /// The admission that was recorded.
    #[sqlx(try_from = "MaybeId")]
    pub crossing_id: Option<Uuid>,
    /// The key of the message that says why none was.
    pub reason: Option<String>,
    /// Who has looked into one that was not accepted.
    #[sqlx(try_from = "MaybeId")]
    pub seen_by: Option<Uuid>,
    #[sqlx(try_from = "MaybeMicros")]
    pub seen_at: Option<DateTime<Utc>>,
}

#[async_trait]
pub trait DayPacks {
    /// With the cases that it carries.
    async fn add_day_pack(&mut self, row: &DayPackRow, cases: &[Uuid]) -> Result<()>;
    async fn day_pack(&mut self, id: Uuid) -> Result<Option<DayPackRow>>;
    async fn is_on_day_pack(&mut self, pack: Uuid, case: Uuid) -> Result<bool>;
    /// Forgets whom the lists from before carried.
    async fn sweep_day_pack_cases(&mut self, before: DateTime<Utc>) -> Result<()>;
    /// Cases with a valid visa whose trip begins at this port on `first` or later, soonest first; or before
    /// it, latest first.
    async fn expected_cases(
        &mut self,
        port: &str,
        first: NaiveDate,
        later: bool,
        limit: i64,
    ) -> Result<Vec<Uuid>>;
    /// Keeps it, unless it was handed in before; whether it is new.
    async fn add_provisional(&mut self, row: &ProvisionalRow) -> Result<bool>;
    async fn provisional(&mut self, id: Uuid) -> Result<Option<ProvisionalRow>>;
    /// What was recorded for it, in the transaction that records it.
    /// Whether a crossing was handed in by a desk, and not recorded at one.
    async fn is_handed_in(&mut self, crossing: Uuid) -> Result<bool>;
    async fn accept_provisional(&mut self, id: Uuid, crossing: Uuid) -> Result<()>;
    /// Those that were not accepted and that nobody has looked into, at a port or at all, oldest first.
    async fn provisional_to_look_into(
        &mut self,
        port: Option<&str>,
        after: Option<(DateTime<Utc>, Uuid)>,
        limit: i64,
    ) -> Result<Vec<ProvisionalRow>>;
    /// `Stale` when somebody has looked into it before.
    async fn look_into_provisional(&mut self, id: Uuid, by: Uuid, at: DateTime<Utc>) -> Result<()>;
}
