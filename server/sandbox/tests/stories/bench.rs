//! A started sandbox with a plain client, and a receiver of webhooks.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{Router, body::Bytes, extract::State, http::HeaderMap, http::StatusCode, routing::post};
use reqwest::{Client, Response};
use sandbox::{Running, Sandbox, SandboxConfig};
use serde_json::Value;

pub const KEY: &str = "sk_test_sandbox";

pub struct Bench {
    pub running: Running,
    pub client: Client,
}

/// The form of a session over 36 dollars.
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

impl Bench {
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
        let answer = self
            .client
            .get(self.url(path))
            .bearer_auth(KEY)
            .send()
            .await
            .unwrap();
        answer.json().await.unwrap()
    }

    pub async fn post(&self, path: &str, form: &[(&str, String)]) -> (u16, Value) {
        let answer = self.post_with(path, form, None).await.unwrap();
        (answer.status().as_u16(), answer.json().await.unwrap())
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
            .basic_auth(KEY, Some(""))
            .form(form);
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        request.send().await
    }

    /// A new open session.
    pub async fn session(&self) -> Value {
        let (status, session) = self.post("/v1/checkout/sessions", &session_form()).await;
        assert_eq!(status, 200, "{session}");
        session
    }

    /// Pays with a card, and gives what the switch answered.
    pub async fn pay(&self, session: &Value, card: &str) -> Value {
        let id = session["id"].as_str().unwrap();
        self.switch(
            &format!("/sandbox/pay/{id}"),
            &serde_json::json!({ "card": card }),
        )
        .await
    }

    /// A session that is paid, as it is then.
    pub async fn paid(&self, card: &str) -> Value {
        let session = self.session().await;
        assert_eq!(self.pay(&session, card).await["outcome"], "paid");
        self.get(&format!(
            "/v1/checkout/sessions/{}",
            session["id"].as_str().unwrap()
        ))
        .await
    }

    /// Turns a switch.
    pub async fn switch(&self, path: &str, body: &Value) -> Value {
        let answer = self
            .client
            .post(self.url(path))
            .json(body)
            .send()
            .await
            .unwrap();
        assert!(
            answer.status().is_success(),
            "{}",
            answer.text().await.unwrap()
        );
        answer.json().await.unwrap()
    }

    pub async fn fault(&self, fault: Value) {
        self.switch("/sandbox/faults", &fault).await;
    }

    /// Types of the events so far, oldest first.
    pub async fn event_types(&self) -> Vec<String> {
        let events = self.get("/v1/events?limit=100").await;
        let data = events["data"].as_array().unwrap();
        data.iter()
            .rev()
            .map(|event| event["type"].as_str().unwrap().to_owned())
            .collect()
    }
}

/// One webhook as it arrived.
#[derive(Clone, Debug)]
pub struct Received {
    pub signature: String,
    pub body: String,
}

impl Received {
    pub fn event(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }

    /// Whether the signature is the sandbox's own.
    pub fn is_signed(&self) -> bool {
        let time = self
            .signature
            .split_once(',')
            .unwrap()
            .0
            .strip_prefix("t=")
            .unwrap();
        sandbox::signature("whsec_sandbox", time.parse().unwrap(), &self.body) == self.signature
    }
}

/// A receiver of webhooks, which refuses the first few with status 500.
#[derive(Clone)]
pub struct Receiver {
    pub url: String,
    received: Arc<Mutex<Vec<Received>>>,
}

impl Receiver {
    pub async fn start(refuses: usize) -> Self {
        type Shared = (Arc<Mutex<Vec<Received>>>, Arc<Mutex<usize>>);
        async fn take(
            State((received, refuses)): State<Shared>,
            headers: HeaderMap,
            body: Bytes,
        ) -> StatusCode {
            let mut left = refuses.lock().unwrap();
            if *left > 0 {
                *left -= 1;
                return StatusCode::INTERNAL_SERVER_ERROR;
            }
            let signature = headers["stripe-signature"].to_str().unwrap().to_owned();
            let body = String::from_utf8(body.to_vec()).unwrap();
            received.lock().unwrap().push(Received { signature, body });
            StatusCode::OK
        }
        let received = Arc::new(Mutex::new(Vec::new()));
        let shared: Shared = (Arc::clone(&received), Arc::new(Mutex::new(refuses)));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/webhook", listener.local_addr().unwrap());
        let router = Router::new()
            .route("/webhook", post(take))
            .with_state(shared);
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { url, received }
    }

    /// What has arrived.
    pub fn all(&self) -> Vec<Received> {
        self.received.lock().unwrap().clone()
    }

    /// Waits until so many have arrived.
    pub async fn wait_for(&self, count: usize) -> Vec<Received> {
        eventually(|| async { (self.all().len() >= count).then(|| self.all()) }).await
    }

    /// Types of the events that have arrived, in order.
    pub fn types(&self) -> Vec<String> {
        self.all()
            .iter()
            .map(|one| one.event()["type"].as_str().unwrap().to_owned())
            .collect()
    }
}

/// Asks again for up to ten seconds.
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
