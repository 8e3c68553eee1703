//! The endpoints and the expansion of `expand[]`.
//!
//! A new endpoint is a variant of [`Endpoint`], a line in [`ROUTES`] and an arm in [`execute`].

use axum::http::Method;
use serde_json::{Value, json};

use super::{
    ApiError, charges, disputes, lists, params::Params, payment_intents, refunds, sessions,
};
use crate::{
    state::Transaction,
    store::{events, objects},
};

/// An endpoint of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Endpoint {
    CreateSession,
    ListSessions,
    RetrieveSession,
    ListLineItems,
    ExpireSession,
    ListPaymentIntents,
    SearchPaymentIntents,
    RetrievePaymentIntent,
    ListCharges,
    SearchCharges,
    RetrieveCharge,
    CreateRefund,
    ListRefunds,
    RetrieveRefund,
    ListEvents,
    RetrieveEvent,
    ListDisputes,
    RetrieveDispute,
    RetrieveBalance,
}

/// All routes; the first match wins.
const ROUTES: &[(Method, &str, Endpoint)] = &[
    (
        Method::POST,
        "/v1/checkout/sessions",
        Endpoint::CreateSession,
    ),
    (Method::GET, "/v1/checkout/sessions", Endpoint::ListSessions),
    (
        Method::GET,
        "/v1/checkout/sessions/{id}",
        Endpoint::RetrieveSession,
    ),
    (
        Method::GET,
        "/v1/checkout/sessions/{id}/line_items",
        Endpoint::ListLineItems,
    ),
    (
        Method::POST,
        "/v1/checkout/sessions/{id}/expire",
        Endpoint::ExpireSession,
    ),
    (
        Method::GET,
        "/v1/payment_intents",
        Endpoint::ListPaymentIntents,
    ),
    (
        Method::GET,
        "/v1/payment_intents/search",
        Endpoint::SearchPaymentIntents,
    ),
    (
        Method::GET,
        "/v1/payment_intents/{id}",
        Endpoint::RetrievePaymentIntent,
    ),
    (Method::GET, "/v1/charges", Endpoint::ListCharges),
    (Method::GET, "/v1/charges/search", Endpoint::SearchCharges),
    (Method::GET, "/v1/charges/{id}", Endpoint::RetrieveCharge),
    (Method::POST, "/v1/refunds", Endpoint::CreateRefund),
    (Method::GET, "/v1/refunds", Endpoint::ListRefunds),
    (Method::GET, "/v1/refunds/{id}", Endpoint::RetrieveRefund),
    (Method::GET, "/v1/events", Endpoint::ListEvents),
    (Method::GET, "/v1/events/{id}", Endpoint::RetrieveEvent),
    (Method::GET, "/v1/disputes", Endpoint::ListDisputes),
    (Method::GET, "/v1/disputes/{id}", Endpoint::RetrieveDispute),
    (Method::GET, "/v1/balance", Endpoint::RetrieveBalance),
];

/// Runs an endpoint, and expands its response.
pub(super) async fn execute(
    tx: &mut Transaction<'_>,
    endpoint: Endpoint,
    id: &str,
    params: &Params,
) -> Result<Value, ApiError> {
    let takes_nothing = matches!(
        endpoint,
        Endpoint::RetrieveSession
            | Endpoint::ExpireSession
            | Endpoint::RetrieveCharge
            | Endpoint::RetrieveRefund
            | Endpoint::RetrieveEvent
            | Endpoint::RetrieveDispute
            | Endpoint::RetrieveBalance
    );
    if takes_nothing {
        params.only(&[])?;
    }
    let response = match endpoint {
        Endpoint::CreateSession => sessions::create(tx, params).await?,
        Endpoint::ListSessions => sessions::list(tx, params).await?,
        Endpoint::RetrieveSession => sessions::retrieve(tx, id).await?,
        Endpoint::ListLineItems => sessions::list_line_items(tx, id).await?,
        Endpoint::ExpireSession => sessions::expire(tx, id).await?,
        Endpoint::ListPaymentIntents => payment_intents::list(tx, params).await?,
        Endpoint::SearchPaymentIntents => payment_intents::search(tx, params).await?,
        Endpoint::RetrievePaymentIntent => payment_intents::retrieve(tx, id).await?,
        Endpoint::ListCharges => charges::list(tx, params).await?,
        Endpoint::SearchCharges => charges::search(tx, params).await?,
        Endpoint::RetrieveCharge => charges::retrieve(tx, id).await?,
        Endpoint::CreateRefund => refunds::create(tx, params).await?,
        Endpoint::ListRefunds => refunds::list(tx, params).await?,
        Endpoint::RetrieveRefund => refunds::retrieve(tx, id).await?,
        Endpoint::ListEvents => lists::events(tx, params).await?,
        Endpoint::RetrieveEvent => events::find(&mut tx.db, id)
            .await?
            .ok_or_else(|| ApiError::not_found("event", id, "id"))?,
        Endpoint::ListDisputes => disputes::list(tx, params).await?,
        Endpoint::RetrieveDispute => disputes::retrieve(tx, id).await?,
        Endpoint::RetrieveBalance => balance(),
    };
    expand(tx, response, params).await
}

