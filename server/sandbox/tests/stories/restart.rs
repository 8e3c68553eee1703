//! A sandbox that stops and starts again keeps what it had.

use std::time::Duration;

use sandbox::{Database, SandboxConfig};
use serde_json::json;

use crate::bench::{Bench, Receiver, session_form};

#[tokio::test]
async fn everything_is_kept_and_webhooks_go_on() {
    let folder = std::env::temp_dir().join(format!("sandbox-restart-{}", std::process::id()));
    let database = Database::File(folder.join("deep/sandbox.db"));
    let receiver = Receiver::start(0).await;
    let config = |url: &str| SandboxConfig {
        database: database.clone(),
        webhook_url: Some(url.to_owned()),
        webhook_first_wait: Duration::from_millis(50),
        ..SandboxConfig::default()
    };
    // Nobody listens on this port.
    let bench = Bench::with(config("http://127.0.0.1:9/webhook")).await;
    bench
        .switch("/sandbox/clock", &json!({ "offset_seconds": 5000 }))
        .await;
    let form = session_form();
    let first = bench
        .post_with("/v1/checkout/sessions", &form, Some("k"))
        .await
        .unwrap();
    let first: serde_json::Value = first.json().await.unwrap();
    bench.pay(&first, "4242424242424242").await;
    bench.running.stop().await;

    let bench = Bench::with(config(&receiver.url)).await;
    assert_eq!(bench.get("/sandbox/clock").await["offset_seconds"], 5000);
    receiver.wait_for(4).await;
    let again = bench
        .post_with("/v1/checkout/sessions", &form, Some("k"))
        .await
        .unwrap();
    assert_eq!(again.headers()["idempotent-replayed"], "true");
    assert_eq!(
        bench.get("/sandbox/ledger").await["charges"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    bench.running.stop().await;
    std::fs::remove_dir_all(folder).unwrap();
}
