//! Line items of a session, priced in the request itself: the sandbox has no catalogue of prices.

use serde_json::{Value, json};

use super::{currency, error::ApiError, params::Params};
use crate::state::Transaction;

/// The largest number of line items of a session.
const MOST: usize = 100;

/// Reads the line items of a request, and returns them in Stripe's shape.
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
        .map(|(index, params)| {
            let line_item = LineItem::read(index, params)?;
            Ok(line_item_object(tx, &line_item))
        })
        .collect()
}

/// A line item of a request, validated.
struct LineItem<'a> {
    name: &'a str,
    /// Lower case.
    currency: String,
    /// Minor units.
    unit_amount: i64,
    quantity: i64,
    /// Minor units: unit amount by quantity.
    amount: i64,
}

impl<'a> LineItem<'a> {
    fn read(index: &str, params: &'a Params) -> Result<Self, ApiError> {
        let param = |rest: &str| format!("line_items[{index}]{rest}");
        params
            .only(&[
                "adjustable_quantity",
                "dynamic_tax_rates",
                "metadata",
                "price",
                "price_data",
                "quantity",
                "tax_rates",
            ])
            .map_err(|error| match error.param.clone() {
                Some(name) => error.at(&param(&format!("[{name}]"))),
                None => error,
            })?;
        check_names(params, &param)?;
        if let Some(price) = params.text(&["price"])? {
            return Err(ApiError::not_found("price", price, &param("[price]")));
        }
        if !params.has(&["price_data"]) {
            return Err(ApiError::missing(&param("[price_data]")));
        }
        let code = params
            .text(&["price_data", "currency"])?
            .ok_or_else(|| ApiError::missing(&param("[price_data][currency]")))?;
        let currency = code.to_lowercase();
        if !currency::is_known(&currency) {
            return Err(ApiError::invalid(
                param("[price_data][currency]"),
                format!(
                    "Invalid currency: {code}. Stripe currently supports these currencies: {}",
                    currency::all()
                ),
            ));
        }
        let unit_amount = unit_amount(params, &param)?;
        let name = params
            .text(&["price_data", "product_data", "name"])?
            .ok_or_else(|| ApiError::missing(&param("[price_data][product_data][name]")))?;
        let quantity = quantity(params, &param)?;
        let amount = unit_amount.checked_mul(quantity).ok_or_else(too_large)?;
        Ok(Self {
            name,
            currency,
            unit_amount,
            quantity,
            amount,
        })
    }
}

/// Refuses names inside `price_data` that Stripe does not know.
fn check_names(params: &Params, param: &dyn Fn(&str) -> String) -> Result<(), ApiError> {
    const PRICE: &[&str] = &[
        "currency",
        "product",
        "product_data",
        "recurring",
        "tax_behavior",
        "unit_amount",
        "unit_amount_decimal",
    ];
    const PRODUCT: &[&str] = &[
        "description",
        "images",
        "metadata",
        "name",
        "tax_code",
        "tax_details",
        "unit_label",
    ];
    for (path, known) in [
        (&["price_data"][..], PRICE),
        (&["price_data", "product_data"][..], PRODUCT),
    ] {
        params
            .only_in(path, known)
            .map_err(|error| match error.param.clone() {
                // The first part is in brackets here, too: `[price_data][name]`.
                Some(name) => error.at(&param(&format!("[{}", name.replacen('[', "][", 1)))),
                None => error,
            })?;
    }
    Ok(())
}

/// A line item in Stripe's shape.
fn line_item_object(tx: &Transaction<'_>, line_item: &LineItem<'_>) -> Value {
    json!({
        "id": format!("li_1{}", tx.state.rng.token(23)),
        "object": "item",
        "adjustable_quantity": null,
        "amount_discount": 0,
        "amount_subtotal": line_item.amount,
        "amount_tax": 0,
        "amount_total": line_item.amount,
        "currency": line_item.currency,
        "description": line_item.name,
        "metadata": {},
        "price": {
            "id": format!("price_1{}", tx.state.rng.token(23)),
            "object": "price",
            "active": false,
            "billing_scheme": "per_unit",
            "created": tx.now,
            "currency": line_item.currency,
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
            "unit_amount": line_item.unit_amount,
            "unit_amount_decimal": line_item.unit_amount.to_string(),
        },
        "quantity": line_item.quantity,
    })
}

fn quantity(params: &Params, param: &impl Fn(&str) -> String) -> Result<i64, ApiError> {
    let text = params
        .text(&["quantity"])?
        .ok_or_else(|| ApiError::missing(&param("[quantity]")))?;
    text.parse()
        .ok()
        .filter(|quantity| *quantity >= 1)
        .ok_or_else(|| {
            ApiError::invalid_code(
                "parameter_invalid_integer",
                param("[quantity]"),
                "This value must be greater than or equal to 1.",
            )
        })
}

fn unit_amount(params: &Params, param: &impl Fn(&str) -> String) -> Result<i64, ApiError> {
    let (name, text) = match (
        params.text(&["price_data", "unit_amount"])?,
        params.text(&["price_data", "unit_amount_decimal"])?,
    ) {
        (Some(text), None) => ("[price_data][unit_amount]", text),
        (None, Some(text)) => ("[price_data][unit_amount_decimal]", text),
        (None, None) => return Err(ApiError::missing(&param("[price_data][unit_amount]"))),
        (Some(_), Some(_)) => {
            return Err(ApiError::invalid(
                param("[price_data][unit_amount_decimal]"),
                "You may only specify one of these parameters: unit_amount, unit_amount_decimal.",
            ));
        }
    };
    let amount: i64 = text.parse().map_err(|_| {
        ApiError::invalid_code(
            "parameter_invalid_integer",
            param(name),
            format!("Invalid integer: {text}"),
        )
    })?;
    if amount < 0 {
        return Err(ApiError::invalid_code(
            "parameter_invalid_integer",
            param(name),
            "This value must be greater than or equal to 0.",
        ));
    }
    Ok(amount)
}

/// The currency and total of the items; Stripe requires one currency, and limits the total.
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
