use super::{Db, EngineConnection};
use crate::store::{
    ListedPayment, PaymentRow, Payments, ProviderEventRow, Result, StoreError, expect_one,
    id as read_id, micros,
};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use uuid::Uuid;

#[async_trait]
impl Payments for EngineConnection {
    async fn add_payment(&mut self, row: &PaymentRow, shares: &[(Uuid, i64)]) -> Result<()> {
        let done = sqlx::query::<Db>(
            "INSERT INTO payments (id, application_id, attempt, amount, currency, state, version,
                                   created_at, expires_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
             ON CONFLICT (application_id, attempt) DO NOTHING",
        )
        .bind(row.id.to_string())
        .bind(row.application_id.to_string())
        .bind(row.attempt)
        .bind(row.amount.minor)
        .bind(row.amount.currency.as_str())
        .bind(row.state.as_str())
        .bind(row.version)
        .bind(micros(row.created_at))
        .bind(micros(row.expires_at))
        .execute(self.connection())
        .await?;
        expect_one(done.rows_affected())?;
        for (case, amount) in shares {
            sqlx::query::<Db>(
                "INSERT INTO payment_shares (payment_id, case_id, amount) VALUES ($1, $2, $3)",
            )
            .bind(row.id.to_string())
            .bind(case.to_string())
            .bind(*amount)
            .execute(self.connection())
            .await?;
        }
        Ok(())
    }

    async fn payment(&mut self, id: Uuid) -> Result<Option<PaymentRow>> {
        sqlx::query_as::<Db, PaymentRow>("SELECT * FROM payments WHERE id = $1")
            .bind(id.to_string())
            .fetch_optional(self.connection())
            .await
            .map_err(StoreError::from)
    }

    async fn payment_by_intent(&mut self, intent_id: &str) -> Result<Option<PaymentRow>> {
        sqlx::query_as::<Db, PaymentRow>("SELECT * FROM payments WHERE intent_id = $1")
            .bind(intent_id)
            .fetch_optional(self.connection())
            .await
            .map_err(StoreError::from)
    }

    async fn payments_of(&mut self, application: Uuid) -> Result<Vec<PaymentRow>> {
        sqlx::query_as::<Db, PaymentRow>(
            "SELECT * FROM payments WHERE application_id = $1 ORDER BY attempt DESC",
        )
        .bind(application.to_string())
        .fetch_all(self.connection())
        .await
        .map_err(StoreError::from)
    }

    async fn save_payment(&mut self, row: &PaymentRow) -> Result<()> {
        let done = sqlx::query::<Db>(
            "UPDATE payments SET
                 version = version + 1, amount = $1, currency = $2, state = $3, session_id = $4,
                 intent_id = $5, settles = $6, refunded = $7, paid_at = $8,
                 refunded_elsewhere = $9, elsewhere_reviewed = $10, unknown_currency = $11,
                 confirming_since = $12
             WHERE id = $13 AND version = $14",
        )
        .bind(row.amount.minor)
        .bind(row.amount.currency.as_str())
        .bind(row.state.as_str())
        .bind(row.session_id.as_deref())
        .bind(row.intent_id.as_deref())
        .bind(row.settles)
        .bind(row.refunded)
        .bind(row.paid_at.map(micros))
        .bind(row.refunded_elsewhere)
        .bind(row.elsewhere_reviewed)
        .bind(row.unknown_currency.as_deref())
        .bind(row.confirming_since.map(micros))
        .bind(row.id.to_string())
        .bind(row.version)
        .execute(self.connection())
        .await?;
        expect_one(done.rows_affected())
    }

    async fn shares_of(&mut self, payment: Uuid) -> Result<Vec<(Uuid, i64)>> {
        sqlx::query_as::<Db, (String, i64)>(
            "SELECT case_id, amount FROM payment_shares WHERE payment_id = $1 ORDER BY case_id",
        )
        .bind(payment.to_string())
        .fetch_all(self.connection())
        .await?
        .iter()
        .map(|(case, amount)| Ok((read_id(case)?, *amount)))
        .collect()
    }

    async fn unsettled_payments(&mut self, before: DateTime<Utc>, limit: i64) -> Result<Vec<Uuid>> {
        sqlx::query_as::<Db, (String,)>(
            "SELECT id FROM payments WHERE state = 'created' AND created_at < $1
             ORDER BY created_at, id LIMIT $2",
        )
        .bind(micros(before))
        .bind(limit)
        .fetch_all(self.connection())
        .await?
        .iter()
        .map(|(id,)| read_id(id))
        .collect()
    }

    async fn payments_to_review(&mut self, limit: i64) -> Result<Vec<ListedPayment>> {
        sqlx::query_as::<Db, ListedPayment>(
            "SELECT payments.*, applications.reference FROM payments
             JOIN applications ON applications.id = payments.application_id
             WHERE payments.refunded_elsewhere > payments.elsewhere_reviewed
                OR (payments.unknown_currency IS NOT NULL AND payments.state = 'created')
             ORDER BY payments.created_at, payments.id LIMIT $1",
        )
        .bind(limit)
        .fetch_all(self.connection())
        .await
        .map_err(StoreError::from)
    }

    async fn add_provider_event(&mut self, row: &ProviderEventRow) -> Result<bool> {
        let done = sqlx::query::<Db>(
            "INSERT INTO provider_events (id, kind, object_id, intent_id, created_at, received_at)
             VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (id) DO NOTHING",
        )
        .bind(row.id.as_str())
        .bind(row.kind.as_str())
        .bind(row.object_id.as_str())
        .bind(row.intent_id.as_deref())
        .bind(micros(row.created_at))
        .bind(micros(row.received_at))
        .execute(self.connection())
        .await?;
        Ok(done.rows_affected() == 1)
    }

    async fn finish_provider_event(&mut self, id: &str, now: DateTime<Utc>) -> Result<()> {
        sqlx::query::<Db>("UPDATE provider_events SET handled_at = $1 WHERE id = $2")
            .bind(micros(now))
            .bind(id)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    async fn open_provider_events(&mut self, limit: i64) -> Result<Vec<ProviderEventRow>> {
        sqlx::query_as::<Db, ProviderEventRow>(
            "SELECT id, kind, object_id, intent_id, created_at, received_at FROM provider_events
             WHERE handled_at IS NULL ORDER BY received_at, id LIMIT $1",
        )
        .bind(limit)
        .fetch_all(self.connection())
        .await
        .map_err(StoreError::from)
    }

    async fn swept_until(&mut self) -> Result<i64> {
        let (second,) =
            sqlx::query_as::<Db, (i64,)>("SELECT swept_until FROM provider_sweep WHERE id = 1")
                .fetch_one(self.connection())
                .await?;
        Ok(second)
    }

    async fn write_probe(&mut self, bytes: &[u8]) -> Result<()> {
        sqlx::query::<Db>("UPDATE provider_sweep SET probe = $1 WHERE id = 1")
            .bind(bytes)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    async fn save_swept_until(&mut self, second: i64) -> Result<()> {
        sqlx::query::<Db>(
            "UPDATE provider_sweep SET swept_until = $1 WHERE id = 1 AND swept_until < $1",
        )
        .bind(second)
        .execute(self.connection())
        .await?;
        Ok(())
    }
}
