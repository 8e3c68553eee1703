//! Refunds: of one traveller's share, or of a whole charge that bought nothing.

use super::Result;
use super::columns::{MaybeId, MaybeMicros, Micros, MoneyColumns};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::law::refunds::RefundGround;
use domain::money::Money;
use domain::states::RefundState;
use uuid::Uuid;

#[derive(Debug, Clone, sqlx::FromRow)]
pub struct RefundRow {
    #[sqlx(try_from = "String")]
    pub id: Uuid,
    #[sqlx(try_from = "String")]
    pub payment_id: Uuid,
    /// Whose share; absent where a whole charge goes back.
    #[sqlx(try_from = "MaybeId")]
    pub case_id: Option<Uuid>,
    /// The refusal that it follows from.
    #[sqlx(try_from = "MaybeId")]
    pub crossing_id: Option<Uuid>,
    #[sqlx(flatten, try_from = "MoneyColumns")]
    pub amount: Money,
    #[sqlx(try_from = "String")]
    pub ground: RefundGround,
    #[sqlx(try_from = "String")]
    pub(in crate::store) state: RefundState,
    pub version: i64,
    /// Part of the key under which the provider is called; a definite failure makes a new one.
    pub attempt: i64,
    /// When the key of this attempt was first used; absent before.
    #[sqlx(try_from = "MaybeMicros")]
    pub called_at: Option<DateTime<Utc>>,
    pub provider_id: Option<String>,
    /// A code of the provider's, or ours.
    pub failure: Option<String>,
    /// Absent where the ledger itself asked.
    #[sqlx(try_from = "MaybeId")]
    pub requested_by: Option<Uuid>,
    #[sqlx(try_from = "MaybeId")]
    pub approved_by: Option<Uuid>,
    #[sqlx(try_from = "Micros")]
    pub requested_at: DateTime<Utc>,
    #[sqlx(try_from = "MaybeMicros")]
    pub approved_at: Option<DateTime<Utc>>,
    #[sqlx(try_from = "MaybeMicros")]
    pub sent_at: Option<DateTime<Utc>>,
    /// When it succeeded or failed.
    #[sqlx(try_from = "MaybeMicros")]
    pub settled_at: Option<DateTime<Utc>>,
    #[sqlx(try_from = "MaybeId")]
    pub declined_by: Option<Uuid>,
    #[sqlx(try_from = "MaybeMicros")]
    pub declined_at: Option<DateTime<Utc>>,
    /// Minor units of it that had gone back by other means when it was sent.
    pub elsewhere: i64,
    /// The receipt of another way by which it was paid, after the card did not take it.
    pub receipt: Option<String>,
}

transitions!(RefundRow, RefundState);

impl RefundRow {
    /// What the ledger alone refunds is approved from the beginning; what people decide is asked for.
    pub fn new(
        id: Uuid,
        payment_id: Uuid,
        case_id: Option<Uuid>,
        amount: Money,
        ground: RefundGround,
        requested_at: DateTime<Utc>,
    ) -> Self {
        let automatic = ground.is_automatic();
        Self {
            id,
            payment_id,
            case_id,
            crossing_id: None,
            amount,
            ground,
            state: if automatic {
                RefundState::Approved
            } else {
                RefundState::Requested
            },
            version: 1,
            attempt: 1,
            called_at: None,
            provider_id: None,
            failure: None,
            requested_by: None,
            approved_by: None,
            requested_at,
            approved_at: automatic.then_some(requested_at),
            sent_at: None,
            settled_at: None,
            declined_by: None,
            declined_at: None,
            elsewhere: 0,
            receipt: None,
        }
    }

    /// What it gave back, or is giving back, in minor units: without what had gone back elsewhere.
    pub fn gone(&self) -> i64 {
        match self.state {
            RefundState::Sent | RefundState::Succeeded => self.amount.minor - self.elsewhere,
            RefundState::Requested
            | RefundState::Approved
            | RefundState::Declined
            | RefundState::Failed => 0,
        }
    }

    /// Whether it, or a part of it, has arrived on the card.
    pub fn went_to_card(&self) -> bool {
        self.state == RefundState::Succeeded && self.receipt.is_none() && self.gone() > 0
    }

    /// The part of it that had gone back by other means.
    pub const fn part_elsewhere(&self) -> Money {
        Money::new(self.elsewhere, self.amount.currency)
    }
}

/// A refund with what the list of refunds shows beside it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct ListedRefund {
    #[sqlx(flatten)]
    pub refund: RefundRow,
    pub reference: String,
    /// Name of the member of staff.
    #[sqlx(rename = "requester")]
    pub requested_by: Option<String>,
}

#[async_trait]
pub trait Refunds {
    /// Adds a refund; `false` when the share, or the whole charge, has one already.
    async fn add_refund(&mut self, row: &RefundRow) -> Result<bool>;
    async fn refund(&mut self, id: Uuid) -> Result<Option<RefundRow>>;
    /// Oldest first.
    async fn refunds_of(&mut self, payment: Uuid) -> Result<Vec<RefundRow>>;
    async fn refund_by_provider_id(&mut self, provider_id: &str) -> Result<Option<RefundRow>>;
    /// Saves a row that was read at `row.version`: its state, its attempt, and everything that
    /// comes after asking. `Stale` when somebody else was faster.
    async fn save_refund(&mut self, row: &RefundRow) -> Result<()>;
    /// Refunds in a state, or requested and failed ones, oldest first, after the cursor.
    async fn list_refunds(
        &mut self,
        state: Option<RefundState>,
        after: Option<(DateTime<Utc>, Uuid)>,
        limit: i64,
    ) -> Result<Vec<ListedRefund>>;
    /// Refunds that are approved or sent since before `before`, oldest first.
    async fn unsettled_refunds(&mut self, before: DateTime<Utc>, limit: i64) -> Result<Vec<Uuid>>;
}
