//! Disputes: open by a test card or a control endpoint, close, retrieve, list.

use serde_json::{Value, json};

use super::{
    charges,
    error::ApiError,
    lists::{self, COMMON, Filters, Pagination},
    params::Params,
};
use crate::{state::Transaction, store::objects::Object};

/// The value of `object`.
pub const KIND: &str = "dispute";

/// The scheduled task that disputes a charge, see [`open`].
pub const OPENS: &str = "dispute_opens";

/// The scheduled task that inquires about a charge.
pub const INQUIRES: &str = "inquiry_opens";

/// What a dispute is opened with.
#[derive(Debug, Default)]
pub struct DisputeRequest {
    /// Minor units; the whole charge when absent.
    pub amount: Option<i64>,
    /// Whether the bank only asks at first, and takes no money.
    pub inquiry: bool,
    /// `fraudulent` when absent.
    pub reason: Option<String>,
}

/// Where a charge notes what its disputes hold or took: `open` keeps it from being refunded, `lost` is
/// gone.
const OPEN: &str = "dispute_open";
const LOST: &str = "dispute_lost";

/// Disputes a charge.
pub async fn open(
    tx: &mut Transaction<'_>,
    charge_id: &str,
    request: DisputeRequest,
) -> Result<Value, ApiError> {
    let mut charge = charges::find(tx, charge_id).await?;
    let charged = charge.body["amount"].as_i64().unwrap_or_default();
    let amount = request.amount.unwrap_or(charged);
    let lost = charge.hidden[LOST].as_i64().unwrap_or_default();
    if charge.body["paid"] != true || charge.hidden[OPEN].is_string() || lost >= charged {
        return Err(ApiError::refused(
            None,
            "This charge cannot be disputed, or is already.",
        ));
    }
    if !(1..=charged - lost).contains(&amount) {
        return Err(ApiError::invalid(
            "amount",
            "A dispute is about a part of its charge, or about all of it.",
        ));
    }
    let status = if request.inquiry {
        "warning_needs_response"
    } else {
        "needs_response"
    };
    charge.body["disputed"] = true.into();
    charge.hidden[OPEN] = status.into();
    tx.save(&charge).await?;
    let reason = request.reason.as_deref().unwrap_or("fraudulent");
    let dispute = Object {
        body: json!({
            "id": format!("dp_1{}", tx.state.rng.token(23)),
            "object": KIND,
            "amount": amount,
            "balance_transactions": [],
            "charge": charge_id,
            "created": tx.now,
            "currency": charge.body["currency"],
            "enhanced_eligibility_types": [],
            "evidence": evidence(),
            "evidence_details": {
                "due_by": tx.now + 7 * 24 * 60 * 60,
                "enhanced_eligibility": {},
                "has_evidence": false,
                "past_due": false,
                "submission_count": 0,
            },
            "is_charge_refundable": request.inquiry,
            "livemode": false,
            "metadata": {},
            "payment_intent": charge.body["payment_intent"],
            "payment_method_details": {
                "card": {
                    "brand": charge.body["payment_method_details"]["card"]["brand"],
                    "case_type": if request.inquiry { "inquiry" } else { "chargeback" },
                    "network": charge.body["payment_method_details"]["card"]["brand"],
                    "network_reason_code": "10.4",
                },
                "type": "card",
            },
            "reason": reason,
            "status": status,
        }),
        hidden: json!({}),
    };
    tx.save(&dispute).await?;
    tx.emit("charge.dispute.created", &dispute.body).await?;
    Ok(dispute.body)
}

fn evidence() -> Value {
    let fields = [
        "access_activity_log",
        "billing_address",
        "cancellation_policy",
        "cancellation_policy_disclosure",
        "cancellation_rebuttal",
        "customer_communication",
        "customer_email_address",
        "customer_name",
        "customer_purchase_ip",
        "customer_signature",
        "duplicate_charge_documentation",
        "duplicate_charge_explanation",
        "duplicate_charge_id",
        "product_description",
        "receipt",
        "refund_policy",
        "refund_policy_disclosure",
        "refund_refusal_explanation",
        "service_date",
        "service_documentation",
        "shipping_address",
        "shipping_carrier",
        "shipping_date",
        "shipping_documentation",
        "shipping_tracking_number",
        "uncategorized_file",
        "uncategorized_text",
    ];
    let mut evidence: serde_json::Map<String, Value> = fields
        .into_iter()
        .map(|field| (field.to_owned(), Value::Null))
        .collect();
    evidence.insert("enhanced_evidence".to_owned(), json!({}));
    Value::Object(evidence)
}

