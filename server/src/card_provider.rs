//! What the portal asks of a card provider, in its own words. Stripe stands behind it in
//! [`stripe`]; another provider is another implementation of [`CardProvider`].

pub mod stripe;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::money::Money;
use uuid::Uuid;

/// How a call failed. The texts name codes and statuses only: what the provider wrote may hold
/// personal data.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProviderError {
    /// Nobody knows whether it was done: no answer, or none that can be read. Ask again with the
    /// same key.
    #[error("the card provider gave no usable answer: {0}")]
    Indeterminate(&'static str),
    /// The provider answered by an error of its own (5xx), which is kept under the key, so that
    /// asking again needs a new key.
    #[error("the card provider cannot now (status {status})")]
    ServerError { status: u16 },
    /// The provider limits calls, or another call under this key is under way: ask again with the
    /// same key.
    #[error("the card provider asks to wait (status {status})")]
    RetrySameKey { status: u16 },
    /// A call with other parameters was made under this idempotency key before: look at what came of
    /// it. Where nothing did, the key cannot be used any more.
    #[error("the key of the call was used for another")]
    IdempotencyMismatch,
    /// The bank said no.
    #[error("declined ({code})")]
    Declined { code: String },
    /// The call can never succeed as it is.
    #[error("refused as invalid ({code})")]
    Invalid { code: String },
    #[error("not found at the card provider")]
    NotFound,
}

pub type Result<T, E = ProviderError> = std::result::Result<T, E>;

/// A hosted checkout to open.
#[derive(Debug, Clone)]
pub struct CheckoutOrder {
    pub payment: Uuid,
    pub reference: String,
    /// For each traveller.
    pub each: Money,
    pub travellers: u64,
    pub expires_at: DateTime<Utc>,
    /// The payer's e-mail address, which the page then does not ask for.
    pub email: Option<String>,
    pub success_url: String,
    pub cancel_url: String,
    /// Unique to the row and the attempt.
    pub key: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionStatus {
    Open,
    /// The page was completed; whether money was taken says [`Session::charge`].
    Complete,
    /// The page was completed, and the payment failed afterwards: nobody can pay there any more.
    Failed,
    Expired,
}

/// A hosted checkout at the provider.
#[derive(Debug, Clone)]
pub struct Session {
    pub id: String,
    pub status: SessionStatus,
    /// Where the traveller pays, while it is open.
    pub url: Option<String>,
    pub expires_at: DateTime<Utc>,
    /// Our payment, as the session was told.
    pub payment: Option<Uuid>,
    /// The money that was taken.
    pub charge: Option<Charge>,
}

/// Money that was taken: a succeeded payment intent with its latest charge, refunds and disputes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Charge {
    /// Id of the payment intent.
    pub intent_id: String,
    /// Minor units.
    pub amount: i64,
    /// In capitals, as ISO 4217 has it.
    pub currency: String,
    /// The payer disputes all that is left of it with the bank, or has done so and got the money. (Of
    /// a session that was just opened or expired, Stripe's own flag: that it was ever disputed.)
    pub disputed: bool,
    /// What went back by refunds at the provider, ours and others, in minor units.
    pub refunded: i64,
    /// The part of `refunded` that no refund of ours is.
    pub external_refunds: i64,
    /// What open disputes about a part of it hold.
    pub open_disputes: i64,
    /// What the bank took back for the payer by disputes that are over.
    pub lost_disputes: i64,
}

impl Charge {
    /// What went back without the portal, in minor units.
    pub const fn elsewhere(&self) -> i64 {
        self.external_refunds + self.lost_disputes
    }

    /// What can still be refunded, in minor units.
    pub fn left(&self) -> i64 {
        (self.amount - self.refunded - self.lost_disputes - self.open_disputes).max(0)
    }
}

/// Money to refund.
#[derive(Debug, Clone)]
pub struct RefundOrder {
    pub refund: Uuid,
    pub intent_id: String,
    pub amount: Money,
    pub attempt: i64,
    /// Unique to the row and the attempt.
    pub key: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProviderRefundStatus {
    Pending,
    Succeeded,
    Failed,
}

/// A refund at the provider.
#[derive(Debug, Clone)]
pub struct ProviderRefund {
    pub id: String,
    /// Minor units.
    pub amount: i64,
    pub status: ProviderRefundStatus,
    /// The provider's code for why it failed.
    pub failure: Option<String>,
}

/// That something happened: the few fields that the portal reads of an event. Everything else is
/// fetched afresh.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    pub id: String,
    pub kind: String,
    /// Second since 1970 on the provider's clock.
    pub created: i64,
    pub object_id: String,
    /// The charge that the object is, or is about.
    pub intent_id: Option<String>,
    /// Our ids, as the object was told.
    pub payment: Option<Uuid>,
    pub refund: Option<Uuid>,
}

#[async_trait]
pub trait CardProvider: Send + Sync {
    /// Opens a hosted checkout.
    async fn open_session(&self, order: &CheckoutOrder) -> Result<Session>;
    /// A hosted checkout as it stands now, with its charge.
    async fn session(&self, id: &str) -> Result<Session>;
    /// The newest checkout of our payment, opened within a day of `opened`, which is when the
    /// payment's row was made.
    async fn find_session(&self, payment: Uuid, opened: DateTime<Utc>) -> Result<Option<Session>>;
    /// Closes an open checkout, so that it cannot be paid at any more.
    async fn expire_session(&self, id: &str) -> Result<Session>;
    /// A charge as it stands now; `None` while no money was taken.
    async fn charge(&self, intent_id: &str) -> Result<Option<Charge>>;
    /// Gives money back.
    async fn refund(&self, order: &RefundOrder) -> Result<ProviderRefund>;
    /// The refund that was made for our refund: one that did not fail, else one of this attempt.
    async fn find_refund(
        &self,
        intent_id: &str,
        refund: Uuid,
        attempt: i64,
    ) -> Result<Option<ProviderRefund>>;
    async fn refund_by_id(&self, id: &str) -> Result<ProviderRefund>;
    /// The events that matter here, from a second of the provider's clock on, oldest first.
    async fn events_since(&self, second: i64) -> Result<Vec<Envelope>>;
    /// Whether the provider answers and knows our key.
    async fn probe(&self) -> Result<()>;
}
