//! Stripe behind [`CardProvider`]: the only place that speaks its API.
//!
//! Every call is sent once, under a key of ours where it changes something; asking again is the
//! caller's decision. Neither requests nor answers are logged.

mod charges;
mod events;

use crate::card_provider::{
    CardProvider, Charge, CheckoutOrder, Envelope, ProviderError, ProviderRefund,
    ProviderRefundStatus, RefundOrder, Result, Session, SessionStatus,
};
use crate::config;
use app::text::text;
use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use miniserde::Deserialize;
use secrecy::ExposeSecret;
use std::collections::HashMap;
use std::time::Duration;
use stripe::{
    ApiErrorsType, Client, ClientBuilder, IdempotencyKey, RequestStrategy, StripeError,
    StripeRequest,
};
use stripe_checkout::checkout_session::{
    CreateCheckoutSession, CreateCheckoutSessionAllowedPaymentMethodTypes,
    CreateCheckoutSessionLineItems, CreateCheckoutSessionLineItemsPriceData,
    CreateCheckoutSessionPaymentIntentData, ExpireCheckoutSession, ListCheckoutSession,
    ProductData, RetrieveCheckoutSession,
};
use stripe_core::payment_intent::RetrievePaymentIntent;
use stripe_core::refund::{CreateRefund, RetrieveRefund};
use stripe_shared::{
    CheckoutSession, CheckoutSessionMode, CheckoutSessionPaymentStatus, CheckoutSessionStatus,
    Refund,
};
use stripe_types::{Expandable, RangeBoundsTs, RangeQueryTs};
use uuid::Uuid;

use charges::{has_failed, named, read_charge, read_refund};

pub use events::parse;

/// What the metadata of our objects calls our payment and our refund.
const PAYMENT: &str = "payment_id";
const REFUND: &str = "refund_id";
const ATTEMPT: &str = "attempt";

/// Where a charge hangs on a hosted checkout, to be sent along with it.
const CHARGE_OF_SESSION: &str = "payment_intent.latest_charge";

/// The API at the configured address.
pub struct Stripe {
    client: Client,
}

impl Stripe {
    /// # Errors
    /// When the address or the key cannot be sent.
    pub fn new(config: &config::Stripe) -> Result<Self> {
        let url = format!("{}/", config.url.trim_end_matches('/'));
        let client = ClientBuilder::new(config.secret_key.expose_secret())
            .url(url)
            .timeout(Duration::from_secs(config.timeout_seconds))
            .request_strategy(RequestStrategy::Once)
            .build()
            .map_err(|_| ProviderError::Invalid {
                code: "configuration".to_owned(),
            })?;
        Ok(Self { client })
    }

    /// Makes a call that changes something, under a key of ours. A call that is repeated is the same
    /// to the byte: maps are sent in no order of their own, so the parameters are put in one.
    async fn send_keyed<R: StripeRequest>(&self, call: &R, key: &str) -> Result<R::Output>
    where
        R::Output: Deserialize,
    {
        let key = IdempotencyKey::new(key).map_err(|_| ProviderError::Invalid {
            code: "idempotency_key".to_owned(),
        })?;
        let mut request = call.build();
        request.body = request.body.as_deref().map(ordered);
        request
            .customize::<R::Output>()
            .request_strategy(RequestStrategy::Idempotent(key))
            .send(&self.client)
            .await
            .map_err(provider_error)
    }
}

/// The parameters of a form by name.
fn ordered(body: &str) -> String {
    let mut parameters: Vec<&str> = body.split('&').collect();
    parameters.sort_unstable();
    parameters.join("&")
}

