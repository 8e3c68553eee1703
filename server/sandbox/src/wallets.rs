//! Stand-in for the makers of wallets: Apple's push service, and [`google`].
//!
//! `GET /sandbox/pushes` reports what arrived; `POST /sandbox/pushes/gone` has a device be gone.

pub mod google;

use std::sync::Arc;

use axum::{
    Json,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::state::SandboxState;

/// APNs: 200, 400 without a topic, 410 for a device that is gone.
pub async fn push(
    State(state): State<Arc<SandboxState>>,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Response {
    let topic = headers
        .get("apns-topic")
        .and_then(|value| value.to_str().ok());
    let refused = |status: StatusCode, reason: &str| {
        (status, Json(json!({ "reason": reason }))).into_response()
    };
    match topic {
        None => refused(StatusCode::BAD_REQUEST, "MissingTopic"),
        Some(topic) if state.phones.push(&token, topic) => StatusCode::OK.into_response(),
        Some(_) => refused(StatusCode::GONE, "Unregistered"),
    }
}

/// Every push so far, oldest first.
pub async fn pushes(State(state): State<Arc<SandboxState>>) -> Json<Value> {
    let pushes = state.phones.pushes().into_iter();
    let pushes = pushes.map(|(token, topic)| json!({ "token": token, "topic": topic }));
    Json(pushes.collect())
}

#[derive(Deserialize)]
pub struct Gone {
    token: String,
}

/// A device is gone.
pub async fn lose(State(state): State<Arc<SandboxState>>, Json(gone): Json<Gone>) -> Json<Value> {
    state.phones.lose(&gone.token);
    Json(json!({}))
}
