use super::{Db, EngineConnection};
use crate::store::{CorrectionRow, Corrections, Result, code};
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
        let found = sqlx::query_as::<Db, (String, Vec<u8>)>(
            "SELECT pages, answers FROM corrections WHERE decision_id = $1",
        )
        .bind(decision.to_string())
        .fetch_optional(self.connection())
        .await?;
        let Some((pages, answers)) = found else {
            return Ok(None);
        };
        let pages = pages.split_whitespace().map(code);
        Ok(Some(CorrectionRow {
            decision_id: decision,
            pages: pages.collect::<Result<Vec<CorrectionPage>>>()?,
            answers,
        }))
    }
}
