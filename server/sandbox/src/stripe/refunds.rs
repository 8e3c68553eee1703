//! Refunds: create within the unrefunded amount of a charge, settle later, retrieve, list.

use serde_json::{Map, Value, json};

use super::{
    charges, currency, disputes,
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

/// The scheduled task that lets a pending refund succeed, see [`settle`].
pub const SUCCEEDS: &str = "refund_succeeds";
/// The scheduled task that lets a refund fail.
pub const FAILS: &str = "refund_fails";

/// The parameters of a new refund.
struct RefundRequest<'a> {
    charge_id: Option<&'a str>,
    intent_id: Option<&'a str>,
    /// Minor units; all that remains of the charge when absent.
    amount: Option<i64>,
    reason: Option<&'a str>,
    metadata: Map<String, Value>,
}

impl<'a> RefundRequest<'a> {
    fn read(params: &'a Params) -> Result<Self, ApiError> {
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
        let amount = params.integer(&["amount"])?;
        if amount.is_some_and(|amount| amount < 1) {
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
        Ok(Self {
            charge_id,
            intent_id,
            amount,
            reason,
            metadata,
        })
    }
}

/// `POST /v1/refunds`
pub async fn create(tx: &mut Transaction<'_>, params: &Params) -> Result<Value, ApiError> {
    let request = RefundRequest::read(params)?;
    refund(tx, request).await
}

/// Gives a charge back by hand, as in Stripe's dashboard: without metadata.
pub async fn give_back(
    tx: &mut Transaction<'_>,
    charge_id: &str,
    amount: Option<i64>,
) -> Result<Value, ApiError> {
    if amount.is_some_and(|amount| amount < 1) {
        return Err(ApiError::invalid(
            "amount",
            "This value must be greater than or equal to 1.",
        ));
    }
    let request = RefundRequest {
        charge_id: Some(charge_id),
        intent_id: None,
        amount,
        reason: Some("requested_by_customer"),
        metadata: Map::new(),
    };
    refund(tx, request).await
}

async fn refund(tx: &mut Transaction<'_>, request: RefundRequest<'_>) -> Result<Value, ApiError> {
    let mut charge = charge_to_refund(tx, &request).await?;
    let amount = amount_to_refund(&charge, request.amount)?;
    let (status, settlement) = initial_status(tx, &charge);
    let refund = new_refund(tx, request, &charge.body, amount, status);
    tx.save(&refund).await?;
    let amount_refunded = charge.body["amount_refunded"].as_i64().unwrap_or_default() + amount;
    charge.body["amount_refunded"] = amount_refunded.into();
    charge.body["refunded"] = (charge.body["amount"].as_i64() == Some(amount_refunded)).into();
    tx.save(&charge).await?;
    append_to_ledger(tx, "refund", &refund.body).await?;
    if let Some(task) = settlement {
        let id = refund.body["id"].as_str().unwrap_or_default();
        tx.schedule(task, id).await?;
    }
    tx.emit("refund.created", &refund.body).await?;
    tx.emit("charge.refunded", &charge.body).await?;
    Ok(refund.body)
}

/// The status of a new refund, and the task that settles it otherwise; test cards and faults decide.
fn initial_status(tx: &Transaction<'_>, charge: &Object) -> (&'static str, Option<&'static str>) {
    let card = charge.hidden["card"].as_str().unwrap_or_default();
    let strike = |kind| tx.state.faults.strike(kind, Target::Anything).is_some();
    if cards::refund_fails(card) || strike(FaultKind::RefundFails) {
        ("succeeded", Some(FAILS))
    } else if cards::refund_is_pending(card) || strike(FaultKind::RefundPending) {
        ("pending", Some(SUCCEEDS))
    } else {
        ("succeeded", None)
    }
}

/// The object of a new refund.
fn new_refund(
    tx: &Transaction<'_>,
    request: RefundRequest<'_>,
    charge: &Value,
    amount: i64,
    status: &str,
) -> Object {
    Object {
        body: json!({
            "id": format!("re_3{}", tx.state.rng.token(23)),
            "object": KIND,
            "amount": amount,
            "balance_transaction": format!("txn_3{}", tx.state.rng.token(23)),
            "charge": charge["id"],
            "created": tx.now,
            "currency": charge["currency"],
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
            "metadata": request.metadata,
            "payment_intent": charge["payment_intent"],
            "payment_method": charge["payment_method"],
            "reason": request.reason,
            "receipt_number": null,
            "source_transfer_reversal": null,
            "status": status,
            "transfer_reversal": null,
        }),
        hidden: json!({}),
    }
}

/// The paid charge that a request means.
async fn charge_to_refund(
    tx: &mut Transaction<'_>,
    request: &RefundRequest<'_>,
) -> Result<Object, ApiError> {
    let intent_id = request.intent_id;
    let intent = match intent_id {
        None => None,
        Some(id) => Some(
            payment_intents::find(tx, id)
                .await
                .map_err(|error| error.at("payment_intent"))?,
        ),
    };
    let id = match (request.charge_id, &intent) {
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

/// The amount of a refund: the requested amount, or all that remains of the charge.
fn amount_to_refund(object: &Object, requested: Option<i64>) -> Result<i64, ApiError> {
    let charge = &object.body;
    let id = charge["id"].as_str().unwrap_or_default();
    let currency = charge["currency"].as_str().unwrap_or_default();
    let charged = charge["amount"].as_i64().unwrap_or_default();
    let refunded = charge["amount_refunded"].as_i64().unwrap_or_default();
    let remaining = charged - refunded - disputes::lost(object);
    if disputes::bars_refunds(object) {
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
    let amount = requested.unwrap_or(remaining);
    if amount > remaining {
        let (limit_name, limit) = if remaining == charged {
            ("charge amount", charged)
        } else {
            ("unrefunded amount on charge", remaining)
        };
        return Err(ApiError::refused(
            None,
            format!(
                "Refund amount ({}) is greater than {limit_name} ({})",
                currency::format_amount(amount, currency),
                currency::format_amount(limit, currency)
            ),
        )
        .at("amount"));
    }
    Ok(amount)
}

/// Settles a refund later: a pending one succeeds, or one that had succeeded fails.
pub async fn settle(tx: &mut Transaction<'_>, id: &str, succeeds: bool) -> Result<(), ApiError> {
    let Some(mut refund) = tx.find(KIND, id).await? else {
        return Ok(());
    };
    let before = json!({ "status": refund.body["status"] });
    if succeeds {
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
    let amount_refunded = charge.body["amount_refunded"].as_i64().unwrap_or_default()
        - refund.body["amount"].as_i64().unwrap_or_default();
    charge.body["amount_refunded"] = amount_refunded.max(0).into();
    charge.body["refunded"] = false.into();
    tx.save(&charge).await?;
    append_to_ledger(tx, "refund_returned", &refund.body).await?;
    tx.emit_change("refund.updated", &refund.body, Some(before))
        .await?;
    tx.emit("refund.failed", &refund.body).await?;
    Ok(())
}

async fn append_to_ledger(
    tx: &mut Transaction<'_>,
    entry: &str,
    refund: &Value,
) -> Result<(), ApiError> {
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
