//! Stored events, each with its object as it was then.

use serde_json::Value;
use sqlx::{FromRow, SqliteConnection};

use super::parse_json;

/// A query for a list of events, newest first.
#[derive(Clone, Debug)]
pub struct EventQuery<'a> {
    /// Whether every webhook of them was accepted.
    pub delivered: Option<bool>,
    /// Types of the events, as `refund.created` or `refund.*`; all types when empty.
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

/// Stores an event.
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

/// A page of events, newest first, and whether more follow it in the direction of the cursor.
pub async fn list(
    db: &mut SqliteConnection,
    query: &EventQuery<'_>,
) -> Result<(Vec<Value>, bool), sqlx::Error> {
    let statement = if query.ending_before.is_some() {
        "SELECT body, pending_webhooks FROM events
         WHERE (json_array_length($1) = 0 OR EXISTS (
                   SELECT 1 FROM json_each($1) AS wanted WHERE events.type = wanted.value
                   OR (wanted.value LIKE '%.*' AND events.type GLOB wanted.value)))
           AND ($6 IS NULL OR (pending_webhooks = 0) = $6)
           AND created BETWEEN $2 AND $3
           AND seq > (SELECT seq FROM events WHERE id = $4)
         ORDER BY seq ASC LIMIT $5"
    } else {
        "SELECT body, pending_webhooks FROM events
         WHERE (json_array_length($1) = 0 OR EXISTS (
                   SELECT 1 FROM json_each($1) AS wanted WHERE events.type = wanted.value
                   OR (wanted.value LIKE '%.*' AND events.type GLOB wanted.value)))
           AND ($6 IS NULL OR (pending_webhooks = 0) = $6)
           AND created BETWEEN $2 AND $3
           AND ($4 IS NULL OR seq < (SELECT seq FROM events WHERE id = $4))
         ORDER BY seq DESC LIMIT $5"
    };
    let rows = sqlx::query_as::<_, Row>(statement)
        .bind(Value::from(query.types.clone()).to_string())
        .bind(query.created.0)
        .bind(query.created.1)
        .bind(query.ending_before.or(query.starting_after))
        .bind(query.limit.saturating_add(1))
        .bind(query.delivered)
        .fetch_all(db)
        .await?;
    let events = rows
        .into_iter()
        .map(Row::event)
        .collect::<Result<Vec<_>, _>>()?;
    Ok(cut_page(events, query.limit, query.ending_before.is_some()))
}

/// Counts a delivered webhook: one less of this event is pending.
pub async fn count_delivered_webhook(
    db: &mut SqliteConnection,
    id: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE events SET pending_webhooks = max(pending_webhooks - 1, 0) WHERE id = $1")
        .bind(id)
        .execute(db)
        .await?;
    Ok(())
}

/// Cuts a page off its rows, of which one too many tells that more follow, and reverses a page that was
/// read backwards.
pub(super) fn cut_page(mut rows: Vec<Value>, limit: i64, backwards: bool) -> (Vec<Value>, bool) {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let has_more = rows.len() > limit;
    rows.truncate(limit);
    if backwards {
        rows.reverse();
    }
    (rows, has_more)
}
