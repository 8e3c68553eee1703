//! What supervisors wrote on deciding about refunds.

use super::Result;
use super::columns::Micros;
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use uuid::Uuid;

#[derive(Debug, Clone, sqlx::FromRow)]
pub struct RefundNoteRow {
    #[sqlx(try_from = "String")]
    pub id: Uuid,
    #[sqlx(try_from = "String")]
    pub refund_id: Uuid,
    /// Encrypted by the application's key, see `cases::records::note_data`.
    pub note: Vec<u8>,
    #[sqlx(try_from = "String")]
    pub staff_id: Uuid,
    #[sqlx(try_from = "Micros")]
    pub at: DateTime<Utc>,
}

#[async_trait]
pub trait RefundNotes {
    async fn add_refund_note(&mut self, row: &RefundNoteRow) -> Result<()>;
    async fn latest_refund_note(&mut self, refund: Uuid) -> Result<Option<RefundNoteRow>>;
}
