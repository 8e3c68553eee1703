//! A charge that the payer disputes with the bank, from the dispute to its end.

use super::{change, lock_and_load};
use crate::audit::{Actor, Event};
use crate::cases::refunds;
use crate::payments::PaymentError;
use crate::state::Portal;
use crate::transaction::retry_stale;
use domain::states::PaymentState;
use serde_json::json;
use uuid::Uuid;

/// From now on nothing is refunded here (our reading of Art. 7).
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

/// The dispute is over and something of the charge is left: the payment stands as it stood before, and
/// what was refused entry meanwhile is decided on again.
pub(super) async fn end(portal: &Portal, payment: Uuid) -> Result<PaymentState, PaymentError> {
    retry_stale(|| async move {
        let mut tx = portal.begin().await?;
        let (mut row, application) = lock_and_load(&mut tx, payment).await?;
        if row.state() != PaymentState::Disputed {
            return Ok(row.state());
        }
        row.stand_after_refunds()?;
        tx.save_payment(&row).await?;
        tx.append(
            Event::new(Actor::System, "payment.dispute_won")
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
