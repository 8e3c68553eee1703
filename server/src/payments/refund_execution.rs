//! Giving money back: sends an approved refund to the provider, once, and follows it to its end.
//!
//! The idempotency key of the call is the refund and its attempt. While nobody knows how a call ended,
//! it is repeated under the same key, after a look at what the provider has; a failure, an error of
//! the provider's own (5xx), or a day (keys expire) makes a new attempt.

mod outcome;

use super::{PaymentError, settlement};
use crate::card_provider::{Charge, ProviderError, ProviderRefund, RefundOrder};
use crate::failpoint::Failpoint;
use crate::state::Portal;
use crate::store::{PaymentRow, RefundRow, StoreError};
use crate::transaction::retry_stale;
use chrono::TimeDelta;
use domain::law::refunds::part_to_send;
use domain::money::Money;
use domain::states::{PaymentState, RefundState};
use outcome::{Outcome, read, store_outcome};
use uuid::Uuid;

/// Keys lapse after a day; an older one is not trusted.
const KEY_HOLDS: TimeDelta = TimeDelta::hours(23);

/// Sends an approved refund, or asks how a sent one stands.
///
/// # Errors
/// When it has to be tried again.
pub async fn send(portal: &Portal, refund: Uuid) -> Result<(), PaymentError> {
    let (row, payment) = read(&mut *portal.store.read().await?, refund).await?;
    // By whatever way it was paid, the card has no more to do with it.
    if row.receipt.is_some() {
        return Ok(());
    }
    match (row.state(), &row.provider_id) {
        (RefundState::Requested | RefundState::Declined | RefundState::Failed, _)
        // All of it had gone back by other means.
        | (RefundState::Succeeded, None) => Ok(()),
        (RefundState::Approved, _) => execute_approved(portal, refund, &payment).await,
        (RefundState::Sent | RefundState::Succeeded, Some(id)) => {
            let found = portal.cards.refund_by_id(id).await?;
            store_outcome(portal, refund, Outcome::Found(found)).await
        }
        (RefundState::Sent, None) => Err(PaymentError::Missing {
            what: "provider's refund",
            id: refund,
        }),
    }
}

async fn execute_approved(
    portal: &Portal,
    refund: Uuid,
    payment: &PaymentRow,
) -> Result<(), PaymentError> {
    let failed = |code: &str| Outcome::Failed(code.to_owned());
    // The bank has given all of it back.
    if payment.is_lost() {
        return store_outcome(portal, refund, Outcome::Elsewhere).await;
    }
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
    let found = if called_before {
        find_earlier_refund(portal, &row, &intent_id).await?
    } else {
        None
    };
    let outcome = match found {
        Some(found) => Outcome::Found(found),
        None => call(portal, &row, payment.id, intent_id).await?,
    };
    portal.failpoints.reach(Failpoint::RefundAfterCall).await;
    store_outcome(portal, refund, outcome).await?;
    portal.failpoints.reach(Failpoint::RefundAfterCommit).await;
    Ok(())
}

/// The refund at the provider that an earlier call made.
async fn find_earlier_refund(
    portal: &Portal,
    row: &RefundRow,
    intent_id: &str,
) -> Result<Option<ProviderRefund>, PaymentError> {
    let found = portal.cards.find_refund(intent_id, row.id, row.attempt);
    Ok(found.await?)
}

/// Sends what the charge has left of the refund, if anything. Where what is left and what went back
/// elsewhere do not add up, the whole is sent, and the provider's refusal says why.
async fn call(
    portal: &Portal,
    row: &RefundRow,
    payment: Uuid,
    intent_id: String,
) -> Result<Outcome, PaymentError> {
    let Some(charge) = charge(portal, &intent_id).await? else {
        return Ok(Outcome::Failed("charge_not_found".to_owned()));
    };
    settlement::book_external_refunds(portal, payment, &charge).await?;
    let order = match part_to_send(row.amount.minor, charge.left(), charge.elsewhere()) {
        Some(0) => return Ok(Outcome::Elsewhere),
        None if charge.open_disputes > 0 => {
            return Ok(Outcome::Failed("charge_disputed".to_owned()));
        }
        part => RefundOrder {
            refund: row.id,
            amount: Money::new(part.unwrap_or(row.amount.minor), row.amount.currency),
            attempt: row.attempt,
            key: format!("refund-{}-{}", row.id, row.attempt),
            intent_id,
        },
    };
    let error = match portal.cards.refund(&order).await {
        Ok(found) => return Ok(Outcome::Found(found)),
        Err(error) => error,
    };
    // Why it cannot be done, where that is what the provider says.
    let refusal = match &error {
        ProviderError::Indeterminate(_) | ProviderError::RetrySameKey { .. } => {
            return Err(error.into());
        }
        // The answer is kept under the key: asking again needs another.
        ProviderError::ServerError { .. } => {
            next_attempt(portal, row).await?;
            return Err(error.into());
        }
        ProviderError::IdempotencyMismatch => None,
        ProviderError::Invalid { code } | ProviderError::Declined { code } => Some(code.clone()),
        ProviderError::NotFound => Some("charge_not_found".to_owned()),
    };
    // "Already refunded" may be our own earlier call.
    if let Some(found) = find_earlier_refund(portal, row, &order.intent_id).await? {
        return Ok(Outcome::Found(found));
    }
    let now = self::charge(portal, &order.intent_id).await?;
    match refusal {
        Some(code) if now.is_none_or(|now| now.left() == charge.left()) => {
            Ok(Outcome::Failed(code))
        }
        _ => {
            next_attempt(portal, row).await?;
            Err(error.into())
        }
    }
}

/// The charge as it stands now; nothing where the provider does not have it.
async fn charge(portal: &Portal, intent_id: &str) -> Result<Option<Charge>, PaymentError> {
    match portal.cards.charge(intent_id).await {
        Err(ProviderError::NotFound) => Ok(None),
        found => Ok(found?),
    }
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
