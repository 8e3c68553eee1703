//! Idempotency keys: replay, refuse, lapse.

use serde_json::json;

use crate::bench::{Bench, session_form};

#[tokio::test]
async fn the_same_call_is_answered_once() {
    let bench = Bench::start().await;
    let form = session_form();
    let first = bench
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
    let again = bench
        .post_with("/v1/checkout/sessions", &form, Some("k1"))
        .await
        .unwrap();
    assert_eq!(again.headers()["idempotent-replayed"], "true");
    assert_eq!(again.text().await.unwrap(), first);
    assert_eq!(
        bench.get("/v1/checkout/sessions").await["data"]
            .as_array()
            .unwrap()
            .len(),
        1
    );

    let mut other = form.clone();
    other[4].1 = "7200".to_owned();
    let refused = bench
        .post_with("/v1/checkout/sessions", &other, Some("k1"))
        .await
        .unwrap();
    assert_eq!(refused.status(), 400);
    let refused: serde_json::Value = refused.json().await.unwrap();
    assert_eq!(refused["error"]["type"], "idempotency_error");
    // The same key on another route is another call as well.
    let refused = bench
        .post_with("/v1/refunds", &form, Some("k1"))
        .await
        .unwrap();
    assert_eq!(refused.status(), 400);
}

#[tokio::test]
async fn a_key_lapses_after_a_day() {
    let bench = Bench::start().await;
    let form = session_form();
    bench
        .post_with("/v1/checkout/sessions", &form, Some("k"))
        .await
        .unwrap();
    bench
        .switch(
            "/sandbox/clock",
            &json!({ "advance_seconds": 24 * 3600 - 60 }),
        )
        .await;
    let replayed = bench
        .post_with("/v1/checkout/sessions", &form, Some("k"))
        .await
        .unwrap();
    assert_eq!(replayed.headers()["idempotent-replayed"], "true");
    bench
        .switch("/sandbox/clock", &json!({ "advance_seconds": 120 }))
        .await;
    let fresh = bench
        .post_with("/v1/checkout/sessions", &form, Some("k"))
        .await
        .unwrap();
    assert!(fresh.headers().get("idempotent-replayed").is_none());
    assert_eq!(
        bench.get("/v1/checkout/sessions").await["data"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
}

#[tokio::test]
async fn errors_are_kept_once_the_endpoint_has_begun() {
    let bench = Bench::start().await;
    let form = session_form();
    // A server error is kept.
    bench
        .fault(json!({ "kind": "api_error", "route": "POST /v1/checkout/sessions" }))
        .await;
    for replayed in [false, true] {
        let answer = bench
            .post_with("/v1/checkout/sessions", &form, Some("k500"))
            .await
            .unwrap();
        assert_eq!(answer.status(), 500);
        assert_eq!(
            answer.headers().contains_key("idempotent-replayed"),
            replayed
        );
    }
    let fresh = bench
        .post_with("/v1/checkout/sessions", &form, Some("k500.2"))
        .await
        .unwrap();
    assert_eq!(fresh.status(), 200);
    // A refusal on the state of things is kept.
    let session = bench.paid("4242424242424242").await;
    let intent = session["payment_intent"].as_str().unwrap().to_owned();
    let refund = [("payment_intent", intent)];
    bench.post("/v1/refunds", &refund).await;
    for replayed in [false, true] {
        let answer = bench
            .post_with("/v1/refunds", &refund, Some("k400"))
            .await
            .unwrap();
        assert_eq!(answer.status(), 400);
        assert_eq!(
            answer.headers().contains_key("idempotent-replayed"),
            replayed
        );
    }
    // A wrong parameter, a rate limit and a wrong secret are not.
    let wrong = [
        ("payment_intent", "pi".to_owned()),
        ("amount", "x".to_owned()),
    ];
    bench.fault(json!({ "kind": "api_rate_limited" })).await;
    for status in [429, 400, 400] {
        let answer = bench
            .post_with("/v1/refunds", &wrong, Some("kp"))
            .await
            .unwrap();
        assert_eq!(answer.status(), status);
        assert!(!answer.headers().contains_key("idempotent-replayed"));
    }
    let long = "k".repeat(256);
    let answer = bench
        .post_with("/v1/refunds", &refund, Some(&long))
        .await
        .unwrap();
    assert_eq!(answer.status(), 400);
}

#[tokio::test]
async fn a_key_in_use_is_a_conflict() {
    let bench = Bench::start().await;
    let form = session_form();
    bench.fault(json!({ "kind": "api_slow", "ms": 400 })).await;
    let slow = bench.post_with("/v1/checkout/sessions", &form, Some("k"));
    let quick = async {
        tokio::time::sleep(std::time::Duration::from_millis(150)).await;
        bench
            .post_with("/v1/checkout/sessions", &form, Some("k"))
            .await
    };
    let (slow, quick) = tokio::join!(slow, quick);
    assert_eq!(slow.unwrap().status(), 200);
    let quick = quick.unwrap();
    assert_eq!(quick.status(), 409);
    let body: serde_json::Value = quick.json().await.unwrap();
    assert_eq!(body["error"]["code"], "idempotency_key_in_use");
    let replayed = bench
        .post_with("/v1/checkout/sessions", &form, Some("k"))
        .await
        .unwrap();
    assert_eq!(replayed.headers()["idempotent-replayed"], "true");
}

#[tokio::test]
async fn work_done_before_a_time_out_is_replayed() {
    let bench = Bench::start().await;
    let session = bench.paid("4242424242424242").await;
    let refund = [(
        "payment_intent",
        session["payment_intent"].as_str().unwrap().to_owned(),
    )];
    for fault in ["api_disconnect_after_commit", "api_timeout_after_commit"] {
        bench
            .fault(json!({ "kind": fault, "ms": 100, "route": "/v1/refunds" }))
            .await;
        let cut = match bench.post_with("/v1/refunds", &refund, Some("k")).await {
            Ok(answer) => answer.text().await,
            Err(error) => Err(error),
        };
        assert!(cut.is_err(), "{fault}");
    }
    let answer = bench
        .post_with("/v1/refunds", &refund, Some("k"))
        .await
        .unwrap();
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()["idempotent-replayed"], "true");
    let ledger = bench.get("/sandbox/ledger").await;
    assert_eq!(ledger["refunds"].as_array().unwrap().len(), 1);
    assert_eq!(ledger["charges"][0]["refunded"], 3600);
}
