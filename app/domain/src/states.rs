//! The states of everything that has a life, and which may follow which.

use crate::text_enum::text_enum;

text_enum! {
    /// One payer, one contact address, 1 to 20 travellers.
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
    /// One traveller's case, from the queue to its decision (Art. 17).
    CaseState {
        /// In the queue.
        Waiting = "waiting",
        /// A reviewer holds it.
        InReview = "in_review",
        /// The traveller was asked to correct something.
        NeedsCorrection = "needs_correction",
        /// A visa is issued.
        Granted = "granted",
        /// A reviewer proposes a denial; a supervisor who is somebody else answers.
        DenialProposed = "denial_proposed",
        /// No visa; the fee is not given back (Art. 6).
        Denied = "denied",
        /// By the traveller, before a decision.
        Withdrawn = "withdrawn",
    }
}

text_enum! {
    /// One issued visa. It begins valid and ends in one of the others.
    VisaState {
        /// It can be entered on within its validity (Art. 13).
        Valid = "valid",
        /// Entered on: a single entry is used up (Art. 18).
        Used = "used",
        /// Validity over, unused: the holder applies again (Art. 13).
        Expired = "expired",
        /// Its fee goes back after a refusal of entry (Art. 7).
        Void = "void",
        /// Re-issued after a correction; the old seal shows as replaced.
        Replaced = "replaced",
    }
}

text_enum! {
    /// What an officer records at an entry point.
    CrossingKind {
        /// Let in; a stay begins (Art. 14).
        Admission = "admission",
        /// Not let in, on grounds of Art. 7 or 23 a.
        Refusal = "refusal",
        /// Left; the stay ends.
        Departure = "departure",
    }
}

text_enum! {
    /// One stay, from admission to departure; its V-Pass follows it.
    StayState {
        /// In the country.
        Open = "open",
        /// Left.
        Departed = "departed",
    }
}

text_enum! {
    /// A fine of Art. 24, 26 or 27.
    FineState {
        /// Neither paid nor exempted; that for overstay bars departure (Art. 23 b.5).
        Due = "due",
        /// Paid: no lawsuit (Art. 29).
        Paid = "paid",
        /// By the Minister of Interior (Art. 28).
        Exempted = "exempted",
    }
}

text_enum! {
    /// One payment by card (Art. 7.5).
    PaymentState {
        /// The payer was sent to the card page.
        Created = "created",
        /// The money arrived.
        Paid = "paid",
        /// A part went back: some travellers' shares of a group.
        PartlyRefunded = "partly_refunded",
        /// All of it went back.
        Refunded = "refunded",
        /// The card was not charged.
        Failed = "failed",
        /// The card page closed unpaid.
        Expired = "expired",
        /// The holder disputes the charge with the card's bank.
        Disputed = "disputed",
    }
}

