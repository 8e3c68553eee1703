//! Stand-in for Google: access tokens, generic classes and objects, and the page behind a save link.

use std::sync::Arc;

use axum::{
    Json,
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use data_encoding::BASE64URL_NOPAD;
use serde_json::{Value, json};

use crate::{
    pages::{escape, page},
    state::SandboxState,
};

/// The access token of this stand-in.
const TOKEN: &str = "sandbox-access-token";
const KINDS: [&str; 2] = ["genericClass", "genericObject"];

/// 200 with a token for a signed assertion; the signature is for the portal's tests to verify.
pub async fn token(body: Bytes) -> Response {
    let mut form = form_urlencoded::parse(&body);
    let assertion = form.find(|(name, _)| name == "assertion");
    match assertion.and_then(|(_, jwt)| claims(&jwt)) {
        Some(claims) if claims["iss"].is_string() => Json(json!({
            "access_token": TOKEN,
            "expires_in": 3599,
            "token_type": "Bearer",
        }))
        .into_response(),
        _ => refused(StatusCode::BAD_REQUEST),
    }
}

/// The claims of a token, unverified.
fn claims(jwt: &str) -> Option<Value> {
    let mut parts = jwt.split('.');
    let (_, claims, _) = (parts.next()?, parts.next()?, parts.next()?);
    let claims = BASE64URL_NOPAD.decode(claims.as_bytes()).ok()?;
    serde_json::from_slice(&claims).ok()
}

fn refused(status: StatusCode) -> Response {
    let error = json!({ "error": { "code": status.as_u16() } });
    (status, Json(error)).into_response()
}

fn may(headers: &HeaderMap) -> bool {
    let value = headers.get(header::AUTHORIZATION);
    value.is_some_and(|value| value == format!("Bearer {TOKEN}").as_str())
}

/// Makes a class or an object: 409 where it is there.
pub async fn insert(
    State(state): State<Arc<SandboxState>>,
    Path(kind): Path<String>,
    headers: HeaderMap,
    Json(resource): Json<Value>,
) -> Response {
    if !may(&headers) {
        return refused(StatusCode::UNAUTHORIZED);
    }
    let id = resource["id"].as_str().unwrap_or_default().to_owned();
    if !KINDS.contains(&kind.as_str()) || id.is_empty() {
        return refused(StatusCode::BAD_REQUEST);
    }
    // An object is of a class that is there.
    let class = resource["classId"].as_str();
    if kind == "genericObject" && class.is_none_or(|class| state.phones.google(class).is_none()) {
        return refused(StatusCode::BAD_REQUEST);
    }
    if state.phones.google(&id).is_some() {
        return refused(StatusCode::CONFLICT);
    }
    state.phones.keep_google(&id, resource.clone());
    Json(resource).into_response()
}

/// Replaces a class or an object: 404 where there is none.
pub async fn update(
    State(state): State<Arc<SandboxState>>,
    Path((_, id)): Path<(String, String)>,
    headers: HeaderMap,
    Json(resource): Json<Value>,
) -> Response {
    if !may(&headers) {
        return refused(StatusCode::UNAUTHORIZED);
    }
    if state.phones.google(&id).is_none() {
        return refused(StatusCode::NOT_FOUND);
    }
    state.phones.keep_google(&id, resource.clone());
    Json(resource).into_response()
}

/// Everything that is kept, by its id.
pub async fn kept(State(state): State<Arc<SandboxState>>) -> Json<Value> {
    Json(state.phones.all_google())
}

/// The page of a save link: the object that it names.
pub async fn save(State(state): State<Arc<SandboxState>>, Path(jwt): Path<String>) -> Response {
    let claims = claims(&jwt);
    let object = claims.as_ref().and_then(|claims| {
        let id = &claims["payload"]["genericObjects"][0]["id"];
        state.phones.google(id.as_str()?)
    });
    let Some(object) = object else {
        return refused(StatusCode::NOT_FOUND);
    };
    let json = serde_json::to_string_pretty(&object).unwrap_or_default();
    let body = format!(
        "<p>The object that this link saves:</p><pre>{}</pre>",
        escape(&json)
    );
    page(StatusCode::OK, "Stand-in for Google Wallet", &body, "")
}
