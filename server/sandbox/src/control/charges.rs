//! What happens to charges by hand: payments without a browser, refunds and disputes.

use std::sync::Arc;

use axum::{
    Json,
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{ControlError, bad_request, is_form};
use crate::{
    cards::{self, CardDetails},
    pages::{self, Append, escape},
    payment::{self, Outcome},
    state::SandboxState,
    stripe::{Params, charges, disputes, disputes::DisputeRequest, format_amount, refunds},
};

/// A payment without a browser.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaymentRequest {
    card: String,
    /// The result of 3-D Secure, if the card requires it: `complete` (the default) or `fail`.
    authenticate: Option<String>,
    name: Option<String>,
    email: Option<String>,
    /// Whether the page is completed and the payment takes its time, see [`finish`].
    #[serde(default)]
    later: bool,
    /// The currency in which the payer is charged, where it is another than was asked for.
    currency: Option<String>,
}

/// `POST /sandbox/pay/{session}`
pub async fn pay(
    State(state): State<Arc<SandboxState>>,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<Json<Value>, ControlError> {
    let payment: PaymentRequest = serde_json::from_slice(&body).map_err(bad_request)?;
    let number =
        cards::parse_number(&payment.card).ok_or_else(|| bad_request("that is no card number"))?;
    let card = CardDetails {
        number,
        exp_month: 12,
        exp_year: 2099,
        name: payment.name,
        email: payment.email,
    };
    let mut tx = state.begin().await?;
    if let Some(currency) = &payment.currency {
        payment::charge_in(&mut tx, &id, currency).await?;
    }
    let mut outcome = if payment.later {
        payment::pay_later(&mut tx, &id, &card).await?
    } else {
        payment::pay(&mut tx, &id, &card).await?
    };
    if outcome == Outcome::MustAuthenticate {
        let passed = payment.authenticate.as_deref() != Some("fail");
        outcome = payment::authenticate(&mut tx, &id, passed).await?;
    }
    tx.commit().await?;
    Ok(Json(match outcome {
        Outcome::Paid { success_url } => json!({ "outcome": "paid", "redirect": success_url }),
        Outcome::Declined { message } => json!({ "outcome": "declined", "message": message }),
        Outcome::MustAuthenticate => json!({ "outcome": "must_authenticate" }),
        Outcome::Closed { status } => json!({ "outcome": "closed", "status": status }),
    }))
}

/// The end of a payment that took its time.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaymentResult {
    succeeds: bool,
}

/// `POST /sandbox/pay/{session}/finish`
pub async fn finish(
    State(state): State<Arc<SandboxState>>,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<Json<Value>, ControlError> {
    let result: PaymentResult = serde_json::from_slice(&body).map_err(bad_request)?;
    let mut tx = state.begin().await?;
    let session = payment::finish(&mut tx, &id, result.succeeds).await?;
    tx.commit().await?;
    Ok(Json(session))
}

/// A part of a charge, as JSON or as the page's form; all of it without an amount.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Part {
    /// Minor units.
    amount: Option<i64>,
    /// Of a dispute: `dispute` (the default) or `inquiry`.
    kind: Option<String>,
    /// Of a dispute: the reason that the payer gives.
    reason: Option<String>,
}

impl Part {
    /// What was asked for, and whether by the page.
    fn read(headers: &HeaderMap, body: &[u8]) -> Result<(Self, bool), ControlError> {
        if !is_form(headers) {
            let part = match body {
                b"" => Self::default(),
                body => serde_json::from_slice(body).map_err(bad_request)?,
            };
            return Ok((part, false));
        }
        let mut part = Self::default();
        for (name, value) in form_urlencoded::parse(body) {
            let value = value.trim();
            match &*name {
                "amount" if !value.is_empty() => {
                    part.amount = Some(value.parse().map_err(bad_request)?);
                }
                "kind" => part.kind = Some(value.to_owned()),
                _ => {}
            }
        }
        Ok((part, true))
    }
}

fn answer(by_page: bool, object: Value) -> Response {
    if by_page {
        Redirect::to("/sandbox/charges").into_response()
    } else {
        Json(object).into_response()
    }
}

