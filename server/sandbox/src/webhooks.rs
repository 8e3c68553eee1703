//! The webhook sender: signs events as Stripe does, and retries until the receiver accepts them.

use std::{sync::Arc, time::Duration};

use data_encoding::HEXLOWER;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use tokio::task::JoinSet;

use crate::{
    clock::machine_ms,
    config::SandboxConfig,
    state::SandboxState,
    store::{
        deliveries::{self, Attempt, DueDelivery},
        events,
    },
    stripe::pretty,
};

/// The header `Stripe-Signature` of a body at a time (seconds since 1970).
///
/// # Panics
/// Never: HMAC accepts a key of any length.
pub fn signature(secret: &str, time: i64, body: &str) -> String {
    #[expect(clippy::expect_used, reason = "HMAC accepts a key of any length")]
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("any length is a key");
    mac.update(format!("{time}.{body}").as_bytes());
    format!(
        "t={time},v1={}",
        HEXLOWER.encode(&mac.finalize().into_bytes())
    )
}

/// So many webhooks are under way at once.
const AT_ONCE: usize = 16;

/// Sends due webhooks until the sandbox stops, each as soon as it is due: none waits for the answer to
/// another.
pub async fn run(state: Arc<SandboxState>, client: reqwest::Client) {
    let mut sending = JoinSet::new();
    while !state.stop.is_cancelled() {
        while sending.len() < AT_ONCE {
            match take_next(&state).await {
                Ok(Some(due)) => {
                    let (state, client) = (state.clone(), client.clone());
                    sending.spawn(async move {
                        if let Err(error) = deliver(&state, &client, due).await {
                            tracing::error!(%error, "a webhook's answer cannot be stored");
                        }
                    });
                }
                Ok(None) => break,
                Err(error) => {
                    tracing::error!(%error, "webhooks cannot be read from the database");
                    break;
                }
            }
        }
        let waiting = match wait_for_next(&state).await {
            Ok(waiting) => waiting,
            Err(error) => {
                tracing::error!(%error, "webhooks cannot be read from the database");
                Duration::from_secs(1)
            }
        };
        tokio::select! {
            () = tokio::time::sleep(waiting) => {}
            _ = sending.join_next(), if !sending.is_empty() => {}
            () = state.webhooks_planned.notified() => {}
            () = state.stop.cancelled() => {}
        }
    }
    while sending.join_next().await.is_some() {}
}

/// A webhook that is due. It is due again later, should its answer be lost with the sandbox.
async fn take_next(state: &SandboxState) -> Result<Option<DueDelivery>, sqlx::Error> {
    let mut tx = state.begin().await?;
    let Some(due) = deliveries::next_due(&mut tx.db, machine_ms()).await? else {
        return Ok(None);
    };
    let lost = state.config.webhook_timeout.saturating_mul(2);
    let lost = i64::try_from(lost.as_millis()).unwrap_or(i64::MAX);
    deliveries::postpone(&mut tx.db, due.seq, machine_ms().saturating_add(lost)).await?;
    tx.commit().await?;
    Ok(Some(due))
}

/// How long no webhook is due.
async fn wait_for_next(state: &SandboxState) -> Result<Duration, sqlx::Error> {
    let mut tx = state.begin().await?;
    let next = deliveries::next_due_ms(&mut tx.db).await?;
    let wait = next.map_or(60_000, |time| {
        time.saturating_sub(machine_ms()).clamp(1, 60_000)
    });
    Ok(Duration::from_millis(u64::try_from(wait).unwrap_or(1)))
}

