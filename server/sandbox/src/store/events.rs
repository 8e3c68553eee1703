//! Events: what happened, with the object as it was then.

use serde_json::Value;
use sqlx::{FromRow, SqliteConnection};

use super::parse_json;

/// Which events to list, newest first.
#[derive(Clone, Debug)]
pub struct EventListing<'a> {
    /// A JSON array of types; all when empty.
    pub types: Vec<&'a str>,
    /// Earliest and latest `created`, both included.
    pub created: (i64, i64),
    pub starting_after: Option<&'a str>,
    pub ending_before: Option<&'a str>,
    pub limit: i64,
}

#[derive(FromRow)]
struct Row {
    body: String,
    pending_webhooks: i64,
}

impl Row {
    fn event(self) -> Result<Value, sqlx::Error> {
        let mut body = parse_json(&self.body)?;
        if let Some(fields) = body.as_object_mut() {
            fields.insert("pending_webhooks".to_owned(), self.pending_webhooks.into());
        }
        Ok(body)
    }
}

/// Records an event.
pub async fn insert(
    db: &mut SqliteConnection,
    id: &str,
    kind: &str,
    created: i64,
    pending_webhooks: i64,
    body: &Value,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO events (id, type, created, pending_webhooks, body) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(id)
    .bind(kind)
    .bind(created)
    .bind(pending_webhooks)
    .bind(body.to_string())
    .execute(db)
    .await?;
    Ok(())
}

/// Finds an event by its id.
pub async fn find(db: &mut SqliteConnection, id: &str) -> Result<Option<Value>, sqlx::Error> {
    sqlx::query_as::<_, Row>("SELECT body, pending_webhooks FROM events WHERE id = $1")
        .bind(id)
        .fetch_optional(db)
        .await?
        .map(Row::event)
        .transpose()
}

/// Lists events newest first, and says whether there are more in the direction of travel.
pub async fn list(
    db: &mut SqliteConnection,
    listing: &EventListing<'_>,
) -> Result<(Vec<Value>, bool), sqlx::Error> {
    let statement = if listing.ending_before.is_some() {
        "SELECT body, pending_webhooks FROM events
         WHERE (json_array_length($1) = 0 OR type IN (SELECT value FROM json_each($1)))
           AND created BETWEEN $2 AND $3
           AND seq > (SELECT seq FROM events WHERE id = $4)
         ORDER BY seq ASC LIMIT $5"
    } else {
        "SELECT body, pending_webhooks FROM events
         WHERE (json_array_length($1) = 0 OR type IN (SELECT value FROM json_each($1)))
           AND created BETWEEN $2 AND $3
           AND ($4 IS NULL OR seq < (SELECT seq FROM events WHERE id = $4))
         ORDER BY seq DESC LIMIT $5"
    };
    let rows = sqlx::query_as::<_, Row>(statement)
        .bind(Value::from(listing.types.clone()).to_string())
        .bind(listing.created.0)
        .bind(listing.created.1)
        .bind(listing.ending_before.or(listing.starting_after))
        .bind(listing.limit.saturating_add(1))
        .fetch_all(db)
        .await?;
    let events = rows
        .into_iter()
        .map(Row::event)
        .collect::<Result<Vec<_>, _>>()?;
    Ok(cut_page(
        events,
        listing.limit,
        listing.ending_before.is_some(),
    ))
}

/// A webhook of this event has been taken: one less is pending.
pub async fn webhook_delivered(db: &mut SqliteConnection, id: &str) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE events SET pending_webhooks = max(pending_webhooks - 1, 0) WHERE id = $1")
        .bind(id)
        .execute(db)
        .await?;
    Ok(())
}

/// Takes the one row too many off a page, which tells that there are more, and turns a page that was read
/// backwards.
pub(super) fn cut_page(mut rows: Vec<Value>, limit: i64, backwards: bool) -> (Vec<Value>, bool) {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let has_more = rows.len() > limit;
    rows.truncate(limit);
    if backwards {
        rows.reverse();
    }
    (rows, has_more)
}
