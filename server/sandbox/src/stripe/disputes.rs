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

/// Disputes a charge for its whole amount.
pub async fn open(
    tx: &mut Transaction<'_>,
    charge_id: &str,
    reason: &str,
) -> Result<Value, ApiError> {
    let mut charge = charges::find(tx, charge_id).await?;
    if charge.body["paid"] != true || charge.body["disputed"] == true {
        return Err(ApiError::refused(
            None,
            "This charge cannot be disputed, or is already.",
        ));
    }
    charge.body["disputed"] = true.into();
    tx.save(&charge).await?;
    let dispute = Object {
        body: json!({
            "id": format!("dp_1{}", tx.state.rng.token(23)),
            "object": KIND,
            "amount": charge.body["amount"],
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
            "is_charge_refundable": false,
            "livemode": false,
            "metadata": {},
            "payment_intent": charge.body["payment_intent"],
            "payment_method_details": {
                "card": {
                    "brand": charge.body["payment_method_details"]["card"]["brand"],
                    "case_type": "chargeback",
                    "network": charge.body["payment_method_details"]["card"]["brand"],
                    "network_reason_code": "10.4",
                },
                "type": "card",
            },
            "reason": reason,
            "status": "needs_response",
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

/// Closes a dispute, won or lost for the merchant.
pub async fn close(tx: &mut Transaction<'_>, id: &str, won: bool) -> Result<Value, ApiError> {
    let mut dispute = find(tx, id).await?;
    if dispute.body["status"] != "needs_response" {
        return Err(ApiError::refused(None, "This dispute is already closed."));
    }
    dispute.body["status"] = if won { "won" } else { "lost" }.into();
    tx.save(&dispute).await?;
    if won {
        let charge_id = dispute.body["charge"].as_str().unwrap_or_default();
        let mut charge = charges::find(tx, charge_id).await?;
        charge.body["disputed"] = false.into();
        tx.save(&charge).await?;
    }
    tx.emit("charge.dispute.closed", &dispute.body).await?;
    Ok(dispute.body)
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
