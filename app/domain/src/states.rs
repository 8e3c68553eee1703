//! The states of everything that has a life, and which may follow which.

use crate::text_enum::text_enum;

text_enum! {
    /// One payer, one contact address, 1 to 20 travellers.
    ApplicationState {
        Draft = "draft",
        Submitted = "submitted",
        Paid = "paid",
        Closed = "closed",
        /// A draft or an unpaid application whose time ran out.
        Expired = "expired",
    }
}

text_enum! {
    /// One traveller's case.
    CaseState {
        Waiting = "waiting",
        InReview = "in_review",
        NeedsCorrection = "needs_correction",
        Granted = "granted",
        DenialProposed = "denial_proposed",
        Denied = "denied",
        Withdrawn = "withdrawn",
    }
}

text_enum! {
    VisaState {
        Valid = "valid",
        /// Entered on (single entry used up).
        Used = "used",
        /// Validity over, unused.
        Expired = "expired",
        /// Refunded or revoked.
        Void = "void",
        /// Re-issued after a correction; the old seal shows as replaced.
        Replaced = "replaced",
    }
}

text_enum! {
    CrossingKind {
        Admission = "admission",
        Refusal = "refusal",
        Departure = "departure",
    }
}

text_enum! {
    StayState { Open = "open", Departed = "departed" }
}

text_enum! {
    FineState { Due = "due", Paid = "paid", Exempted = "exempted" }
}

text_enum! {
    PaymentState {
        Created = "created",
        Paid = "paid",
        PartlyRefunded = "partly_refunded",
        Refunded = "refunded",
        Failed = "failed",
        Expired = "expired",
        Disputed = "disputed",
    }
}

text_enum! {
    RefundState {
        Requested = "requested",
        Approved = "approved",
        Sent = "sent",
        Succeeded = "succeeded",
        Failed = "failed",
    }
}

impl ApplicationState {
    /// Whether `next` may follow this state.
    pub const fn may_become(self, next: Self) -> bool {
        matches!(
            (self, next),
            (Self::Draft, Self::Submitted | Self::Expired)
                | (Self::Submitted, Self::Paid | Self::Expired | Self::Closed)
                | (Self::Paid, Self::Closed)
        )
    }
}

impl CaseState {
    /// Whether `next` may follow this state.
    pub const fn may_become(self, next: Self) -> bool {
        matches!(
            (self, next),
            (Self::Waiting, Self::InReview | Self::Withdrawn)
                | (
                    Self::InReview,
                    Self::Waiting
                        | Self::NeedsCorrection
                        | Self::Granted
                        | Self::DenialProposed
                        | Self::Withdrawn
                )
                | (
                    Self::NeedsCorrection,
                    Self::InReview | Self::Waiting | Self::Withdrawn
                )
                | (Self::DenialProposed, Self::Denied | Self::InReview)
        )
    }
}

impl VisaState {
    /// Whether `next` may follow this state.
    pub const fn may_become(self, next: Self) -> bool {
        matches!(
            (self, next),
            (
                Self::Valid,
                Self::Used | Self::Expired | Self::Void | Self::Replaced
            )
        )
    }
}

impl RefundState {
    /// Whether `next` may follow this state. A failed refund can be tried again.
    pub const fn may_become(self, next: Self) -> bool {
        matches!(
            (self, next),
            (Self::Requested | Self::Failed, Self::Approved)
                | (Self::Approved, Self::Sent | Self::Failed)
                | (Self::Sent, Self::Succeeded | Self::Failed)
                | (Self::Succeeded, Self::Failed)
        )
    }
}