text_enum! {
    /// One refund of a share or of a whole charge (Art. 7).
    RefundState {
        /// Asked for, with its ground.
        Requested = "requested",
        /// By a supervisor, or by the ledger alone.
        Approved = "approved",
        /// By a supervisor, where a ground of Art. 23 stands beside Art. 7's.
        Declined = "declined",
        /// The card provider has it.
        Sent = "sent",
        /// The money went back.
        Succeeded = "succeeded",
        /// It did not go back; it can be approved again.
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

impl CaseState {
    /// Whether a decision is still to come.
    pub const fn is_undecided(self) -> bool {
        !matches!(self, Self::Granted | Self::Denied | Self::Withdrawn)
    }
}

impl VisaState {
    /// Whether `next` may follow this state. A visa is used after its expiry only by an entry within its
    /// validity that was recorded afterwards.
    pub const fn may_become(self, next: Self) -> bool {
        matches!(
            (self, next),
            (
                Self::Valid,
                Self::Used | Self::Expired | Self::Void | Self::Replaced
            ) | (Self::Expired, Self::Used)
        )
    }

    /// Whether its e-visa may still be handed out: not once it is void or replaced.
    pub const fn is_shown(self) -> bool {
        !matches!(self, Self::Void | Self::Replaced)
    }
}

impl StayState {
    /// Whether `next` may follow this state: a departure closes a stay for good.
    pub const fn may_become(self, next: Self) -> bool {
        matches!((self, next), (Self::Open, Self::Departed))
    }
}

impl FineState {
    /// Whether `next` may follow this state. What was paid or exempted stays so.
    pub const fn may_become(self, next: Self) -> bool {
        matches!((self, next), (Self::Due, Self::Paid | Self::Exempted))
    }
}

impl PaymentState {
    /// How a payment stands of whose `amount` so much was given back, both in minor units.
    pub const fn after_refunds(amount: i64, given_back: i64) -> Self {
        if given_back <= 0 {
            Self::Paid
        } else if given_back < amount {
            Self::PartlyRefunded
        } else {
            Self::Refunded
        }
    }

    /// Whether `next` may follow this state. A session that expired or failed on our side may still
    /// turn out to have been paid. What was paid may be disputed, given back or not; a dispute may end
    /// in a refund or in the money coming back, and a refund that fails at the bank brings it back too.
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
    /// Whether `next` may follow this state. A failed refund can be tried again; one that a
    /// supervisor declined stays so.
    pub const fn may_become(self, next: Self) -> bool {
        matches!(
            (self, next),
            (Self::Requested | Self::Failed, Self::Approved)
                | (Self::Requested, Self::Declined)
                | (Self::Approved, Self::Sent | Self::Failed)
                | (Self::Sent, Self::Succeeded | Self::Failed)
                | (Self::Succeeded, Self::Failed)
        )
    }

    /// Whether its amount counts as asked, sent or given back, so that the same money is not asked
    /// for twice. A failed refund counts, since it is tried again; a declined one gives nothing back
    /// and leaves the share to a later refusal on Art. 7.
    pub const fn counts(self) -> bool {
        match self {
            Self::Requested | Self::Approved | Self::Sent | Self::Succeeded | Self::Failed => true,
            Self::Declined => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every pair that may follow, as words, in the order of the text.
    fn pairs<S: Copy + std::fmt::Display>(all: &[S], may: impl Fn(S, S) -> bool) -> Vec<String> {
        all.iter()
            .flat_map(|&from| all.iter().map(move |&to| (from, to)))
            .filter(|&(from, to)| may(from, to))
            .map(|(from, to)| format!("{from} {to}"))
            .collect()
    }

    #[test]
    fn an_application() {
        assert_eq!(
            pairs(ApplicationState::ALL, ApplicationState::may_become),
            [
                "draft submitted",
                "draft expired",
                "submitted paid",
                "submitted closed",
                "submitted expired",
                "paid closed",
            ]
        );
    }

    #[test]
    fn a_case() {
        assert_eq!(
            pairs(CaseState::ALL, CaseState::may_become),
            [
                "waiting in_review",
                "waiting withdrawn",
                "in_review waiting",
                "in_review needs_correction",
                "in_review granted",
                "in_review denial_proposed",
                "in_review withdrawn",
                "needs_correction waiting",
                "needs_correction in_review",
                "needs_correction withdrawn",
                "denial_proposed in_review",
                "denial_proposed denied",
            ]
        );
    }

    #[test]
    fn a_case_is_undecided_until_granted_denied_or_withdrawn() {
        for &state in CaseState::ALL {
            let decided = matches!(state.as_str(), "granted" | "denied" | "withdrawn");
            assert_eq!(state.is_undecided(), !decided, "{state}");
        }
    }

    #[test]
    fn a_visa_ends_in_each_of_its_other_states() {
        let hidden = VisaState::ALL.iter().filter(|state| !state.is_shown());
        assert_eq!(
            hidden.collect::<Vec<_>>(),
            [&VisaState::Void, &VisaState::Replaced]
        );
        assert_eq!(
            pairs(VisaState::ALL, VisaState::may_become),
            [
                "valid used",
                "valid expired",
                "valid void",
                "valid replaced",
                "expired used"
            ]
        );
    }

    #[test]
    fn a_stay_and_a_fine() {
        assert_eq!(
            pairs(StayState::ALL, StayState::may_become),
            ["open departed"]
        );
        assert_eq!(
            pairs(FineState::ALL, FineState::may_become),
            ["due paid", "due exempted"]
        );
    }

    #[test]
    fn a_payment_and_a_refund() {
        assert_eq!(
            pairs(PaymentState::ALL, PaymentState::may_become),
            [
                "created paid",
                "created failed",
                "created expired",
                "paid partly_refunded",
                "paid refunded",
                "paid disputed",
                "partly_refunded paid",
                "partly_refunded refunded",
                "partly_refunded disputed",
                "refunded paid",
                "refunded partly_refunded",
                "refunded disputed",
                "failed paid",
                "expired paid",
                "disputed paid",
                "disputed partly_refunded",
                "disputed refunded",
            ]
        );
        assert_eq!(
            pairs(RefundState::ALL, RefundState::may_become),
            [
                "requested approved",
                "requested declined",
                "approved sent",
                "approved failed",
                "sent succeeded",
                "sent failed",
                "succeeded failed",
                "failed approved",
            ]
        );
        for &state in RefundState::ALL {
            assert_eq!(state.counts(), state != RefundState::Declined);
        }
    }

    #[test]
    fn words_are_read_as_written() {
        for &state in CaseState::ALL {
            assert_eq!(state.as_str().parse(), Ok(state));
            let json = serde_json::to_string(&state).unwrap();
            assert_eq!(serde_json::from_str::<CaseState>(&json).unwrap(), state);
        }
        assert!("Granted".parse::<CaseState>().is_err());
    }
}
