use super::{Db, EngineConnection};
use crate::store::{CorrectionRow, Corrections, Result, code, instant, micros};
use async_trait::async_trait;
use domain::states::CorrectionPage;
use uuid::Uuid;

#[async_trait]
impl Corrections for EngineConnection {
    async fn add_correction(&mut self, row: &CorrectionRow) -> Result<()> {
        let pages: Vec<&str> = row.pages.iter().map(|page| page.as_str()).collect();
        sqlx::query::<Db>(
            "INSERT INTO corrections (decision_id, pages, answers) VALUES ($1, $2, $3)",
        )
        .bind(row.decision_id.to_string())
        .bind(pages.join(" "))
        .bind(row.answers.as_slice())
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn correction(&mut self, decision: Uuid) -> Result<Option<CorrectionRow>> {
        type Found = (String, Vec<u8>, Option<i64>, Option<i64>);
        let found = sqlx::query_as::<Db, Found>(
            "SELECT pages, answers, reminded_at, unanswered_at FROM corrections
             WHERE decision_id = $1",
        )
        .bind(decision.to_string())
        .fetch_optional(self.connection())
        .await?;
        let Some((pages, answers, reminded_at, unanswered_at)) = found else {
            return Ok(None);
        };
        let pages = pages.split_whitespace().map(code);
        Ok(Some(CorrectionRow {
            decision_id: decision,
            pages: pages.collect::<Result<Vec<CorrectionPage>>>()?,
            answers,
            reminded_at: reminded_at.map(instant).transpose()?,
            unanswered_at: unanswered_at.map(instant).transpose()?,
        }))
    }

    async fn save_correction(&mut self, row: &CorrectionRow) -> Result<()> {
        sqlx::query::<Db>(
            "UPDATE corrections SET reminded_at = $1, unanswered_at = $2 WHERE decision_id = $3",
        )
        .bind(row.reminded_at.map(micros))
        .bind(row.unanswered_at.map(micros))
        .bind(row.decision_id.to_string())
        .execute(self.connection())
        .await?;
        Ok(())
    }
}
