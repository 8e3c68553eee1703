//! A charge that the payer disputes with the bank, from the dispute to its end.

use super::{change, lock_and_load};
use crate::audit::{Actor, Event};
use crate::card_provider::Charge;
use crate::cases::refunds;
use crate::payments::PaymentError;
use crate::state::Portal;
use crate::transaction::retry_stale;
use domain::states::PaymentState;
use serde_json::json;
use uuid::Uuid;

/// From now on nothing is refunded here (our reading of Art. 7).
pub(super) async fn begin(portal: &Portal, payment: Uuid) -> Result<PaymentState, PaymentError> {
    let disputed = PaymentState::Disputed;
    let changed = change(portal, payment, disputed, None, "payment.disputed").await?;
    // Every later look finds the dispute again.
    if changed.anew {
        tracing::warn!(%payment, "a charge is disputed");
        metrics::counter!("portal_payments_disputed_total").increment(1);
    }
    Ok(changed.state)
}

/// The dispute is over and something of the charge is left: the payment stands as it stood before, and
/// what was refused entry meanwhile is decided on again. What the bank took back is booked afterwards.
pub(super) async fn end(
    portal: &Portal,
    payment: Uuid,
    charge: &Charge,
) -> Result<PaymentState, PaymentError> {
    retry_stale(|| async move {
        let mut tx = portal.begin().await?;
        let (mut row, application) = lock_and_load(&mut tx, payment).await?;
        if row.state() != PaymentState::Disputed {
            return Ok(row.state());
        }
        let action = if charge.elsewhere() > row.refunded_elsewhere {
            "payment.dispute_partly_lost"
        } else {
            "payment.dispute_won"
        };
        row.stand_after_refunds()?;
        tx.save_payment(&row).await?;
        tx.append(
            Event::new(Actor::System, action)
                .of(application.id)
                .about(row.id)
                .with(json!({ "attempt": row.attempt })),
        );
        // An officer may act on one of the cases at this moment.
        refunds::reconsider(portal, &mut tx, &row)
            .await
            .map_err(PaymentError::Portal)?;
        tx.commit().await?;
        Ok(row.state())
    })
    .await
}
