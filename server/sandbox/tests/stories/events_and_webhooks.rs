//! Events, and webhooks with their signatures and retries.

use std::time::Duration;

use sandbox::SandboxConfig;

use crate::{
    test_sandbox::{TestSandbox, eventually},
    webhook_receiver::{ReceivedWebhook, WebhookReceiver},
};

/// A sandbox with a receiver of its webhooks.
async fn with_receiver(failures: usize) -> (TestSandbox, WebhookReceiver) {
    let receiver = WebhookReceiver::start(failures).await;
    let sandbox = TestSandbox::with(SandboxConfig {
        webhook_url: Some(receiver.url.clone()),
        webhook_first_wait: Duration::from_millis(20),
        ..SandboxConfig::default()
    })
    .await;
    (sandbox, receiver)
}

#[tokio::test]
async fn a_payment_sends_signed_webhooks() {
    let (sandbox, receiver) = with_receiver(0).await;
    let session = sandbox.paid_session("4242424242424242").await;
    let webhooks = receiver.wait_for(4).await;
    assert!(webhooks.iter().all(ReceivedWebhook::is_signed));
    // They are sent at once, and arrive in any order.
    let mut types = receiver.types();
    types.sort_unstable();
    assert_eq!(
        types,
        [
            "charge.succeeded",
            "checkout.session.completed",
            "payment_intent.created",
            "payment_intent.succeeded"
        ]
    );
    let completed = webhooks
        .iter()
        .map(ReceivedWebhook::event)
        .find(|event| event["type"] == "checkout.session.completed")
        .unwrap();
    assert_eq!(completed["data"]["object"], session);
    assert_eq!(completed["api_version"], "2026-09-30.endive");
    let path = format!("/v1/events/{}", completed["id"].as_str().unwrap());
    eventually(|| async { (sandbox.get(&path).await["pending_webhooks"] == 0).then_some(()) })
        .await;
    let typed = sandbox
        .get("/v1/events?types[]=charge.succeeded&types[]=refund.created")
        .await;
    assert_eq!(typed["data"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_webhook_is_retried_until_it_is_accepted() {
    let (sandbox, receiver) = with_receiver(5).await;
    sandbox.paid_session("4242424242424242").await;
    receiver.wait_for(4).await;
    let deliveries = sandbox.get("/sandbox/deliveries").await;
    let tries: i64 = deliveries["deliveries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|delivery| delivery["tries"].as_i64().unwrap())
        .sum();
    assert!(tries >= 8, "{deliveries}");
    assert_eq!(receiver.all().len(), 4);
}

#[tokio::test]
async fn the_address_may_be_set_later() {
    let sandbox = TestSandbox::start().await;
    let receiver = WebhookReceiver::start(0).await;
    sandbox.paid_session("4242424242424242").await;
    sandbox.running.set_webhook_url(Some(receiver.url.clone()));
    sandbox.paid_session("4242424242424242").await;
    receiver.wait_for(4).await;
    assert_eq!(sandbox.event_types().await.len(), 8);
    assert_eq!(receiver.all().len(), 4);
}

#[tokio::test]
async fn pending_webhooks_are_sent_at_once_on_request() {
    let receiver = WebhookReceiver::start(0).await;
    let sandbox = TestSandbox::with(SandboxConfig {
        webhook_url: Some("http://127.0.0.1:9/webhook".to_owned()),
        webhook_first_wait: Duration::from_hours(1),
        webhook_longest_wait: Duration::from_hours(1),
        ..SandboxConfig::default()
    })
    .await;
    sandbox.paid_session("4242424242424242").await;
    eventually(|| async {
        let report = sandbox.get("/sandbox/deliveries").await;
        let deliveries = report["deliveries"].as_array().unwrap().clone();
        deliveries
            .iter()
            .all(|delivery| delivery["tries"] == 1)
            .then_some(())
    })
    .await;
    sandbox
        .control(
            "/sandbox/webhook",
            &serde_json::json!({ "url": receiver.url }),
        )
        .await;
    receiver.wait_for(4).await;
}