fn provider_error(error: StripeError) -> ProviderError {
    let (api, status) = match error {
        StripeError::Stripe(api, status) => (api, status),
        StripeError::JSONDeserialize(_) => return ProviderError::Indeterminate("unreadable"),
        StripeError::ClientError(_) => return ProviderError::Indeterminate("no connection"),
        StripeError::ConfigError(_) => {
            return ProviderError::Invalid {
                code: "configuration".to_owned(),
            };
        }
        StripeError::Timeout => return ProviderError::Indeterminate("time-out"),
    };
    let code = api
        .code
        .as_ref()
        .map_or_else(|| api.type_.as_str(), |code| code.as_str())
        .to_owned();
    if api.type_ == ApiErrorsType::IdempotencyError && status == 400 {
        return ProviderError::IdempotencyMismatch;
    }
    match status {
        404 => ProviderError::NotFound,
        409 | 429 => ProviderError::RetrySameKey { status },
        402 => ProviderError::Declined {
            code: api.decline_code.clone().unwrap_or(code),
        },
        500.. => ProviderError::ServerError { status },
        _ => ProviderError::Invalid { code },
    }
}

#[async_trait]
impl CardProvider for Stripe {
    async fn open_session(&self, order: &CheckoutOrder) -> Result<Session> {
        let Ok(currency) = order
            .each
            .currency
            .lower()
            .parse::<stripe_types::Currency>();
        let mut price = CreateCheckoutSessionLineItemsPriceData::new(currency);
        price.unit_amount = Some(order.each.minor);
        price.product_data = Some(ProductData::new(text("checkout-visa")));
        let mut item = CreateCheckoutSessionLineItems::new();
        item.price_data = Some(price);
        item.quantity = Some(order.travellers);
        let metadata = HashMap::from([
            (PAYMENT.to_owned(), order.payment.to_string()),
            ("reference".to_owned(), order.reference.clone()),
        ]);
        let mut intent = CreateCheckoutSessionPaymentIntentData::new();
        intent.metadata = Some(metadata.clone());
        let mut call = CreateCheckoutSession::new()
            .mode(CheckoutSessionMode::Payment)
            // Art. 7: the fee is paid by card.
            .allowed_payment_method_types(vec![
                CreateCheckoutSessionAllowedPaymentMethodTypes::Card,
            ])
            .line_items(vec![item])
            .client_reference_id(order.payment.to_string())
            .metadata(metadata)
            .payment_intent_data(intent)
            .expires_at(order.expires_at.timestamp())
            .success_url(order.success_url.as_str())
            .cancel_url(order.cancel_url.as_str());
        if let Some(email) = &order.email {
            call = call.customer_email(email.as_str());
        }
        read_session(self.send_keyed(&call, &order.key).await?)
    }

    async fn session(&self, id: &str) -> Result<Session> {
        let session = RetrieveCheckoutSession::new(id)
            .expand(vec![CHARGE_OF_SESSION.to_owned()])
            .send(&self.client)
            .await
            .map_err(provider_error)?;
        let mut session = read_session(session)?;
        if let Some(charge) = &mut session.charge {
            charges::load_refunds_and_disputes(&self.client, charge).await?;
        }
        Ok(session)
    }

    async fn find_session(&self, payment: Uuid, opened: DateTime<Utc>) -> Result<Option<Session>> {
        // Lists have no filter by metadata: the pages around the time of opening are read.
        let around = RangeQueryTs::Bounds(RangeBoundsTs {
            gte: Some((opened - TimeDelta::minutes(15)).timestamp()),
            lte: Some((opened + TimeDelta::hours(25)).timestamp()),
            ..RangeBoundsTs::default()
        });
        let wanted = payment.to_string();
        let mut after: Option<String> = None;
        loop {
            let mut list = ListCheckoutSession::new().limit(100).created(around);
            if let Some(after) = after.take() {
                list = list.starting_after(after);
            }
            let page = list.send(&self.client).await.map_err(provider_error)?;
            after = page.data.last().map(|session| session.id.to_string());
            let found = page
                .data
                .into_iter()
                .find(|session| session.client_reference_id.as_deref() == Some(wanted.as_str()));
            if let Some(session) = found {
                return self.session(session.id.as_str()).await.map(Some);
            }
            if !page.has_more || after.is_none() {
                return Ok(None);
            }
        }
    }

    async fn expire_session(&self, id: &str) -> Result<Session> {
        let session = ExpireCheckoutSession::new(id)
            .send(&self.client)
            .await
            .map_err(provider_error)?;
        read_session(session)
    }

