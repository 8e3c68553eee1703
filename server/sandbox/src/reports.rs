//! The reports for tests and people: the ledger, webhook deliveries with their attempts, receipts.
//!
//! A new report is a function here and a route in `lib.rs`.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use serde_json::{Value, json};

use crate::{
    control::{ControlError, bad_request},
    pages::{Append, escape, not_found, page},
    state::{SandboxState, Transaction},
    store::{
        deliveries, ledger,
        objects::{self, ObjectQuery},
    },
    stripe::{ApiError, charges, format_amount, payment_intents, refunds},
};

/// `GET /sandbox/ledger`: every charge and refund, oldest first, and every movement of money.
pub async fn show_ledger(
    State(state): State<Arc<SandboxState>>,
) -> Result<Json<Value>, ControlError> {
    let mut tx = state.begin().await?;
    let entries = ledger::all(&mut tx.db).await?;
    let mut charges = Vec::new();
    let mut refunds = Vec::new();
    for body in oldest_first(&mut tx, charges::KIND).await? {
        if body["paid"] != true {
            continue;
        }
        let intent = body["payment_intent"].as_str().unwrap_or_default();
        let intent = tx.find(payment_intents::KIND, intent).await?;
        charges.push(json!({
            "charge": body["id"],
            "payment_intent": body["payment_intent"],
            "session": intent.map(|intent| intent.hidden["session"].clone()),
            "metadata": body["metadata"],
            "amount": body["amount"],
            "refunded": body["amount_refunded"],
            "currency": body["currency"],
            "disputed": body["disputed"],
            "created": body["created"],
        }));
    }
    for body in oldest_first(&mut tx, refunds::KIND).await? {
        refunds.push(json!({
            "refund": body["id"],
            "charge": body["charge"],
            "payment_intent": body["payment_intent"],
            "metadata": body["metadata"],
            "amount": body["amount"],
            "currency": body["currency"],
            "status": body["status"],
            "created": body["created"],
        }));
    }
    tx.commit().await?;
    Ok(Json(
        json!({ "charges": charges, "refunds": refunds, "entries": entries }),
    ))
}

async fn oldest_first(tx: &mut Transaction<'_>, kind: &str) -> Result<Vec<Value>, sqlx::Error> {
    let query = ObjectQuery {
        kind,
        status: None,
        payment_intent: None,
        charge: None,
        email: None,
        created: (i64::MIN, i64::MAX),
        starting_after: None,
        ending_before: None,
        limit: i64::from(u32::MAX),
    };
    let (mut bodies, _) = objects::list(&mut tx.db, &query).await?;
    bodies.reverse();
    Ok(bodies)
}

/// `GET /sandbox/deliveries`: deliveries with their attempts, newest first.
pub async fn show_deliveries(
    State(state): State<Arc<SandboxState>>,
) -> Result<Json<Value>, ControlError> {
    let mut tx = state.begin().await?;
    let all = deliveries::all(&mut tx.db).await?;
    let attempts = deliveries::attempts(&mut tx.db).await?;
    tx.commit().await?;
    let mut shown = Vec::with_capacity(all.len());
    for delivery in all {
        let own_attempts: Vec<_> = attempts
            .iter()
            .filter(|attempt| attempt.delivery == delivery.seq)
            .collect();
        let mut line = serde_json::to_value(&delivery).map_err(bad_request)?;
        line["attempts"] = serde_json::to_value(own_attempts).map_err(bad_request)?;
        shown.push(line);
    }
    Ok(Json(json!({ "deliveries": shown })))
}

/// `GET /sandbox/receipts/{charge}`: the receipt of a charge.
pub async fn receipt(State(state): State<Arc<SandboxState>>, Path(id): Path<String>) -> Response {
    let found = async {
        let mut tx = state.begin().await?;
        let charge = charges::find(&mut tx, &id).await?;
        tx.commit().await?;
        Ok::<_, ApiError>(charge.body)
    }
    .await;
    let Ok(charge) = found else {
        return not_found("There is no such receipt.");
    };
    let amount = |field: &str| {
        let minor = charge[field].as_i64().unwrap_or_default();
        escape(&format_amount(
            minor,
            charge["currency"].as_str().unwrap_or_default(),
        ))
    };
    let card = &charge["payment_method_details"]["card"];
    let mut html = String::new();
    html.append(format_args!(
        "<dl><dt>Paid</dt><dd>{}</dd><dt>Given back</dt><dd>{}</dd><dt>Card</dt><dd>{} ending in {}</dd></dl>",
        amount("amount_captured"),
        amount("amount_refunded"),
        escape(card["brand"].as_str().unwrap_or_default()),
        escape(card["last4"].as_str().unwrap_or_default()),
    ));
    page(StatusCode::OK, "Receipt", &html, "")
}
