//! Stripe's API: authentication, routes, idempotency keys, injected faults, and the response.
//!
//! A new resource is a file below; a new endpoint is a line in [`routes`].

pub mod charges;
mod currency;
pub mod disputes;
mod error;
mod idempotency;
mod line_items;
mod lists;
mod params;
pub mod payment_intents;
pub mod refunds;
mod routes;
mod search;
pub mod sessions;

use std::{io, sync::Arc, time::Duration};

use axum::{
    body::{Body, Bytes},
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::Response,
};
use data_encoding::BASE64;
use serde_json::{Value, json};

use self::routes::{Endpoint, execute, route};
pub use self::{currency::format_amount, error::ApiError, params::Params};
use crate::{
    faults::{Fault, FaultKind, Target},
    state::SandboxState,
};

/// The largest request body, in bytes.
const LARGEST_BODY: usize = 1024 * 1024;

/// Serves a request to the API.
pub async fn serve(State(state): State<Arc<SandboxState>>, request: Request) -> Response {
    let request_id = format!("req_{}", state.rng.token(14));
    let (parts, body) = request.into_parts();
    let response = match axum::body::to_bytes(body, LARGEST_BODY).await {
        Ok(body) => {
            let id = request_id.clone();
            // What was asked for is done, also when whoever asked hangs up.
            let work = tokio::spawn(async move {
                let request = ApiRequest {
                    request_id: &id,
                    method: parts.method,
                    path: parts.uri.path(),
                    query: parts.uri.query().unwrap_or_default(),
                    headers: &parts.headers,
                    body,
                };
                handle(&state, &request).await
            });
            work.await
                .unwrap_or_else(|_| ApiResponse::error(&ApiError::internal()))
        }
        Err(_) => ApiResponse::error(&ApiError::refused(None, "The request body is too large.")),
    };
    response.into_http(&request_id)
}

/// A request to the API.
struct ApiRequest<'a> {
    request_id: &'a str,
    method: Method,
    path: &'a str,
    query: &'a str,
    headers: &'a HeaderMap,
    body: Bytes,
}

/// A response of the API.
struct ApiResponse {
    status: u16,
    body: String,
    /// Whether this is the stored response of an idempotency key.
    replayed: bool,
    /// Whether the connection is cut instead.
    cut: bool,
}

impl ApiResponse {
    fn new(status: u16, body: String) -> Self {
        Self {
            status,
            body,
            replayed: false,
            cut: false,
        }
    }

    fn error(error: &ApiError) -> Self {
        Self::new(error.status, pretty(&error.body()))
    }

    fn into_http(self, request_id: &str) -> Response {
        let body = if self.cut {
            let broken: io::Result<Bytes> = Err(io::ErrorKind::ConnectionReset.into());
            Body::from_stream(futures_util::stream::once(async { broken }))
        } else {
            Body::from(self.body)
        };
        let mut response = Response::new(body);
        *response.status_mut() = StatusCode::from_u16(self.status).unwrap_or(StatusCode::OK);
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/json"),
        );
        headers.insert(
            "stripe-version",
            HeaderValue::from_static(crate::state::API_VERSION),
        );
        if let Ok(id) = HeaderValue::from_str(request_id) {
            headers.insert("request-id", id);
        }
        if self.replayed {
            headers.insert("idempotent-replayed", HeaderValue::from_static("true"));
        }
        if self.status == 401 {
            headers.insert(
                header::WWW_AUTHENTICATE,
                HeaderValue::from_static("Bearer realm=\"Stripe\""),
            );
        }
        response
    }
}

/// Indented JSON, as Stripe sends it.
pub fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}

