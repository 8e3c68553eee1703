//! Creation of a Checkout Session: its parameters and the new object.

use serde_json::{Map, Value, json};

use super::{KIND, customer_details};
use crate::{
    state::Transaction,
    store::objects::Object,
    stripe::{error::ApiError, line_items, params::Params},
};

/// The longest lifetime of a session, and the default one.
const LONGEST_SECONDS: i64 = 24 * 60 * 60;
/// The shortest lifetime of a session.
const SHORTEST_SECONDS: i64 = 30 * 60;

/// Every parameter that Stripe documents for creating a session. Those that mean nothing to the sandbox are
/// accepted and ignored, so that a client may send them.
const KNOWN: &[&str] = &[
    "adaptive_pricing",
    "after_expiration",
    "allow_promotion_codes",
    "allowed_payment_method_types",
    "automatic_tax",
    "billing_address_collection",
    "branding_settings",
    "cancel_url",
    "client_reference_id",
    "consent_collection",
    "currency",
    "custom_fields",
    "custom_text",
    "customer",
    "customer_account",
    "customer_creation",
    "customer_email",
    "customer_update",
    "discounts",
    "excluded_payment_method_types",
    "expires_at",
    "integration_identifier",
    "invoice_creation",
    "line_items",
    "locale",
    "managed_payments",
    "metadata",
    "mode",
    "name_collection",
    "optional_items",
    "origin_context",
    "payment_intent_data",
    "payment_method_collection",
    "payment_method_configuration",
    "payment_method_data",
    "payment_method_options",
    "payment_method_types",
    "permissions",
    "phone_number_collection",
    "redirect_on_completion",
    "return_url",
    "saved_payment_method_options",
    "shipping_address_collection",
    "shipping_options",
    "submit_type",
    "success_url",
    "tax_id_collection",
    "ui_mode",
    "wallet_options",
];

/// `POST /v1/checkout/sessions`
pub async fn create(tx: &mut Transaction<'_>, params: &Params) -> Result<Value, ApiError> {
    params.only(KNOWN)?;
    let mode = params
        .choice(&["mode"], &["payment", "setup", "subscription"])?
        .ok_or_else(|| ApiError::missing("mode"))?;
    if mode != "payment" {
        return Err(ApiError::invalid(
            "mode",
            "This sandbox takes one-time payments only.",
        ));
    }
    let ui_mode = params
        .choice(&["ui_mode"], &["hosted_page", "hosted"])?
        .unwrap_or("hosted_page");
    let success_url = web_address(params, "success_url")?
        .ok_or_else(|| ApiError::missing("success_url"))?
        .to_owned();
    let cancel_url = web_address(params, "cancel_url")?;
    for name in ["allowed_payment_method_types", "payment_method_types"] {
        if let Some(kind) = params.texts(name).into_iter().find(|kind| *kind != "card") {
            return Err(ApiError::invalid(
                name,
                format!(
                    "The payment method type provided: {kind} is invalid. This sandbox takes card only."
                ),
            ));
        }
    }
    let metadata = params.metadata(&["metadata"])?;
    let mut hidden = payment_intent_data(params)?;
    let allowed = params.texts("allowed_payment_method_types");
    hidden["allowed_payment_method_types"] = if allowed.is_empty() {
        Value::Null
    } else {
        allowed.into()
    };
    let email = customer_email(params)?;
    let client_reference_id = params.text(&["client_reference_id"])?;
    if client_reference_id.is_some_and(|text| text.chars().count() > 200) {
        return Err(ApiError::invalid(
            "client_reference_id",
            "Invalid string: must be at most 200 characters",
        ));
    }
    let expires_at = expires_at(params, tx.now)?;
    let items = line_items::read(tx, params)?;
    let (currency, total) = line_items::total(&items)?;

    let id = format!("cs_test_a1{}", tx.state.rng.token(56));
    let url = format!("{}/c/pay/{id}", tx.state.base_url);
    let mut object = Object {
        body: body(&NewSession {
            id: &id,
            url: &url,
            created: tx.now,
            expires_at,
            currency,
            total,
            success_url: &success_url,
            cancel_url,
            client_reference_id,
            email,
            locale: params.text(&["locale"])?,
            submit_type: params.text(&["submit_type"])?,
            ui_mode,
            metadata,
        }),
        hidden: json!({ "payment_intent_data": hidden, "line_items": items }),
    };
    object.body["allowed_payment_method_types"] =
        object.hidden["payment_intent_data"]["allowed_payment_method_types"].clone();
    tx.save(&object).await?;
    Ok(object.body)
}

/// The values of a new session.
struct NewSession<'a> {
    id: &'a str,
    url: &'a str,
    created: i64,
    expires_at: i64,
    currency: String,
    total: i64,
    success_url: &'a str,
    cancel_url: Option<&'a str>,
    client_reference_id: Option<&'a str>,
    email: Option<&'a str>,
    locale: Option<&'a str>,
    submit_type: Option<&'a str>,
    ui_mode: &'a str,
    metadata: Map<String, Value>,
}

