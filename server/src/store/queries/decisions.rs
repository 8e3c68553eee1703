use super::{Db, EngineConnection};
use crate::store::{DecisionKind, DecisionRow, Decisions, Result, StoreError, micros};
use async_trait::async_trait;
use domain::law::Ground;
use uuid::Uuid;

#[async_trait]
impl Decisions for EngineConnection {
    async fn add_decision(&mut self, row: &DecisionRow) -> Result<()> {
        sqlx::query::<Db>(
            "INSERT INTO decisions (id, case_id, kind, ground, note, staff_id, at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(row.id.to_string())
        .bind(row.case_id.to_string())
        .bind(row.kind.as_str())
        .bind(row.ground.map(Ground::as_str))
        .bind(row.note.as_deref())
        .bind(row.staff_id.to_string())
        .bind(micros(row.at))
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn latest_decision(
        &mut self,
        case: Uuid,
        kind: DecisionKind,
    ) -> Result<Option<DecisionRow>> {
        sqlx::query_as::<Db, DecisionRow>(
            "SELECT * FROM decisions WHERE case_id = $1 AND kind = $2
             ORDER BY at DESC, id DESC LIMIT 1",
        )
        .bind(case.to_string())
        .bind(kind.as_str())
        .fetch_optional(self.connection())
        .await
        .map_err(StoreError::from)
    }
}