/// Sends a webhook, and stores what came of it.
async fn deliver(
    state: &SandboxState,
    client: &reqwest::Client,
    due: DueDelivery,
) -> Result<(), sqlx::Error> {
    let mut tx = state.begin().await?;
    let event = events::find(&mut tx.db, &due.event).await?;
    tx.commit().await?;
    let mut body = event.map(|event| pretty(&event)).unwrap_or_default();
    let forged = due.flavour == "forged";
    let mut secret = state.config.webhook_secret.clone();
    if forged {
        // An attacker forges an event, but cannot sign it without the secret.
        body = body.replace(&due.event, &format!("{}forged", due.event));
        "whsec_of_a_stranger".clone_into(&mut secret);
    }
    let url = state.webhook_url();
    let sent = tokio::select! {
        sent = send(state, client, url.as_deref(), &secret, body) => sent,
        () = state.stop.cancelled() => {
            // Nothing came of it: it is due at the next start.
            let mut tx = state.begin().await?;
            deliveries::postpone(&mut tx.db, due.seq, machine_ms()).await?;
            return tx.commit().await;
        }
    };
    let attempt = Attempt {
        delivery: due.seq,
        at_ms: machine_ms(),
        url: url.unwrap_or_default(),
        status: sent.as_ref().ok().map(|status| i64::from(*status)),
        error: sent.as_ref().err().cloned(),
    };
    let accepted = sent.is_ok_and(|status| (200..300).contains(&status));
    let (delivery_state, wait) = state_after_attempt(&state.config, &due, accepted, forged);
    let mut tx = state.begin().await?;
    deliveries::store_attempt(
        &mut tx.db,
        &attempt,
        delivery_state,
        machine_ms().saturating_add(wait),
    )
    .await?;
    if delivery_state == "delivered" && !forged {
        events::count_delivered_webhook(&mut tx.db, &due.event).await?;
    }
    tx.commit().await
}

async fn send(
    state: &SandboxState,
    client: &reqwest::Client,
    url: Option<&str>,
    secret: &str,
    body: String,
) -> Result<u16, String> {
    let url = url.ok_or("no webhook address is set")?;
    let response = client
        .post(url)
        .header("content-type", "application/json; charset=utf-8")
        .header(
            "user-agent",
            "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
        )
        .header(
            "stripe-signature",
            signature(secret, state.clock.now(), &body),
        )
        .timeout(state.config.webhook_timeout)
        .body(body)
        .send()
        .await
        .map_err(|error| error.to_string())?;
    Ok(response.status().as_u16())
}

/// A delivery's state after an attempt, and the wait for the next one in milliseconds.
fn state_after_attempt(
    config: &SandboxConfig,
    due: &DueDelivery,
    accepted: bool,
    forged: bool,
) -> (&'static str, i64) {
    if accepted {
        return ("delivered", 0);
    }
    if forged || due.tries.saturating_add(1) >= i64::from(config.webhook_tries) {
        return ("given_up", 0);
    }
    let doublings = u32::try_from(due.tries).unwrap_or(u32::MAX).min(30);
    let wait = config
        .webhook_first_wait
        .saturating_mul(2_u32.saturating_pow(doublings))
        .min(config.webhook_longest_wait);
    (
        "pending",
        i64::try_from(wait.as_millis()).unwrap_or(i64::MAX),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signature_is_stripes() {
        // Computed with `openssl dgst -sha256 -hmac whsec_test` over `1492774577.{"id":"evt_1"}`.
        assert_eq!(
            signature("whsec_test", 1_492_774_577, r#"{"id":"evt_1"}"#),
            "t=1492774577,v1=7656fc2882a7ca0a651666b36bf2f2f22ee204f54f608f227498a2419f2890b2",
        );
    }

    #[test]
    fn waits_double_up_to_the_longest() {
        let config = SandboxConfig::default();
        let wait = |tries| {
            let due = DueDelivery {
                seq: 1,
                event: String::new(),
                flavour: "plain".to_owned(),
                tries,
            };
            state_after_attempt(&config, &due, false, false)
        };
        assert_eq!(wait(0), ("pending", 200));
        assert_eq!(wait(3), ("pending", 1600));
        assert_eq!(wait(12), ("pending", 30_000));
        assert_eq!(wait(19), ("given_up", 0));
    }
}
