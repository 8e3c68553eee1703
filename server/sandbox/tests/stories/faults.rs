//! Faults that are switched on.

use std::time::{Duration, Instant};

use sandbox::SandboxConfig;
use serde_json::json;

use crate::bench::{Bench, Receiver};

async fn listening() -> (Bench, Receiver) {
    let receiver = Receiver::start(0).await;
    let config = SandboxConfig {
        webhook_url: Some(receiver.url.clone()),
        ..SandboxConfig::default()
    };
    (Bench::with(config).await, receiver)
}

#[tokio::test]
async fn webhooks_are_dropped_doubled_and_forged() {
    let (bench, receiver) = listening().await;
    bench
        .fault(json!([
            { "kind": "webhook_dropped", "type": "payment_intent.created" },
            { "kind": "webhook_dropped", "type": "charge.succeeded" },
            { "kind": "webhook_dropped", "type": "payment_intent.succeeded" },
            { "kind": "webhook_doubled", "type": "checkout.session.completed" },
            { "kind": "webhook_forged", "type": "checkout.session.completed" },
        ]))
        .await;
    bench.paid("4242424242424242").await;
    let webhooks = receiver.wait_for(3).await;
    assert_eq!(receiver.types(), ["checkout.session.completed"; 3]);
    let (sound, forged): (Vec<_>, Vec<_>) = webhooks.iter().partition(|one| one.is_signed());
    assert_eq!((sound.len(), forged.len()), (2, 1));
    assert_eq!(sound[0].event()["id"], sound[1].event()["id"]);
    assert_ne!(sound[0].event()["id"], forged[0].event()["id"]);
    assert_eq!(bench.get("/sandbox/faults").await["faults"], json!([]));
    // What was dropped is still found among the events.
    assert_eq!(bench.event_types().await.len(), 4);
}

#[tokio::test]
async fn webhooks_are_late_and_reordered() {
    let (bench, receiver) = listening().await;
    bench
        .fault(json!({ "kind": "webhook_reordered", "count": 4, "ms": 100 }))
        .await;
    bench.paid("4242424242424242").await;
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
    bench
        .fault(json!({ "kind": "webhook_late", "count": 4, "ms": 600 }))
        .await;
    let start = Instant::now();
    bench.paid("4242424242424242").await;
    receiver.wait_for(8).await;
    assert!(start.elapsed() >= Duration::from_millis(600));
}

#[tokio::test]
async fn calls_fail_as_often_as_asked_and_do_nothing() {
    let bench = Bench::start().await;
    let session = bench.paid("4242424242424242").await;
    let form = [(
        "payment_intent",
        session["payment_intent"].as_str().unwrap().to_owned(),
    )];
    bench
        .fault(json!({ "kind": "api_error", "route": "POST /v1/refunds", "count": 2 }))
        .await;
    assert_eq!(bench.post("/v1/refunds", &form).await.0, 500);
    assert_eq!(bench.post("/v1/refunds", &form).await.0, 500);
    assert_eq!(bench.get("/sandbox/ledger").await["refunds"], json!([]));
    assert_eq!(bench.post("/v1/refunds", &form).await.0, 200);
}

#[tokio::test]
async fn faults_are_shown_set_and_cleared_on_a_page() {
    let bench = Bench::start().await;
    let form = [
        ("kind", "webhook_late"),
        ("count", "2"),
        ("ms", "50"),
        ("type", ""),
    ];
    let answer = bench
        .client
        .post(bench.url("/sandbox/faults"))
        .form(&form)
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 303);
    let page = bench
        .client
        .get(bench.url("/sandbox"))
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    assert!(page.contains("webhook_late"));
    bench
        .client
        .post(bench.url("/sandbox/faults/clear"))
        .send()
        .await
        .unwrap();
    assert_eq!(bench.get("/sandbox/faults").await["faults"], json!([]));
    let answer = bench
        .client
        .post(bench.url("/sandbox/faults"))
        .json(&json!({ "kind": "none" }))
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 400);
}
