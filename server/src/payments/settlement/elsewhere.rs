//! Money that moved without the portal: what went back by hand at the provider, or by the bank of who
//! disputed a part of the charge; and a charge that cannot be booked. People look at both.

use super::lock_and_load;
use crate::audit::{Actor, Event};
use crate::card_provider::Charge;
use crate::cases::refunds::{self, event};
use crate::payments::PaymentError;
use crate::queue::Job;
use crate::state::Portal;
use crate::store::{RefundRow, StoreError};
use crate::transaction::retry_stale;
use chrono::{DateTime, Utc};
use domain::money::Money;
use domain::states::{PaymentState, RefundState};
use serde_json::json;
use uuid::Uuid;

/// Books what went back of a charge elsewhere; the state of its payment then.
///
/// # Errors
/// When it has to be tried again.
pub async fn book_external_refunds(
    portal: &Portal,
    payment: Uuid,
    charge: &Charge,
) -> Result<PaymentState, PaymentError> {
    retry_stale(|| async move {
        let mut tx = portal.begin().await?;
        let (mut row, application) = lock_and_load(&mut tx, payment).await?;
        let before = row.refunded_elsewhere;
        if row.intent_id.as_ref() != Some(&charge.intent_id) || before == charge.elsewhere() {
            return Ok(row.state());
        }
        let was_all_back = row.is_all_back();
        row.refunded_elsewhere = charge.elsewhere();
        let mut refunds = tx.refunds_of(row.id).await?;
        let failed = returned(&mut refunds, row.refunded_elsewhere, tx.now())?;
        row.follow_refunds(&refunds)?;
        tx.save_payment(&row).await?;
        let money = |minor| Money::new(minor, row.amount.currency).to_string();
        let now = charge.elsewhere();
        let (action, told) = if now > before {
            ("payment.given_back_elsewhere", now)
        } else {
            ("payment.given_back_elsewhere_failed", before - now)
        };
        tx.append(
            Event::new(Actor::System, action)
                .of(application.id)
                .about(row.id)
                .with(json!({ "amount": money(told), "before": money(before) })),
        );
        for refund in refunds.iter().filter(|refund| failed.contains(&refund.id)) {
            tx.save_refund(refund).await?;
            tx.append(event(
                &row,
                refund,
                Actor::System,
                "refund.failed",
            ));
            tx.enqueue(Job::MailRefund(refund.id));
        }
        // All of it is back now, or was and no longer is: what was refused on it is decided on again.
        if row.is_all_back() != was_all_back {
            refunds::reconsider(portal, &mut tx, &row)
                .await
                .map_err(PaymentError::Portal)?;
        }
        tx.commit().await?;
        if now > before {
            metrics::counter!("portal_charges_given_back_elsewhere_total").increment(1);
            tracing::warn!(payment = %row.id, before, now, "money went back without the portal; a supervisor has to look at it");
        } else {
            tracing::warn!(payment = %row.id, before, now, "money that went back without the portal returned; its refund has failed");
        }
        Ok(row.state())
    })
    .await
}

/// Fails the refunds that were done by money that went back elsewhere, as far as that came back:
/// `elsewhere` is what of it is still gone. Their ids.
fn returned(
    refunds: &mut [RefundRow],
    elsewhere: i64,
    now: DateTime<Utc>,
) -> Result<Vec<Uuid>, StoreError> {
    let is_done = |row: &RefundRow| {
        row.state() == RefundState::Succeeded && row.elsewhere > 0 && row.receipt.is_none()
    };
    let used: i64 = refunds
        .iter()
        .filter(|row| is_done(row))
        .map(|row| row.elsewhere)
        .sum();
    let mut missing = used - elsewhere;
    let mut failed = Vec::new();
    for row in refunds.iter_mut().rev() {
        if missing > 0 && is_done(row) && row.provider_id.is_none() {
            missing -= row.elsewhere;
            row.advance(RefundState::Failed)?;
            row.elsewhere = 0;
            row.failure = Some("returned".to_owned());
            row.settled_at = Some(now);
            failed.push(row.id);
        }
    }
    Ok(failed)
}

/// A charge in a currency of which the portal knows nothing: it stays open, and is listed for a
/// supervisor until it can be booked.
pub(super) async fn flag_unbookable(
    portal: &Portal,
    payment: Uuid,
    charge: &Charge,
) -> Result<PaymentState, PaymentError> {
    retry_stale(|| async move {
        let mut tx = portal.begin().await?;
        let (mut row, application) = lock_and_load(&mut tx, payment).await?;
        tracing::error!(%payment, currency = charge.currency, "a charge is in a currency that the portal does not know; it is listed for a supervisor");
        if row.unknown_currency.as_ref() == Some(&charge.currency) {
            return Ok(row.state());
        }
        row.unknown_currency = Some(charge.currency.clone());
        tx.save_payment(&row).await?;
        tx.append(
            Event::new(Actor::System, "payment.unbookable")
                .of(application.id)
                .about(row.id)
                .with(json!({ "currency": charge.currency })),
        );
        tx.commit().await?;
        metrics::counter!("portal_charges_unbookable_total").increment(1);
        Ok(row.state())
    })
    .await
}
