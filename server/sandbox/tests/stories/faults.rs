//! Injected faults.

use std::time::{Duration, Instant};

use sandbox::SandboxConfig;
use serde_json::json;

use crate::{test_sandbox::TestSandbox, webhook_receiver::WebhookReceiver};

/// A sandbox with a receiver of its webhooks.
async fn with_receiver() -> (TestSandbox, WebhookReceiver) {
    let receiver = WebhookReceiver::start(0).await;
    let config = SandboxConfig {
        webhook_url: Some(receiver.url.clone()),
        ..SandboxConfig::default()
    };
    (TestSandbox::with(config).await, receiver)
}

#[tokio::test]
async fn webhooks_are_dropped_doubled_and_forged() {
    let (sandbox, receiver) = with_receiver().await;
    sandbox
        .inject(json!([
            { "kind": "webhook_dropped", "type": "payment_intent.created" },
            { "kind": "webhook_dropped", "type": "charge.succeeded" },
            { "kind": "webhook_dropped", "type": "payment_intent.succeeded" },
            { "kind": "webhook_doubled", "type": "checkout.session.completed" },
            { "kind": "webhook_forged", "type": "checkout.session.completed" },
        ]))
        .await;
    sandbox.paid_session("4242424242424242").await;
    let webhooks = receiver.wait_for(3).await;
    assert_eq!(receiver.types(), ["checkout.session.completed"; 3]);
    let (signed, forged): (Vec<_>, Vec<_>) =
        webhooks.iter().partition(|webhook| webhook.is_signed());
    assert_eq!((signed.len(), forged.len()), (2, 1));
    assert_eq!(signed[0].event()["id"], signed[1].event()["id"]);
    assert_ne!(signed[0].event()["id"], forged[0].event()["id"]);
    assert_eq!(sandbox.get("/sandbox/faults").await["faults"], json!([]));
    // The events of dropped webhooks are still listed.
    assert_eq!(sandbox.event_types().await.len(), 4);
}

#[tokio::test]
async fn webhooks_are_late_and_reordered() {
    let (sandbox, receiver) = with_receiver().await;
    sandbox
        .inject(json!({ "kind": "webhook_reordered", "count": 4, "ms": 100 }))
        .await;
    sandbox.paid_session("4242424242424242").await;
    receiver.wait_for(4).await;
    assert_eq!(
        receiver.types(),
        [
            "checkout.session.completed",
            "payment_intent.succeeded",
            "charge.succeeded",
            "payment_intent.created"
        ]
    );
    sandbox
        .inject(json!({ "kind": "webhook_late", "count": 4, "ms": 600 }))
        .await;
    let start = Instant::now();
    sandbox.paid_session("4242424242424242").await;
    receiver.wait_for(8).await;
    assert!(start.elapsed() >= Duration::from_millis(600));
}

#[tokio::test]
async fn requests_fail_as_often_as_asked_and_change_nothing() {
    let sandbox = TestSandbox::start().await;
    let session = sandbox.paid_session("4242424242424242").await;
    let form = [(
        "payment_intent",
        session["payment_intent"].as_str().unwrap().to_owned(),
    )];
    sandbox
        .inject(json!({ "kind": "api_error", "route": "POST /v1/refunds", "count": 2 }))
        .await;
    assert_eq!(sandbox.post("/v1/refunds", &form).await.0, 500);
    assert_eq!(sandbox.post("/v1/refunds", &form).await.0, 500);
    assert_eq!(sandbox.get("/sandbox/ledger").await["refunds"], json!([]));
    assert_eq!(sandbox.post("/v1/refunds", &form).await.0, 200);
}

#[tokio::test]
async fn faults_are_shown_set_and_cleared_on_a_page() {
    let sandbox = TestSandbox::start().await;
    let form = [
        ("kind", "webhook_late"),
        ("count", "2"),
        ("ms", "50"),
        ("type", ""),
    ];
    let response = sandbox
        .client
        .post(sandbox.url("/sandbox/faults"))
        .form(&form)
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), 303);
    let page = sandbox
        .client
        .get(sandbox.url("/sandbox"))
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    assert!(page.contains("webhook_late"));
    sandbox
        .client
        .post(sandbox.url("/sandbox/faults/clear"))
        .send()
        .await
        .unwrap();
    assert_eq!(sandbox.get("/sandbox/faults").await["faults"], json!([]));
    let response = sandbox
        .client
        .post(sandbox.url("/sandbox/faults"))
        .json(&json!({ "kind": "none" }))
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), 400);
}
