use super::{Db, EngineConnection};
use crate::store::{Arrivals, ExpectedCount, ExpectedRow, Result, StoreError, date_text};
use async_trait::async_trait;
use chrono::NaiveDate;
use uuid::Uuid;

#[async_trait]
impl Arrivals for EngineConnection {
    async fn expected_by_hour(&mut self, port: &str, day: NaiveDate) -> Result<Vec<ExpectedCount>> {
        sqlx::query_as::<Db, ExpectedCount>(
            "SELECT applications.arrival_hour, applications.kind, COUNT(*) AS travellers
             FROM applications
             JOIN cases ON cases.application_id = applications.id AND cases.state = 'granted'
             LEFT JOIN visas ON visas.case_id = cases.id AND visas.state = 'valid'
             WHERE applications.port = $1 AND applications.entry_date = $2
               AND applications.erased_at IS NULL
               AND (visas.id IS NOT NULL
                    OR applications.kind = 'card' AND applications.state = 'submitted')
               AND NOT EXISTS (SELECT 1 FROM crossings
                               WHERE crossings.case_id = cases.id AND crossings.undone_at IS NULL)
             GROUP BY applications.arrival_hour, applications.kind",
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
            "SELECT cases.id, applications.arrival_hour
             FROM applications
             JOIN cases ON cases.application_id = applications.id AND cases.state = 'granted'
             LEFT JOIN visas ON visas.case_id = cases.id AND visas.state = 'valid'
             WHERE applications.port = $1 AND applications.entry_date = $2
               AND applications.erased_at IS NULL
               AND (visas.id IS NOT NULL
                    OR applications.kind = 'card' AND applications.state = 'submitted')
               AND NOT EXISTS (SELECT 1 FROM crossings
                               WHERE crossings.case_id = cases.id AND crossings.undone_at IS NULL)
               AND (COALESCE(applications.arrival_hour, 24) > $3
                    OR COALESCE(applications.arrival_hour, 24) = $3 AND cases.id > $4)
             ORDER BY COALESCE(applications.arrival_hour, 24), cases.id LIMIT $5",
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
