//! Lists with their cursors, and requests that Stripe refuses.

use serde_json::json;

use crate::test_sandbox::{API_KEY, TestSandbox, session_form};

#[tokio::test]
async fn lists_are_paged_by_cursor() {
    let sandbox = TestSandbox::start().await;
    let mut ids = Vec::new();
    for _ in 0..5 {
        ids.push(
            sandbox.open_session().await["id"]
                .as_str()
                .unwrap()
                .to_owned(),
        );
    }
    ids.reverse();
    let page = sandbox.get("/v1/checkout/sessions?limit=2").await;
    assert_eq!(page["has_more"], true);
    assert_eq!(page["data"][1]["id"], ids[1].as_str());
    let page = sandbox
        .get(&format!(
            "/v1/checkout/sessions?limit=3&starting_after={}",
            ids[1]
        ))
        .await;
    assert_eq!(page["has_more"], false);
    assert_eq!(page["data"][0]["id"], ids[2].as_str());
    let page = sandbox
        .get(&format!(
            "/v1/checkout/sessions?limit=2&ending_before={}",
            ids[3]
        ))
        .await;
    assert_eq!(page["data"][0]["id"], ids[1].as_str());
    assert_eq!(page["data"][1]["id"], ids[2].as_str());
    assert_eq!(page["has_more"], true);
    let now = page["data"][0]["created"].as_i64().unwrap();
    let later = sandbox
        .get(&format!("/v1/checkout/sessions?created[gte]={}", now + 60))
        .await;
    assert_eq!(later["data"], json!([]));
    let open = sandbox
        .get("/v1/checkout/sessions?status=open&created%5Blt%5D=9999999999")
        .await;
    assert_eq!(open["data"].as_array().unwrap().len(), 5);
    for wrong in [
        "limit=0",
        "limit=101",
        "limit=x",
        "starting_after=cs_none",
        "colour=red",
    ] {
        let response = sandbox.get(&format!("/v1/checkout/sessions?{wrong}")).await;
        assert!(
            response["error"]["message"].is_string(),
            "{wrong}: {response}"
        );
    }
}

#[tokio::test]
async fn a_session_is_refused_where_stripe_refuses_it() {
    let sandbox = TestSandbox::start().await;
    let now = sandbox.get("/sandbox/clock").await["now"].as_i64().unwrap();
    let price = "line_items[0][price_data]";
    let cases = [
        ("mode".to_owned(), String::new(), "parameter_missing"),
        ("mode".to_owned(), "gift".to_owned(), ""),
        ("success_url".to_owned(), "portal".to_owned(), "url_invalid"),
        (
            "customer_email".to_owned(),
            "nobody".to_owned(),
            "email_invalid",
        ),
        (format!("{price}[currency]"), "zzz".to_owned(), ""),
        (
            format!("{price}[unit_amount]"),
            "49".to_owned(),
            "amount_too_small",
        ),
        (
            format!("{price}[unit_amount]"),
            "-1".to_owned(),
            "parameter_invalid_integer",
        ),
        (
            format!("{price}[unit_amount]"),
            "36.5".to_owned(),
            "parameter_invalid_integer",
        ),
        (
            format!("{price}[unit_amount]"),
            "9223372036854775807".to_owned(),
            "amount_too_large",
        ),
        (
            "line_items[0][quantity]".to_owned(),
            "0".to_owned(),
            "parameter_invalid_integer",
        ),
        ("expires_at".to_owned(), (now + 1700).to_string(), ""),
        ("expires_at".to_owned(), (now + 86_500).to_string(), ""),
        ("metadata[long]".to_owned(), "x".repeat(501), ""),
        ("colour".to_owned(), "red".to_owned(), "parameter_unknown"),
        ("mode[x]".to_owned(), "payment".to_owned(), ""),
    ];
    for (name, value, code) in cases {
        let mut form: Vec<_> = session_form()
            .into_iter()
            .filter(|(known, _)| *known != name)
            .collect();
        form.push((name.as_str(), value));
        let (status, response) = sandbox.post("/v1/checkout/sessions", &form).await;
        assert_eq!(status, 400, "{name}: {response}");
        assert_eq!(
            response["error"]["code"].as_str().unwrap_or_default(),
            code,
            "{name}: {response}"
        );
        assert_eq!(response["error"]["type"], "invalid_request_error");
    }
    let mut many = session_form();
    let names: Vec<String> = (0..50).map(|index| format!("metadata[k{index}]")).collect();
    many.extend(names.iter().map(|name| (name.as_str(), "v".to_owned())));
    assert_eq!(sandbox.post("/v1/checkout/sessions", &many).await.0, 400);
    assert_eq!(sandbox.event_types().await, Vec::<String>::new());
}

#[tokio::test]
async fn unauthenticated_and_unknown_requests_are_refused() {
    let sandbox = TestSandbox::start().await;
    let response = sandbox
        .client
        .get(sandbox.url("/v1/balance"))
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), 401);
    let response = sandbox
        .client
        .get(sandbox.url("/v1/nothing"))
        .bearer_auth(API_KEY)
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), 404);
    assert!(response.headers().contains_key("request-id"));
    for path in [
        "/v1/refunds/re_none",
        "/v1/events/evt_none",
        "/v1/charges/%00",
        "/v1/disputes/x",
    ] {
        let error = sandbox.get(path).await;
        assert_eq!(error["error"]["code"], "resource_missing", "{path}");
    }
    for path in [
        "/c/pay/none",
        "/mail/1",
        "/mail/x/html",
        "/mail/1/attachments/0",
    ] {
        let response = sandbox.client.get(sandbox.url(path)).send().await.unwrap();
        assert_eq!(response.status(), 404, "{path}");
    }
    for path in [
        "/sandbox/clock",
        "/sandbox/pay/x",
        "/sandbox/faults",
        "/sandbox/webhook",
    ] {
        let response = sandbox
            .client
            .post(sandbox.url(path))
            .body("{")
            .send()
            .await
            .unwrap();
        assert_eq!(response.status(), 400, "{path}");
    }
    let far = sandbox
        .control("/sandbox/clock", &json!({ "advance_seconds": i64::MAX }))
        .await;
    assert!(far["now"].as_i64().unwrap() > 0);
    sandbox.open_session().await;
}

#[tokio::test]
async fn a_session_expires_by_itself() {
    let sandbox = TestSandbox::start().await;
    let now = sandbox.get("/sandbox/clock").await["now"].as_i64().unwrap();
    let mut form = session_form();
    form.push(("expires_at", (now + 1810).to_string()));
    let (_, session) = sandbox.post("/v1/checkout/sessions", &form).await;
    sandbox
        .control("/sandbox/clock", &json!({ "advance_seconds": 1820 }))
        .await;
    assert_eq!(sandbox.event_types().await, ["checkout.session.expired"]);
    assert_eq!(
        sandbox.pay(&session, "4242424242424242").await["outcome"],
        "closed"
    );
    let path = format!("/v1/checkout/sessions/{}", session["id"].as_str().unwrap());
    let session = sandbox.get(&path).await;
    assert_eq!(session["status"], "expired");
    assert!(session["url"].is_null());
    let (status, _) = sandbox.post(&format!("{path}/expire"), &[]).await;
    assert_eq!(status, 400);
    assert_eq!(sandbox.get("/sandbox/ledger").await["charges"], json!([]));
}
