//! Whom the passing of time has something to tell: ids, at most `limit`, those longest due first.

use super::Result;
use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

#[async_trait]
pub trait Reminders {
    /// Applications, not paid, that end between `now` and `until` and were not told so.
    async fn ending_applications(
        &mut self,
        now: DateTime<Utc>,
        until: DateTime<Utc>,
        limit: i64,
    ) -> Result<Vec<Uuid>>;
    /// Notes that the traveller is told of the end; whether nobody did so before. The row's version
    /// stays: a page that is open at this moment is still of these answers.
    async fn note_end_notice(&mut self, application: Uuid, now: DateTime<Utc>) -> Result<bool>;
    /// Paid applications with a case that staff have not decided by the day that was told last.
    async fn late_applications(&mut self, today: NaiveDate, limit: i64) -> Result<Vec<Uuid>>;
    /// Drafts whose traveller asked to be told on this day or before.
    async fn applications_to_remind(&mut self, today: NaiveDate, limit: i64) -> Result<Vec<Uuid>>;
    /// Forgets the day on which a traveller asked to be told; whether it was there. The version stays.
    async fn forget_reminder(&mut self, application: Uuid) -> Result<bool>;
    /// Cases whose correction was asked for before this, and never reminded of.
    async fn corrections_to_remind(
        &mut self,
        asked_before: DateTime<Utc>,
        limit: i64,
    ) -> Result<Vec<Uuid>>;
    /// Cases whose correction was asked for before this and never sent.
    async fn unanswered_corrections(
        &mut self,
        asked_before: DateTime<Utc>,
        limit: i64,
    ) -> Result<Vec<Uuid>>;
}