    async fn charge(&self, intent_id: &str) -> Result<Option<Charge>> {
        let intent = RetrievePaymentIntent::new(intent_id)
            .expand(vec!["latest_charge".to_owned()])
            .send(&self.client)
            .await
            .map_err(provider_error)?;
        let mut charge = read_charge(&intent);
        if let Some(charge) = &mut charge {
            charges::load_refunds_and_disputes(&self.client, charge).await?;
        }
        Ok(charge)
    }

    async fn refund(&self, order: &RefundOrder) -> Result<ProviderRefund> {
        let call = CreateRefund::new()
            .payment_intent(order.intent_id.as_str())
            .amount(order.amount.minor)
            .metadata(HashMap::from([
                (REFUND.to_owned(), order.refund.to_string()),
                (ATTEMPT.to_owned(), order.attempt.to_string()),
            ]));
        Ok(read_refund(&self.send_keyed(&call, &order.key).await?))
    }

    async fn find_refund(
        &self,
        intent_id: &str,
        refund: Uuid,
        attempt: i64,
    ) -> Result<Option<ProviderRefund>> {
        let refunds = charges::refunds(&self.client, intent_id).await?;
        let (id, attempt) = (refund.to_string(), attempt.to_string());
        let named = |refund: &Refund, key: &str, value: &str| named(refund, key) == Some(value);
        let ours: Vec<&Refund> = refunds
            .iter()
            .filter(|refund| named(refund, REFUND, &id))
            .collect();
        let found = ours
            .iter()
            .find(|refund| read_refund(refund).status != ProviderRefundStatus::Failed)
            .or_else(|| ours.iter().find(|refund| named(refund, ATTEMPT, &attempt)));
        Ok(found.map(|refund| read_refund(refund)))
    }

    async fn refund_by_id(&self, id: &str) -> Result<ProviderRefund> {
        let refund = RetrieveRefund::new(id)
            .send(&self.client)
            .await
            .map_err(provider_error)?;
        Ok(read_refund(&refund))
    }

    async fn events_since(&self, second: i64) -> Result<Vec<Envelope>> {
        events::since(&self.client, second).await
    }

    async fn probe(&self) -> Result<()> {
        events::first(&self.client).await
    }
}

fn read_session(session: CheckoutSession) -> Result<Session> {
    let status = match session.status {
        Some(CheckoutSessionStatus::Open) => SessionStatus::Open,
        Some(CheckoutSessionStatus::Complete) => SessionStatus::Complete,
        Some(CheckoutSessionStatus::Expired) => SessionStatus::Expired,
        _ => return Err(ProviderError::Indeterminate("unreadable")),
    };
    let intent = match &session.payment_intent {
        Some(Expandable::Object(intent)) => Some(intent),
        _ => None,
    };
    let charge = intent.and_then(|intent| read_charge(intent));
    let has_failed = intent.is_some_and(|intent| has_failed(&intent.status));
    let status = match status {
        SessionStatus::Complete if has_failed => SessionStatus::Failed,
        status => status,
    };
    // A page that says paid but does not name the charge would be money unseen.
    if session.payment_status == CheckoutSessionPaymentStatus::Paid && charge.is_none() {
        return Err(ProviderError::Indeterminate("unreadable"));
    }
    Ok(Session {
        id: session.id.to_string(),
        status,
        url: session.url,
        expires_at: DateTime::from_timestamp(session.expires_at, 0)
            .ok_or(ProviderError::Indeterminate("unreadable"))?,
        payment: session
            .client_reference_id
            .as_deref()
            .and_then(|id| id.parse().ok()),
        charge,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_that_is_repeated_is_the_same_to_the_byte() {
        let body = || {
            // Each map has an order of its own.
            let metadata = HashMap::from(
                ["payment_id", "reference", "attempt", "refund_id"]
                    .map(|name| (name.to_owned(), name.to_owned())),
            );
            let call = CreateRefund::new()
                .payment_intent("pi_1")
                .metadata(metadata);
            ordered(&call.build().body.unwrap())
        };
        let first = body();
        assert!(first.contains("metadata[attempt]=attempt&"), "{first}");
        for _ in 0..50 {
            assert_eq!(body(), first);
        }
    }
}
