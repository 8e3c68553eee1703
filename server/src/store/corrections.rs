//! What corrections open, and the answers before them.

use super::Result;
use async_trait::async_trait;
use domain::states::CorrectionPage;
use uuid::Uuid;

#[derive(Debug, Clone)]
pub struct CorrectionRow {
    /// The decision that asked for it.
    pub decision_id: Uuid,
    pub pages: Vec<CorrectionPage>,
    /// What had been answered, encrypted by the application's key, see `cases::corrections`.
    pub answers: Vec<u8>,
}

#[async_trait]
pub trait Corrections {
    async fn add_correction(&mut self, row: &CorrectionRow) -> Result<()>;
    /// None for a correction of an earlier version.
    async fn correction(&mut self, decision: Uuid) -> Result<Option<CorrectionRow>>;
}
