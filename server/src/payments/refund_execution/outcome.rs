//! How a refund stands, written down with what follows for its payment.

use crate::audit::Actor;
use crate::card_provider::{ProviderRefund, ProviderRefundStatus};
use crate::cases::refunds::event;
use crate::payments::PaymentError;
use crate::queue::Job;
use crate::state::Portal;
use crate::store::{Connection, PaymentRow, RefundRow, StoreError};
use crate::transaction::retry_stale;
use domain::states::RefundState;
use uuid::Uuid;

pub(super) async fn read(
    db: &mut dyn Connection,
    refund: Uuid,
) -> Result<(RefundRow, PaymentRow), PaymentError> {
    let row = db.refund(refund).await?.ok_or(PaymentError::Missing {
        what: "refund",
        id: refund,
    })?;
    let payment = db
        .payment(row.payment_id)
        .await?
        .ok_or(PaymentError::Missing {
            what: "payment",
            id: row.payment_id,
        })?;
    Ok((row, payment))
}

#[derive(Debug, Clone)]
pub(super) enum Outcome {
    Found(ProviderRefund),
    /// All of it had gone back by other means.
    Elsewhere,
    /// There is no such refund, and why none can be made: the provider's code, or ours.
    Failed(String),
}

/// Stores how the refund stands, with what follows for the payment. Storing the same again
/// changes nothing.
pub(super) async fn store_outcome(
    portal: &Portal,
    refund: Uuid,
    outcome: Outcome,
) -> Result<(), PaymentError> {
    let outcome = &outcome;
    retry_stale(|| async move {
        let mut tx = portal.begin().await?;
        let (mut row, mut payment) = read(&mut *tx, refund).await?;
        let called = row.attempt;
        let events = apply(&mut row, outcome, tx.now())?;
        if events.is_empty() {
            return Ok(());
        }
        let mut refunds = tx.refunds_of(payment.id).await?;
        refunds.retain(|other| other.id != row.id);
        refunds.push(row.clone());
        payment.follow_refunds(&refunds)?;
        // A payment before its refunds, as everywhere.
        tx.save_payment(&payment).await?;
        tx.save_refund(&row).await?;
        // Told of the attempt that was made, not of the next one.
        let mut told = row.clone();
        told.attempt = called;
        for action in &events {
            tx.append(event(&payment, &told, Actor::System, action));
        }
        tx.enqueue(Job::MailRefund(row.id));
        tx.commit().await?;
        report(&row, &payment);
        Ok(())
    })
    .await
}

fn report(row: &RefundRow, payment: &PaymentRow) {
    metrics::counter!("portal_refunds_total", "state" => row.state().as_str()).increment(1);
    if row.state() == RefundState::Failed {
        tracing::error!(refund = %row.id, payment = %payment.id, failure = row.failure.as_deref(), "a refund failed; a supervisor can try it again");
    } else {
        tracing::info!(refund = %row.id, payment = %payment.id, state = row.state().as_str(), "a refund moved on");
    }
}

/// Moves the row to where the provider says it is, and names the events.
fn apply(
    row: &mut RefundRow,
    outcome: &Outcome,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<Vec<&'static str>, StoreError> {
    let mut events = Vec::new();
    let failure = match outcome {
        Outcome::Failed(code) => Some(code.clone()),
        Outcome::Elsewhere => {
            if row.state() == RefundState::Approved {
                row.advance(RefundState::Succeeded)?;
                row.elsewhere = row.amount.minor;
                row.settled_at = Some(now);
                events.push("refund.done_elsewhere");
            }
            None
        }
        Outcome::Found(found) => {
            if !matches!(
                row.state(),
                RefundState::Approved | RefundState::Sent | RefundState::Succeeded
            ) {
                return Ok(events);
            }
            row.provider_id = Some(found.id.clone());
            if row.state() == RefundState::Approved {
                row.elsewhere = (row.amount.minor - found.amount).max(0);
                row.advance(RefundState::Sent)?;
                row.sent_at = Some(now);
                events.push("refund.sent");
            }
            if found.status == ProviderRefundStatus::Succeeded && row.state() == RefundState::Sent {
                row.advance(RefundState::Succeeded)?;
                row.settled_at = Some(now);
                events.push("refund.succeeded");
            }
            (found.status == ProviderRefundStatus::Failed).then(|| {
                found
                    .failure
                    .clone()
                    .unwrap_or_else(|| "unknown".to_owned())
            })
        }
    };
    if let Some(failure) = failure
        && row.state().may_become(RefundState::Failed)
    {
        row.advance(RefundState::Failed)?;
        row.failure = Some(failure);
        row.settled_at = Some(now);
        // Trying again is another attempt, under another key.
        row.attempt += 1;
        row.called_at = None;
        events.push("refund.failed");
    }
    Ok(events)
}
