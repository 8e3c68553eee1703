//! Stripe's events, read as an envelope of a few fields. A typed parser of whole events fails on
//! events of other API versions; the object is fetched afresh anyway.

use super::{PAYMENT, REFUND, provider_error};
use crate::card_provider::{Envelope, ProviderError, Result};
use miniserde::Deserialize;
use miniserde::json::Value;
use stripe::{Client, StripeRequest};
use stripe_core::event::ListEvent;
use stripe_types::RangeQueryTs;

/// The kinds that the portal listens to. At most twenty, the API's limit.
pub const KINDS: &[&str] = &[
    "checkout.session.completed",
    "checkout.session.async_payment_succeeded",
    "checkout.session.async_payment_failed",
    "checkout.session.expired",
    "charge.refunded",
    "charge.dispute.created",
    "charge.dispute.updated",
    "charge.dispute.closed",
    "refund.created",
    "refund.updated",
    "refund.failed",
];

#[derive(Deserialize)]
struct EventPage {
    data: Vec<Event>,
    has_more: bool,
}

#[derive(Deserialize)]
struct Event {
    id: String,
    #[serde(rename = "type")]
    kind: String,
    created: i64,
    data: Data,
}

#[derive(Deserialize)]
struct Data {
    /// Any object of any version: what is read of it is looked for, and may be absent.
    object: Value,
}

fn text<'a>(value: &'a Value, field: &str) -> Option<&'a str> {
    match value {
        Value::Object(fields) => match fields.get(field) {
            Some(Value::String(text)) => Some(text),
            _ => None,
        },
        _ => None,
    }
}

impl Event {
    fn envelope(self) -> Envelope {
        let object = self.data.object;
        let metadata = match &object {
            Value::Object(fields) => fields.get("metadata"),
            _ => None,
        };
        let named = |key: &str| text(metadata?, key)?.parse().ok();
        let id = text(&object, "id");
        let intent_id = if text(&object, "object") == Some("payment_intent") {
            id
        } else {
            text(&object, "payment_intent")
        };
        Envelope {
            payment: text(&object, "client_reference_id")
                .and_then(|id| id.parse().ok())
                .or_else(|| named(PAYMENT)),
            refund: named(REFUND),
            object_id: id.unwrap_or_default().to_owned(),
            intent_id: intent_id.map(str::to_owned),
            id: self.id,
            kind: self.kind,
            created: self.created,
        }
    }
}

/// Reads the body of a webhook, once its signature is verified.
pub fn parse(body: &str) -> Option<Envelope> {
    miniserde::json::from_str::<Event>(body)
        .ok()
        .map(Event::envelope)
}

/// The events of [`KINDS`] from a second on, oldest first.
pub async fn since(client: &Client, second: i64) -> Result<Vec<Envelope>> {
    let mut found = Vec::new();
    let mut after: Option<String> = None;
    loop {
        let kinds: Vec<String> = KINDS.iter().map(|&kind| kind.to_owned()).collect();
        let mut list = ListEvent::new()
            .limit(100)
            .types(kinds)
            .created(RangeQueryTs::gte(second));
        if let Some(after) = after.take() {
            list = list.starting_after(after);
        }
        let page = list
            .build()
            .customize::<EventPage>()
            .send(client)
            .await
            .map_err(provider_error)?;
        after = page.data.last().map(|event| event.id.clone());
        found.extend(page.data.into_iter().map(Event::envelope));
        if !page.has_more || after.is_none() {
            found.reverse();
            return Ok(found);
        }
    }
}

/// Asks for one event, to see whether anybody answers.
pub async fn first(client: &Client) -> Result<(), ProviderError> {
    ListEvent::new()
        .limit(1)
        .build()
        .customize::<EventPage>()
        .send(client)
        .await
        .map_err(provider_error)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_envelope_is_read_whatever_else_is_in_it() {
        let body = r#"{"id":"evt_1","object":"event","api_version":"2031-01-01","created":17,
            "data":{"object":{"id":"cs_1","object":"checkout.session","unheard_of":[{}],
            "payment_intent":"pi_1","client_reference_id":"01980000-0000-7000-8000-000000000001",
            "metadata":{"reference":"KV"}}},"type":"checkout.session.completed"}"#;
        let envelope = parse(body).unwrap();
        assert_eq!(envelope.kind, "checkout.session.completed");
        assert_eq!(envelope.object_id, "cs_1");
        assert_eq!(envelope.intent_id.as_deref(), Some("pi_1"));
        assert_eq!(
            envelope.payment.map(|id| id.to_string()).as_deref(),
            Some("01980000-0000-7000-8000-000000000001")
        );
        assert_eq!(envelope.refund, None);
        let odd = r#"{"id":"evt_2","created":1,"type":"refund.updated",
            "data":{"object":{"id":null,"payment_intent":{"id":"pi_1"},"metadata":{"refund_id":7}}}}"#;
        let envelope = parse(odd).unwrap();
        assert_eq!(envelope.object_id, "");
        assert_eq!((envelope.intent_id, envelope.refund), (None, None));
        assert!(parse("{}").is_none());
        assert!(parse("[]").is_none());
    }
}
