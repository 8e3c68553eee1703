//! Idempotency keys: replay, refusal, expiry.

use serde_json::json;

use crate::test_sandbox::{TestSandbox, session_form};

#[tokio::test]
async fn the_same_request_is_run_once() {
    let sandbox = TestSandbox::start().await;
    let form = session_form();
    let first = sandbox
        .post_with("/v1/checkout/sessions", &form, Some("k1"))
        .await
        .unwrap();
    assert!(first.headers().get("idempotent-replayed").is_none());
    assert!(
        first.headers()["request-id"]
            .to_str()
            .unwrap()
            .starts_with("req_")
    );
    let first = first.text().await.unwrap();
    let second = sandbox
        .post_with("/v1/checkout/sessions", &form, Some("k1"))
        .await
        .unwrap();
    assert_eq!(second.headers()["idempotent-replayed"], "true");
    assert_eq!(second.text().await.unwrap(), first);
    assert_eq!(
        sandbox.get("/v1/checkout/sessions").await["data"]
            .as_array()
            .unwrap()
            .len(),
        1
    );

    let mut other = form.clone();
    other[4].1 = "7200".to_owned();
    let refused = sandbox
        .post_with("/v1/checkout/sessions", &other, Some("k1"))
        .await
        .unwrap();
    assert_eq!(refused.status(), 400);
    let refused: serde_json::Value = refused.json().await.unwrap();
    assert_eq!(refused["error"]["type"], "idempotency_error");
    // The same key on another route is another request as well.
    let refused = sandbox
        .post_with("/v1/refunds", &form, Some("k1"))
        .await
        .unwrap();
    assert_eq!(refused.status(), 400);
}

#[tokio::test]
async fn a_key_expires_after_a_day() {
    let sandbox = TestSandbox::start().await;
    let form = session_form();
    sandbox
        .post_with("/v1/checkout/sessions", &form, Some("k"))
        .await
        .unwrap();
    sandbox
        .control(
            "/sandbox/clock",
            &json!({ "advance_seconds": 24 * 3600 - 60 }),
        )
        .await;
    let replayed = sandbox
        .post_with("/v1/checkout/sessions", &form, Some("k"))
        .await
        .unwrap();
    assert_eq!(replayed.headers()["idempotent-replayed"], "true");
    sandbox
        .control("/sandbox/clock", &json!({ "advance_seconds": 120 }))
        .await;
    let fresh = sandbox
        .post_with("/v1/checkout/sessions", &form, Some("k"))
        .await
        .unwrap();
    assert!(fresh.headers().get("idempotent-replayed").is_none());
    assert_eq!(
        sandbox.get("/v1/checkout/sessions").await["data"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
}

#[tokio::test]
async fn errors_are_stored_once_the_endpoint_has_begun() {
    let sandbox = TestSandbox::start().await;
    let form = session_form();
    // A server error is stored.
    sandbox
        .inject(json!({ "kind": "api_error", "route": "POST /v1/checkout/sessions" }))
        .await;
    for replayed in [false, true] {
        let response = sandbox
            .post_with("/v1/checkout/sessions", &form, Some("k500"))
            .await
            .unwrap();
        assert_eq!(response.status(), 500);
        assert_eq!(
            response.headers().contains_key("idempotent-replayed"),
            replayed
        );
    }
    let fresh = sandbox
        .post_with("/v1/checkout/sessions", &form, Some("k500.2"))
        .await
        .unwrap();
    assert_eq!(fresh.status(), 200);
    // A refusal by the state of an object is stored.
    let session = sandbox.paid_session("4242424242424242").await;
    let intent = session["payment_intent"].as_str().unwrap().to_owned();
    let refund = [("payment_intent", intent)];
    sandbox.post("/v1/refunds", &refund).await;
    for replayed in [false, true] {
        let response = sandbox
            .post_with("/v1/refunds", &refund, Some("k400"))
            .await
            .unwrap();
        assert_eq!(response.status(), 400);
        assert_eq!(
            response.headers().contains_key("idempotent-replayed"),
            replayed
        );
    }
    // An invalid parameter, a rate limit and an invalid key are not stored.
    let wrong = [
        ("payment_intent", "pi".to_owned()),
        ("amount", "x".to_owned()),
    ];
    sandbox.inject(json!({ "kind": "api_rate_limited" })).await;
    for status in [429, 400, 400] {
        let response = sandbox
            .post_with("/v1/refunds", &wrong, Some("kp"))
            .await
            .unwrap();
        assert_eq!(response.status(), status);
        assert!(!response.headers().contains_key("idempotent-replayed"));
    }
    let long = "k".repeat(256);
    let response = sandbox
        .post_with("/v1/refunds", &refund, Some(&long))
        .await
        .unwrap();
    assert_eq!(response.status(), 400);
}

#[tokio::test]
async fn a_key_in_use_is_a_conflict() {
    let sandbox = TestSandbox::start().await;
    let form = session_form();
    sandbox
        .inject(json!({ "kind": "api_slow", "ms": 400 }))
        .await;
    let slow = sandbox.post_with("/v1/checkout/sessions", &form, Some("k"));
    let quick = async {
        tokio::time::sleep(std::time::Duration::from_millis(150)).await;
        sandbox
            .post_with("/v1/checkout/sessions", &form, Some("k"))
            .await
    };
    let (slow, quick) = tokio::join!(slow, quick);
    assert_eq!(slow.unwrap().status(), 200);
    let quick = quick.unwrap();
    assert_eq!(quick.status(), 409);
    let body: serde_json::Value = quick.json().await.unwrap();
    assert_eq!(body["error"]["code"], "idempotency_key_in_use");
    let replayed = sandbox
        .post_with("/v1/checkout/sessions", &form, Some("k"))
        .await
        .unwrap();
    assert_eq!(replayed.headers()["idempotent-replayed"], "true");
}

#[tokio::test]
async fn a_request_that_timed_out_after_its_commit_is_replayed() {
    let sandbox = TestSandbox::start().await;
    let session = sandbox.paid_session("4242424242424242").await;
    let refund = [(
        "payment_intent",
        session["payment_intent"].as_str().unwrap().to_owned(),
    )];
    for fault in ["api_disconnect_after_commit", "api_timeout_after_commit"] {
        sandbox
            .inject(json!({ "kind": fault, "ms": 100, "route": "/v1/refunds" }))
            .await;
        let cut = match sandbox.post_with("/v1/refunds", &refund, Some("k")).await {
            Ok(response) => response.text().await,
            Err(error) => Err(error),
        };
        assert!(cut.is_err(), "{fault}");
    }
    let response = sandbox
        .post_with("/v1/refunds", &refund, Some("k"))
        .await
        .unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["idempotent-replayed"], "true");
    let ledger = sandbox.get("/sandbox/ledger").await;
    assert_eq!(ledger["refunds"].as_array().unwrap().len(), 1);
    assert_eq!(ledger["charges"][0]["refunded"], 3600);
}
