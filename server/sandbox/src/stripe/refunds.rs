//! Refunds: limited to what remains of a charge; some turn out otherwise a moment later.

use serde_json::{Value, json};

use super::{
    charges, currency,
    error::ApiError,
    lists::{self, COMMON, Filters, Pagination},
    params::Params,
    payment_intents,
};
use crate::{
    cards,
    faults::{FaultKind, Target},
    state::Transaction,
    store::{
        ledger::{self, LedgerEntry},
        objects::Object,
    },
};

/// The value of `object`.
pub const KIND: &str = "refund";

/// The task that ends a pending refund well, see [`settle`].
pub const SUCCEEDS: &str = "refund_succeeds";
/// The task that ends a refund badly.
pub const FAILS: &str = "refund_fails";

/// `POST /v1/refunds`
pub async fn create(tx: &mut Transaction<'_>, params: &Params) -> Result<Value, ApiError> {
    params.only(&[
        "amount",
        "charge",
        "currency",
        "customer",
        "instructions_email",
        "metadata",
        "origin",
        "payment_intent",
        "reason",
        "refund_application_fee",
        "reverse_transfer",
    ])?;
    let reason = params.choice(
        &["reason"],
        &["duplicate", "fraudulent", "requested_by_customer"],
    )?;
    let metadata = params.metadata(&["metadata"])?;
    let asked = params.integer(&["amount"])?;
    if asked.is_some_and(|amount| amount < 1) {
        return Err(ApiError::invalid_code(
            "parameter_invalid_integer",
            "amount",
            "This value must be greater than or equal to 1.",
        ));
    }
    let (charge_id, intent_id) = (params.text(&["charge"])?, params.text(&["payment_intent"])?);
    if charge_id.is_none() && intent_id.is_none() {
        return Err(ApiError {
            code: Some("parameter_missing"),
            param: None,
            ..ApiError::invalid(
                "",
                "One of the following params should be provided for this request: payment_intent or charge.",
            )
        });
    }
    let mut charge = charge_to_refund(tx, charge_id, intent_id).await?;
    let amount = amount_to_refund(&charge.body, asked)?;

    let hidden_card = charge.hidden["card"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    let strike = |kind| tx.state.faults.strike(kind, Target::Anything).is_some();
    let (status, later) = if cards::refund_fails(&hidden_card) || strike(FaultKind::RefundFails) {
        ("succeeded", Some(FAILS))
    } else if cards::refund_is_pending(&hidden_card) || strike(FaultKind::RefundPending) {
        ("pending", Some(SUCCEEDS))
    } else {
        ("succeeded", None)
    };
    let id = format!("re_3{}", tx.state.rng.token(23));
    let refund = Object {
        body: json!({
            "id": id,
            "object": KIND,
            "amount": amount,
            "balance_transaction": format!("txn_3{}", tx.state.rng.token(23)),
            "charge": charge.body["id"],
            "created": tx.now,
            "currency": charge.body["currency"],
            "customer": null,
            "customer_account": null,
            "destination_details": {
                "card": {
                    "reference_status": "pending",
                    "reference_type": "acquirer_reference_number",
                    "type": "refund",
                },
                "type": "card",
            },
            "metadata": metadata,
            "payment_intent": charge.body["payment_intent"],
            "payment_method": charge.body["payment_method"],
            "reason": reason,
            "receipt_number": null,
            "source_transfer_reversal": null,
            "status": status,
            "transfer_reversal": null,
        }),
        hidden: json!({}),
    };
    tx.save(&refund).await?;
    let returned = charge.body["amount_refunded"].as_i64().unwrap_or_default() + amount;
    charge.body["amount_refunded"] = returned.into();
    charge.body["refunded"] = (charge.body["amount"].as_i64() == Some(returned)).into();
    tx.save(&charge).await?;
    enter(tx, "refund", &refund.body).await?;
    if let Some(task) = later {
        tx.schedule(task, &id).await?;
    }
    tx.emit("refund.created", &refund.body).await?;
    tx.emit("charge.refunded", &charge.body).await?;
    Ok(refund.body)
}

async fn charge_to_refund(
    tx: &mut Transaction<'_>,
    charge_id: Option<&str>,
    intent_id: Option<&str>,
) -> Result<Object, ApiError> {
    let intent = match intent_id {
        None => None,
        Some(id) => Some(
            payment_intents::find(tx, id)
                .await
                .map_err(|error| error.at("payment_intent"))?,
        ),
    };
    let id = match (charge_id, &intent) {
        (Some(id), _) => id.to_owned(),
        (None, Some(intent)) if intent.body["status"] == "succeeded" => {
            intent.body["latest_charge"]
                .as_str()
                .unwrap_or_default()
                .to_owned()
        }
        (None, _) => {
            return Err(ApiError::refused(
                None,
                format!(
                    "This PaymentIntent ({}) does not have a successful charge to refund.",
                    intent_id.unwrap_or_default()
                ),
            )
            .at("payment_intent"));
        }
    };
    let charge = charges::find(tx, &id).await?;
    if let Some(intent_id) = intent_id
        && charge.body["payment_intent"].as_str() != Some(intent_id)
    {
        return Err(ApiError::refused(
            None,
            format!("The charge {id} does not belong to the PaymentIntent {intent_id}."),
        ));
    }
    if charge.body["paid"] != true {
        return Err(ApiError::refused(
            None,
            format!("Charge {id} has not been paid; it cannot be refunded."),
        ));
    }
    Ok(charge)
}

fn amount_to_refund(charge: &Value, asked: Option<i64>) -> Result<i64, ApiError> {
    let id = charge["id"].as_str().unwrap_or_default();
    let currency = charge["currency"].as_str().unwrap_or_default();
    let amount = charge["amount"].as_i64().unwrap_or_default();
    let remaining = amount - charge["amount_refunded"].as_i64().unwrap_or_default();
    if charge["disputed"] == true {
        return Err(ApiError::refused(
            Some("charge_disputed"),
            format!("Charge {id} has been charged back; cannot issue a refund."),
        ));
    }
    if remaining <= 0 {
        return Err(ApiError::refused(
            Some("charge_already_refunded"),
            format!("Charge {id} has already been refunded."),
        ));
    }
    let wanted = asked.unwrap_or(remaining);
    if wanted > remaining {
        let (kind, most) = if remaining == amount {
            ("charge amount", amount)
        } else {
            ("unrefunded amount on charge", remaining)
        };
        return Err(ApiError::refused(
            None,
            format!(
                "Refund amount ({}) is greater than {kind} ({})",
                currency::format_amount(wanted, currency),
                currency::format_amount(most, currency)
            ),
        )
        .at("amount"));
    }
    Ok(wanted)
}

/// Ends a refund that was pending or that seemed to have succeeded.
pub async fn settle(tx: &mut Transaction<'_>, id: &str, well: bool) -> Result<(), ApiError> {
    let Some(mut refund) = tx.find(KIND, id).await? else {
        return Ok(());
    };
    let before = json!({ "status": refund.body["status"] });
    if well {
        refund.body["status"] = "succeeded".into();
        tx.save(&refund).await?;
        tx.emit_change("refund.updated", &refund.body, Some(before))
            .await?;
        return Ok(());
    }
    refund.body["status"] = "failed".into();
    refund.body["failure_reason"] = "expired_or_canceled_card".into();
    refund.body["failure_balance_transaction"] = format!("txn_3{}", tx.state.rng.token(23)).into();
    tx.save(&refund).await?;
    let charge_id = refund.body["charge"].as_str().unwrap_or_default();
    let mut charge = charges::find(tx, charge_id).await?;
    let returned = charge.body["amount_refunded"].as_i64().unwrap_or_default()
        - refund.body["amount"].as_i64().unwrap_or_default();
    charge.body["amount_refunded"] = returned.max(0).into();
    charge.body["refunded"] = false.into();
    tx.save(&charge).await?;
    enter(tx, "refund_returned", &refund.body).await?;
    tx.emit_change("refund.updated", &refund.body, Some(before))
        .await?;
    tx.emit("refund.failed", &refund.body).await?;
    Ok(())
}

async fn enter(tx: &mut Transaction<'_>, entry: &str, refund: &Value) -> Result<(), ApiError> {
    let text = |field: &str| refund[field].as_str().unwrap_or_default().to_owned();
    let row = LedgerEntry {
        created: tx.now,
        entry: entry.to_owned(),
        charge: text("charge"),
        refund: Some(text("id")),
        amount: refund["amount"].as_i64().unwrap_or_default(),
        currency: text("currency"),
    };
    Ok(ledger::append(&mut tx.db, &row).await?)
}

/// `GET /v1/refunds/{id}`
pub async fn retrieve(tx: &mut Transaction<'_>, id: &str) -> Result<Value, ApiError> {
    let found = tx.find(KIND, id).await?;
    Ok(found
        .ok_or_else(|| ApiError::not_found("refund", id, "refund"))?
        .body)
}

/// `GET /v1/refunds`
pub async fn list(tx: &mut Transaction<'_>, params: &Params) -> Result<Value, ApiError> {
    params.only(&[COMMON.as_slice(), &["charge", "payment_intent"]].concat())?;
    let filters = Filters {
        payment_intent: params.text(&["payment_intent"])?,
        charge: params.text(&["charge"])?,
        ..Filters::default()
    };
    let pagination = Pagination::read(params)?;
    lists::objects(tx, KIND, "/v1/refunds", filters, &pagination).await
}
