//! async-stripe, the client that the portal uses, against the sandbox: every response must parse.

use std::{collections::HashMap, time::Duration};

use stripe::{ClientBuilder, IdempotencyKey, RequestStrategy, StripeError, StripeRequest};
use stripe_checkout::checkout_session::{
    CreateCheckoutSession, CreateCheckoutSessionLineItems, CreateCheckoutSessionLineItemsPriceData,
    CreateCheckoutSessionPaymentIntentData, ExpireCheckoutSession, ListCheckoutSession,
    ProductData, RetrieveCheckoutSession,
};
use stripe_core::{
    charge::{ListCharge, RetrieveCharge},
    event::{ListEvent, RetrieveEvent},
    payment_intent::{ListPaymentIntent, RetrievePaymentIntent, SearchPaymentIntent},
    refund::{CreateRefund, ListRefund, RetrieveRefund},
};
use stripe_shared::{
    ApiErrorsCode, CheckoutSession, CheckoutSessionMode, CheckoutSessionPaymentStatus,
    CheckoutSessionStatus, PaymentIntentStatus,
};
use stripe_types::Currency;

use crate::test_sandbox::{API_KEY, TestSandbox};

fn client(sandbox: &TestSandbox) -> stripe::Client {
    ClientBuilder::new(API_KEY)
        .url(format!("{}/", sandbox.running.base_url()))
        .timeout(Duration::from_secs(2))
        .build()
        .unwrap()
}

/// A request for a session over twice 36 dollars.
fn new_session() -> CreateCheckoutSession {
    let metadata = HashMap::from([("payment".to_owned(), "p-7".to_owned())]);
    let mut price = CreateCheckoutSessionLineItemsPriceData::new(Currency::USD);
    price.unit_amount = Some(3600);
    price.product_data = Some(ProductData::new("Tourist e-visa"));
    let mut item = CreateCheckoutSessionLineItems::new();
    item.price_data = Some(price);
    item.quantity = Some(2);
    let mut intent = CreateCheckoutSessionPaymentIntentData::new();
    intent.metadata = Some(metadata.clone());
    CreateCheckoutSession::new()
        .mode(CheckoutSessionMode::Payment)
        .line_items([item])
        .metadata(metadata)
        .payment_intent_data(intent)
        .customer_email("traveller@example.com")
        .client_reference_id("KV-0000-0000")
        .success_url("http://127.0.0.1:3000/paid?session={CHECKOUT_SESSION_ID}")
        .cancel_url("http://127.0.0.1:3000/back")
}