/// `GET /v1/balance`: always zero, since the sandbox makes no payouts.
fn balance() -> Value {
    let nothing = json!([{ "amount": 0, "currency": "usd", "source_types": { "card": 0 } }]);
    json!({ "object": "balance", "available": nothing, "livemode": false, "pending": nothing })
}

/// The route of a request: endpoint, pattern, and the id in the path.
pub(super) fn route(method: &Method, path: &str) -> Option<(Endpoint, &'static str, String)> {
    ROUTES.iter().find_map(|(verb, pattern, endpoint)| {
        let id = (verb == method)
            .then(|| match_path(pattern, path))
            .flatten()?;
        Some((*endpoint, *pattern, id))
    })
}

/// The id in the path, empty for a pattern without one; none when the path does not match.
fn match_path(pattern: &str, path: &str) -> Option<String> {
    let Some((head, tail)) = pattern.split_once("{id}") else {
        return (pattern == path).then(String::new);
    };
    let id = path.strip_prefix(head)?.strip_suffix(tail)?;
    (!id.is_empty() && !id.contains('/')).then(|| id.to_owned())
}

/// The fields that Stripe expands. What the sandbox has no object of stays an id.
const EXPANDABLE: &[&str] = &[
    "application",
    "balance_transaction",
    "charge",
    "customer",
    "failure_balance_transaction",
    "invoice",
    "latest_charge",
    "line_items",
    "on_behalf_of",
    "payment_intent",
    "payment_link",
    "payment_method",
    "refunds",
    "review",
    "setup_intent",
    "source_transfer",
    "subscription",
    "transfer",
];
/// How deep a property may be expanded.
const DEEPEST_EXPANSION: usize = 4;

/// Replaces the ids in the fields of `expand[]` by their objects.
async fn expand(
    tx: &mut Transaction<'_>,
    mut response: Value,
    params: &Params,
) -> Result<Value, ApiError> {
    for path in params.texts("expand") {
        let fields: Vec<&str> = path.split('.').collect();
        let unknown = |field: &&&str| **field != "data" && !EXPANDABLE.contains(*field);
        if let Some(field) = fields.iter().find(unknown) {
            return Err(ApiError::invalid(
                "expand",
                format!("This property cannot be expanded ({field})."),
            ));
        }
        if fields.len() > DEEPEST_EXPANSION {
            return Err(ApiError::invalid(
                "expand",
                format!(
                    "You cannot expand more than {DEEPEST_EXPANSION} levels of a property ({path})."
                ),
            ));
        }
        let targets = match fields.as_slice() {
            ["data", rest @ ..] => {
                let count = response["data"].as_array().map_or(0, Vec::len);
                (0..count)
                    .map(|index| (format!("/data/{index}"), rest))
                    .collect::<Vec<_>>()
            }
            all => vec![(String::new(), all)],
        };
        for (mut pointer, fields) in targets {
            for field in fields {
                expand_field(tx, &mut response, &pointer, field).await?;
                pointer = format!("{pointer}/{field}");
            }
        }
    }
    Ok(response)
}

async fn expand_field(
    tx: &mut Transaction<'_>,
    response: &mut Value,
    pointer: &str,
    field: &str,
) -> Result<(), ApiError> {
    let Some(parent) = response.pointer(pointer).and_then(Value::as_object) else {
        return Ok(());
    };
    let own_id = parent
        .get("id")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned();
    let replacement = match (parent.get("object").and_then(Value::as_str), field) {
        (Some(sessions::KIND), "line_items") => Some(sessions::list_line_items(tx, &own_id).await?),
        (Some(charges::KIND), "refunds") => {
            let all = Params::parse(format!("charge={own_id}&limit=100").as_bytes())?;
            Some(refunds::list(tx, &all).await?)
        }
        _ => match parent.get(field) {
            Some(Value::String(id)) => objects::find_any(&mut tx.db, id)
                .await?
                .map(|object| object.body),
            _ => None,
        },
    };
    if let Some(replacement) = replacement
        && let Some(parent) = response.pointer_mut(pointer).and_then(Value::as_object_mut)
    {
        parent.insert(field.to_owned(), replacement);
    }
    Ok(())
}
