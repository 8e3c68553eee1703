//! Lists of the API: limits, cursors, ranges of `created`, and the shape of the response.

use serde_json::{Value, json};

use super::{error::ApiError, params::Params};
use crate::{
    state::Transaction,
    store::{
        events::{self, EventQuery},
        objects::{self, ObjectQuery},
    },
};

/// Names of the parameters of every list.
pub const COMMON: [&str; 4] = ["limit", "starting_after", "ending_before", "created"];

/// The most event types that one list is filtered by.
const MOST_TYPES: usize = 20;

/// The parameters of every list: a page of it and a range of `created`.
#[derive(Debug)]
pub struct Pagination {
    pub limit: i64,
    pub created: (i64, i64),
    pub starting_after: Option<String>,
    pub ending_before: Option<String>,
}

impl Pagination {
    /// Reads and validates the parameters.
    pub fn read(params: &Params) -> Result<Self, ApiError> {
        let limit = params.integer(&["limit"])?.unwrap_or(10);
        if !(1..=100).contains(&limit) {
            return Err(ApiError::invalid_code(
                "parameter_invalid_integer",
                "limit",
                format!("This value must be between 1 and 100 (inclusive); you passed in {limit}."),
            ));
        }
        let starting_after = params.text(&["starting_after"])?.map(str::to_owned);
        let ending_before = params.text(&["ending_before"])?.map(str::to_owned);
        if starting_after.is_some() && ending_before.is_some() {
            return Err(ApiError::invalid(
                "ending_before",
                "You can only pass one of ending_before and starting_after.",
            ));
        }
        Ok(Self {
            limit,
            created: created_range(params)?,
            starting_after,
            ending_before,
        })
    }

    /// Refuses a cursor that names no object.
    async fn check_cursor(&self, tx: &mut Transaction<'_>, noun: &str) -> Result<(), ApiError> {
        for (param, id) in [
            ("starting_after", &self.starting_after),
            ("ending_before", &self.ending_before),
        ] {
            let Some(id) = id else { continue };
            let known = if noun == "event" {
                events::find(&mut tx.db, id).await?.is_some()
            } else {
                objects::find_any(&mut tx.db, id).await?.is_some()
            };
            if !known {
                return Err(ApiError::not_found(noun, id, param));
            }
        }
        Ok(())
    }
}

/// A list of objects of one kind.
pub async fn objects(
    tx: &mut Transaction<'_>,
    kind: &str,
    url: &str,
    filters: Filters<'_>,
    pagination: &Pagination,
) -> Result<Value, ApiError> {
    pagination.check_cursor(tx, kind).await?;
    // A filter by what is not there is an error, not an empty list.
    for (filter, kind, param) in [
        (filters.payment_intent, "payment_intent", "intent"),
        (filters.charge, "charge", "charge"),
    ] {
        let Some(id) = filter else { continue };
        if tx.find(kind, id).await?.is_none() {
            return Err(ApiError::not_found(kind, id, param));
        }
    }
    if let Some(id) = filters.customer {
        return Err(ApiError::not_found("customer", id, "customer"));
    }
    let query = ObjectQuery {
        email: filters.email,
        kind,
        status: filters.status,
        payment_intent: filters.payment_intent,
        charge: filters.charge,
        created: pagination.created,
        starting_after: pagination.starting_after.as_deref(),
        ending_before: pagination.ending_before.as_deref(),
        limit: pagination.limit,
    };
    let (data, has_more) = objects::list(&mut tx.db, &query).await?;
    Ok(list_object(url, data, has_more))
}

/// The filters of a list of objects.
#[derive(Clone, Copy, Debug, Default)]
pub struct Filters<'a> {
    pub status: Option<&'a str>,
    pub payment_intent: Option<&'a str>,
    pub charge: Option<&'a str>,
    /// The sandbox has no customers: each is unknown.
    pub customer: Option<&'a str>,
    /// Of the person who paid.
    pub email: Option<&'a str>,
}

/// `GET /v1/events`
pub async fn events(tx: &mut Transaction<'_>, params: &Params) -> Result<Value, ApiError> {
    params.only(&[COMMON.as_slice(), &["type", "types", "delivery_success"]].concat())?;
    let pagination = Pagination::read(params)?;
    pagination.check_cursor(tx, "event").await?;
    let mut types = params.texts("types");
    if types.len() > MOST_TYPES {
        return Err(ApiError::invalid(
            "types",
            format!("You may pass at most {MOST_TYPES} event types."),
        ));
    }
    let kind = params.text(&["type"])?;
    if kind.is_some() && !types.is_empty() {
        return Err(ApiError::invalid(
            "types",
            "You may pass either `type` or `types`, not both.",
        ));
    }
    types.extend(kind);
    let delivered = params.choice(&["delivery_success"], &["true", "false"])?;
    let query = EventQuery {
        types,
        delivered: delivered.map(|text| text == "true"),
        created: pagination.created,
        starting_after: pagination.starting_after.as_deref(),
        ending_before: pagination.ending_before.as_deref(),
        limit: pagination.limit,
    };
    let (data, has_more) = events::list(&mut tx.db, &query).await?;
    Ok(list_object("/v1/events", data, has_more))
}

/// Stripe's `list` object.
pub fn list_object(url: &str, data: Vec<Value>, has_more: bool) -> Value {
    json!({ "object": "list", "data": data, "has_more": has_more, "url": url })
}

/// The range of `created`, both ends included: from `created=…`, or from `created[gte]=…` and the like.
fn created_range(params: &Params) -> Result<(i64, i64), ApiError> {
    if let Ok(Some(_)) = params.text(&["created"]) {
        let exactly = params.integer(&["created"])?.unwrap_or_default();
        return Ok((exactly, exactly));
    }
    let bound = |name| params.integer(&["created", name]);
    let from = bound("gte")?
        .into_iter()
        .chain(bound("gt")?.map(|second| second.saturating_add(1)))
        .max()
        .unwrap_or(i64::MIN);
    let until = bound("lte")?
        .into_iter()
        .chain(bound("lt")?.map(|second| second.saturating_sub(1)))
        .min()
        .unwrap_or(i64::MAX);
    Ok((from, until))
}
