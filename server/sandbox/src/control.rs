//! The control endpoints for tests: faults, clock, webhooks; and what happens to [`charges`].
//!
//! A new control endpoint is a function here and a route in `lib.rs`. Tests read the results in `reports`.

pub mod charges;

use std::sync::Arc;

use axum::{
    Json,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    clock::machine_ms,
    faults::{Fault, FaultKind},
    pages::{Append, escape, page},
    scheduler,
    state::SandboxState,
    store::deliveries,
    stripe::ApiError,
};

/// The error of a control endpoint or a report.
#[derive(Debug)]
pub struct ControlError(StatusCode, String);

impl IntoResponse for ControlError {
    fn into_response(self) -> Response {
        (self.0, Json(json!({ "error": self.1 }))).into_response()
    }
}

impl From<ApiError> for ControlError {
    fn from(error: ApiError) -> Self {
        let status =
            StatusCode::from_u16(error.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        Self(status, error.message)
    }
}

impl From<sqlx::Error> for ControlError {
    fn from(error: sqlx::Error) -> Self {
        ApiError::from(error).into()
    }
}

/// The error of a malformed request.
pub fn bad_request(error: impl ToString) -> ControlError {
    ControlError(StatusCode::BAD_REQUEST, error.to_string())
}

/// Whether a page's form was sent.
fn is_form(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).is_some_and(|kind| {
        kind.as_bytes()
            .starts_with(b"application/x-www-form-urlencoded")
    })
}

/// `GET /sandbox`: the page of faults and clock.
pub async fn overview(State(state): State<Arc<SandboxState>>) -> Response {
    let mut html = String::from("<h2>Faults that are on</h2>\n");
    let faults = state.faults.all();
    if faults.is_empty() {
        html.push_str("<p>None.</p>\n");
    } else {
        html.push_str("<ul>\n");
        for fault in faults {
            let text = serde_json::to_string(&fault).unwrap_or_default();
            html.append(format_args!("<li><code>{}</code></li>\n", escape(&text)));
        }
        html.push_str(
            "</ul>\n<form method=\"post\" action=\"/sandbox/faults/clear\"><button class=\"second\">Switch all off</button></form>\n",
        );
    }
    html.push_str("<h2>Switch one on</h2>\n<form method=\"post\" action=\"/sandbox/faults\">\n<label for=\"kind\">Fault</label>\n<select id=\"kind\" name=\"kind\">");
    for kind in FaultKind::ALL {
        let name = serde_json::to_value(kind).unwrap_or_default();
        let name = name.as_str().unwrap_or_default();
        html.append(format_args!(
            "<option value=\"{name}\">{}</option>",
            name.replace('_', " ")
        ));
    }
    html.push_str("</select>\n");
    for (id, label, hint) in [
        ("count", "How often", "Once, if left empty"),
        (
            "type",
            "Only events of this type",
            "For example checkout.session.completed",
        ),
        ("route", "Only this route", "For example POST /v1/refunds"),
        ("address", "Only mail to this address", ""),
        ("ms", "Milliseconds", "Where the fault has a length"),
    ] {
        html.append(format_args!(
            "<label for=\"{id}\">{label}<span class=\"hint\">{hint}</span></label>\n<input id=\"{id}\" name=\"{id}\">\n"
        ));
    }
    html.push_str("<button>Switch on</button>\n</form>\n");
    html.append(format_args!(
        "<h2>Clock</h2>\n<p>The sandbox's clock is {} seconds ahead of the machine's.</p>\n<p><a href=\"/sandbox/charges\">Charges</a></p>\n<p><a href=\"/\">To the sandbox</a></p>",
        state.clock.offset()
    ));
    page(StatusCode::OK, "Faults and clock", &html, "")
}

