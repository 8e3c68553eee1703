//! What becomes of the fee of somebody who was not let in (Art. 7).

use crate::contract::{RefundView, Status, TravellerStatus};
use crate::text::{money, text, text_with};
use domain::law::refunds::{ChargeStanding, FeeStanding, RefundStanding};
use domain::states::{PaymentState, RefundState};
use leptos::prelude::*;

/// Of one traveller who was not let in.
pub(super) fn of(traveller: &TravellerStatus, status: &Status) -> FeeStanding {
    let mut settling = status.payments.iter().filter(|payment| payment.settles);
    let charge = settling.next().map(|payment| ChargeStanding {
        is_all_back: payment.given_back == payment.amount,
        is_disputed: payment.state == PaymentState::Disputed,
    });
    let refunds: Vec<_> = refunds(traveller, status)
        .map(|refund| RefundStanding {
            state: refund.state,
            went_to_card: went_to_card(refund),
        })
        .collect();
    FeeStanding::of(&traveller.grounds, charge.unwrap_or_default(), &refunds)
}

/// Of each who was not let in.
fn of_each(status: &Status) -> impl Iterator<Item = FeeStanding> {
    let refused = status.travellers.iter();
    refused
        .filter(|one| !one.grounds.is_empty())
        .map(|one| of(one, status))
}

/// Whether all who were not let in have theirs again, whichever way it went.
pub(super) fn is_all_back(status: &Status) -> bool {
    of_each(status).all(|fee| matches!(fee, FeeStanding::Back | FeeStanding::BackOtherwise))
}

/// Of all who were not let in, if it is the same.
pub(super) fn of_all(status: &Status) -> Option<FeeStanding> {
    let mut fees = of_each(status);
    let first = fees.next()?;
    fees.all(|fee| fee == first).then_some(first)
}

pub(super) fn says(fee: FeeStanding, status: &Status) -> String {
    let back = status.payments.iter().find(|payment| payment.settles);
    if let (FeeStanding::Declined, Some(payment)) = (fee, back)
        && payment.given_back.minor > 0
    {
        let back = ("back", money(payment.given_back));
        return text_with("status-fee-declined-rest", &[back]);
    }
    text(match fee {
        FeeStanding::Back => "status-fee-back",
        FeeStanding::BackOtherwise => "status-fee-back-otherwise",
        FeeStanding::GoesBack => "status-fee-goes-back",
        FeeStanding::NotArrived => "status-fee-not-arrived",
        FeeStanding::ToDecide => "status-fee-to-decide",
        FeeStanding::Disputed => "status-fee-disputed",
        FeeStanding::Declined => "status-fee-declined",
        FeeStanding::Kept => "status-fee-kept",
    })
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
    if of(traveller, status) != FeeStanding::Declined {
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
