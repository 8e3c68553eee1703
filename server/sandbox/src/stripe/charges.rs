//! Charges: create at each attempt to pay, retrieve, list, search.

use serde_json::{Value, json};

use super::{
    error::ApiError,
    lists::{self, COMMON, Filters, Pagination},
    params::Params,
    search,
};
use crate::{
    cards::{CardDetails, Decline},
    state::Transaction,
    store::{
        ledger::{self, LedgerEntry},
        objects::Object,
    },
};

/// The value of `object`.
pub const KIND: &str = "charge";

/// Creates the charge of a payment intent, paid or declined.
pub async fn create(
    tx: &mut Transaction<'_>,
    intent: &Value,
    card: &CardDetails,
    decline: Option<&Decline>,
    authenticated: bool,
) -> Result<Object, ApiError> {
    let charge = new_charge(tx, intent, card, decline, authenticated);
    tx.save(&charge).await?;
    if decline.is_none() {
        append_to_ledger(tx, &charge.body).await?;
        tx.emit("charge.succeeded", &charge.body).await?;
    } else {
        tx.emit("charge.failed", &charge.body).await?;
    }
    Ok(charge)
}

async fn append_to_ledger(tx: &mut Transaction<'_>, charge: &Value) -> Result<(), sqlx::Error> {
    let text = |field: &str| charge[field].as_str().unwrap_or_default().to_owned();
    let entry = LedgerEntry {
        created: tx.now,
        entry: "charge".to_owned(),
        charge: text("id"),
        refund: None,
        amount: charge["amount"].as_i64().unwrap_or_default(),
        currency: text("currency"),
    };
    ledger::append(&mut tx.db, &entry).await
}

/// The object of a new charge.
fn new_charge(
    tx: &Transaction<'_>,
    intent: &Value,
    card: &CardDetails,
    decline: Option<&Decline>,
    authenticated: bool,
) -> Object {
    let id = format!("ch_3{}", tx.state.rng.token(23));
    let paid = decline.is_none();
    let amount = intent["amount"].as_i64().unwrap_or_default();
    Object {
        body: json!({
            "id": id,
            "object": KIND,
            "amount": amount,
            "amount_captured": if paid { amount } else { 0 },
            "amount_refunded": 0,
            "application": null,
            "application_fee": null,
            "application_fee_amount": null,
            "balance_transaction": paid.then(|| format!("txn_3{}", tx.state.rng.token(23))),
            "billing_details": {
                "address": {
                    "city": null, "country": null, "line1": null, "line2": null,
                    "postal_code": null, "state": null,
                },
                "email": card.email,
                "name": card.name,
                "phone": null,
                "tax_id": null,
            },
            "calculated_statement_descriptor": "SANDBOX",
            "captured": paid,
            "created": tx.now,
            "currency": intent["currency"],
            "customer": null,
            "description": intent["description"],
            "disputed": false,
            "failure_balance_transaction": null,
            "failure_code": decline.map(|decline| decline.code),
            "failure_message": decline.map(|decline| decline.message),
            "fraud_details": {},
            "livemode": false,
            "metadata": intent["metadata"],
            "on_behalf_of": null,
            "outcome": outcome(decline),
            "paid": paid,
            "payment_intent": intent["id"],
            "payment_method": format!("pm_1{}", tx.state.rng.token(23)),
            "payment_method_details": payment_method_details(card, decline, amount, authenticated),
            "radar_options": {},
            "receipt_email": intent["receipt_email"],
            "receipt_number": null,
            "receipt_url": paid.then(|| format!("{}/sandbox/receipts/{id}", tx.state.base_url)),
            "refunded": false,
            "review": null,
            "shipping": null,
            "source": null,
            "source_transfer": null,
            "statement_descriptor": intent["statement_descriptor"],
            "statement_descriptor_suffix": intent["statement_descriptor_suffix"],
            "status": if paid { "succeeded" } else { "failed" },
            "transfer_data": null,
            "transfer_group": intent["transfer_group"],
        }),
        hidden: json!({ "card": card.number }),
    }
}

