//! The fixture: a receiver of webhooks.

use std::sync::{Arc, Mutex};

use axum::{Router, body::Bytes, extract::State, http::HeaderMap, http::StatusCode, routing::post};
use serde_json::Value;

use crate::test_sandbox::eventually;

/// A webhook, as received.
#[derive(Clone, Debug)]
pub struct ReceivedWebhook {
    pub signature: String,
    pub body: String,
}

impl ReceivedWebhook {
    pub fn event(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }

    /// Whether the signature is made with the sandbox's secret.
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

/// A receiver of webhooks that fails the first few with status 500.
#[derive(Clone)]
pub struct WebhookReceiver {
    pub url: String,
    received: Arc<Mutex<Vec<ReceivedWebhook>>>,
}

impl WebhookReceiver {
    pub async fn start(failures: usize) -> Self {
        type Shared = (Arc<Mutex<Vec<ReceivedWebhook>>>, Arc<Mutex<usize>>);
        async fn receive(
            State((received, failures)): State<Shared>,
            headers: HeaderMap,
            body: Bytes,
        ) -> StatusCode {
            let mut remaining = failures.lock().unwrap();
            if *remaining > 0 {
                *remaining -= 1;
                return StatusCode::INTERNAL_SERVER_ERROR;
            }
            let signature = headers["stripe-signature"].to_str().unwrap().to_owned();
            let body = String::from_utf8(body.to_vec()).unwrap();
            received
                .lock()
                .unwrap()
                .push(ReceivedWebhook { signature, body });
            StatusCode::OK
        }
        let received = Arc::new(Mutex::new(Vec::new()));
        let shared: Shared = (Arc::clone(&received), Arc::new(Mutex::new(failures)));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/webhook", listener.local_addr().unwrap());
        let router = Router::new()
            .route("/webhook", post(receive))
            .with_state(shared);
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { url, received }
    }

    /// The webhooks received so far.
    pub fn all(&self) -> Vec<ReceivedWebhook> {
        self.received.lock().unwrap().clone()
    }

    /// Waits until so many webhooks are received.
    pub async fn wait_for(&self, count: usize) -> Vec<ReceivedWebhook> {
        eventually(|| async { (self.all().len() >= count).then(|| self.all()) }).await
    }

    /// The types of the events received so far, in their order.
    pub fn types(&self) -> Vec<String> {
        self.all()
            .iter()
            .map(|webhook| webhook.event()["type"].as_str().unwrap().to_owned())
            .collect()
    }
}
