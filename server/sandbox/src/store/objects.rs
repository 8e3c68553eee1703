//! Stripe's objects: sessions, payment intents, charges, refunds and disputes.

use serde_json::Value;
use sqlx::{FromRow, SqliteConnection};

use super::parse_json;

/// An object as the API answers it, and what Stripe keeps to itself about it.
#[derive(Clone, Debug)]
pub struct Object {
    /// What the API answers.
    pub body: Value,
    /// What it does not show, such as `payment_intent_data` of a session.
    pub hidden: Value,
}

/// Which objects to list, newest first.
#[derive(Clone, Debug)]
pub struct Listing<'a> {
    /// The value of `object`, as `refund`.
    pub kind: &'a str,
    pub status: Option<&'a str>,
    pub payment_intent: Option<&'a str>,
    pub charge: Option<&'a str>,
    /// Earliest and latest `created`, both included.
    pub created: (i64, i64),
    /// Only what is older than this object.
    pub starting_after: Option<&'a str>,
    /// Only what is newer than this object.
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

/// Writes an object, new or changed; it must have `id`, `object` and `created`.
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

/// Lists objects newest first, and says whether there are more in the direction of travel.
pub async fn list(
    db: &mut SqliteConnection,
    listing: &Listing<'_>,
) -> Result<(Vec<Value>, bool), sqlx::Error> {
    let statement = if listing.ending_before.is_some() {
        "SELECT body, hidden FROM objects
         WHERE kind = $1 AND ($2 IS NULL OR status = $2)
           AND ($3 IS NULL OR payment_intent = $3) AND ($4 IS NULL OR charge = $4)
           AND created BETWEEN $5 AND $6
           AND seq > (SELECT seq FROM objects WHERE id = $7)
         ORDER BY seq ASC LIMIT $8"
    } else {
        "SELECT body, hidden FROM objects
         WHERE kind = $1 AND ($2 IS NULL OR status = $2)
           AND ($3 IS NULL OR payment_intent = $3) AND ($4 IS NULL OR charge = $4)
           AND created BETWEEN $5 AND $6
           AND ($7 IS NULL OR seq < (SELECT seq FROM objects WHERE id = $7))
         ORDER BY seq DESC LIMIT $8"
    };
    let rows = sqlx::query_as::<_, Row>(statement)
        .bind(listing.kind)
        .bind(listing.status)
        .bind(listing.payment_intent)
        .bind(listing.charge)
        .bind(listing.created.0)
        .bind(listing.created.1)
        .bind(listing.ending_before.or(listing.starting_after))
        .bind(listing.limit.saturating_add(1))
        .fetch_all(db)
        .await?;
    let bodies = rows
        .iter()
        .map(|row| parse_json(&row.body))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(super::events::cut_page(
        bodies,
        listing.limit,
        listing.ending_before.is_some(),
    ))
}

/// The ids of open sessions whose time is over.
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
