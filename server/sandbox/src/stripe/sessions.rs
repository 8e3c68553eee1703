//! Checkout Sessions: create, retrieve, list, expire on request or at `expires_at`.

mod create;

pub use create::create;

use serde_json::{Value, json};

use super::{
    currency,
    error::ApiError,
    lists::{self, COMMON, Filters, Pagination},
    params::Params,
};
use crate::{
    state::Transaction,
    store::objects::{self, Object},
};

/// The value of `object`.
pub const KIND: &str = "checkout.session";

/// The `customer_details` of a session.
pub fn customer_details(email: Option<&str>, name: Option<&str>) -> Value {
    json!({
        "address": {
            "city": null, "country": null, "line1": null, "line2": null,
            "postal_code": null, "state": null,
        },
        "business_name": null,
        "email": email,
        "individual_name": null,
        "name": name,
        "phone": null,
        "tax_exempt": "none",
        "tax_ids": [],
    })
}

/// `GET /v1/checkout/sessions/{id}`
pub async fn retrieve(tx: &mut Transaction<'_>, id: &str) -> Result<Value, ApiError> {
    expire_due(tx).await?;
    Ok(find(tx, id).await?.body)
}

/// `GET /v1/checkout/sessions/{id}/line_items`
pub async fn list_line_items(tx: &mut Transaction<'_>, id: &str) -> Result<Value, ApiError> {
    let session = find(tx, id).await?;
    let data = session.hidden["line_items"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    Ok(lists::list_object(
        &format!("/v1/checkout/sessions/{id}/line_items"),
        data,
        false,
    ))
}

/// `GET /v1/checkout/sessions`
pub async fn list(tx: &mut Transaction<'_>, params: &Params) -> Result<Value, ApiError> {
    params.only(
        &[
            COMMON.as_slice(),
            &[
                "customer",
                "customer_account",
                "customer_details",
                "payment_intent",
                "payment_link",
                "status",
                "subscription",
            ],
        ]
        .concat(),
    )?;
    expire_due(tx).await?;
    let filters = Filters {
        status: params.choice(&["status"], &["open", "complete", "expired"])?,
        payment_intent: params.text(&["payment_intent"])?,
        customer: params.text(&["customer"])?,
        email: params.text(&["customer_details", "email"])?,
        ..Filters::default()
    };
    let pagination = Pagination::read(params)?;
    lists::objects(tx, KIND, "/v1/checkout/sessions", filters, &pagination).await
}

/// `POST /v1/checkout/sessions/{id}/expire`
pub async fn expire(tx: &mut Transaction<'_>, id: &str) -> Result<Value, ApiError> {
    expire_due(tx).await?;
    let mut session = find(tx, id).await?;
    let status = session.body["status"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    if status != "open" {
        return Err(ApiError::refused(
            None,
            format!(
                "Only Checkout Sessions with a status in [\"open\"] can be expired. This Checkout Session has a status of {status}."
            ),
        ));
    }
    mark_expired(tx, &mut session).await?;
    Ok(session.body)
}

/// Expires every session whose `expires_at` has passed, and counts them.
pub async fn expire_due(tx: &mut Transaction<'_>) -> Result<usize, ApiError> {
    let ids = objects::sessions_to_expire(&mut tx.db, tx.now).await?;
    for id in &ids {
        let mut session = find(tx, id).await?;
        mark_expired(tx, &mut session).await?;
    }
    Ok(ids.len())
}

/// Finds a session.
pub async fn find(tx: &mut Transaction<'_>, id: &str) -> Result<Object, ApiError> {
    tx.find(KIND, id)
        .await?
        .ok_or_else(|| ApiError::not_found("checkout.session", id, "session"))
}

async fn mark_expired(tx: &mut Transaction<'_>, session: &mut Object) -> Result<(), ApiError> {
    session.body["status"] = "expired".into();
    session.body["url"] = Value::Null;
    tx.save(session).await?;
    if let Some(id) = session.body["payment_intent"].as_str() {
        super::payment_intents::cancel(tx, id).await?;
    }
    tx.emit("checkout.session.expired", &session.body).await?;
    Ok(())
}

/// The total of a session for people, as `$36.00`.
pub fn format_total(session: &Value) -> String {
    currency::with_code(
        session["amount_total"].as_i64().unwrap_or_default(),
        session["currency"].as_str().unwrap_or_default(),
    )
}
