//! Payment intents: create at the first attempt to pay, cancel, retrieve, list, search.

use serde_json::{Value, json};

use super::{
    error::ApiError,
    lists::{self, COMMON, Filters, Pagination},
    params::Params,
    search,
};
use crate::{state::Transaction, store::objects::Object};

/// The value of `object`.
pub const KIND: &str = "payment_intent";

/// Creates the payment intent of a session.
pub async fn create(tx: &mut Transaction<'_>, session: &Object) -> Result<Object, ApiError> {
    let id = format!("pi_3{}", tx.state.rng.token(23));
    let data = &session.hidden["payment_intent_data"];
    let object = Object {
        body: json!({
            "id": id,
            "object": KIND,
            "allowed_payment_method_types": data["allowed_payment_method_types"],
            "amount": session.body["amount_total"],
            "amount_capturable": 0,
            "amount_details": { "tip": {} },
            "amount_received": 0,
            "application": null,
            "application_fee_amount": null,
            "automatic_payment_methods": null,
            "canceled_at": null,
            "cancellation_reason": null,
            "capture_method": "automatic_async",
            "client_secret": format!("{id}_secret_{}", tx.state.rng.token(25)),
            "confirmation_method": "automatic",
            "created": tx.now,
            "currency": session.body["currency"],
            "customer": null,
            "customer_account": null,
            "description": data["description"],
            "excluded_payment_method_types": null,
            "last_payment_error": null,
            "latest_charge": null,
            "livemode": false,
            "managed_payments": { "enabled": false },
            "metadata": data["metadata"],
            "next_action": null,
            "on_behalf_of": null,
            "payment_method": null,
            "payment_method_configuration_details": null,
            "payment_method_options": {
                "card": {
                    "installments": null,
                    "mandate_options": null,
                    "network": null,
                    "request_three_d_secure": "automatic",
                },
            },
            "payment_method_types": ["card"],
            "payment_record": null,
            "processing": null,
            "receipt_email": data["receipt_email"],
            "review": null,
            "setup_future_usage": null,
            "shipping": null,
            "source": null,
            "statement_descriptor": data["statement_descriptor"],
            "statement_descriptor_suffix": data["statement_descriptor_suffix"],
            "status": "requires_payment_method",
            "transfer_data": null,
            "transfer_group": data["transfer_group"],
        }),
        hidden: json!({ "session": session.body["id"] }),
    };
    tx.save(&object).await?;
    tx.emit("payment_intent.created", &object.body).await?;
    Ok(object)
}

/// Cancels the payment intent of an expired session, unless it has succeeded.
pub async fn cancel(tx: &mut Transaction<'_>, id: &str) -> Result<(), ApiError> {
    let mut intent = find(tx, id).await?;
    if intent.body["status"] == "succeeded" {
        return Ok(());
    }
    intent.body["status"] = "canceled".into();
    intent.body["canceled_at"] = tx.now.into();
    intent.body["cancellation_reason"] = "expired".into();
    intent.body["next_action"] = Value::Null;
    tx.save(&intent).await?;
    tx.emit("payment_intent.canceled", &intent.body).await?;
    Ok(())
}

/// Finds a payment intent.
pub async fn find(tx: &mut Transaction<'_>, id: &str) -> Result<Object, ApiError> {
    tx.find(KIND, id)
        .await?
        .ok_or_else(|| ApiError::not_found("payment_intent", id, "intent"))
}

/// `GET /v1/payment_intents/{id}`
pub async fn retrieve(tx: &mut Transaction<'_>, id: &str) -> Result<Value, ApiError> {
    Ok(find(tx, id).await?.body)
}

/// `GET /v1/payment_intents`
pub async fn list(tx: &mut Transaction<'_>, params: &Params) -> Result<Value, ApiError> {
    params.only(&[COMMON.as_slice(), &["customer", "customer_account"]].concat())?;
    let pagination = Pagination::read(params)?;
    lists::objects(
        tx,
        KIND,
        "/v1/payment_intents",
        Filters {
            customer: params.text(&["customer"])?,
            ..Filters::default()
        },
        &pagination,
    )
    .await
}

/// `GET /v1/payment_intents/search`
pub async fn search(tx: &mut Transaction<'_>, params: &Params) -> Result<Value, ApiError> {
    search::run(tx, KIND, "/v1/payment_intents/search", params).await
}
