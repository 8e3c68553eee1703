//! The hosted checkout page in a browser without JavaScript.

use reqwest::Response;
use serde_json::{Value, json};

use crate::test_sandbox::TestSandbox;

/// Submits the card form of a session.
async fn submit(sandbox: &TestSandbox, session: &Value, card: &str) -> Response {
    let form = [
        ("email", "traveller@example.com"),
        ("number", card),
        ("expiry", "12/34"),
        ("cvc", "123"),
        ("name", "JANE ROE"),
    ];
    sandbox
        .client
        .post(session["url"].as_str().unwrap())
        .form(&form)
        .send()
        .await
        .unwrap()
}

/// The HTML of the checkout page.
async fn show(sandbox: &TestSandbox, session: &Value) -> String {
    let response = sandbox
        .client
        .get(session["url"].as_str().unwrap())
        .send()
        .await
        .unwrap();
    response.text().await.unwrap()
}

#[tokio::test]
async fn a_valid_card_pays_and_redirects_to_the_merchant() {
    let sandbox = TestSandbox::start().await;
    let session = sandbox.open_session().await;
    let response = sandbox
        .client
        .get(session["url"].as_str().unwrap())
        .send()
        .await
        .unwrap();
    let policy = response.headers()["content-security-policy"]
        .to_str()
        .unwrap()
        .to_owned();
    assert!(
        policy.contains("form-action 'self' https://portal.example;"),
        "{policy}"
    );
    let page = response.text().await.unwrap();
    for text in [
        "Sandbox: no real money",
        "USD 36.00",
        "Tourist e-visa &lt;T&gt;",
        "/back",
    ] {
        assert!(page.contains(text), "{text} is missing in {page}");
    }
    let paid = submit(&sandbox, &session, "4242 4242 4242 4242").await;
    assert_eq!(paid.status(), 303);
    let success_url = format!(
        "https://portal.example/paid?session={}",
        session["id"].as_str().unwrap()
    );
    assert_eq!(paid.headers()["location"], success_url.as_str());
    // A second tab shows that the session is paid, and charges nothing.
    assert!(show(&sandbox, &session).await.contains("already complete"));
    let second = submit(&sandbox, &session, "4242424242424242").await;
    assert!(second.text().await.unwrap().contains("already complete"));
    assert_eq!(
        sandbox.get("/sandbox/ledger").await["charges"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

#[tokio::test]
async fn a_declined_card_leaves_the_page_open() {
    let sandbox = TestSandbox::start().await;
    let session = sandbox.open_session().await;
    for (card, message) in [
        ("4000000000000002", "Your card was declined."),
        ("4000000000009995", "Your card has insufficient funds."),
        ("4000000000000069", "Your card has expired."),
        (
            "4000000000000127",
            "Your card&#39;s security code is incorrect.",
        ),
        ("4012888888881881", "non test card"),
    ] {
        let response = submit(&sandbox, &session, card).await;
        assert_eq!(response.status(), 402);
        assert!(response.text().await.unwrap().contains(message), "{card}");
    }
    let types = sandbox.event_types().await;
    let count = |kind| types.iter().filter(|one| *one == kind).count();
    assert_eq!(
        (
            count("payment_intent.payment_failed"),
            count("payment_intent.created")
        ),
        (5, 1)
    );
    assert_eq!(sandbox.get("/sandbox/ledger").await["charges"], json!([]));
    assert_eq!(
        submit(&sandbox, &session, "4242424242424242")
            .await
            .status(),
        303
    );
}

#[tokio::test]
async fn field_errors_are_listed_with_links_to_their_fields() {
    let sandbox = TestSandbox::start().await;
    let session = sandbox.open_session().await;
    let form = [
        ("email", "\"><script>"),
        ("number", "4242"),
        ("expiry", "12/20"),
        ("cvc", "x"),
    ];
    let url = session["url"].as_str().unwrap();
    let response = sandbox.client.post(url).form(&form).send().await.unwrap();
    assert_eq!(response.status(), 422);
    let page = response.text().await.unwrap();
    for field in ["email", "number", "expiry", "cvc", "name"] {
        assert!(page.contains(&format!("href=\"#{field}\"")), "{field}");
    }
    assert!(!page.contains("<script"));
    assert_eq!(sandbox.event_types().await, Vec::<String>::new());
}

#[tokio::test]
async fn three_d_secure_is_required() {
    let sandbox = TestSandbox::start().await;
    for card in ["4000 0027 6000 3184", "4000 0025 0000 3155"] {
        let session = sandbox.open_session().await;
        let url = session["url"].as_str().unwrap();
        let response = submit(&sandbox, &session, card).await;
        assert_eq!(response.status(), 303);
        let challenge = sandbox.url(response.headers()["location"].to_str().unwrap());
        let page = sandbox
            .client
            .get(&challenge)
            .send()
            .await
            .unwrap()
            .text()
            .await
            .unwrap();
        assert!(page.contains("Complete authentication"));
        let failed = sandbox
            .client
            .post(&challenge)
            .form(&[("result", "fail")])
            .send()
            .await
            .unwrap();
        assert_eq!(
            sandbox.url(failed.headers()["location"].to_str().unwrap()),
            url
        );
        assert!(
            show(&sandbox, &session)
                .await
                .contains("unable to authenticate")
        );
        submit(&sandbox, &session, card).await;
        let passed = sandbox
            .client
            .post(&challenge)
            .form(&[("result", "complete")])
            .send()
            .await
            .unwrap();
        assert!(
            passed.headers()["location"]
                .to_str()
                .unwrap()
                .starts_with("https://portal")
        );
    }
    assert_eq!(
        sandbox.get("/sandbox/ledger").await["charges"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
}

#[tokio::test]
async fn two_tabs_pay_once() {
    let sandbox = TestSandbox::start().await;
    let session = sandbox.open_session().await;
    let (one, other) = tokio::join!(
        submit(&sandbox, &session, "4242424242424242"),
        submit(&sandbox, &session, "4242424242424242")
    );
    let paid = [one.status(), other.status()]
        .iter()
        .filter(|status| **status == 303)
        .count();
    assert_eq!(paid, 1);
    assert_eq!(
        sandbox.get("/sandbox/ledger").await["charges"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

#[tokio::test]
async fn an_expired_page_charges_nothing() {
    let sandbox = TestSandbox::start().await;
    let session = sandbox.open_session().await;
    let id = session["id"].as_str().unwrap();
    sandbox
        .post(&format!("/v1/checkout/sessions/{id}/expire"), &[])
        .await;
    assert!(show(&sandbox, &session).await.contains("has expired"));
    let response = submit(&sandbox, &session, "4242424242424242").await;
    assert!(
        response
            .text()
            .await
            .unwrap()
            .contains("No money was taken")
    );
    assert_eq!(sandbox.get("/sandbox/ledger").await["charges"], json!([]));
}
