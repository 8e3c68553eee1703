use super::{Db, EngineConnection};
use crate::store::{
    ListedRefund, RefundRow, Refunds, Result, StoreError, expect_one, id as read_id, micros,
};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::states::RefundState;
use uuid::Uuid;

#[async_trait]
impl Refunds for EngineConnection {
    async fn add_refund(&mut self, row: &RefundRow) -> Result<bool> {
        let done = sqlx::query::<Db>(
            "INSERT INTO refunds (id, payment_id, case_id, crossing_id, amount, currency, ground,
                                  state, version, attempt, requested_by, requested_at, approved_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
             ON CONFLICT DO NOTHING",
        )
        .bind(row.id.to_string())
        .bind(row.payment_id.to_string())
        .bind(row.case_id.map(|id| id.to_string()))
        .bind(row.crossing_id.map(|id| id.to_string()))
        .bind(row.amount.minor)
        .bind(row.amount.currency.as_str())
        .bind(row.ground.as_str())
        .bind(row.state.as_str())
        .bind(row.version)
        .bind(row.attempt)
        .bind(row.requested_by.map(|id| id.to_string()))
        .bind(micros(row.requested_at))
        .bind(row.approved_at.map(micros))
        .execute(self.connection())
        .await?;
        Ok(done.rows_affected() == 1)
    }

    async fn refund(&mut self, id: Uuid) -> Result<Option<RefundRow>> {
        sqlx::query_as::<Db, RefundRow>("SELECT * FROM refunds WHERE id = $1")
            .bind(id.to_string())
            .fetch_optional(self.connection())
            .await
            .map_err(StoreError::from)
    }

    async fn refunds_of(&mut self, payment: Uuid) -> Result<Vec<RefundRow>> {
        sqlx::query_as::<Db, RefundRow>(
            "SELECT * FROM refunds WHERE payment_id = $1 ORDER BY requested_at, id",
        )
        .bind(payment.to_string())
        .fetch_all(self.connection())
        .await
        .map_err(StoreError::from)
    }

    async fn refund_by_provider_id(&mut self, provider_id: &str) -> Result<Option<RefundRow>> {
        sqlx::query_as::<Db, RefundRow>("SELECT * FROM refunds WHERE provider_id = $1")
            .bind(provider_id)
            .fetch_optional(self.connection())
            .await
            .map_err(StoreError::from)
    }

    async fn save_refund(&mut self, row: &RefundRow) -> Result<()> {
        let done = sqlx::query::<Db>(
            "UPDATE refunds SET
                 version = version + 1, state = $1, attempt = $2, called_at = $3,
                 provider_id = $4, failure = $5, approved_by = $6, approved_at = $7,
                 sent_at = $8, settled_at = $9, declined_by = $10, declined_at = $11,
                 crossing_id = $12, ground = $13, requested_by = $14, elsewhere = $15,
                 receipt = $16
             WHERE id = $17 AND version = $18",
        )
        .bind(row.state.as_str())
        .bind(row.attempt)
        .bind(row.called_at.map(micros))
        .bind(row.provider_id.as_deref())
        .bind(row.failure.as_deref())
        .bind(row.approved_by.map(|id| id.to_string()))
        .bind(row.approved_at.map(micros))
        .bind(row.sent_at.map(micros))
        .bind(row.settled_at.map(micros))
        .bind(row.declined_by.map(|id| id.to_string()))
        .bind(row.declined_at.map(micros))
        .bind(row.crossing_id.map(|id| id.to_string()))
        .bind(row.ground.as_str())
        .bind(row.requested_by.map(|id| id.to_string()))
        .bind(row.elsewhere)
        .bind(row.receipt.as_deref())
        .bind(row.id.to_string())
        .bind(row.version)
        .execute(self.connection())
        .await?;
        expect_one(done.rows_affected())
    }

    async fn list_refunds(
        &mut self,
        state: Option<RefundState>,
        after: Option<(DateTime<Utc>, Uuid)>,
        limit: i64,
    ) -> Result<Vec<ListedRefund>> {
        let (first, second) = match state {
            Some(state) => (state, state),
            None => (RefundState::Requested, RefundState::Failed),
        };
        let (at, id) = after.map_or((i64::MIN, String::new()), |(at, id)| {
            (micros(at), id.to_string())
        });
        sqlx::query_as::<Db, ListedRefund>(
            "SELECT refunds.*, applications.reference, staff.name AS requester
             FROM refunds
             JOIN payments ON payments.id = refunds.payment_id
             JOIN applications ON applications.id = payments.application_id
             LEFT JOIN staff ON staff.id = refunds.requested_by
             WHERE refunds.state IN ($1, $2)
               AND (refunds.requested_at > $3 OR (refunds.requested_at = $3 AND refunds.id > $4))
             ORDER BY refunds.requested_at, refunds.id LIMIT $5",
        )
        .bind(first.as_str())
        .bind(second.as_str())
        .bind(at)
        .bind(id)
        .bind(limit)
        .fetch_all(self.connection())
        .await
        .map_err(StoreError::from)
    }

    async fn unsettled_refunds(&mut self, before: DateTime<Utc>, limit: i64) -> Result<Vec<Uuid>> {
        sqlx::query_as::<Db, (String,)>(
            "SELECT id FROM refunds
             WHERE (state = 'approved' AND approved_at < $1) OR (state = 'sent' AND sent_at < $1)
             ORDER BY requested_at, id LIMIT $2",
        )
        .bind(micros(before))
        .bind(limit)
        .fetch_all(self.connection())
        .await?
        .iter()
        .map(|(id,)| read_id(id))
        .collect()
    }
}