fn body(new: &NewSession<'_>) -> Value {
    json!({
        "id": new.id,
        "object": KIND,
        "adaptive_pricing": { "enabled": false },
        "after_expiration": null,
        "allow_promotion_codes": null,
        "amount_subtotal": new.total,
        "amount_total": new.total,
        "automatic_tax": { "enabled": false, "liability": null, "provider": null, "status": null },
        "billing_address_collection": null,
        "cancel_url": new.cancel_url,
        "client_reference_id": new.client_reference_id,
        "client_secret": null,
        "collected_information": null,
        "consent": null,
        "consent_collection": null,
        "created": new.created,
        "currency": new.currency,
        "currency_conversion": null,
        "custom_fields": [],
        "custom_text": {
            "after_submit": null,
            "shipping_address": null,
            "submit": null,
            "terms_of_service_acceptance": null,
        },
        "customer": null,
        "customer_account": null,
        "customer_creation": "if_required",
        "customer_details": new.email.map(|email| customer_details(Some(email), None)),
        "customer_email": new.email,
        "discounts": [],
        "expires_at": new.expires_at,
        "integration_identifier": null,
        "invoice": null,
        "invoice_creation": {
            "enabled": false,
            "invoice_data": {
                "account_tax_ids": null,
                "custom_fields": null,
                "description": null,
                "footer": null,
                "issuer": null,
                "metadata": {},
                "rendering_options": null,
            },
        },
        "livemode": false,
        "locale": new.locale,
        "managed_payments": { "enabled": false },
        "metadata": new.metadata,
        "mode": "payment",
        "origin_context": null,
        // Created by the first attempt to pay.
        "payment_intent": null,
        "payment_link": null,
        "payment_method_collection": "if_required",
        "payment_method_configuration_details": null,
        "payment_method_options": { "card": { "request_three_d_secure": "automatic" } },
        "payment_method_types": ["card"],
        "payment_status": "unpaid",
        "permissions": null,
        "phone_number_collection": { "enabled": false },
        "recovered_from": null,
        "saved_payment_method_options": null,
        "setup_intent": null,
        "shipping_address_collection": null,
        "shipping_cost": null,
        "shipping_options": [],
        "status": "open",
        "submit_type": new.submit_type,
        "subscription": null,
        "success_url": new.success_url,
        "total_details": { "amount_discount": 0, "amount_shipping": 0, "amount_tax": 0 },
        "ui_mode": new.ui_mode,
        "url": new.url,
        "wallet_options": null,
    })
}

fn web_address<'a>(params: &'a Params, name: &str) -> Result<Option<&'a str>, ApiError> {
    let Some(text) = params.text(&[name])? else {
        return Ok(None);
    };
    let host = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"))
        .and_then(|rest| rest.split(['/', '?', '#']).next());
    let is_valid = host.is_some_and(|host| !host.is_empty() && host != "{CHECKOUT_SESSION_ID}")
        && !text
            .chars()
            .any(|letter| letter.is_whitespace() || letter.is_control());
    if !is_valid {
        return Err(ApiError::invalid_code(
            "url_invalid",
            name,
            "Not a valid URL",
        ));
    }
    if text.len() > 5000 {
        return Err(ApiError::invalid(
            name,
            "URL must be 5000 characters or less.",
        ));
    }
    Ok(Some(text))
}

fn customer_email(params: &Params) -> Result<Option<&str>, ApiError> {
    let email = params.text(&["customer_email"])?;
    if let Some(text) = email
        && !crate::email::is_email_address(text)
    {
        return Err(ApiError::invalid_code(
            "email_invalid",
            "customer_email",
            format!("Invalid email address: {text}"),
        ));
    }
    Ok(email)
}

fn expires_at(params: &Params, now: i64) -> Result<i64, ApiError> {
    let Some(expires_at) = params.integer(&["expires_at"])? else {
        return Ok(now + LONGEST_SECONDS);
    };
    let invalid = |message| Err(ApiError::invalid("expires_at", message));
    if expires_at < now + SHORTEST_SECONDS {
        return invalid(
            "The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.",
        );
    }
    if expires_at > now + LONGEST_SECONDS {
        return invalid(
            "The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.",
        );
    }
    Ok(expires_at)
}

/// The parameters of `payment_intent_data`, which the payment intent and its charge copy.
fn payment_intent_data(params: &Params) -> Result<Value, ApiError> {
    params.only_in(
        &["payment_intent_data"],
        &[
            "application_fee_amount",
            "capture_method",
            "description",
            "metadata",
            "on_behalf_of",
            "receipt_email",
            "setup_future_usage",
            "shipping",
            "statement_descriptor",
            "statement_descriptor_suffix",
            "transfer_data",
            "transfer_group",
        ],
    )?;
    let text = |name| params.text(&["payment_intent_data", name]);
    if text("capture_method")?.is_some_and(|method| method == "manual") {
        return Err(ApiError::invalid(
            "payment_intent_data[capture_method]",
            "This sandbox captures at once.",
        ));
    }
    if let Some(email) = text("receipt_email")?
        && !crate::email::is_email_address(email)
    {
        return Err(ApiError::invalid_code(
            "email_invalid",
            "payment_intent_data[receipt_email]",
            format!("Invalid email address: {email}"),
        ));
    }
    let suffix = text("statement_descriptor_suffix")?;
    for (name, value) in [
        ("statement_descriptor_suffix", suffix),
        ("statement_descriptor", text("statement_descriptor")?),
    ] {
        if value.is_some_and(|text| text.chars().count() > 22) {
            return Err(ApiError::invalid(
                format!("payment_intent_data[{name}]"),
                "The statement descriptor must be at most 22 characters.",
            ));
        }
    }
    Ok(json!({
        "description": text("description")?,
        "metadata": params.metadata(&["payment_intent_data", "metadata"])?,
        "receipt_email": text("receipt_email")?,
        "statement_descriptor": text("statement_descriptor")?,
        "statement_descriptor_suffix": suffix,
        "transfer_group": text("transfer_group")?,
    }))
}