/// `POST /sandbox/disputes/{charge}`: opens a dispute on a charge, or an inquiry.
pub async fn open_dispute(
    State(state): State<Arc<SandboxState>>,
    Path(charge): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, ControlError> {
    let (part, by_page) = Part::read(&headers, &body)?;
    let request = DisputeRequest {
        amount: part.amount,
        inquiry: match part.kind.as_deref() {
            None | Some("dispute") => false,
            Some("inquiry") => true,
            Some(other) => return Err(bad_request(format!("`{other}` is no kind of dispute"))),
        },
        reason: part.reason,
    };
    let mut tx = state.begin().await?;
    let dispute = disputes::open(&mut tx, &charge, request).await?;
    tx.commit().await?;
    Ok(answer(by_page, dispute))
}

/// `POST /sandbox/refunds/{charge}`: gives back by hand, as in Stripe's dashboard.
pub async fn give_back(
    State(state): State<Arc<SandboxState>>,
    Path(charge): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, ControlError> {
    let (part, by_page) = Part::read(&headers, &body)?;
    let mut tx = state.begin().await?;
    let refund = refunds::give_back(&mut tx, &charge, part.amount).await?;
    tx.commit().await?;
    Ok(answer(by_page, refund))
}

/// `POST /sandbox/disputes/{dispute}/escalate`: an inquiry becomes a dispute.
pub async fn escalate_dispute(
    State(state): State<Arc<SandboxState>>,
    Path(dispute): Path<String>,
) -> Result<Json<Value>, ControlError> {
    let mut tx = state.begin().await?;
    let dispute = disputes::escalate(&mut tx, &dispute).await?;
    tx.commit().await?;
    Ok(Json(dispute))
}

/// The result of a dispute.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DisputeResult {
    won: bool,
}

/// `POST /sandbox/disputes/{dispute}/close`
pub async fn close_dispute(
    State(state): State<Arc<SandboxState>>,
    Path(dispute): Path<String>,
    body: Bytes,
) -> Result<Json<Value>, ControlError> {
    let result: DisputeResult = serde_json::from_slice(&body).map_err(bad_request)?;
    let mut tx = state.begin().await?;
    let dispute = disputes::close(&mut tx, &dispute, result.won).await?;
    tx.commit().await?;
    Ok(Json(dispute))
}

/// `GET /sandbox/charges`: the page of charges, which are given back or disputed there by hand.
pub async fn page(State(state): State<Arc<SandboxState>>) -> Result<Response, ControlError> {
    let mut tx = state.begin().await?;
    let all = Params::parse(b"limit=100")?;
    let charges = charges::list(&mut tx, &all).await?;
    tx.commit().await?;
    let paid = charges["data"].as_array().into_iter().flatten();
    let mut html = String::new();
    for charge in paid.filter(|charge| charge["paid"] == true) {
        let id = escape(charge["id"].as_str().unwrap_or_default());
        let money = |field: &str| {
            let currency = charge["currency"].as_str().unwrap_or_default();
            escape(&format_amount(
                charge[field].as_i64().unwrap_or_default(),
                currency,
            ))
        };
        html.append(format_args!(
            "<h2><code>{id}</code></h2>\n<p>{} charged, {} given back</p>\n\
             <form method=\"post\" action=\"/sandbox/refunds/{id}\">\n\
             <label for=\"back-{id}\">Give back<span class=\"hint\">Cents; all that is left, if left empty</span></label>\n\
             <input id=\"back-{id}\" name=\"amount\" inputmode=\"numeric\">\n<button>Give back</button>\n</form>\n\
             <form method=\"post\" action=\"/sandbox/disputes/{id}\">\n\
             <label for=\"dispute-{id}\">Dispute<span class=\"hint\">Cents; the whole charge, if left empty</span></label>\n\
             <input id=\"dispute-{id}\" name=\"amount\" inputmode=\"numeric\">\n\
             <button name=\"kind\" value=\"dispute\">Dispute</button>\n\
             <button class=\"second\" name=\"kind\" value=\"inquiry\">Inquire</button>\n</form>\n",
            money("amount"),
            money("amount_refunded"),
        ));
    }
    if html.is_empty() {
        html.push_str("<p>Nothing was charged yet.</p>\n");
    }
    html.push_str("<p><a href=\"/sandbox\">Faults and clock</a></p>");
    Ok(pages::page(StatusCode::OK, "Charges", &html, ""))
}
