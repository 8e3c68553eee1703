//! Payments, each traveller's share of them, and the card provider's events.

use super::columns::{MaybeMicros, Micros, MoneyColumns};
use super::{RefundRow, Result};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::law::refunds::part_to_send;
use domain::money::Money;
use domain::states::{PaymentState, PendingPayment, RefundState};
use uuid::Uuid;

/// One attempt to pay for an application.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct PaymentRow {
    #[sqlx(try_from = "String")]
    pub id: Uuid,
    #[sqlx(try_from = "String")]
    pub application_id: Uuid,
    /// 1 is the first; unique within the application.
    pub attempt: i64,
    /// What was asked; once charged, what was charged.
    #[sqlx(flatten, try_from = "MoneyColumns")]
    pub amount: Money,
    #[sqlx(try_from = "String")]
    pub(in crate::store) state: PaymentState,
    pub version: i64,
    /// The hosted checkout at the provider, once known.
    pub session_id: Option<String>,
    /// The charge at the provider, once known.
    pub intent_id: Option<String>,
    /// Whether this charge bought the application; the others are refunded.
    pub settles: bool,
    /// Minor units refunded, or on their way back, by whatever way.
    pub refunded: i64,
    /// The part of `refunded` that went back without the portal: by hand at the provider, or by the
    /// bank of who disputed a part of the charge.
    pub refunded_elsewhere: i64,
    /// The part of `refunded_elsewhere` on which a supervisor has decided.
    pub elsewhere_reviewed: i64,
    /// The currency of a charge that cannot be booked, since the portal does not know it.
    pub unknown_currency: Option<String>,
    /// Since when the hosted checkout is completed without a charge: the bank has not said yet what
    /// came of it.
    #[sqlx(try_from = "MaybeMicros")]
    pub confirming_since: Option<DateTime<Utc>>,
    #[sqlx(try_from = "Micros")]
    pub created_at: DateTime<Utc>,
    /// When the hosted checkout closes.
    #[sqlx(try_from = "Micros")]
    pub expires_at: DateTime<Utc>,
    #[sqlx(try_from = "MaybeMicros")]
    pub paid_at: Option<DateTime<Utc>>,
}

transitions!(PaymentRow, PaymentState);

impl PaymentRow {
    /// An attempt whose checkout is not open yet.
    pub const fn created(
        id: Uuid,
        application_id: Uuid,
        attempt: i64,
        amount: Money,
        created_at: DateTime<Utc>,
        expires_at: DateTime<Utc>,
    ) -> Self {
        Self {
            id,
            application_id,
            attempt,
            amount,
            state: PaymentState::Created,
            version: 1,
            session_id: None,
            intent_id: None,
            settles: false,
            refunded: 0,
            refunded_elsewhere: 0,
            elsewhere_reviewed: 0,
            unknown_currency: None,
            confirming_since: None,
            created_at,
            expires_at,
            paid_at: None,
        }
    }

    /// What went back without the portal.
    pub const fn given_back_elsewhere(&self) -> Money {
        Money::new(self.refunded_elsewhere, self.amount.currency)
    }

    /// What is waited for, where the payer has done their part and nothing is booked yet.
    pub fn pending(&self) -> Option<PendingPayment> {
        match self.state {
            PaymentState::Created if self.unknown_currency.is_some() => {
                Some(PendingPayment::Supervisor)
            }
            PaymentState::Created if self.confirming_since.is_some() => Some(PendingPayment::Bank),
            _ => None,
        }
    }

    /// Whether a part of the fee went back on which no supervisor has decided yet.
    pub const fn is_held(&self) -> bool {
        self.settles && self.refunded_elsewhere > self.elsewhere_reviewed
    }

    /// Whether all of it went back, or is on its way, by whatever way.
    pub const fn is_all_back(&self) -> bool {
        self.refunded >= self.amount.minor
    }

    /// What approving this refund of it sends to the card: what the charge has left of it, as far as the
    /// portal knows; 0 once all of the charge is back.
    pub fn part_to_send(&self, refund: &RefundRow) -> Money {
        let left = self.amount.minor - self.refunded;
        let part = part_to_send(refund.amount.minor, left, self.refunded_elsewhere);
        Money::new(part.unwrap_or(refund.amount.minor), refund.amount.currency)
    }

