//! How it stands with the fee of a traveller who was refused entry (Art. 7): the page and the letter
//! ask here, so that they say the same.

use super::super::grounds::Ground;
use crate::states::RefundState;

/// A new case is a variant, its messages `status-fee-…` and `mail-refused-fee-…`, and a row of the tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FeeStanding {
    /// It is with the payer again.
    Back,
    /// The same, and nothing of it went to the card by a refund of ours.
    BackOtherwise,
    /// A refund is approved, or on its way.
    GoesBack,
    /// A refund was sent, and did not arrive.
    NotArrived,
    /// A supervisor decides.
    ToDecide,
    /// The bank has it, since the charge is disputed.
    Disputed,
    /// A supervisor has decided that it is kept.
    Declined,
    /// There is no ground for a refund.
    Kept,
}

/// The charge that bought the application.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ChargeStanding {
    /// Whether all of it has arrived at the payer again, by whatever way.
    pub is_all_back: bool,
    /// Whether the payer disputes it with the bank, or has won that dispute.
    pub is_disputed: bool,
}

/// A refund of the traveller's share, or of the whole charge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RefundStanding {
    /// How it stands.
    pub state: RefundState,
    /// Whether it, or a part of it, has arrived on the card.
    pub went_to_card: bool,
}

impl FeeStanding {
    /// Of who was refused entry on these grounds.
    pub fn of(grounds: &[Ground], charge: ChargeStanding, refunds: &[RefundStanding]) -> Self {
        let has = |state| refunds.iter().any(|refund| refund.state == state);
        // By hand or by the bank, whatever is still waited for.
        if charge.is_all_back || has(RefundState::Succeeded) {
            if refunds.iter().any(|refund| refund.went_to_card) {
                Self::Back
            } else {
                Self::BackOtherwise
            }
        } else if has(RefundState::Approved) || has(RefundState::Sent) {
            Self::GoesBack
        } else if has(RefundState::Failed) {
            Self::NotArrived
        } else if has(RefundState::Requested) {
            Self::ToDecide
        } else if has(RefundState::Declined) {
            Self::Declined
        } else if !grounds.iter().any(|ground| ground.is_refundable()) {
            Self::Kept
        } else if charge.is_disputed {
            Self::Disputed
        } else {
            Self::ToDecide
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn article_7_what_has_come_back_counts_before_what_is_waited_for() {
        use RefundState::{Approved, Declined, Failed, Requested, Sent, Succeeded};
        let (fault, law) = (Ground::TechnicalFault, Ground::EntryForgedDocuments);
        let here = ChargeStanding::default();
        let disputed = ChargeStanding {
            is_disputed: true,
            ..here
        };
        let lost = ChargeStanding {
            is_all_back: true,
            is_disputed: true,
        };
        let by_hand = ChargeStanding {
            is_all_back: true,
            ..here
        };
        for (ground, charge, refund, standing) in [
            (fault, here, None, FeeStanding::ToDecide),
            (fault, here, Some(Requested), FeeStanding::ToDecide),
            (fault, here, Some(Approved), FeeStanding::GoesBack),
            (fault, here, Some(Sent), FeeStanding::GoesBack),
            (fault, here, Some(Failed), FeeStanding::NotArrived),
            (fault, here, Some(Declined), FeeStanding::Declined),
            (fault, here, Some(Succeeded), FeeStanding::Back),
            (fault, disputed, None, FeeStanding::Disputed),
            (fault, lost, None, FeeStanding::BackOtherwise),
            (fault, lost, Some(Requested), FeeStanding::BackOtherwise),
            (fault, by_hand, Some(Requested), FeeStanding::BackOtherwise),
            (law, here, None, FeeStanding::Kept),
            (law, disputed, None, FeeStanding::Kept),
            (law, by_hand, None, FeeStanding::BackOtherwise),
        ] {
            let refunds: Vec<_> = refund
                .map(|state| RefundStanding {
                    state,
                    went_to_card: state == Succeeded,
                })
                .into_iter()
                .collect();
            let found = FeeStanding::of(&[ground], charge, &refunds);
            assert_eq!(found, standing, "{ground:?} {charge:?} {refund:?}");
        }
    }
}
