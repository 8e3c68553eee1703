//! What the card provider pushes. The signature is verified over the raw bytes, the event is
//! stored once, its job is queued in the same transaction, and the answer is 200. The job fetches
//! the object itself, so that doubled, late and reordered events do no harm.

use crate::audit::{Actor, Event};
use crate::card_provider::Envelope;
use crate::card_provider::stripe;
use crate::failpoint::Failpoint;
use crate::queue::Job;
use crate::state::Portal;
use crate::store::{Connection, ProviderEventRow, StoreError};
use crate::transaction::Transaction;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use chrono::{DateTime, TimeDelta, Utc};
use hmac::{Hmac, KeyInit, Mac};
use secrecy::ExposeSecret;
use serde_json::json;
use sha2::Sha256;
use std::sync::Arc;
use subtle::ConstantTimeEq;
use uuid::Uuid;

/// How far the time in a signature may be from ours.
const TOLERANCE: TimeDelta = TimeDelta::minutes(5);

/// `POST /webhooks/stripe`. Not for people: no session, no CSRF token; the signature says who calls.
pub async fn receive(
    State(portal): State<Arc<Portal>>,
    headers: HeaderMap,
    body: Bytes,
) -> StatusCode {
    let header = headers
        .get("stripe-signature")
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let secret = portal.config.stripe.webhook_secret.expose_secret();
    let envelope = if is_signed(secret, header, &body, portal.now()) {
        std::str::from_utf8(&body).ok().and_then(stripe::parse)
    } else {
        None
    };
    let Some(envelope) = envelope else {
        metrics::counter!("portal_webhooks_total", "result" => "refused").increment(1);
        tracing::warn!("a webhook without a good signature or with an unreadable body was refused");
        return StatusCode::BAD_REQUEST;
    };
    portal.failpoints.reach(Failpoint::WebhookBeforeStore).await;
    match take_in(&portal, &envelope).await {
        Ok(new) => {
            portal.failpoints.reach(Failpoint::WebhookAfterStore).await;
            let result = if new { "new" } else { "known" };
            metrics::counter!("portal_webhooks_total", "result" => result).increment(1);
            tracing::info!(event = %envelope.id, kind = %envelope.kind, new, "a webhook arrived");
            StatusCode::OK
        }
        Err(error) => {
            metrics::counter!("portal_webhooks_total", "result" => "error").increment(1);
            tracing::error!(event = %envelope.id, %error, "a webhook could not be stored");
            if error.is_unavailable() {
                StatusCode::SERVICE_UNAVAILABLE
            } else {
                StatusCode::INTERNAL_SERVER_ERROR
            }
        }
    }
}

/// While a secret is changed there are two; more than so many are not looked at.
const MOST_SIGNATURES: usize = 8;

/// Whether one of the header's signatures is ours over these bytes, at about this time.
fn is_signed(secret: &str, header: &str, body: &[u8], now: DateTime<Utc>) -> bool {
    if secret.is_empty() {
        return false;
    }
    let parts = || header.split(',').filter_map(|part| part.split_once('='));
    let Some(time) = parts().find_map(|(name, value)| (name.trim() == "t").then_some(value)) else {
        return false;
    };
    let near = time
        .parse()
        .ok()
        .and_then(|second| DateTime::from_timestamp(second, 0))
        .is_some_and(|signed| (now - signed).abs() <= TOLERANCE);
    if !near {
        return false;
    }
    // Once, however many signatures the header names.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else {
        return false;
    };
    mac.update(time.as_bytes());
    mac.update(b".");
    mac.update(body);
    let right = mac.finalize().into_bytes();
    parts()
        .filter(|(name, value)| name.trim() == "v1" && value.len() == 2 * right.len())
        .take(MOST_SIGNATURES)
        .filter_map(|(_, value)| {
            data_encoding::HEXLOWER_PERMISSIVE
                .decode(value.as_bytes())
                .ok()
        })
        // Takes as long whichever byte differs.
        .any(|signature| bool::from(signature.as_slice().ct_eq(right.as_slice())))
}

/// Stores an event and queues its job, together; whether it was new.
pub(super) async fn take_in(portal: &Portal, envelope: &Envelope) -> Result<bool, StoreError> {
    let now = portal.now();
    let mut tx = portal.begin().await?;
    let row = ProviderEventRow {
        id: envelope.id.clone(),
        kind: envelope.kind.clone(),
        object_id: envelope.object_id.clone(),
        intent_id: envelope.intent_id.clone(),
        created_at: DateTime::from_timestamp(envelope.created, 0).unwrap_or(now),
        received_at: now,
    };
    if !tx.add_provider_event(&row).await? {
        return Ok(false);
    }
    match subject(&mut *tx, envelope).await? {
        Subject::Job(job) => tx.enqueue(job),
        Subject::NotOurs => {}
        Subject::Unrecorded(payment) => unrecorded(&mut tx, payment, envelope),
        Subject::NotYet => {
            tx.commit().await?;
            return Ok(true);
        }
    }
    tx.finish_provider_event(&envelope.id, now).await?;
    tx.commit().await?;
    Ok(true)
}

/// What an event is about.
enum Subject {
    Job(Job),
    /// Of no concern: another kind, or something that the portal did not make.
    NotOurs,
    /// It names one of our payments, which the database does not hold.
    Unrecorded(Uuid),
    /// Perhaps ours, and not written down yet: looked at again later.
    NotYet,
}

