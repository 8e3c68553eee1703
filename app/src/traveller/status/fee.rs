//! What becomes of the fee of somebody who was not let in (Art. 7).

use crate::contract::{RefundView, Status, TravellerStatus};
use crate::text::text;
use domain::states::{PaymentState, RefundState};
use leptos::prelude::*;

/// A new case is a variant, its message `status-fee-…`, and a row of the tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fee {
    /// It is with the payer again.
    Back,
    /// The same, and nothing of it went to the card by a refund of ours.
    BackOtherwise,
    GoesBack,
    /// It was sent, and did not arrive.
    NotArrived,
    /// A supervisor decides.
    ToDecide,
    /// The bank has it, since the charge is disputed.
    Disputed,
    Declined,
    /// There is no ground for a refund.
    Kept,
}

impl Fee {
    /// Of one traveller who was not let in.
    pub(super) fn of(traveller: &TravellerStatus, status: &Status) -> Self {
        let states: Vec<RefundState> = refunds(traveller, status)
            .map(|refund| refund.state)
            .collect();
        let has = |state| states.contains(&state);
        // By hand, whatever is still waited for.
        let mut settling = status.payments.iter().filter(|payment| payment.settles);
        let is_all_back = settling.any(|payment| payment.given_back == payment.amount);
        if is_all_back || has(RefundState::Succeeded) {
            if refunds(traveller, status).any(went_to_card) {
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
        } else if traveller
            .grounds
            .iter()
            .any(|ground| ground.is_refundable())
        {
            let mut settling = status.payments.iter().filter(|payment| payment.settles);
            if settling.any(|payment| payment.state == PaymentState::Disputed) {
                Self::Disputed
            } else {
                Self::ToDecide
            }
        } else {
            Self::Kept
        }
    }

    /// Of each who was not let in.
    fn of_each(status: &Status) -> impl Iterator<Item = Self> {
        let refused = status.travellers.iter();
        refused
            .filter(|one| !one.grounds.is_empty())
            .map(|one| Self::of(one, status))
    }

    /// Whether all who were not let in have theirs again, whichever way it went.
    pub(super) fn is_all_back(status: &Status) -> bool {
        Self::of_each(status).all(|fee| matches!(fee, Self::Back | Self::BackOtherwise))
    }

    /// Of all who were not let in, if it is the same.
    pub(super) fn of_all(status: &Status) -> Option<Self> {
        let mut fees = Self::of_each(status);
        let first = fees.next()?;
        fees.all(|fee| fee == first).then_some(first)
    }

    pub(super) fn says(self) -> String {
        text(match self {
            Self::Back => "status-fee-back",
            Self::BackOtherwise => "status-fee-back-otherwise",
            Self::GoesBack => "status-fee-goes-back",
            Self::NotArrived => "status-fee-not-arrived",
            Self::ToDecide => "status-fee-to-decide",
            Self::Disputed => "status-fee-disputed",
            Self::Declined => "status-fee-declined",
            Self::Kept => "status-fee-kept",
        })
    }
}

/// The refunds of the share of this traveller, or of the whole charge.
fn refunds<'a>(
    traveller: &'a TravellerStatus,
    status: &'a Status,
) -> impl Iterator<Item = &'a RefundView> {
    let settling = status.payments.iter().filter(|payment| payment.settles);
    settling
        .flat_map(|payment| &payment.refunds)
        .filter(|refund| refund.traveller.is_none_or(|whose| whose == traveller.id))
}

/// Whether a refund, or a part of it, has arrived on the card.
pub(super) fn went_to_card(refund: &RefundView) -> bool {
    refund.state == RefundState::Succeeded && refund.elsewhere != refund.amount
}

/// What the supervisor wrote who declined the refund, for the traveller to read.
pub(super) fn declined_note(traveller: &TravellerStatus, status: &Status) -> Option<AnyView> {
    if Fee::of(traveller, status) != Fee::Declined {
        return None;
    }
    let note = refunds(traveller, status).find_map(|refund| refund.note.clone())?;
    Some(
        view! {
            <p>{text("status-fee-declined-note")}</p>
            <blockquote class="typed" dir="auto">
                {note}
            </blockquote>
        }
        .into_any(),
    )
}
