use super::{Db, EngineConnection};
use crate::store::{RefundNoteRow, RefundNotes, Result, StoreError, micros};
use async_trait::async_trait;
use uuid::Uuid;

#[async_trait]
impl RefundNotes for EngineConnection {
    async fn add_refund_note(&mut self, row: &RefundNoteRow) -> Result<()> {
        sqlx::query::<Db>(
            "INSERT INTO refund_notes (id, refund_id, note, staff_id, at)
             VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(row.id.to_string())
        .bind(row.refund_id.to_string())
        .bind(row.note.as_slice())
        .bind(row.staff_id.to_string())
        .bind(micros(row.at))
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn latest_refund_note(&mut self, refund: Uuid) -> Result<Option<RefundNoteRow>> {
        sqlx::query_as::<Db, RefundNoteRow>(
            "SELECT * FROM refund_notes WHERE refund_id = $1 ORDER BY at DESC, id DESC LIMIT 1",
        )
        .bind(refund.to_string())
        .fetch_optional(self.connection())
        .await
        .map_err(StoreError::from)
    }
}
