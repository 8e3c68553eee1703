//! Stripe's API: who may call, which route is meant, idempotency keys, faults, and the answer.
//!
//! One resource is one file below. A new endpoint is a line in [`ROUTES`] and an arm in [`execute`].

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
pub use self::{currency::written, error::ApiError};
use crate::{
    desk::{Desk, Work},
    faults::{Fault, FaultKind, Target},
    store::{events, objects},
};

/// Larger bodies than this are refused.
const LARGEST_BODY: usize = 1024 * 1024;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Endpoint {
    CreateSession,
    ListSessions,
    RetrieveSession,
    SessionItems,
    ExpireSession,
    ListPaymentIntents,
    SearchPaymentIntents,
    RetrievePaymentIntent,
    ListCharges,
    SearchCharges,
    RetrieveCharge,
    CreateRefund,
    ListRefunds,
    RetrieveRefund,
    ListEvents,
    RetrieveEvent,
    ListDisputes,
    RetrieveDispute,
    Balance,
}

/// Every route; the first that fits is taken.
const ROUTES: &[(Method, &str, Endpoint)] = &[
    (
        Method::POST,
        "/v1/checkout/sessions",
        Endpoint::CreateSession,
    ),
    (Method::GET, "/v1/checkout/sessions", Endpoint::ListSessions),
    (
        Method::GET,
        "/v1/checkout/sessions/{id}",
        Endpoint::RetrieveSession,
    ),
    (
        Method::GET,
        "/v1/checkout/sessions/{id}/line_items",
        Endpoint::SessionItems,
    ),
    (
        Method::POST,
        "/v1/checkout/sessions/{id}/expire",
        Endpoint::ExpireSession,
    ),
    (
        Method::GET,
        "/v1/payment_intents",
        Endpoint::ListPaymentIntents,
    ),
    (
        Method::GET,
        "/v1/payment_intents/search",
        Endpoint::SearchPaymentIntents,
    ),
    (
        Method::GET,
        "/v1/payment_intents/{id}",
        Endpoint::RetrievePaymentIntent,
    ),
    (Method::GET, "/v1/charges", Endpoint::ListCharges),
    (Method::GET, "/v1/charges/search", Endpoint::SearchCharges),
    (Method::GET, "/v1/charges/{id}", Endpoint::RetrieveCharge),
    (Method::POST, "/v1/refunds", Endpoint::CreateRefund),
    (Method::GET, "/v1/refunds", Endpoint::ListRefunds),
    (Method::GET, "/v1/refunds/{id}", Endpoint::RetrieveRefund),
    (Method::GET, "/v1/events", Endpoint::ListEvents),
    (Method::GET, "/v1/events/{id}", Endpoint::RetrieveEvent),
    (Method::GET, "/v1/disputes", Endpoint::ListDisputes),
    (Method::GET, "/v1/disputes/{id}", Endpoint::RetrieveDispute),
    (Method::GET, "/v1/balance", Endpoint::Balance),
];

async fn execute(
    work: &mut Work<'_>,
    endpoint: Endpoint,
    id: &str,
    params: &Params,
) -> Result<Value, ApiError> {
    let answer = match endpoint {
        Endpoint::CreateSession => sessions::create(work, params).await?,
        Endpoint::ListSessions => sessions::list(work, params).await?,
        Endpoint::RetrieveSession => sessions::retrieve(work, id).await?,
        Endpoint::SessionItems => sessions::items(work, id).await?,
        Endpoint::ExpireSession => sessions::expire(work, id).await?,
        Endpoint::ListPaymentIntents => payment_intents::list(work, params).await?,
        Endpoint::SearchPaymentIntents => payment_intents::search(work, params).await?,
        Endpoint::RetrievePaymentIntent => payment_intents::retrieve(work, id).await?,
        Endpoint::ListCharges => charges::list(work, params).await?,
        Endpoint::SearchCharges => charges::search(work, params).await?,
        Endpoint::RetrieveCharge => charges::retrieve(work, id).await?,
        Endpoint::CreateRefund => refunds::create(work, params).await?,
        Endpoint::ListRefunds => refunds::list(work, params).await?,
        Endpoint::RetrieveRefund => refunds::retrieve(work, id).await?,
        Endpoint::ListEvents => lists::events(work, params).await?,
        Endpoint::RetrieveEvent => events::find(&mut work.tx, id)
            .await?
            .ok_or_else(|| ApiError::not_found("event", id, "id"))?,
        Endpoint::ListDisputes => disputes::list(work, params).await?,
        Endpoint::RetrieveDispute => disputes::retrieve(work, id).await?,
        Endpoint::Balance => balance(),
    };
    expand(work, answer, params).await
}

/// `GET /v1/balance`: that the account is there; the sandbox settles nothing.
fn balance() -> Value {
    let nothing = json!([{ "amount": 0, "currency": "usd", "source_types": { "card": 0 } }]);
    json!({ "object": "balance", "available": nothing, "livemode": false, "pending": nothing })
}