/// Creates a session through the client, pays it, and retrieves it with its payment intent.
async fn paid_session(sandbox: &TestSandbox, client: &stripe::Client) -> CheckoutSession {
    let session = new_session().send(client).await.unwrap();
    assert_eq!(session.amount_total, Some(7200));
    assert_eq!(session.status, Some(CheckoutSessionStatus::Open));
    assert!(session.url.is_some() && session.payment_intent.is_none());
    sandbox
        .pay(
            &serde_json::json!({ "id": session.id.as_str() }),
            "4242424242424242",
        )
        .await;
    RetrieveCheckoutSession::new(session.id)
        .expand([
            "line_items".to_owned(),
            "payment_intent.latest_charge".to_owned(),
        ])
        .send(client)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_payment_is_read_by_the_client() {
    let sandbox = TestSandbox::start().await;
    let client = client(&sandbox);
    let session = paid_session(&sandbox, &client).await;
    assert_eq!(session.payment_status, CheckoutSessionPaymentStatus::Paid);
    assert_eq!(session.line_items.unwrap().data[0].quantity, Some(2));
    let intent = session.payment_intent.unwrap();
    assert!(intent.is_object());
    let intent = RetrievePaymentIntent::new(intent.id().clone())
        .send(&client)
        .await
        .unwrap();
    assert_eq!(intent.status, PaymentIntentStatus::Succeeded);
    assert_eq!(intent.metadata["payment"], "p-7");
    let found = SearchPaymentIntent::new("metadata['payment']:'p-7'")
        .send(&client)
        .await
        .unwrap();
    assert_eq!(found.data[0].id, intent.id);
    let intents = ListPaymentIntent::new().send(&client).await.unwrap();
    assert_eq!(intents.data.len(), 1);
    let sessions = ListCheckoutSession::new()
        .payment_intent(intent.id.as_str())
        .send(&client)
        .await
        .unwrap();
    assert_eq!(sessions.data[0].id, session.id);
    let charges = ListCharge::new()
        .payment_intent(intent.id.as_str())
        .send(&client)
        .await
        .unwrap();
    let charge = RetrieveCharge::new(charges.data[0].id.clone())
        .send(&client)
        .await
        .unwrap();
    assert_eq!(charge.metadata["payment"], "p-7");
}

#[tokio::test]
async fn a_refund_a_dispute_and_their_events_are_read_by_the_client() {
    let sandbox = TestSandbox::start().await;
    let client = client(&sandbox);
    let session = paid_session(&sandbox, &client).await;
    let intent = session.payment_intent.unwrap().id().clone();
    let refund = CreateRefund::new()
        .payment_intent(intent.as_str())
        .amount(3600)
        .metadata(HashMap::from([("refund".to_owned(), "r-1".to_owned())]))
        .customize()
        .request_strategy(RequestStrategy::Idempotent(
            IdempotencyKey::new("r-1.1").unwrap(),
        ))
        .send(&client)
        .await
        .unwrap();
    let refund = RetrieveRefund::new(refund.id).send(&client).await.unwrap();
    assert_eq!(refund.status.as_deref(), Some("succeeded"));
    let refunds = ListRefund::new()
        .payment_intent(intent.as_str())
        .send(&client)
        .await
        .unwrap();
    assert_eq!(refunds.data[0].amount, 3600);
    let charge = refund.charge.unwrap().id().clone();
    sandbox
        .control(
            &format!("/sandbox/disputes/{charge}"),
            &serde_json::json!({}),
        )
        .await;
    let events = ListEvent::new().limit(100).send(&client).await.unwrap();
    assert!(events.data.len() >= 6);
    for event in events.data {
        RetrieveEvent::new(event.id).send(&client).await.unwrap();
    }
}

#[tokio::test]
async fn declines_expiry_and_errors_are_read_by_the_client() {
    let sandbox = TestSandbox::start().await;
    let client = client(&sandbox);
    let session = new_session().send(&client).await.unwrap();
    let paid = sandbox
        .pay(
            &serde_json::json!({ "id": session.id.as_str() }),
            "4000000000009995",
        )
        .await;
    assert_eq!(paid["message"], "Your card has insufficient funds.");
    let intent = ListPaymentIntent::new()
        .send(&client)
        .await
        .unwrap()
        .data
        .remove(0);
    assert_eq!(intent.status, PaymentIntentStatus::RequiresPaymentMethod);
    assert_eq!(
        intent.last_payment_error.unwrap().code,
        Some(ApiErrorsCode::CardDeclined)
    );
    let expired = ExpireCheckoutSession::new(session.id)
        .send(&client)
        .await
        .unwrap();
    assert_eq!(expired.status, Some(CheckoutSessionStatus::Expired));
    ListEvent::new().send(&client).await.unwrap();

    let error = CreateRefund::new()
        .charge("ch_none")
        .send(&client)
        .await
        .unwrap_err();
    let StripeError::Stripe(error, status) = error else {
        panic!("{error}")
    };
    assert_eq!(
        (status, error.code),
        (404, Some(ApiErrorsCode::ResourceMissing))
    );
    let wrong_key = ClientBuilder::new("sk_test_other")
        .url(format!("{}/", sandbox.running.base_url()))
        .build()
        .unwrap();
    let error = ListRefund::new().send(&wrong_key).await.unwrap_err();
    assert!(matches!(error, StripeError::Stripe(_, 401)), "{error}");

    sandbox
        .inject(serde_json::json!({ "kind": "api_timeout_after_commit", "ms": 20_000 }))
        .await;
    let error = ListRefund::new()
        .customize()
        .timeout(Duration::from_millis(200))
        .send(&client)
        .await
        .unwrap_err();
    assert!(matches!(error, StripeError::Timeout), "{error}");
    sandbox.running.stop().await;
}