async fn subject(db: &mut dyn Connection, envelope: &Envelope) -> Result<Subject, StoreError> {
    let kind = envelope.kind.as_str();
    if kind.starts_with("checkout.session.") {
        let Some(payment) = envelope.payment else {
            return Ok(Subject::NotOurs);
        };
        return Ok(match db.payment(payment).await? {
            Some(payment) => Subject::Job(Job::SyncPayment(payment.id)),
            None if kind.ends_with("completed") || kind.ends_with("succeeded") => {
                Subject::Unrecorded(payment)
            }
            None => Subject::NotOurs,
        });
    }
    if kind.starts_with("charge.") {
        let Some(intent) = &envelope.intent_id else {
            return Ok(Subject::NotOurs);
        };
        return Ok(match db.payment_by_intent(intent).await? {
            Some(payment) => Subject::Job(Job::SyncPayment(payment.id)),
            None if kind == "charge.refunded" => Subject::NotOurs,
            None => Subject::NotYet,
        });
    }
    if kind.starts_with("refund.") {
        let refund = match envelope.refund {
            Some(refund) => db.refund(refund).await?,
            None => db.refund_by_provider_id(&envelope.object_id).await?,
        };
        if let Some(refund) = refund {
            return Ok(Subject::Job(Job::AdvanceRefund(refund.id)));
        }
        // Somebody gave back by hand.
        let payment = match &envelope.intent_id {
            Some(intent) => db.payment_by_intent(intent).await?,
            None => None,
        };
        return Ok(payment.map_or(Subject::NotOurs, |payment| {
            Subject::Job(Job::SyncPayment(payment.id))
        }));
    }
    Ok(Subject::NotOurs)
}

/// The intent is committed before any checkout exists, so a charge without one means that the
/// database lost it. There is no row that could guard a refund: it is reported to people.
fn unrecorded(tx: &mut Transaction, payment: Uuid, envelope: &Envelope) {
    metrics::counter!("portal_charges_unrecorded_total").increment(1);
    tracing::error!(%payment, session = %envelope.object_id, "a charge names a payment that is not in the database");
    tx.append(
        Event::new(Actor::System, "payment.unrecorded")
            .about(payment)
            .with(json!({ "session": envelope.object_id, "event": envelope.id })),
    );
}

/// A charge that no payment has come to own so long after its event is not ours.
const STAYS_OPEN: TimeDelta = TimeDelta::days(3);

/// Looks again for what stored events are about, and gives up on those of which nothing came.
pub(super) async fn retry_unmatched_events(portal: &Portal) -> Result<(), StoreError> {
    let now = portal.now();
    let open = portal.store.read().await?.open_provider_events(200).await?;
    for row in open {
        let is_over = now - row.received_at > STAYS_OPEN;
        let envelope = Envelope {
            id: row.id,
            kind: row.kind,
            created: row.created_at.timestamp(),
            object_id: row.object_id,
            intent_id: row.intent_id,
            payment: None,
            refund: None,
        };
        let mut tx = portal.begin().await?;
        match subject(&mut *tx, &envelope).await? {
            Subject::Job(job) => tx.enqueue(job),
            _ if is_over => {
                metrics::counter!("portal_webhooks_total", "result" => "unmatched").increment(1);
                tracing::warn!(event = %envelope.id, kind = %envelope.kind, object = %envelope.object_id, "an event is about a charge of no payment here: of another system with the same account at the provider, or lost here");
            }
            _ => continue,
        }
        tx.finish_provider_event(&envelope.id, now).await?;
        tx.commit().await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Computed with `openssl dgst -sha256 -hmac whsec_test` over `1492774577.{"id":"evt_1"}`.
    const SIGNATURE: &str = "7656fc2882a7ca0a651666b36bf2f2f22ee204f54f608f227498a2419f2890b2";
    const BODY: &[u8] = br#"{"id":"evt_1"}"#;

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(second, 0).unwrap()
    }

    #[test]
    fn a_good_signature_is_one_of_ours_and_fresh() {
        let time = 1_492_774_577;
        let signed =
            |header: &str, body: &[u8], now| is_signed("whsec_test", header, body, at(now));
        let good = format!("t={time},v1={SIGNATURE}");
        assert!(signed(&good, BODY, time));
        assert!(signed(&good, BODY, time + 300));
        assert!(!signed(&good, BODY, time + 301));
        assert!(!signed(&good, BODY, time - 301));
        let rolled = format!("t={time},v1={},v1={SIGNATURE},v0=x", "0".repeat(64));
        assert!(signed(&rolled, BODY, time));
        let other = format!("t={time},v0={SIGNATURE}");
        assert!(!signed(&other, BODY, time));
        assert!(!signed(&good, br#"{"id":"evt_2"}"#, time));
        assert!(!is_signed("whsec_other", &good, BODY, at(time)));
        assert!(!is_signed("", &good, BODY, at(time)));
        for odd in [
            "",
            "t=",
            "v1=",
            "t=x,v1=y",
            ",,=,=",
            "t=1492774577",
            "t=9223372036854775807,v1=00",
        ] {
            assert!(!signed(odd, BODY, time), "{odd}");
        }
    }
}
