//! What corrections open, and the answers before them.

use super::Result;
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::states::CorrectionPage;
use uuid::Uuid;

#[derive(Debug, Clone)]
pub struct CorrectionRow {
    /// The decision that asked for it.
    pub decision_id: Uuid,
    pub pages: Vec<CorrectionPage>,
    /// What had been answered, encrypted by the application's key, see `cases::corrections`.
    pub answers: Vec<u8>,
    /// When the traveller was reminded.
    pub reminded_at: Option<DateTime<Utc>>,
    /// When it was waited for no longer.
    pub unanswered_at: Option<DateTime<Utc>>,
}

#[async_trait]
pub trait Corrections {
    async fn add_correction(&mut self, row: &CorrectionRow) -> Result<()>;
    /// None for a correction of an earlier version.
    async fn correction(&mut self, decision: Uuid) -> Result<Option<CorrectionRow>>;
    /// Stores when it was reminded of and given up.
    async fn save_correction(&mut self, row: &CorrectionRow) -> Result<()>;
}
