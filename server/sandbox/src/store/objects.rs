//! Stored objects of Stripe: sessions, payment intents, charges, refunds and disputes.

use serde_json::Value;
use sqlx::{FromRow, SqliteConnection};

use super::parse_json;

/// An object of the API, with the data that Stripe keeps to itself.
#[derive(Clone, Debug)]
pub struct Object {
    /// The object as the API shows it.
    pub body: Value,
    /// Data that the API does not show, such as `payment_intent_data` of a session.
    pub hidden: Value,
}

/// A query for a list of objects, newest first.
#[derive(Clone, Debug)]
pub struct ObjectQuery<'a> {
    /// The value of `object`, as `refund`.
    pub kind: &'a str,
    pub status: Option<&'a str>,
    pub payment_intent: Option<&'a str>,
    pub charge: Option<&'a str>,
    /// Of the person who paid.
    pub email: Option<&'a str>,
    /// Earliest and latest `created`, both included.
    pub created: (i64, i64),
    /// Only objects older than this one.
    pub starting_after: Option<&'a str>,
    /// Only objects newer than this one.
    pub ending_before: Option<&'a str>,
    pub limit: i64,
}

#[derive(FromRow)]
struct Row {
    body: String,
    hidden: String,
}

impl Row {
    fn object(self) -> Result<Object, sqlx::Error> {
        Ok(Object {
            body: parse_json(&self.body)?,
            hidden: parse_json(&self.hidden)?,
        })
    }
}

/// Stores an object, new or changed; it must have `id`, `object` and `created`.
pub async fn save(db: &mut SqliteConnection, object: &Object) -> Result<(), sqlx::Error> {
    let text = |field: &str| object.body.get(field).and_then(Value::as_str);
    let written = sqlx::query(
        "INSERT INTO objects (id, kind, created, status, payment_intent, charge, body, hidden)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (id) DO UPDATE SET
             status = excluded.status, payment_intent = excluded.payment_intent,
             charge = excluded.charge, body = excluded.body, hidden = excluded.hidden",
    )
    .bind(text("id"))
    .bind(text("object"))
    .bind(object.body.get("created").and_then(Value::as_i64))
    .bind(text("status").unwrap_or_default())
    .bind(text("payment_intent"))
    .bind(text("charge"))
    .bind(object.body.to_string())
    .bind(object.hidden.to_string())
    .execute(db)
    .await?;
    if written.rows_affected() == 1 {
        Ok(())
    } else {
        Err(sqlx::Error::RowNotFound)
    }
}

/// Finds an object of a kind by its id.
pub async fn find(
    db: &mut SqliteConnection,
    kind: &str,
    id: &str,
) -> Result<Option<Object>, sqlx::Error> {
    sqlx::query_as::<_, Row>("SELECT body, hidden FROM objects WHERE kind = $1 AND id = $2")
        .bind(kind)
        .bind(id)
        .fetch_optional(db)
        .await?
        .map(Row::object)
        .transpose()
}

/// Finds an object of any kind by its id.
pub async fn find_any(db: &mut SqliteConnection, id: &str) -> Result<Option<Object>, sqlx::Error> {
    sqlx::query_as::<_, Row>("SELECT body, hidden FROM objects WHERE id = $1")
        .bind(id)
        .fetch_optional(db)
        .await?
        .map(Row::object)
        .transpose()
}

/// A page of objects, newest first, and whether more follow it in the direction of the cursor.
pub async fn list(
    db: &mut SqliteConnection,
    query: &ObjectQuery<'_>,
) -> Result<(Vec<Value>, bool), sqlx::Error> {
    let statement = if query.ending_before.is_some() {
        "SELECT body, hidden FROM objects
         WHERE kind = $1 AND ($2 IS NULL OR status = $2)
           AND ($3 IS NULL OR payment_intent = $3) AND ($4 IS NULL OR charge = $4)
           AND ($9 IS NULL OR json_extract(body, '$.customer_details.email') = $9)
           AND created BETWEEN $5 AND $6
           AND seq > (SELECT seq FROM objects WHERE id = $7)
         ORDER BY seq ASC LIMIT $8"
    } else {
        "SELECT body, hidden FROM objects
         WHERE kind = $1 AND ($2 IS NULL OR status = $2)
           AND ($3 IS NULL OR payment_intent = $3) AND ($4 IS NULL OR charge = $4)
           AND ($9 IS NULL OR json_extract(body, '$.customer_details.email') = $9)
           AND created BETWEEN $5 AND $6
           AND ($7 IS NULL OR seq < (SELECT seq FROM objects WHERE id = $7))
         ORDER BY seq DESC LIMIT $8"
    };
    let rows = sqlx::query_as::<_, Row>(statement)
        .bind(query.kind)
        .bind(query.status)
        .bind(query.payment_intent)
        .bind(query.charge)
        .bind(query.created.0)
        .bind(query.created.1)
        .bind(query.ending_before.or(query.starting_after))
        .bind(query.limit.saturating_add(1))
        .bind(query.email)
        .fetch_all(db)
        .await?;
    let bodies = rows
        .iter()
        .map(|row| parse_json(&row.body))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(super::events::cut_page(
        bodies,
        query.limit,
        query.ending_before.is_some(),
    ))
}

/// The ids of the open sessions whose `expires_at` has passed.
pub async fn sessions_to_expire(
    db: &mut SqliteConnection,
    now: i64,
) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar(
        "SELECT id FROM objects WHERE kind = 'checkout.session' AND status = 'open'
         AND json_extract(body, '$.expires_at') <= $1 ORDER BY seq",
    )
    .bind(now)
    .fetch_all(db)
    .await
}
