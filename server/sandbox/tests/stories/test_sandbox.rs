//! The fixture: a running sandbox with an HTTP client.

use std::time::Duration;

use reqwest::{Client, Response};
use sandbox::{Running, Sandbox, SandboxConfig};
use serde_json::Value;

/// The secret key of the API.
pub const API_KEY: &str = "sk_test_sandbox";

/// A running sandbox with an HTTP client.
pub struct TestSandbox {
    pub running: Running,
    pub client: Client,
}

/// The parameters of a session over 36 dollars.
pub fn session_form() -> Vec<(&'static str, String)> {
    [
        ("mode", "payment"),
        (
            "success_url",
            "https://portal.example/paid?session={CHECKOUT_SESSION_ID}",
        ),
        ("cancel_url", "https://portal.example/back"),
        ("line_items[0][price_data][currency]", "usd"),
        ("line_items[0][price_data][unit_amount]", "3600"),
        (
            "line_items[0][price_data][product_data][name]",
            "Tourist e-visa <T>",
        ),
        ("line_items[0][quantity]", "1"),
        ("metadata[payment]", "p-1"),
        ("payment_intent_data[metadata][payment]", "p-1"),
    ]
    .map(|(name, value)| (name, value.to_owned()))
    .to_vec()
}

impl TestSandbox {
    pub async fn start() -> Self {
        Self::with(SandboxConfig::default()).await
    }

    pub async fn with(mut config: SandboxConfig) -> Self {
        config.settles_after = Duration::from_millis(100);
        let running = Sandbox::start(config).await.unwrap();
        let client = Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(Duration::from_secs(10))
            .build()
            .unwrap();
        Self { running, client }
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.running.base_url())
    }

    pub async fn get(&self, path: &str) -> Value {
        let response = self
            .client
            .get(self.url(path))
            .bearer_auth(API_KEY)
            .send()
            .await
            .unwrap();
        response.json().await.unwrap()
    }

    pub async fn post(&self, path: &str, form: &[(&str, String)]) -> (u16, Value) {
        let response = self.post_with(path, form, None).await.unwrap();
        (response.status().as_u16(), response.json().await.unwrap())
    }

    pub async fn post_with(
        &self,
        path: &str,
        form: &[(&str, String)],
        key: Option<&str>,
    ) -> reqwest::Result<Response> {
        let mut request = self
            .client
            .post(self.url(path))
            .basic_auth(API_KEY, Some(""))
            .form(form);
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        request.send().await
    }

    /// A new open session.
    pub async fn open_session(&self) -> Value {
        let (status, session) = self.post("/v1/checkout/sessions", &session_form()).await;
        assert_eq!(status, 200, "{session}");
        session
    }

    /// Pays a session with a card, and returns the response of the control endpoint.
    pub async fn pay(&self, session: &Value, card: &str) -> Value {
        let id = session["id"].as_str().unwrap();
        self.control(
            &format!("/sandbox/pay/{id}"),
            &serde_json::json!({ "card": card }),
        )
        .await
    }

    /// A new session after its payment.
    pub async fn paid_session(&self, card: &str) -> Value {
        let session = self.open_session().await;
        assert_eq!(self.pay(&session, card).await["outcome"], "paid");
        self.get(&format!(
            "/v1/checkout/sessions/{}",
            session["id"].as_str().unwrap()
        ))
        .await
    }

    /// Posts to a control endpoint.
    pub async fn control(&self, path: &str, body: &Value) -> Value {
        let response = self
            .client
            .post(self.url(path))
            .json(body)
            .send()
            .await
            .unwrap();
        assert!(
            response.status().is_success(),
            "{}",
            response.text().await.unwrap()
        );
        response.json().await.unwrap()
    }

    /// Switches faults on.
    pub async fn inject(&self, fault: Value) {
        self.control("/sandbox/faults", &fault).await;
    }

    /// The types of the events so far, oldest first.
    pub async fn event_types(&self) -> Vec<String> {
        let events = self.get("/v1/events?limit=100").await;
        let data = events["data"].as_array().unwrap();
        data.iter()
            .rev()
            .map(|event| event["type"].as_str().unwrap().to_owned())
            .collect()
    }
}

/// Repeats a question for up to ten seconds.
pub async fn eventually<T, F, Fut>(mut ask: F) -> T
where
    F: FnMut() -> Fut,
    Fut: Future<Output = Option<T>>,
{
    for _ in 0..500 {
        if let Some(found) = ask().await {
            return found;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("waited ten seconds in vain");
}