/// The `outcome` of a charge.
fn outcome(decline: Option<&Decline>) -> Value {
    match decline {
        None => json!({
            "advice_code": null,
            "network_advice_code": null,
            "network_decline_code": null,
            "network_status": "approved_by_network",
            "reason": null,
            "risk_level": "normal",
            "risk_score": 7,
            "seller_message": "Payment complete.",
            "type": "authorized",
        }),
        Some(decline) => json!({
            "advice_code": null,
            "network_advice_code": null,
            "network_decline_code": "05",
            "network_status": "declined_by_network",
            "reason": decline.reason.unwrap_or(decline.code),
            "risk_level": "normal",
            "risk_score": 7,
            "seller_message": "The bank did not return any further details with this decline.",
            "type": "issuer_declined",
        }),
    }
}

/// The `payment_method_details` of a charge.
fn payment_method_details(
    card: &CardDetails,
    decline: Option<&Decline>,
    amount: i64,
    authenticated: bool,
) -> Value {
    let cvc_check = if decline.is_some_and(|decline| decline.code == "incorrect_cvc") {
        "fail"
    } else {
        "pass"
    };
    json!({
        "card": {
            "amount_authorized": if decline.is_none() { Some(amount) } else { None },
            "authorization_code": if decline.is_none() { Some("123456") } else { None },
            "brand": card.brand(),
            "checks": {
                "address_line1_check": null,
                "address_postal_code_check": null,
                "cvc_check": cvc_check,
            },
            "country": "US",
            "electronic_commerce_indicator": if authenticated { Some("05") } else { None },
            "exp_month": card.exp_month,
            "exp_year": card.exp_year,
            "extended_authorization": { "status": "disabled" },
            "fingerprint": format!("sandbox{}", card.last4()),
            "funding": "credit",
            "incremental_authorization": { "status": "unavailable" },
            "installments": null,
            "last4": card.last4(),
            "mandate": null,
            "multicapture": { "status": "unavailable" },
            "network": card.brand(),
            "network_token": { "used": false },
            "network_transaction_id": null,
            "overcapture": { "maximum_amount_capturable": amount, "status": "unavailable" },
            "regulated_status": "unregulated",
            "three_d_secure": authenticated.then(|| json!({
                "authentication_flow": "challenge",
                "electronic_commerce_indicator": "05",
                "exemption_indicator": null,
                "result": "authenticated",
                "result_reason": null,
                "transaction_id": null,
                "version": "2.2.0",
            })),
            "transaction_link_id": null,
            "wallet": null,
        },
        "type": "card",
    })
}

/// Finds a charge.
pub async fn find(tx: &mut Transaction<'_>, id: &str) -> Result<Object, ApiError> {
    tx.find(KIND, id)
        .await?
        .ok_or_else(|| ApiError::not_found("charge", id, "charge"))
}

/// `GET /v1/charges/{id}`
pub async fn retrieve(tx: &mut Transaction<'_>, id: &str) -> Result<Value, ApiError> {
    Ok(find(tx, id).await?.body)
}

/// `GET /v1/charges`
pub async fn list(tx: &mut Transaction<'_>, params: &Params) -> Result<Value, ApiError> {
    params.only(
        &[
            COMMON.as_slice(),
            &["customer", "payment_intent", "transfer_group"],
        ]
        .concat(),
    )?;
    let filters = Filters {
        payment_intent: params.text(&["payment_intent"])?,
        customer: params.text(&["customer"])?,
        ..Filters::default()
    };
    let pagination = Pagination::read(params)?;
    lists::objects(tx, KIND, "/v1/charges", filters, &pagination).await
}

/// `GET /v1/charges/search`
pub async fn search(tx: &mut Transaction<'_>, params: &Params) -> Result<Value, ApiError> {
    search::run(tx, KIND, "/v1/charges/search", params).await
}
