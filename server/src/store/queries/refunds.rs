use super::{Db, EngineConnection};
use crate::store::{
    ListedRefund, RefundRow, Refunds, Result, code, expect_one, id as read_id, instant, micros,
    money,
};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::states::RefundState;
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    payment_id: String,
    case_id: Option<String>,
    crossing_id: Option<String>,
    amount: i64,
    currency: String,
    ground: String,
    state: String,
    version: i64,
    attempt: i64,
    called_at: Option<i64>,
    provider_id: Option<String>,
    failure: Option<String>,
    requested_by: Option<String>,
    approved_by: Option<String>,
    requested_at: i64,
    approved_at: Option<i64>,
    sent_at: Option<i64>,
    settled_at: Option<i64>,
    declined_by: Option<String>,
    declined_at: Option<i64>,
}

impl Row {
    fn read(self) -> Result<RefundRow> {
        let optional_id = |id: Option<String>| id.as_deref().map(read_id).transpose();
        let optional_instant = |at: Option<i64>| at.map(instant).transpose();
        Ok(RefundRow {
            id: read_id(&self.id)?,
            payment_id: read_id(&self.payment_id)?,
            case_id: optional_id(self.case_id)?,
            crossing_id: optional_id(self.crossing_id)?,
            amount: money(self.amount, &self.currency)?,
            ground: code(&self.ground)?,
            state: code(&self.state)?,
            version: self.version,
            attempt: self.attempt,
            called_at: optional_instant(self.called_at)?,
            provider_id: self.provider_id,
            failure: self.failure,
            requested_by: optional_id(self.requested_by)?,
            approved_by: optional_id(self.approved_by)?,
            requested_at: instant(self.requested_at)?,
            approved_at: optional_instant(self.approved_at)?,
            sent_at: optional_instant(self.sent_at)?,
            settled_at: optional_instant(self.settled_at)?,
            declined_by: optional_id(self.declined_by)?,
            declined_at: optional_instant(self.declined_at)?,
        })
    }
}

#[derive(sqlx::FromRow)]
struct ListedRow {
    #[sqlx(flatten)]
    refund: Row,
    reference: String,
    requester: Option<String>,
}

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
        sqlx::query_as::<Db, Row>("SELECT * FROM refunds WHERE id = $1")
            .bind(id.to_string())
            .fetch_optional(self.connection())
            .await?
            .map(Row::read)
            .transpose()
    }

    async fn refunds_of(&mut self, payment: Uuid) -> Result<Vec<RefundRow>> {
        sqlx::query_as::<Db, Row>(
            "SELECT * FROM refunds WHERE payment_id = $1 ORDER BY requested_at, id",
        )
        .bind(payment.to_string())
        .fetch_all(self.connection())
        .await?
        .into_iter()
        .map(Row::read)
        .collect()
    }

    async fn refund_by_provider_id(&mut self, provider_id: &str) -> Result<Option<RefundRow>> {
        sqlx::query_as::<Db, Row>("SELECT * FROM refunds WHERE provider_id = $1")
            .bind(provider_id)
            .fetch_optional(self.connection())
            .await?
            .map(Row::read)
            .transpose()
    }

    async fn save_refund(&mut self, row: &RefundRow) -> Result<()> {
        let done = sqlx::query::<Db>(
            "UPDATE refunds SET
                 version = version + 1, state = $1, attempt = $2, called_at = $3,
                 provider_id = $4, failure = $5, approved_by = $6, approved_at = $7,
                 sent_at = $8, settled_at = $9, declined_by = $10, declined_at = $11,
                 crossing_id = $12, ground = $13, requested_by = $14
             WHERE id = $15 AND version = $16",
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
        sqlx::query_as::<Db, ListedRow>(
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
        .await?
        .into_iter()
        .map(|row| {
            Ok(ListedRefund {
                refund: row.refund.read()?,
                reference: row.reference,
                requested_by: row.requester,
            })
        })
        .collect()
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
