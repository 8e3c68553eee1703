//! An application and the cases of its travellers.

use crate::text_enum::text_enum;

text_enum! {
    /// What an application asks for.
    ApplicationKind {
        /// An e-visa for each traveller, paid and decided (Art. 6, 7).
        Visa = "visa",
        /// Nothing: an arrival card, free and without a decision, of who is exempt by an agreement
        /// (Art. 5). It is sent at once; its cases are granted, and have no visa.
        Card = "card",
    }
}

text_enum! {
    /// The state of an application: one payer, one contact address, 1 to 20 travellers.
    ApplicationState {
        /// Being filled in; nothing is charged yet.
        Draft = "draft",
        /// Complete, and waiting for its payment.
        Submitted = "submitted",
        /// Paid, with cases to decide.
        Paid = "paid",
        /// Nothing more happens to any of its cases.
        Closed = "closed",
        /// A draft or an unpaid application whose time ran out.
        Expired = "expired",
    }
}

text_enum! {
    /// The state of one traveller's case, from the queue to its decision (Art. 17).
    CaseState {
        /// In the queue.
        Waiting = "waiting",
        /// Assigned to a reviewer.
        InReview = "in_review",
        /// The traveller was asked for a correction.
        NeedsCorrection = "needs_correction",
        /// Decided: a visa is issued.
        Granted = "granted",
        /// A reviewer proposes a denial; another person, a supervisor, confirms or rejects it.
        DenialProposed = "denial_proposed",
        /// Decided: no visa, and no refund (Art. 6).
        Denied = "denied",
        /// Withdrawn by the traveller before a decision.
        Withdrawn = "withdrawn",
    }
}

impl ApplicationState {
    /// Whether `next` may follow this state.
    pub const fn may_become(self, next: Self) -> bool {
        matches!(
            (self, next),
            (Self::Draft, Self::Submitted | Self::Expired)
                // Answers that are changed before paying are declared anew.
                | (
                    Self::Submitted,
                    Self::Draft | Self::Paid | Self::Expired | Self::Closed
                )
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

    /// Whether a decision is still to come.
    pub const fn is_undecided(self) -> bool {
        !matches!(self, Self::Granted | Self::Denied | Self::Withdrawn)
    }
}