async fn handle(state: &SandboxState, request: &ApiRequest<'_>) -> ApiResponse {
    if let Err(error) = authenticate(state, request.headers) {
        return ApiResponse::error(&error);
    }
    let Some((endpoint, pattern, id)) = route(&request.method, request.path) else {
        return ApiResponse::error(&ApiError {
            status: 404,
            ..ApiError::refused(
                None,
                format!(
                    "Unrecognized request URL ({}: {}). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.",
                    request.method, request.path
                ),
            )
        });
    };
    let strike = |kind| {
        let target = Target::Request {
            method: request.method.as_str(),
            pattern,
            path: request.path,
        };
        state.faults.strike(kind, target)
    };
    if strike(FaultKind::ApiRateLimited).is_some() {
        return ApiResponse::error(&ApiError {
            status: 429,
            ..ApiError::refused(
                Some("rate_limit"),
                "Request rate limit exceeded. Learn more about rate limits here https://stripe.com/docs/rate-limits.",
            )
        });
    }
    let mut response = match idempotency::lookup(state, request).await {
        Ok(idempotency::Lookup::Replay(response)) => response,
        Ok(idempotency::Lookup::Run(key)) => {
            if let Some(fault) = strike(FaultKind::ApiSlow) {
                wait(state, &fault, 1000).await;
            }
            let failing = strike(FaultKind::ApiError).is_some();
            run(state, request, endpoint, &id, failing, &key).await
        }
        Err(error) => ApiResponse::error(&error),
    };
    if let Some(fault) = strike(FaultKind::ApiTimeoutAfterCommit) {
        wait(state, &fault, 60_000).await;
        response.cut = true;
    } else if strike(FaultKind::ApiDisconnectAfterCommit).is_some() {
        response.cut = true;
    }
    response
}

/// Runs the endpoint and stores its response under the key, in one transaction.
async fn run(
    state: &SandboxState,
    request: &ApiRequest<'_>,
    endpoint: Endpoint,
    id: &str,
    failing: bool,
    key: &idempotency::KeyLock<'_>,
) -> ApiResponse {
    let encoded = if request.method == Method::POST {
        request.body.as_ref()
    } else {
        request.query.as_bytes()
    };
    let result = async {
        let params = Params::parse(encoded)?;
        let mut tx = state.begin().await?;
        tx.request = json!({ "id": request.request_id, "idempotency_key": key.name() });
        if failing {
            return Err(ApiError::internal());
        }
        let body = pretty(&execute(&mut tx, endpoint, id, &params).await?);
        key.store_response(&mut tx, 200, &body).await?;
        tx.commit().await?;
        Ok::<_, ApiError>(body)
    }
    .await;
    match result {
        Ok(body) => ApiResponse::new(200, body),
        Err(error) => {
            let response = ApiResponse::error(&error);
            if error.begun
                && let Err(lost) = store_error(state, key, &response).await
            {
                tracing::error!(%lost, "an error could not be stored under its idempotency key");
            }
            response
        }
    }
}

async fn store_error(
    state: &SandboxState,
    key: &idempotency::KeyLock<'_>,
    response: &ApiResponse,
) -> Result<(), sqlx::Error> {
    let mut tx = state.begin().await?;
    key.store_response(&mut tx, response.status, &response.body)
        .await?;
    tx.commit().await
}

async fn wait(state: &SandboxState, fault: &Fault, default_ms: u64) {
    tokio::select! {
        () = tokio::time::sleep(Duration::from_millis(fault.ms_or(default_ms))) => {}
        () = state.stop.cancelled() => {}
    }
}

/// Checks the API key, given as `Bearer sk_…` or as the user name of Basic.
fn authenticate(state: &SandboxState, headers: &HeaderMap) -> Result<(), ApiError> {
    let refuse = |message: String| {
        Err(ApiError {
            status: 401,
            begun: false,
            ..ApiError::refused(None, message)
        })
    };
    let credentials = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok());
    let key = credentials.and_then(|text| {
        let (scheme, rest) = text.split_once(' ')?;
        if scheme.eq_ignore_ascii_case("bearer") {
            return Some(rest.trim().to_owned());
        }
        let decoded = BASE64.decode(rest.trim().as_bytes()).ok()?;
        let pair = String::from_utf8(decoded).ok()?;
        let name = pair.split_once(':').map_or(pair.as_str(), |(name, _)| name);
        scheme
            .eq_ignore_ascii_case("basic")
            .then(|| name.to_owned())
    });
    match key {
        None => refuse(
            "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').".to_owned(),
        ),
        Some(key) if key == state.config.api_key => Ok(()),
        Some(key) => {
            let head: String = key.chars().take(8).collect();
            refuse(format!("Invalid API Key provided: {head}****"))
        }
    }
}