/// Answers a call to the API.
pub async fn serve(State(desk): State<Arc<Desk>>, request: Request) -> Response {
    let request_id = format!("req_{}", desk.entropy.token(14));
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
            handle(&desk, &call).await
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
            HeaderValue::from_static(crate::desk::API_VERSION),
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

async fn handle(desk: &Desk, call: &Call<'_>) -> Answer {
    if let Err(error) = authenticate(desk, call.headers) {
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
        desk.faults.strike(kind, target)
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
    let mut answer = match idempotency::enter(desk, call).await {
        Ok(idempotency::Entry::Replay(answer)) => answer,
        Ok(idempotency::Entry::Run(guard)) => {
            if let Some(fault) = strike(FaultKind::ApiSlow) {
                wait(desk, &fault, 1000).await;
            }
            let failing = strike(FaultKind::ApiError).is_some();
            run(desk, call, endpoint, &id, failing, &guard).await
        }
        Err(error) => Answer::error(&error),
    };
    if let Some(fault) = strike(FaultKind::ApiTimeoutAfterCommit) {
        wait(desk, &fault, 60_000).await;
        answer.cut = true;
    } else if strike(FaultKind::ApiDisconnectAfterCommit).is_some() {
        answer.cut = true;
    }
    answer
}

/// Runs the endpoint and keeps its answer under the key, in one unit of work.
async fn run(
    desk: &Desk,
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
        let mut work = desk.begin().await?;
        work.request = json!({ "id": call.request_id, "idempotency_key": key.name() });
        if failing {
            return Err(ApiError::internal());
        }
        let body = pretty(&execute(&mut work, endpoint, id, &params).await?);
        key.keep(&mut work, 200, &body).await?;
        work.commit().await?;
        Ok::<_, ApiError>(body)
    }
    .await;
    match result {
        Ok(body) => Answer::new(200, body),
        Err(error) => {
            let answer = Answer::error(&error);
            if error.begun
                && let Err(lost) = keep_error(desk, key, &answer).await
            {
                tracing::error!(%lost, "an error could not be kept under its idempotency key");
            }
            answer
        }
    }
}

async fn keep_error(
    desk: &Desk,
    key: &idempotency::Guard<'_>,
    answer: &Answer,
) -> Result<(), sqlx::Error> {
    let mut work = desk.begin().await?;
    key.keep(&mut work, answer.status, &answer.body).await?;
    work.commit().await
}

async fn wait(desk: &Desk, fault: &Fault, default_ms: u64) {
    tokio::select! {
        () = tokio::time::sleep(Duration::from_millis(fault.ms_or(default_ms))) => {}
        () = desk.stop.cancelled() => {}
    }
}

/// The key comes as `Bearer sk_…` or as the user name of Basic.
fn authenticate(desk: &Desk, headers: &HeaderMap) -> Result<(), ApiError> {
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
        Some(key) if key == desk.config.api_key => Ok(()),
        Some(key) => {
            let head: String = key.chars().take(8).collect();
            refuse(format!("Invalid API Key provided: {head}****"))
        }
    }
}

fn route(method: &Method, path: &str) -> Option<(Endpoint, &'static str, String)> {
    ROUTES.iter().find_map(|(verb, pattern, endpoint)| {
        let id = (verb == method).then(|| fits(pattern, path)).flatten()?;
        Some((*endpoint, *pattern, id))
    })
}

/// The id in the path, empty for a pattern without one; nothing where the path does not fit.
fn fits(pattern: &str, path: &str) -> Option<String> {
    let Some((head, tail)) = pattern.split_once("{id}") else {
        return (pattern == path).then(String::new);
    };
    let id = path.strip_prefix(head)?.strip_suffix(tail)?;
    (!id.is_empty() && !id.contains('/')).then(|| id.to_owned())
}

/// Replaces the ids that `expand[]` names by the objects they stand for.
async fn expand(
    work: &mut Work<'_>,
    mut answer: Value,
    params: &Params,
) -> Result<Value, ApiError> {
    for path in params.texts("expand") {
        let fields: Vec<&str> = path.split('.').take(4).collect();
        let targets = match fields.as_slice() {
            ["data", rest @ ..] => {
                let count = answer["data"].as_array().map_or(0, Vec::len);
                (0..count)
                    .map(|index| (format!("/data/{index}"), rest))
                    .collect::<Vec<_>>()
            }
            all => vec![(String::new(), all)],
        };
        for (mut pointer, fields) in targets {
            for field in fields {
                expand_field(work, &mut answer, &pointer, field).await?;
                pointer = format!("{pointer}/{field}");
            }
        }
    }
    Ok(answer)
}

async fn expand_field(
    work: &mut Work<'_>,
    answer: &mut Value,
    pointer: &str,
    field: &str,
) -> Result<(), ApiError> {
    let Some(parent) = answer.pointer(pointer).and_then(Value::as_object) else {
        return Ok(());
    };
    let own_id = parent
        .get("id")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned();
    let replacement = match (parent.get("object").and_then(Value::as_str), field) {
        (Some(sessions::KIND), "line_items") => Some(sessions::items(work, &own_id).await?),
        (Some(charges::KIND), "refunds") => {
            let all = Params::parse(format!("charge={own_id}&limit=100").as_bytes())?;
            Some(refunds::list(work, &all).await?)
        }
        _ => match parent.get(field) {
            Some(Value::String(id)) => objects::find_any(&mut work.tx, id)
                .await?
                .map(|object| object.body),
            _ => None,
        },
    };
    if let Some(replacement) = replacement
        && let Some(parent) = answer.pointer_mut(pointer).and_then(Value::as_object_mut)
    {
        parent.insert(field.to_owned(), replacement);
    }
    Ok(())
}
