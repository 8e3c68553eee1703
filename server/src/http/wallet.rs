//! The web service for Apple Wallet, under `/wallet/apple/v1`: statuses as Apple's protocol names them.

use super::callers::address;
use crate::services::wallet::{self, Bearer, Fetched};
use crate::state::Portal;
use app::contract::{Caller, Download};
use app::error::PortalError;
use axum::Json;
use axum::extract::{FromRef, FromRequestParts, Path, Query, State};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use http::request::Parts;
use http::{HeaderMap, StatusCode, header};
use serde::Deserialize;
use serde_json::json;
use std::convert::Infallible;
use std::sync::Arc;

/// The scheme of `Authorization`.
const SCHEME: &str = "ApplePass ";
/// How `Last-Modified` is written (RFC 9110, section 5.6.7).
const HTTP_DATE: &str = "%a, %d %b %Y %H:%M:%S GMT";

/// The caller's network, for throttles.
pub struct Network(String);

impl<S: Send + Sync> FromRequestParts<S> for Network
where
    Arc<Portal>: FromRef<S>,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        let portal = Arc::<Portal>::from_ref(state);
        let caller = Caller {
            address: address(&portal, &parts.headers, &parts.extensions),
            ..Caller::default()
        };
        Ok(Self(caller.throttle_key()))
    }
}

#[derive(Deserialize)]
pub struct Registration {
    #[serde(rename = "pushToken")]
    push_token: String,
}

#[derive(Deserialize)]
pub struct Since {
    #[serde(rename = "passesUpdatedSince")]
    tag: Option<String>,
}

#[derive(Deserialize)]
pub struct Complaints {
    logs: Vec<serde::de::IgnoredAny>,
}

fn token(headers: &HeaderMap) -> &str {
    let value = headers.get(header::AUTHORIZATION);
    let value = value.and_then(|value| value.to_str().ok());
    value
        .and_then(|value| value.strip_prefix(SCHEME))
        .unwrap_or_default()
}

fn refused(error: &PortalError) -> Response {
    let status = match error {
        PortalError::Forbidden => StatusCode::UNAUTHORIZED,
        // Damaged, or being changed: it is asked for again.
        PortalError::Conflict(_) => StatusCode::SERVICE_UNAVAILABLE,
        other => StatusCode::from_u16(other.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
    };
    status.into_response()
}

/// 201 for a new registration, 200 for a known one, 401 without the pass's token.
pub async fn register(
    State(portal): State<Arc<Portal>>,
    Network(network): Network,
    Path((device, pass_type, serial)): Path<(String, String, String)>,
    headers: HeaderMap,
    body: String,
) -> Response {
    let bearer = Bearer {
        throttle_key: &network,
        pass_type: &pass_type,
        serial: &serial,
        token: token(&headers),
    };
    // Whoever has no token learns nothing about the body.
    let push_token = serde_json::from_str::<Registration>(&body)
        .map(|body| body.push_token)
        .unwrap_or_default();
    match wallet::register(&portal, &bearer, &device, &push_token).await {
        Ok(true) => StatusCode::CREATED.into_response(),
        Ok(false) => StatusCode::OK.into_response(),
        Err(error) => refused(&error),
    }
}

/// 200, also where nothing was registered; 401 without the pass's token.
pub async fn unregister(
    State(portal): State<Arc<Portal>>,
    Network(network): Network,
    Path((device, pass_type, serial)): Path<(String, String, String)>,
    headers: HeaderMap,
) -> Response {
    let bearer = Bearer {
        throttle_key: &network,
        pass_type: &pass_type,
        serial: &serial,
        token: token(&headers),
    };
    match wallet::unregister(&portal, &bearer, &device).await {
        Ok(()) => StatusCode::OK.into_response(),
        Err(error) => refused(&error),
    }
}

/// 200 with tag and serial numbers, 204 where nothing changed.
pub async fn updated(
    State(portal): State<Arc<Portal>>,
    Network(network): Network,
    Path((device, pass_type)): Path<(String, String)>,
    Query(since): Query<Since>,
) -> Response {
    let tag = since.tag.as_deref();
    match wallet::updated(&portal, &network, &pass_type, &device, tag).await {
        Ok(Some(updated)) => Json(json!({
            "lastUpdated": updated.tag,
            "serialNumbers": updated.serials,
        }))
        .into_response(),
        Ok(None) => StatusCode::NO_CONTENT.into_response(),
        Err(error) => refused(&error),
    }
}

/// 200 with the pass and its `Last-Modified`, 304 where `If-Modified-Since` knows it, 401 without its token.
pub async fn fetch(
    State(portal): State<Arc<Portal>>,
    Network(network): Network,
    Path((pass_type, serial)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    let bearer = Bearer {
        throttle_key: &network,
        pass_type: &pass_type,
        serial: &serial,
        token: token(&headers),
    };
    match wallet::fetch(&portal, &bearer, known(&headers)).await {
        Ok(Fetched::NotModified) => StatusCode::NOT_MODIFIED.into_response(),
        Ok(Fetched::Pass(file, changed_at)) => pass(file, changed_at),
        Err(error) => refused(&error),
    }
}

fn known(headers: &HeaderMap) -> Option<DateTime<Utc>> {
    let value = headers.get(header::IF_MODIFIED_SINCE)?.to_str().ok()?;
    let known = DateTime::parse_from_rfc2822(value).ok()?;
    Some(known.with_timezone(&Utc))
}

fn pass(file: Download, changed_at: DateTime<Utc>) -> Response {
    let modified = changed_at.format(HTTP_DATE).to_string();
    let headers = [
        (header::CONTENT_TYPE, file.content_type.to_owned()),
        (header::LAST_MODIFIED, modified),
    ];
    (headers, file.bytes).into_response()
}

/// Anybody's complaints.
pub async fn log(
    State(portal): State<Arc<Portal>>,
    Network(network): Network,
    body: String,
) -> StatusCode {
    if portal.wallets.apple.is_none() {
        return StatusCode::NOT_FOUND;
    }
    match serde_json::from_str::<Complaints>(&body) {
        Ok(complaints) => {
            wallet::complained(&portal, &network, complaints.logs.len());
            StatusCode::OK
        }
        Err(_) => StatusCode::BAD_REQUEST,
    }
}
