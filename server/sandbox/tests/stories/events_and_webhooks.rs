//! Events, and webhooks that are signed and tried again.

use std::time::Duration;

use sandbox::SandboxConfig;

use crate::bench::{Bench, Received, Receiver, eventually};

async fn listening(refuses: usize) -> (Bench, Receiver) {
    let receiver = Receiver::start(refuses).await;
    let bench = Bench::with(SandboxConfig {
        webhook_url: Some(receiver.url.clone()),
        webhook_first_wait: Duration::from_millis(20),
        ..SandboxConfig::default()
    })
    .await;
    (bench, receiver)
}

#[tokio::test]
async fn a_payment_is_told_in_signed_webhooks() {
    let (bench, receiver) = listening(0).await;
    let session = bench.paid("4242424242424242").await;
    let webhooks = receiver.wait_for(4).await;
    assert!(webhooks.iter().all(Received::is_signed));
    assert_eq!(
        receiver.types(),
        [
            "payment_intent.created",
            "charge.succeeded",
            "payment_intent.succeeded",
            "checkout.session.completed"
        ]
    );
    let completed = webhooks[3].event();
    assert_eq!(completed["data"]["object"], session);
    assert_eq!(completed["api_version"], "2026-09-30.endive");
    let path = format!("/v1/events/{}", completed["id"].as_str().unwrap());
    eventually(|| async { (bench.get(&path).await["pending_webhooks"] == 0).then_some(()) }).await;
    let typed = bench
        .get("/v1/events?types[]=charge.succeeded&types[]=refund.created")
        .await;
    assert_eq!(typed["data"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_webhook_is_tried_until_it_is_taken() {
    let (bench, receiver) = listening(5).await;
    bench.paid("4242424242424242").await;
    receiver.wait_for(4).await;
    let deliveries = bench.get("/sandbox/deliveries").await;
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
async fn the_address_may_be_learnt_later() {
    let bench = Bench::start().await;
    let receiver = Receiver::start(0).await;
    bench.paid("4242424242424242").await;
    bench.running.set_webhook_url(Some(receiver.url.clone()));
    bench.paid("4242424242424242").await;
    receiver.wait_for(4).await;
    assert_eq!(bench.event_types().await.len(), 8);
    assert_eq!(receiver.all().len(), 4);
}

#[tokio::test]
async fn waiting_webhooks_are_sent_at_once_on_request() {
    let receiver = Receiver::start(0).await;
    let bench = Bench::with(SandboxConfig {
        webhook_url: Some("http://127.0.0.1:9/webhook".to_owned()),
        webhook_first_wait: Duration::from_hours(1),
        webhook_longest_wait: Duration::from_hours(1),
        ..SandboxConfig::default()
    })
    .await;
    bench.paid("4242424242424242").await;
    eventually(|| async {
        let tried = bench.get("/sandbox/deliveries").await;
        let tried = tried["deliveries"].as_array().unwrap().clone();
        tried
            .iter()
            .all(|delivery| delivery["tries"] == 1)
            .then_some(())
    })
    .await;
    bench
        .switch(
            "/sandbox/webhook",
            &serde_json::json!({ "url": receiver.url }),
        )
        .await;
    receiver.wait_for(4).await;
}