/// `POST /sandbox/faults`: a fault or a list of faults as JSON, or the page's form.
pub async fn add_faults(
    State(state): State<Arc<SandboxState>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, ControlError> {
    if is_form(&headers) {
        let mut fields = serde_json::Map::new();
        for (name, value) in form_urlencoded::parse(&body) {
            let value = value.trim();
            if !value.is_empty() {
                let number = value
                    .parse::<u64>()
                    .ok()
                    .filter(|_| matches!(&*name, "count" | "ms"));
                fields.insert(
                    name.into_owned(),
                    number.map_or_else(|| value.into(), Value::from),
                );
            }
        }
        let fault: Fault = serde_json::from_value(Value::Object(fields)).map_err(bad_request)?;
        state.faults.add([fault]);
        return Ok(Redirect::to("/sandbox").into_response());
    }
    let json: Value = serde_json::from_slice(&body).map_err(bad_request)?;
    let faults: Vec<Fault> = match json {
        Value::Array(_) => serde_json::from_value(json).map_err(bad_request)?,
        one => vec![serde_json::from_value(one).map_err(bad_request)?],
    };
    state.faults.add(faults);
    Ok(Json(json!({ "faults": state.faults.all() })).into_response())
}

/// `GET /sandbox/faults`
pub async fn show_faults(State(state): State<Arc<SandboxState>>) -> Json<Value> {
    Json(json!({ "faults": state.faults.all() }))
}

/// `DELETE /sandbox/faults`
pub async fn clear_faults(State(state): State<Arc<SandboxState>>) -> Json<Value> {
    state.faults.clear();
    Json(json!({ "faults": [] }))
}

/// `POST /sandbox/faults/clear`, for the page.
pub async fn clear_faults_form(State(state): State<Arc<SandboxState>>) -> Redirect {
    state.faults.clear();
    Redirect::to("/sandbox")
}

/// A change of the clock.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub enum MoveClock {
    /// Forward by these seconds, or back when below zero.
    AdvanceSeconds(i64),
    /// These seconds ahead of the machine's clock.
    OffsetSeconds(i64),
    /// To this second since 1970; it runs on from there.
    Set(i64),
}

/// `GET /sandbox/clock`
pub async fn show_clock(State(state): State<Arc<SandboxState>>) -> Json<Value> {
    Json(json!({ "now": state.clock.now(), "offset_seconds": state.clock.offset() }))
}

/// `POST /sandbox/clock`: moves the clock, and runs due tasks before it responds.
pub async fn move_clock(
    State(state): State<Arc<SandboxState>>,
    body: Bytes,
) -> Result<Json<Value>, ControlError> {
    let offset = match serde_json::from_slice(&body).map_err(bad_request)? {
        MoveClock::AdvanceSeconds(seconds) => state.clock.offset().saturating_add(seconds),
        MoveClock::OffsetSeconds(seconds) => seconds,
        MoveClock::Set(second) => second.saturating_sub(machine_ms() / 1000),
    };
    // A thousand years either way: far beyond any test, and no sum of times overflows.
    let limit = 1000 * 366 * 24 * 60 * 60;
    state.move_clock(offset.clamp(-limit, limit)).await?;
    scheduler::run_due(&state).await?;
    Ok(show_clock(State(state)).await)
}

/// The new address of the webhook receiver.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WebhookAddress {
    url: Option<String>,
}

/// `POST /sandbox/webhook`: changes the receiver, and sends it every pending webhook.
pub async fn set_webhook(
    State(state): State<Arc<SandboxState>>,
    body: Bytes,
) -> Result<Json<Value>, ControlError> {
    let address: WebhookAddress = serde_json::from_slice(&body).map_err(bad_request)?;
    state.set_webhook_url(address.url);
    retry_pending(&state).await?;
    Ok(Json(json!({ "url": state.webhook_url() })))
}

/// `POST /sandbox/deliveries/retry`: sends every pending webhook now, before its time.
pub async fn retry_deliveries(
    State(state): State<Arc<SandboxState>>,
) -> Result<Json<Value>, ControlError> {
    let count = retry_pending(&state).await?;
    Ok(Json(json!({ "retried": count })))
}

async fn retry_pending(state: &SandboxState) -> Result<u64, sqlx::Error> {
    let mut tx = state.begin().await?;
    let count = deliveries::make_all_due(&mut tx.db, machine_ms()).await?;
    tx.commit().await?;
    state.webhooks_planned.notify_one();
    Ok(count)
}
