use super::{Db, EngineConnection};
use crate::store::{Arrivals, ExpectedCount, ExpectedRow, Result, StoreError, date_text};
use async_trait::async_trait;
use chrono::NaiveDate;
use uuid::Uuid;

#[async_trait]
impl Arrivals for EngineConnection {
    async fn expected_by_hour(&mut self, port: &str, day: NaiveDate) -> Result<Vec<ExpectedCount>> {
        sqlx::query_as::<Db, ExpectedCount>(
            "SELECT arrival_hour, kind, COUNT(*) AS travellers FROM expected_travellers
             WHERE port = $1 AND entry_date = $2 GROUP BY arrival_hour, kind",
        )
        .bind(port)
        .bind(date_text(day))
        .fetch_all(self.connection())
        .await
        .map_err(StoreError::from)
    }

    async fn expected_on(
        &mut self,
        port: &str,
        day: NaiveDate,
        after: Option<(i64, Uuid)>,
        limit: i64,
    ) -> Result<Vec<ExpectedRow>> {
        let (hour, id) = after.map_or((-1, String::new()), |(hour, id)| (hour, id.to_string()));
        sqlx::query_as::<Db, ExpectedRow>(
            "SELECT id, arrival_hour FROM expected_travellers
             WHERE port = $1 AND entry_date = $2
               AND (COALESCE(arrival_hour, 24) > $3
                    OR COALESCE(arrival_hour, 24) = $3 AND id > $4)
             ORDER BY COALESCE(arrival_hour, 24), id LIMIT $5",
        )
        .bind(port)
        .bind(date_text(day))
        .bind(hour)
        .bind(id)
        .bind(limit)
        .fetch_all(self.connection())
        .await
        .map_err(StoreError::from)
    }
}