    /// Whether a dispute of it was lost to the last of it: the payer's bank has given it back.
    pub fn is_lost(&self) -> bool {
        self.state == PaymentState::Disputed && self.is_all_back()
    }

    /// What has arrived at the payer again; `refunds` are all of this charge.
    pub fn arrived(&self, refunds: &[RefundRow]) -> Money {
        let arrived = refunds
            .iter()
            .filter(|refund| refund.state() == RefundState::Succeeded);
        let sum: i64 = arrived.map(RefundRow::gone).sum();
        let minor = (sum + self.refunded_elsewhere).min(self.amount.minor);
        Money::new(minor, self.amount.currency)
    }

    /// Sets what went back, by `refunds`, which are all of this charge, and elsewhere; and the state
    /// that follows. A disputed charge stays disputed.
    ///
    /// # Errors
    /// `Transition` where the charge was never paid.
    pub fn follow_refunds(&mut self, refunds: &[RefundRow]) -> Result<()> {
        let sent: i64 = refunds.iter().map(RefundRow::gone).sum();
        self.refunded = (sent + self.refunded_elsewhere).min(self.amount.minor);
        if self.state == PaymentState::Disputed {
            return Ok(());
        }
        self.stand_after_refunds()
    }

    /// Moves the payment to the state in which its refunds leave it.
    ///
    /// # Errors
    /// `Transition` where the charge was never paid.
    pub fn stand_after_refunds(&mut self) -> Result<()> {
        let next = PaymentState::after_refunds(self.amount.minor, self.refunded);
        if next == self.state {
            return Ok(());
        }
        self.advance(next)
    }
}

/// A payment that a person has to look at, with what the list shows beside it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct ListedPayment {
    #[sqlx(flatten)]
    pub payment: PaymentRow,
    pub reference: String,
}

/// An event of the card provider: that it happened and to what, nothing of its contents.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct ProviderEventRow {
    pub id: String,
    pub kind: String,
    pub object_id: String,
    pub intent_id: Option<String>,
    #[sqlx(try_from = "Micros")]
    pub created_at: DateTime<Utc>,
    #[sqlx(try_from = "Micros")]
    pub received_at: DateTime<Utc>,
}

#[async_trait]
pub trait Payments {
    /// Adds an attempt with what each case pays of it (minor units, summing to the amount).
    /// `Stale` when the application has an attempt of that number already.
    async fn add_payment(&mut self, row: &PaymentRow, shares: &[(Uuid, i64)]) -> Result<()>;
    async fn payment(&mut self, id: Uuid) -> Result<Option<PaymentRow>>;
    /// The payment whose charge it is.
    async fn payment_by_intent(&mut self, intent_id: &str) -> Result<Option<PaymentRow>>;
    /// Newest first.
    async fn payments_of(&mut self, application: Uuid) -> Result<Vec<PaymentRow>>;
    /// Saves a row that was read at `row.version`: amount, state and everything after it but the
    /// times of creation and end. `Stale` when somebody else was faster.
    async fn save_payment(&mut self, row: &PaymentRow) -> Result<()>;
    /// What each case paid, in minor units.
    async fn shares_of(&mut self, payment: Uuid) -> Result<Vec<(Uuid, i64)>>;
    /// Payments that nobody has heard of since `before`, oldest first.
    async fn unsettled_payments(&mut self, before: DateTime<Utc>, limit: i64) -> Result<Vec<Uuid>>;

    /// Payments of which something went back on which no supervisor has decided, and those whose
    /// charge cannot be booked; oldest first.
    async fn payments_to_review(&mut self, limit: i64) -> Result<Vec<ListedPayment>>;

    /// Stores an event; `false` when it was stored before.
    async fn add_provider_event(&mut self, row: &ProviderEventRow) -> Result<bool>;
    async fn finish_provider_event(&mut self, id: &str, now: DateTime<Utc>) -> Result<()>;
    /// Events that found nobody yet, oldest first.
    async fn open_provider_events(&mut self, limit: i64) -> Result<Vec<ProviderEventRow>>;
    /// Up to which second of the provider's clock its events were swept; 0 at first.
    async fn swept_until(&mut self) -> Result<i64>;
    /// Writes bytes that mean nothing.
    async fn write_probe(&mut self, bytes: &[u8]) -> Result<()>;
    /// Moves the mark on; it never goes back.
    async fn save_swept_until(&mut self, second: i64) -> Result<()>;
}
