//! A charge that the payer disputes with the bank, from the dispute to its end.

use super::change;
use crate::audit::{self, Actor, Event};
use crate::cases::refunds;
use crate::payments::{PaymentError, ROUNDS};
use crate::state::Portal;
use crate::store::PaymentRow;
use domain::states::PaymentState;
use serde_json::json;
use uuid::Uuid;

/// From now on nothing is given back here (our reading of Art. 7).
pub(super) async fn begin(portal: &Portal, payment: Uuid) -> Result<PaymentState, PaymentError> {
    tracing::warn!(%payment, "a charge is disputed");
    metrics::counter!("portal_payments_disputed_total").increment(1);
    change(
        portal,
        payment,
        PaymentState::Disputed,
        None,
        "payment.disputed",
    )
    .await
}

/// Whether the bank has left the money here. Then the payment stands as it stood before, and what was
/// refused entry meanwhile is decided on again.
pub(super) async fn look_again(
    portal: &Portal,
    payment: &PaymentRow,
) -> Result<PaymentState, PaymentError> {
    let Some(intent) = &payment.intent_id else {
        return Ok(payment.state);
    };
    match portal.cards.charge(intent).await? {
        Some(charge) if !charge.disputed => end(portal, payment.id).await,
        _ => Ok(payment.state),
    }
}

async fn end(portal: &Portal, payment: Uuid) -> Result<PaymentState, PaymentError> {
    for _ in 0..ROUNDS {
        let mut unit = portal.store.begin().await?;
        let mut row = unit.payment(payment).await?.ok_or(PaymentError::Missing {
            what: "payment",
            id: payment,
        })?;
        if row.state != PaymentState::Disputed {
            return Ok(row.state);
        }
        row.state = PaymentState::after_refunds(row.amount.minor, row.refunded);
        if !unit.save_payment(&row).await? {
            continue;
        }
        // Somebody may act on one of the cases just now.
        let Ok(again) = refunds::Again::of(portal, &mut *unit, &row).await else {
            continue;
        };
        let event = Event {
            at: portal.now(),
            actor: Actor::System,
            action: "payment.dispute_won",
            application: Some(row.application_id),
            subject: Some(row.id),
            detail: json!({ "attempt": row.attempt }),
        };
        audit::record(&mut *unit, event).await?;
        if again.record(portal, &mut *unit).await.is_err() {
            continue;
        }
        unit.commit().await?;
        return Ok(row.state);
    }
    Err(PaymentError::Contended)
}
