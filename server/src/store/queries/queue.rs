use super::{Db, EngineConnection};
use crate::store::{Queue, QueueEntry, QueueQuery, Result, StoreError, micros};
use async_trait::async_trait;
use domain::states::CaseState;

#[async_trait]
impl Queue for EngineConnection {
    async fn queue(&mut self, query: &QueueQuery) -> Result<Vec<QueueEntry>> {
        let (after, after_id) = query.after.map_or((i64::MIN, String::new()), |(at, id)| {
            (micros(at), id.to_string())
        });
        let [first, second, third] = query.states;
        sqlx::query_as::<Db, QueueEntry>(
            "SELECT cases.*, applications.reference, applications.key_id,
                    applications.wrapped_key, applications.paid_at, applications.promised_on,
                    applications.entry_date, staff.name AS reviewer
             FROM cases
             JOIN applications ON applications.id = cases.application_id
             LEFT JOIN staff ON staff.id = cases.reviewer_id
             WHERE cases.state IN ($1, $2, $3) AND cases.queued_at IS NOT NULL
               AND applications.erased_at IS NULL
               AND (cases.queued_at, cases.id) > ($4, $5)
               AND ($6 = '' OR cases.nationality = $6)
               AND ($7 = '' OR applications.port = $7)
               AND ($8 = '' OR applications.reference = $8)
             ORDER BY cases.queued_at, cases.id LIMIT $9",
        )
        .bind(first.as_str())
        .bind(second.as_str())
        .bind(third.as_str())
        .bind(after)
        .bind(after_id)
        .bind(query.nationality.as_str())
        .bind(query.port.as_str())
        .bind(query.reference.as_str())
        .bind(query.limit)
        .fetch_all(self.connection())
        .await
        .map_err(StoreError::from)
    }
    async fn count_queue(&mut self, state: CaseState) -> Result<i64> {
        let (count,) = sqlx::query_as::<Db, (i64,)>(
            "SELECT COUNT(*) FROM cases
             JOIN applications ON applications.id = cases.application_id
             WHERE cases.state = $1 AND cases.queued_at IS NOT NULL
               AND applications.erased_at IS NULL",
        )
        .bind(state.as_str())
        .fetch_one(self.connection())
        .await?;
        Ok(count)
    }
}