/// Closes a dispute, won or lost for the merchant. A charge that was disputed once says so for good.
pub async fn close(tx: &mut Transaction<'_>, id: &str, won: bool) -> Result<Value, ApiError> {
    let (mut dispute, mut charge) = opened(tx, id).await?;
    let inquiry = dispute.body["status"] == "warning_needs_response";
    dispute.body["status"] = match (inquiry, won) {
        (true, _) => "warning_closed",
        (false, true) => "won",
        (false, false) => "lost",
    }
    .into();
    tx.save(&dispute).await?;
    charge.hidden[OPEN] = Value::Null;
    if !inquiry && !won {
        let lost = charge.hidden[LOST].as_i64().unwrap_or_default();
        let amount = dispute.body["amount"].as_i64().unwrap_or_default();
        charge.hidden[LOST] = (lost + amount).into();
    }
    tx.save(&charge).await?;
    tx.emit("charge.dispute.closed", &dispute.body).await?;
    Ok(dispute.body)
}

/// Turns an inquiry into a dispute that takes the money.
pub async fn escalate(tx: &mut Transaction<'_>, id: &str) -> Result<Value, ApiError> {
    let (mut dispute, mut charge) = opened(tx, id).await?;
    let before = json!({ "status": dispute.body["status"] });
    dispute.body["status"] = "needs_response".into();
    dispute.body["is_charge_refundable"] = false.into();
    dispute.body["payment_method_details"]["card"]["case_type"] = "chargeback".into();
    tx.save(&dispute).await?;
    charge.hidden[OPEN] = "needs_response".into();
    tx.save(&charge).await?;
    tx.emit_change("charge.dispute.updated", &dispute.body, Some(before))
        .await?;
    Ok(dispute.body)
}

/// A dispute that is open, and its charge.
async fn opened(tx: &mut Transaction<'_>, id: &str) -> Result<(Object, Object), ApiError> {
    let dispute = find(tx, id).await?;
    let open = ["needs_response", "warning_needs_response"];
    if !open.contains(&dispute.body["status"].as_str().unwrap_or_default()) {
        return Err(ApiError::refused(None, "This dispute is already closed."));
    }
    let charge = charges::find(tx, dispute.body["charge"].as_str().unwrap_or_default()).await?;
    Ok((dispute, charge))
}

/// Whether disputes keep a charge from being refunded at all.
pub fn bars_refunds(charge: &Object) -> bool {
    let charged = charge.body["amount"].as_i64().unwrap_or_default();
    charge.hidden[OPEN] == "needs_response" || lost(charge) >= charged
}

/// What disputes took of a charge for good, in minor units.
pub fn lost(charge: &Object) -> i64 {
    charge.hidden[LOST].as_i64().unwrap_or_default()
}

async fn find(tx: &mut Transaction<'_>, id: &str) -> Result<Object, ApiError> {
    tx.find(KIND, id)
        .await?
        .ok_or_else(|| ApiError::not_found("dispute", id, "dispute"))
}

/// `GET /v1/disputes/{id}`
pub async fn retrieve(tx: &mut Transaction<'_>, id: &str) -> Result<Value, ApiError> {
    Ok(find(tx, id).await?.body)
}

/// `GET /v1/disputes`
pub async fn list(tx: &mut Transaction<'_>, params: &Params) -> Result<Value, ApiError> {
    params.only(&[COMMON.as_slice(), &["charge", "payment_intent"]].concat())?;
    let filters = Filters {
        payment_intent: params.text(&["payment_intent"])?,
        charge: params.text(&["charge"])?,
        ..Filters::default()
    };
    let pagination = Pagination::read(params)?;
    lists::objects(tx, KIND, "/v1/disputes", filters, &pagination).await
}
