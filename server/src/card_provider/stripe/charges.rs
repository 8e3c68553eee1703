//! A charge as Stripe shows it, with what came of it: its refunds, ours and others, and its disputes.

use super::{REFUND, provider_error};
use crate::card_provider::{Charge, ProviderError, ProviderRefund, ProviderRefundStatus, Result};
use stripe::Client;
use stripe_core::dispute::ListDispute;
use stripe_core::refund::ListRefund;
use stripe_shared::{Dispute, DisputeStatus, PaymentIntent, PaymentIntentStatus, Refund};
use stripe_types::Expandable;
use uuid::Uuid;

pub(super) fn read_charge(intent: &PaymentIntent) -> Option<Charge> {
    if intent.status != PaymentIntentStatus::Succeeded {
        return None;
    }
    let charge = match &intent.latest_charge {
        Some(Expandable::Object(charge)) => Some(charge),
        _ => None,
    };
    Some(Charge {
        intent_id: intent.id.to_string(),
        amount: intent.amount_received,
        currency: intent.currency.to_string().to_uppercase(),
        disputed: charge.is_some_and(|charge| charge.disputed),
        refunded: charge.map_or(0, |charge| charge.amount_refunded),
        external_refunds: 0,
        open_disputes: 0,
        lost_disputes: 0,
    })
}

/// Whether a payment that the payer completed came to nothing.
pub(super) const fn has_failed(status: &PaymentIntentStatus) -> bool {
    matches!(
        status,
        PaymentIntentStatus::RequiresPaymentMethod | PaymentIntentStatus::Canceled
    )
}

pub(super) fn read_refund(refund: &Refund) -> ProviderRefund {
    let status = match refund.status.as_deref() {
        Some("succeeded") => ProviderRefundStatus::Succeeded,
        Some("failed" | "canceled") => ProviderRefundStatus::Failed,
        _ => ProviderRefundStatus::Pending,
    };
    ProviderRefund {
        id: refund.id.to_string(),
        amount: refund.amount,
        status,
        failure: refund.failure_reason.clone(),
    }
}

/// Adds what the charge itself does not say.
pub(super) async fn load_refunds_and_disputes(client: &Client, charge: &mut Charge) -> Result<()> {
    if charge.refunded > 0 {
        let refunds = refunds(client, &charge.intent_id).await?;
        charge.external_refunds = refunds
            .iter()
            .filter(|refund| is_external(refund))
            .map(|refund| refund.amount)
            .sum();
    }
    if charge.disputed {
        let disputes = ListDispute::new()
            .payment_intent(charge.intent_id.as_str())
            .limit(100)
            .send(client)
            .await
            .map_err(provider_error)?;
        apply_disputes(charge, &disputes.data);
    }
    Ok(())
}

/// Every refund of a charge; none of a charge that the provider does not have.
pub(super) async fn refunds(client: &Client, intent_id: &str) -> Result<Vec<Refund>> {
    let mut found: Vec<Refund> = Vec::new();
    loop {
        let mut list = ListRefund::new().payment_intent(intent_id).limit(100);
        if let Some(last) = found.last() {
            list = list.starting_after(last.id.as_str());
        }
        let page = match list.send(client).await.map_err(provider_error) {
            Ok(page) => page,
            Err(ProviderError::NotFound) => return Ok(found),
            Err(error) => return Err(error),
        };
        let more = page.has_more && !page.data.is_empty();
        found.extend(page.data);
        if !more {
            return Ok(found);
        }
    }
}

/// What the metadata of a refund says under a name.
pub(super) fn named<'a>(refund: &'a Refund, key: &str) -> Option<&'a str> {
    refund.metadata.as_ref()?.get(key).map(String::as_str)
}

/// Somebody else gave this back, and it did not fail.
fn is_external(refund: &Refund) -> bool {
    let ours = named(refund, REFUND).is_some_and(|id| id.parse::<Uuid>().is_ok());
    !ours && read_refund(refund).status != ProviderRefundStatus::Failed
}

/// A charge says only that it was disputed once; its disputes say of how much, and how they ended.
/// An inquiry takes no money, and refunds go on; one about a part leaves the rest.
fn apply_disputes(charge: &mut Charge, disputes: &[Dispute]) {
    let sum = |which: fn(&DisputeStatus) -> bool| -> i64 {
        let of = disputes.iter().filter(|dispute| which(&dispute.status));
        of.map(|dispute| dispute.amount).sum()
    };
    let lost = sum(|status| matches!(status, DisputeStatus::Lost));
    let open = sum(|status| !matches!(status, DisputeStatus::Lost) && !holds_no_money(status));
    // Listed a little later than its charge says so.
    charge.disputed = disputes.is_empty()
        || lost >= charge.amount
        || (open > 0 && open + lost + charge.refunded >= charge.amount);
    if !charge.disputed {
        charge.open_disputes = open;
    }
    if !charge.disputed || open == 0 {
        charge.lost_disputes = lost;
    }
}

/// The money is ours again, or was never taken back.
const fn holds_no_money(status: &DisputeStatus) -> bool {
    matches!(
        status,
        DisputeStatus::Won
            | DisputeStatus::WarningClosed
            | DisputeStatus::WarningNeedsResponse
            | DisputeStatus::WarningUnderReview
            | DisputeStatus::Prevented
    )
}
