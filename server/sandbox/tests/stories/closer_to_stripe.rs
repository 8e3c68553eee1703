//! What Stripe does and a simpler stand-in would not.

use std::time::Duration;

use serde_json::{Value, json};

use crate::test_sandbox::{API_KEY, TestSandbox, eventually, session_form};

/// The charge of a session that was paid.
async fn charge_of(sandbox: &TestSandbox, session: &Value) -> String {
    let intent = session["payment_intent"].as_str().unwrap();
    let intent = sandbox.get(&format!("/v1/payment_intents/{intent}")).await;
    intent["latest_charge"].as_str().unwrap().to_owned()
}

/// Status and body of a request without parameters of its own.
async fn answer(sandbox: &TestSandbox, path: &str) -> (u16, Value) {
    let request = sandbox.client.get(sandbox.url(path)).bearer_auth(API_KEY);
    let response = request.send().await.unwrap();
    (response.status().as_u16(), response.json().await.unwrap())
}

#[tokio::test]
async fn a_key_compares_parameters_in_any_order() {
    let sandbox = TestSandbox::start().await;
    let mut form = session_form();
    let open = async |form: &[(&'static str, String)]| {
        let sent = sandbox.post_with("/v1/checkout/sessions", form, Some("k"));
        sent.await.unwrap().text().await.unwrap()
    };
    let first = open(&form).await;
    form.reverse();
    assert_eq!(open(&form).await, first);
    // A value that moves to another name is another request.
    let place = |name| form.iter().position(|(found, _)| *found == name).unwrap();
    let (cancel, success) = (place("cancel_url"), place("success_url"));
    let moved = form[cancel].1.clone();
    form[cancel].1 = std::mem::replace(&mut form[success].1, moved);
    assert!(open(&form).await.contains("idempotency_error"));
}

#[tokio::test]
async fn a_charge_that_was_disputed_says_so_for_good() {
    let sandbox = TestSandbox::start().await;
    let session = sandbox.paid_session("4242424242424242").await;
    let charge = charge_of(&sandbox, &session).await;
    let refunds = format!("/sandbox/refunds/{charge}");
    let dispute = sandbox
        .control(&format!("/sandbox/disputes/{charge}"), &json!({}))
        .await;
    let close = format!(
        "/sandbox/disputes/{}/close",
        dispute["id"].as_str().unwrap()
    );
    sandbox.control(&close, &json!({ "won": true })).await;
    let path = format!("/v1/charges/{charge}");
    assert_eq!(sandbox.get(&path).await["disputed"], true);
    let back = sandbox.control(&refunds, &json!({ "amount": 100 })).await;
    assert_eq!(back["metadata"], json!({}));
    // A part that was lost is gone, the rest can be refunded.
    let part = json!({ "amount": 600 });
    let dispute = sandbox
        .control(&format!("/sandbox/disputes/{charge}"), &part)
        .await;
    assert_eq!(dispute["amount"], 600);
    let close = format!(
        "/sandbox/disputes/{}/close",
        dispute["id"].as_str().unwrap()
    );
    sandbox.control(&close, &json!({ "won": false })).await;
    let rest = sandbox.control(&refunds, &json!({})).await;
    assert_eq!(rest["amount"], 3600 - 100 - 600);
}

#[tokio::test]
async fn an_inquiry_takes_no_money_until_it_becomes_a_dispute() {
    let sandbox = TestSandbox::start().await;
    let session = sandbox.paid_session("4000000000001976").await;
    let dispute = eventually(|| async {
        let disputes = sandbox.get("/v1/disputes").await;
        disputes["data"].get(0).cloned()
    })
    .await;
    assert_eq!(dispute["status"], "warning_needs_response");
    assert_eq!(dispute["is_charge_refundable"], true);
    let charge = charge_of(&sandbox, &session).await;
    let refunds = format!("/sandbox/refunds/{charge}");
    sandbox.control(&refunds, &json!({ "amount": 100 })).await;
    let id = dispute["id"].as_str().unwrap();
    let escalated = sandbox
        .control(&format!("/sandbox/disputes/{id}/escalate"), &json!({}))
        .await;
    assert_eq!(escalated["status"], "needs_response");
    assert_eq!(
        sandbox.event_types().await.last().unwrap(),
        "charge.dispute.updated"
    );
    let form = [("charge", charge)];
    let (status, refused) = sandbox.post("/v1/refunds", &form).await;
    assert_eq!(status, 400);
    assert_eq!(refused["error"]["code"], "charge_disputed");
}

#[tokio::test]
async fn a_payment_may_take_its_time_and_end_either_way() {
    let sandbox = TestSandbox::start().await;
    for (succeeds, payment, intent) in [
        (true, "paid", "succeeded"),
        (false, "unpaid", "requires_payment_method"),
    ] {
        let session = sandbox.open_session().await;
        let id = session["id"].as_str().unwrap();
        let later = json!({ "card": "4242424242424242", "later": true });
        sandbox.control(&format!("/sandbox/pay/{id}"), &later).await;
        let path = format!("/v1/checkout/sessions/{id}?expand[]=payment_intent");
        let waiting = sandbox.get(&path).await;
        assert_eq!(waiting["status"], "complete");
        assert_eq!(waiting["payment_status"], "unpaid");
        assert_eq!(waiting["payment_intent"]["status"], "processing");
        let end = json!({ "succeeds": succeeds });
        sandbox
            .control(&format!("/sandbox/pay/{id}/finish"), &end)
            .await;
        let ended = sandbox.get(&path).await;
        assert_eq!(ended["payment_status"], payment);
        assert_eq!(ended["payment_intent"]["status"], intent);
    }
    let types = sandbox.event_types().await;
    for kind in ["succeeded", "failed"] {
        let event = format!("checkout.session.async_payment_{kind}");
        assert!(types.contains(&event), "{types:?}");
    }
}

#[tokio::test]
async fn a_card_may_be_authenticated_and_declined_all_the_same() {
    let sandbox = TestSandbox::start().await;
    let session = sandbox.open_session().await;
    let outcome = sandbox.pay(&session, "4000008400001629").await;
    assert_eq!(outcome["outcome"], "declined");
}

#[tokio::test]
async fn what_stripe_refuses_is_refused() {
    let sandbox = TestSandbox::start().await;
    let session = sandbox.paid_session("4242424242424242").await;
    let id = session["id"].as_str().unwrap();
    let many = (0..21).map(|kind| format!("types[]=a.{kind}"));
    let many = many.collect::<Vec<_>>().join("&");
    for (path, status) in [
        ("/v1/refunds?payment_intent=pi_unknown".to_owned(), 404),
        ("/v1/disputes?charge=ch_unknown".to_owned(), 404),
        ("/v1/charges?payment_intent=pi_unknown".to_owned(), 404),
        ("/v1/checkout/sessions?customer=cus_unknown".to_owned(), 404),
        (format!("/v1/events?{many}"), 400),
        (
            "/v1/events?type=refund.created&types[]=refund.failed".to_owned(),
            400,
        ),
        (format!("/v1/checkout/sessions/{id}?bogus=1"), 400),
        (format!("/v1/checkout/sessions/{id}?expand[]=nonsense"), 400),
        (
            format!("/v1/checkout/sessions/{id}?expand[]=payment_intent.latest_charge"),
            200,
        ),
        ("/v1/charges?expand[]=data.payment_intent".to_owned(), 200),
    ] {
        let (found, body) = answer(&sandbox, &path).await;
        assert_eq!(found, status, "{path} {body}");
    }
    let succeeded = sandbox.get("/v1/events?type=payment_intent.*").await;
    assert_eq!(succeeded["data"].as_array().unwrap().len(), 2);
    let none = "/v1/checkout/sessions?customer_details[email]=nobody@example.com";
    assert_eq!(sandbox.get(none).await["data"], json!([]));
    for (name, param) in [
        ("payment_intent_data[bogus]", "payment_intent_data[bogus]"),
        (
            "line_items[0][price_data][bogus]",
            "line_items[0][price_data][bogus]",
        ),
        (
            "line_items[0][price_data][product_data][bogus]",
            "line_items[0][price_data][product_data][bogus]",
        ),
    ] {
        let mut form = session_form();
        form.push((name, "1".to_owned()));
        let (status, body) = sandbox.post("/v1/checkout/sessions", &form).await;
        assert_eq!(status, 400, "{name}");
        assert_eq!(body["error"]["param"], param);
    }
}

#[tokio::test]
async fn a_call_is_finished_though_the_caller_hung_up() {
    let sandbox = TestSandbox::start().await;
    sandbox
        .inject(json!({ "kind": "api_slow", "ms": 300 }))
        .await;
    let call = sandbox
        .client
        .post(sandbox.url("/v1/checkout/sessions"))
        .basic_auth(API_KEY, Some(""))
        .form(&session_form())
        .timeout(Duration::from_millis(100))
        .send();
    assert!(call.await.unwrap_err().is_timeout());
    eventually(|| async {
        let sessions = sandbox.get("/v1/checkout/sessions").await;
        (sessions["data"].as_array().unwrap().len() == 1).then_some(())
    })
    .await;
}
