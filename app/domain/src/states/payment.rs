//! Card payments and their refunds.

use crate::text_enum::text_enum;

text_enum! {
    /// The state of a payment by card (Art. 7.5).
    PaymentState {
        /// An attempt: a hosted checkout at which nothing was taken yet.
        Created = "created",
        /// The card was charged.
        Paid = "paid",
        /// Refunded in part: the shares of some travellers of a group.
        PartlyRefunded = "partly_refunded",
        /// Refunded in full.
        Refunded = "refunded",
        /// The card was not charged.
        Failed = "failed",
        /// The hosted checkout closed unpaid.
        Expired = "expired",
        /// All that is left of the charge is held by a dispute with the card's bank, or lost to one.
        Disputed = "disputed",
    }
}

/// What is waited for, where a payer has done their part and nothing is booked yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PendingPayment {
    /// The payer's bank, which has still to confirm the payment.
    Bank,
    /// A supervisor: the charge is in a currency that cannot be booked.
    Supervisor,
}

text_enum! {
    /// The state of a refund of one traveller's share or of a whole charge (Art. 7).
    RefundState {
        /// Requested, with its ground.
        Requested = "requested",
        /// Approved by a supervisor, or without one where the ledger alone gives the ground.
        Approved = "approved",
        /// Declined by a supervisor, where a ground of Art. 23 stands beside one of Art. 7.
        Declined = "declined",
        /// Accepted by the card provider.
        Sent = "sent",
        /// The money is back on the card, or with the payer by other means.
        Succeeded = "succeeded",
        /// The money did not reach the card; the refund can be approved again.
        Failed = "failed",
    }
}

impl PaymentState {
    /// The state of a payment of `amount` of which `refunded` has gone back, both in minor units.
    pub const fn after_refunds(amount: i64, refunded: i64) -> Self {
        if refunded <= 0 {
            Self::Paid
        } else if refunded < amount {
            Self::PartlyRefunded
        } else {
            Self::Refunded
        }
    }

    /// Whether `next` may follow this state. A checkout that expired or failed on our side may
    /// still turn out to have been paid. A paid charge may be disputed, refunded or not; a dispute
    /// may end in a refund or in the money coming back, and so may a refund that fails at the bank.
    pub const fn may_become(self, next: Self) -> bool {
        matches!(
            (self, next),
            (Self::Created, Self::Paid | Self::Failed | Self::Expired)
                | (Self::Failed | Self::Expired, Self::Paid)
                | (
                    Self::Paid,
                    Self::PartlyRefunded | Self::Refunded | Self::Disputed
                )
                | (
                    Self::PartlyRefunded,
                    Self::Paid | Self::Refunded | Self::Disputed
                )
                | (
                    Self::Refunded,
                    Self::Paid | Self::PartlyRefunded | Self::Disputed
                )
                | (
                    Self::Disputed,
                    Self::Paid | Self::PartlyRefunded | Self::Refunded
                )
        )
    }
}

impl RefundState {
    /// Whether `next` may follow this state. A failed refund can be tried again; a declined one
    /// stays declined. What went back by other means is neither sent nor sent again.
    pub const fn may_become(self, next: Self) -> bool {
        matches!(
            (self, next),
            (Self::Requested | Self::Failed, Self::Approved)
                | (Self::Requested, Self::Declined)
                | (Self::Approved, Self::Sent | Self::Succeeded | Self::Failed)
                | (Self::Failed, Self::Succeeded)
                | (Self::Sent, Self::Succeeded | Self::Failed)
                | (Self::Succeeded, Self::Failed)
        )
    }

    /// Whether its amount counts as refunded or on its way, so that the same money is not requested
    /// twice. A failed refund counts, since it is tried again; a declined one does not, and leaves
    /// the share to a later refusal of entry on Art. 7.
    pub const fn counts(self) -> bool {
        match self {
            Self::Requested | Self::Approved | Self::Sent | Self::Succeeded | Self::Failed => true,
            Self::Declined => false,
        }
    }
}
