//! Line items of a session: priced in the call itself, since the sandbox keeps no catalogue of prices.

use serde_json::{Value, json};

use super::{currency, error::ApiError, params::Params};
use crate::state::Transaction;

/// The most line items a session may have.
const MOST: usize = 100;

/// Reads the line items of a call, in Stripe's shape.
pub fn read(tx: &Transaction<'_>, params: &Params) -> Result<Vec<Value>, ApiError> {
    let items = params.items(&["line_items"])?;
    if items.is_empty() {
        return Err(ApiError::missing("line_items"));
    }
    if items.len() > MOST {
        return Err(ApiError::invalid(
            "line_items",
            "You can have at most 100 line items.",
        ));
    }
    items
        .iter()
        .map(|(index, item)| one(tx, index, item))
        .collect()
}

fn one(tx: &Transaction<'_>, index: &str, item: &Params) -> Result<Value, ApiError> {
    let place = |rest: &str| format!("line_items[{index}]{rest}");
    item.only(&[
        "adjustable_quantity",
        "dynamic_tax_rates",
        "metadata",
        "price",
        "price_data",
        "quantity",
        "tax_rates",
    ])
    .map_err(|error| match error.param.clone() {
        Some(param) => error.at(&place(&format!("[{param}]"))),
        None => error,
    })?;
    if let Some(price) = item.text(&["price"])? {
        return Err(ApiError::not_found("price", price, &place("[price]")));
    }
    if !item.has(&["price_data"]) {
        return Err(ApiError::missing(&place("[price_data]")));
    }
    let given = item
        .text(&["price_data", "currency"])?
        .ok_or_else(|| ApiError::missing(&place("[price_data][currency]")))?;
    let currency = given.to_lowercase();
    if !currency::is_known(&currency) {
        return Err(ApiError::invalid(
            place("[price_data][currency]"),
            format!(
                "Invalid currency: {given}. Stripe currently supports these currencies: {}",
                currency::all()
            ),
        ));
    }
    let unit_amount = unit_amount(item, &place)?;
    let name = item
        .text(&["price_data", "product_data", "name"])?
        .ok_or_else(|| ApiError::missing(&place("[price_data][product_data][name]")))?;
    let quantity = match item.text(&["quantity"])? {
        None => return Err(ApiError::missing(&place("[quantity]"))),
        Some(text) => text
            .parse::<i64>()
            .ok()
            .filter(|quantity| *quantity >= 1)
            .ok_or_else(|| {
                ApiError::invalid_code(
                    "parameter_invalid_integer",
                    place("[quantity]"),
                    "This value must be greater than or equal to 1.",
                )
            })?,
    };
    let amount = unit_amount.checked_mul(quantity).ok_or_else(too_large)?;
    Ok(json!({
        "id": format!("li_1{}", tx.state.rng.token(23)),
        "object": "item",
        "adjustable_quantity": null,
        "amount_discount": 0,
        "amount_subtotal": amount,
        "amount_tax": 0,
        "amount_total": amount,
        "currency": currency,
        "description": name,
        "metadata": {},
        "price": {
            "id": format!("price_1{}", tx.state.rng.token(23)),
            "object": "price",
            "active": false,
            "billing_scheme": "per_unit",
            "created": tx.now,
            "currency": currency,
            "custom_unit_amount": null,
            "livemode": false,
            "lookup_key": null,
            "metadata": {},
            "nickname": null,
            "product": format!("prod_{}", tx.state.rng.token(14)),
            "recurring": null,
            "tax_behavior": "unspecified",
            "tiers_mode": null,
            "transform_quantity": null,
            "type": "one_time",
            "unit_amount": unit_amount,
            "unit_amount_decimal": unit_amount.to_string(),
        },
        "quantity": quantity,
    }))
}

fn unit_amount(item: &Params, place: &impl Fn(&str) -> String) -> Result<i64, ApiError> {
    let (name, text) = match (
        item.text(&["price_data", "unit_amount"])?,
        item.text(&["price_data", "unit_amount_decimal"])?,
    ) {
        (Some(text), None) => ("[price_data][unit_amount]", text),
        (None, Some(text)) => ("[price_data][unit_amount_decimal]", text),
        (None, None) => return Err(ApiError::missing(&place("[price_data][unit_amount]"))),
        (Some(_), Some(_)) => {
            return Err(ApiError::invalid(
                place("[price_data][unit_amount_decimal]"),
                "You may only specify one of these parameters: unit_amount, unit_amount_decimal.",
            ));
        }
    };
    let amount: i64 = text.parse().map_err(|_| {
        ApiError::invalid_code(
            "parameter_invalid_integer",
            place(name),
            format!("Invalid integer: {text}"),
        )
    })?;
    if amount < 0 {
        return Err(ApiError::invalid_code(
            "parameter_invalid_integer",
            place(name),
            "This value must be greater than or equal to 0.",
        ));
    }
    Ok(amount)
}

/// Currency and sum of the items; Stripe wants one currency, a least amount, and a largest.
pub fn total(items: &[Value]) -> Result<(String, i64), ApiError> {
    let currency = items
        .first()
        .and_then(|item| item["currency"].as_str())
        .ok_or_else(|| ApiError::missing("line_items"))?;
    if items
        .iter()
        .any(|item| item["currency"].as_str() != Some(currency))
    {
        return Err(ApiError::invalid(
            "line_items",
            "All prices on a Checkout Session must have the same currency.",
        ));
    }
    let sum = items
        .iter()
        .try_fold(0_i64, |sum, item| {
            sum.checked_add(item["amount_total"].as_i64()?)
        })
        .filter(|sum| *sum <= currency::LARGEST)
        .ok_or_else(too_large)?;
    let smallest = currency::smallest(currency);
    if sum < smallest {
        return Err(ApiError {
            code: Some("amount_too_small"),
            param: None,
            ..ApiError::invalid(
                "",
                format!(
                    "The Checkout Session's total amount due must add up to at least {} {currency}",
                    currency::format_amount(smallest, currency)
                ),
            )
        });
    }
    Ok((currency.to_owned(), sum))
}

fn too_large() -> ApiError {
    ApiError {
        code: Some("amount_too_large"),
        param: None,
        ..ApiError::invalid(
            "",
            "The Checkout Session's total amount must be no more than 99999999 in the smallest unit of its currency.",
        )
    }
}
