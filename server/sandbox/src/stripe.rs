//! Stripe's API: who may call, which route is meant, idempotency keys, faults, and the answer.
//!
//! One resource is one file below; [`routes`] says which call is meant.

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

use self::params::Params;
use self::routes::{Endpoint, execute, route};
pub use self::{currency::written, error::ApiError};
use crate::{
    faults::{Fault, FaultKind, Target},
    state::SandboxState,
};

/// Larger bodies than this are refused.
const LARGEST_BODY: usize = 1024 * 1024;

/// Answers a call to the API.
pub async fn serve(State(state): State<Arc<SandboxState>>, request: Request) -> Response {
    let request_id = format!("req_{}", state.rng.token(14));
    let (parts, body) = request.into_parts();
    let answer = match axum::body::to_bytes(body, LARGEST_BODY).await {
        Ok(body) => {
            let call = Call {
                request_id: &request_id,
                method: parts.method,
                path: parts.uri.path(),
                query: parts.uri.query().unwrap_or_default(),
                headers: &parts.headers,
                body,
            };
            handle(&state, &call).await
        }
        Err(_) => Answer::error(&ApiError::refused(None, "The request body is too large.")),
    };
    answer.response(&request_id)
}

/// One call, read from the wire.
struct Call<'a> {
    request_id: &'a str,
    method: Method,
    path: &'a str,
    query: &'a str,
    headers: &'a HeaderMap,
    body: Bytes,
}

/// What goes back over the wire.
struct Answer {
    status: u16,
    body: String,
    replayed: bool,
    /// Cut the connection instead of answering.
    cut: bool,
}

impl Answer {
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

    fn response(self, request_id: &str) -> Response {
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

/// JSON as Stripe sends it, in lines.
pub fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}

async fn handle(state: &SandboxState, call: &Call<'_>) -> Answer {
    if let Err(error) = authenticate(state, call.headers) {
        return Answer::error(&error);
    }
    let Some((endpoint, pattern, id)) = route(&call.method, call.path) else {
        return Answer::error(&ApiError {
            status: 404,
            ..ApiError::refused(
                None,
                format!(
                    "Unrecognized request URL ({}: {}). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.",
                    call.method, call.path
                ),
            )
        });
    };
    let strike = |kind| {
        let target = Target::Call {
            method: call.method.as_str(),
            pattern,
            path: call.path,
        };
        state.faults.strike(kind, target)
    };
    if strike(FaultKind::ApiRateLimited).is_some() {
        return Answer::error(&ApiError {
            status: 429,
            ..ApiError::refused(
                Some("rate_limit"),
                "Request rate limit exceeded. Learn more about rate limits here https://stripe.com/docs/rate-limits.",
            )
        });
    }
    let mut answer = match idempotency::enter(state, call).await {
        Ok(idempotency::Entry::Replay(answer)) => answer,
        Ok(idempotency::Entry::Run(guard)) => {
            if let Some(fault) = strike(FaultKind::ApiSlow) {
                wait(state, &fault, 1000).await;
            }
            let failing = strike(FaultKind::ApiError).is_some();
            run(state, call, endpoint, &id, failing, &guard).await
        }
        Err(error) => Answer::error(&error),
    };
    if let Some(fault) = strike(FaultKind::ApiTimeoutAfterCommit) {
        wait(state, &fault, 60_000).await;
        answer.cut = true;
    } else if strike(FaultKind::ApiDisconnectAfterCommit).is_some() {
        answer.cut = true;
    }
    answer
}

/// Runs the endpoint and keeps its answer under the key, in one transaction.
async fn run(
    state: &SandboxState,
    call: &Call<'_>,
    endpoint: Endpoint,
    id: &str,
    failing: bool,
    key: &idempotency::Guard<'_>,
) -> Answer {
    let encoded = if call.method == Method::POST {
        call.body.as_ref()
    } else {
        call.query.as_bytes()
    };
    let result = async {
        let params = Params::parse(encoded)?;
        let mut tx = state.begin().await?;
        tx.request = json!({ "id": call.request_id, "idempotency_key": key.name() });
        if failing {
            return Err(ApiError::internal());
        }
        let body = pretty(&execute(&mut tx, endpoint, id, &params).await?);
        key.keep(&mut tx, 200, &body).await?;
        tx.commit().await?;
        Ok::<_, ApiError>(body)
    }
    .await;
    match result {
        Ok(body) => Answer::new(200, body),
        Err(error) => {
            let answer = Answer::error(&error);
            if error.begun
                && let Err(lost) = keep_error(state, key, &answer).await
            {
                tracing::error!(%lost, "an error could not be kept under its idempotency key");
            }
            answer
        }
    }
}

async fn keep_error(
    state: &SandboxState,
    key: &idempotency::Guard<'_>,
    answer: &Answer,
) -> Result<(), sqlx::Error> {
    let mut tx = state.begin().await?;
    key.keep(&mut tx, answer.status, &answer.body).await?;
    tx.commit().await
}

async fn wait(state: &SandboxState, fault: &Fault, default_ms: u64) {
    tokio::select! {
        () = tokio::time::sleep(Duration::from_millis(fault.ms_or(default_ms))) => {}
        () = state.stop.cancelled() => {}
    }
}

/// The key comes as `Bearer sk_…` or as the user name of Basic.
fn authenticate(state: &SandboxState, headers: &HeaderMap) -> Result<(), ApiError> {
    let refuse = |message: String| {
        Err(ApiError {
            status: 401,
            begun: false,
            ..ApiError::refused(None, message)
        })
    };
    let given = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok());
    let key = given.and_then(|text| {
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
