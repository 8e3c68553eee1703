//! Giving money back: sends an approved refund to the provider, once, and follows it to its end.
//!
//! The key of the call is the refund and its attempt. While nobody knows how a call ended, it is
//! repeated under the same key, after a look at what the provider has; a definite failure, or a
//! day (keys lapse), makes a new attempt.

use super::PaymentError;
use crate::audit::Actor;
use crate::card_provider::{ProviderError, ProviderRefund, ProviderRefundStatus, RefundOrder};
use crate::cases::refunds::event;
use crate::failpoint::Failpoint;
use crate::queue::Job;
use crate::state::Portal;
use crate::store::{Connection, PaymentRow, RefundRow, StoreError};
use crate::transaction::retry_stale;
use chrono::TimeDelta;
use domain::states::{PaymentState, RefundState};
use uuid::Uuid;

/// Keys lapse after a day; an older one is not trusted.
const KEY_HOLDS: TimeDelta = TimeDelta::hours(23);

/// Sends an approved refund, or asks how a sent one stands.
///
/// # Errors
/// When it has to be tried again.
pub async fn send(portal: &Portal, refund: Uuid) -> Result<(), PaymentError> {
    let (row, payment) = read(&mut *portal.store.read().await?, refund).await?;
    match (row.state(), &row.provider_id) {
        (RefundState::Requested | RefundState::Declined | RefundState::Failed, _) => Ok(()),
        (RefundState::Approved, _) => approved(portal, refund, &payment).await,
        (RefundState::Sent | RefundState::Succeeded, Some(id)) => {
            let found = portal.cards.refund_by_id(id).await?;
            store_outcome(portal, refund, Outcome::Found(found)).await
        }
        (RefundState::Sent | RefundState::Succeeded, None) => Err(PaymentError::Missing {
            what: "provider's refund",
            id: refund,
        }),
    }
}

async fn read(
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

async fn approved(portal: &Portal, refund: Uuid, payment: &PaymentRow) -> Result<(), PaymentError> {
    let failed = |code: &str| Outcome::Failed(code.to_owned());
    if payment.state() == PaymentState::Disputed {
        return store_outcome(portal, refund, failed("charge_disputed")).await;
    }
    let Some(intent_id) = payment.intent_id.clone() else {
        return Err(PaymentError::Missing {
            what: "charge of payment",
            id: payment.id,
        });
    };
    let Some((row, called_before)) = begin(portal, refund).await? else {
        return Ok(());
    };
    portal.failpoints.reach(Failpoint::RefundBeforeCall).await;
    let look_up = || portal.cards.find_refund(&intent_id, row.id, row.attempt);
    let found = if called_before {
        look_up().await?
    } else {
        None
    };
    let order = RefundOrder {
        refund: row.id,
        intent_id: intent_id.clone(),
        amount: row.amount,
        attempt: row.attempt,
        key: format!("refund-{}-{}", row.id, row.attempt),
    };
    let outcome = match found {
        Some(found) => Outcome::Found(found),
        None => match portal.cards.refund(&order).await {
            Ok(found) => Outcome::Found(found),
            Err(error @ (ProviderError::Unknown(_) | ProviderError::Busy { .. })) => {
                return Err(error.into());
            }
            // The answer is kept under the key: asking again needs another.
            Err(error @ ProviderError::Temporary { .. }) => {
                next_attempt(portal, &row).await?;
                return Err(error.into());
            }
            // "Already refunded" may be our own earlier call.
            Err(error) => match look_up().await? {
                Some(found) => Outcome::Found(found),
                None => match error {
                    ProviderError::Invalid { code } | ProviderError::Declined { code } => {
                        Outcome::Failed(code)
                    }
                    _ => failed("charge_not_found"),
                },
            },
        },
    };
    portal.failpoints.reach(Failpoint::RefundAfterCall).await;
    store_outcome(portal, refund, outcome).await?;
    portal.failpoints.reach(Failpoint::RefundAfterCommit).await;
    Ok(())
}

/// Commits the intent to call, and says whether it may have been called before. `None` when
/// there is nothing to send any more.
async fn begin(portal: &Portal, refund: Uuid) -> Result<Option<(RefundRow, bool)>, PaymentError> {
    retry_stale(|| async move {
        let mut tx = portal.begin().await?;
        let (mut row, _) = read(&mut *tx, refund).await?;
        if row.state() != RefundState::Approved {
            return Ok(None);
        }
        let now = tx.now();
        let called_before = row.called_at.is_some() || row.attempt > 1;
        match row.called_at {
            Some(at) if now - at < KEY_HOLDS => return Ok(Some((row, called_before))),
            Some(_) => row.attempt += 1,
            None => {}
        }
        row.called_at = Some(now);
        tx.save_refund(&row).await?;
        tx.commit().await?;
        row.version += 1;
        Ok(Some((row, called_before)))
    })
    .await
}

/// The key of this attempt is spent.
async fn next_attempt(portal: &Portal, row: &RefundRow) -> Result<(), PaymentError> {
    let mut tx = portal.begin().await?;
    let mut row = row.clone();
    row.attempt += 1;
    row.called_at = None;
    match tx.save_refund(&row).await {
        Ok(()) => tx.commit().await?,
        // Whoever was faster has spent the key as well.
        Err(StoreError::Stale) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

#[derive(Debug, Clone)]
enum Outcome {
    Found(ProviderRefund),
    /// The provider has no such refund, and why it will not make one.
    Failed(String),
}

/// Stores how the refund stands, with what follows for the payment. Storing the same again
/// changes nothing.
async fn store_outcome(
    portal: &Portal,
    refund: Uuid,
    outcome: Outcome,
) -> Result<(), PaymentError> {
    let outcome = &outcome;
    retry_stale(|| async move {
        let mut tx = portal.begin().await?;
        let (mut row, mut payment) = read(&mut *tx, refund).await?;
        let before = row.state();
        let on_its_way =
            |state: RefundState| matches!(state, RefundState::Sent | RefundState::Succeeded);
        let events = apply(&mut row, outcome, tx.now())?;
        if events.is_empty() {
            return Ok(());
        }
        let amount = row.amount.minor;
        payment.set_refunded(match (on_its_way(before), on_its_way(row.state())) {
            (false, true) => payment.refunded + amount,
            (true, false) => payment.refunded - amount,
            _ => payment.refunded,
        })?;
        // A payment before its refunds, as everywhere.
        tx.save_payment(&payment).await?;
        tx.save_refund(&row).await?;
        for action in &events {
            tx.append(event(&payment, &row, Actor::System, action));
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
        Outcome::Found(found) => {
            if !matches!(
                row.state(),
                RefundState::Approved | RefundState::Sent | RefundState::Succeeded
            ) {
                return Ok(events);
            }
            row.provider_id = Some(found.id.clone());
            if row.state() == RefundState::Approved {
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
