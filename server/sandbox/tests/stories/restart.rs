//! A restart of the sandbox.

use std::time::Duration;

use sandbox::{Database, SandboxConfig};
use serde_json::json;

use crate::{
    test_sandbox::{TestSandbox, session_form},
    webhook_receiver::WebhookReceiver,
};

#[tokio::test]
async fn a_restart_keeps_all_data_and_goes_on_with_webhooks() {
    let folder = std::env::temp_dir().join(format!("sandbox-restart-{}", std::process::id()));
    let database = Database::File(folder.join("deep/sandbox.db"));
    let receiver = WebhookReceiver::start(0).await;
    let config = |url: &str| SandboxConfig {
        database: database.clone(),
        webhook_url: Some(url.to_owned()),
        webhook_first_wait: Duration::from_millis(50),
        ..SandboxConfig::default()
    };
    // Nobody listens on this port.
    let sandbox = TestSandbox::with(config("http://127.0.0.1:9/webhook")).await;
    sandbox
        .control("/sandbox/clock", &json!({ "offset_seconds": 5000 }))
        .await;
    let form = session_form();
    let first = sandbox
        .post_with("/v1/checkout/sessions", &form, Some("k"))
        .await
        .unwrap();
    let first: serde_json::Value = first.json().await.unwrap();
    sandbox.pay(&first, "4242424242424242").await;
    sandbox.running.stop().await;

    let sandbox = TestSandbox::with(config(&receiver.url)).await;
    assert_eq!(sandbox.get("/sandbox/clock").await["offset_seconds"], 5000);
    receiver.wait_for(4).await;
    let second = sandbox
        .post_with("/v1/checkout/sessions", &form, Some("k"))
        .await
        .unwrap();
    assert_eq!(second.headers()["idempotent-replayed"], "true");
    assert_eq!(
        sandbox.get("/sandbox/ledger").await["charges"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    sandbox.running.stop().await;
    std::fs::remove_dir_all(folder).unwrap();
}
