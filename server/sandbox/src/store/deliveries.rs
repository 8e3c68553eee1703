//! Webhook deliveries and their attempts.

use serde::Serialize;
use sqlx::{FromRow, SqliteConnection};

/// A delivery that is due.
#[derive(Clone, Debug, FromRow)]
pub struct DueDelivery {
    pub seq: i64,
    pub event: String,
    pub flavour: String,
    pub tries: i64,
}

/// A delivery as the reports show it.
#[derive(Clone, Debug, FromRow, Serialize)]
pub struct Delivery {
    pub seq: i64,
    pub event: String,
    #[sqlx(rename = "type")]
    #[serde(rename = "type")]
    pub kind: String,
    /// `plain`, `late`, `doubled`, `reordered`, `dropped` or `forged`.
    pub flavour: String,
    /// `pending`, `delivered`, `given_up` or `dropped`.
    pub state: String,
    pub due_ms: i64,
    pub tries: i64,
}

/// One attempt to deliver a webhook.
#[derive(Clone, Debug, FromRow, Serialize)]
pub struct Attempt {
    pub delivery: i64,
    pub at_ms: i64,
    pub url: String,
    /// The receiver's status; absent without a response.
    pub status: Option<i64>,
    pub error: Option<String>,
}

/// Stores a new delivery.
pub async fn insert(
    db: &mut SqliteConnection,
    event: &str,
    flavour: &str,
    due_ms: i64,
    state: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query("INSERT INTO deliveries (event, flavour, due_ms, state) VALUES ($1, $2, $3, $4)")
        .bind(event)
        .bind(flavour)
        .bind(due_ms)
        .bind(state)
        .execute(db)
        .await?;
    Ok(())
}

/// The first delivery that is due.
pub async fn next_due(
    db: &mut SqliteConnection,
    now_ms: i64,
) -> Result<Option<DueDelivery>, sqlx::Error> {
    sqlx::query_as(
        "SELECT seq, event, flavour, tries FROM deliveries
         WHERE state = 'pending' AND due_ms <= $1 ORDER BY due_ms, seq LIMIT 1",
    )
    .bind(now_ms)
    .fetch_optional(db)
    .await
}

/// Makes a delivery due later.
pub async fn postpone(db: &mut SqliteConnection, seq: i64, due_ms: i64) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE deliveries SET due_ms = $1 WHERE seq = $2")
        .bind(due_ms)
        .bind(seq)
        .execute(db)
        .await?;
    Ok(())
}

/// Makes every pending delivery due, and counts those that were not.
pub async fn make_all_due(db: &mut SqliteConnection, now_ms: i64) -> Result<u64, sqlx::Error> {
    let done =
        sqlx::query("UPDATE deliveries SET due_ms = $1 WHERE state = 'pending' AND due_ms > $1")
            .bind(now_ms)
            .execute(db)
            .await?;
    Ok(done.rows_affected())
}

/// The time of the next pending delivery, in milliseconds of the machine's clock.
pub async fn next_due_ms(db: &mut SqliteConnection) -> Result<Option<i64>, sqlx::Error> {
    sqlx::query_scalar("SELECT min(due_ms) FROM deliveries WHERE state = 'pending'")
        .fetch_one(db)
        .await
}

/// Stores an attempt, and the state of its delivery after it.
pub async fn store_attempt(
    db: &mut SqliteConnection,
    attempt: &Attempt,
    state: &str,
    due_ms: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO attempts (delivery, at_ms, url, status, error) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(attempt.delivery)
    .bind(attempt.at_ms)
    .bind(&attempt.url)
    .bind(attempt.status)
    .bind(&attempt.error)
    .execute(&mut *db)
    .await?;
    sqlx::query("UPDATE deliveries SET state = $1, due_ms = $2, tries = tries + 1 WHERE seq = $3")
        .bind(state)
        .bind(due_ms)
        .bind(attempt.delivery)
        .execute(db)
        .await?;
    Ok(())
}

/// The latest thousand deliveries, newest first.
pub async fn all(db: &mut SqliteConnection) -> Result<Vec<Delivery>, sqlx::Error> {
    sqlx::query_as(
        "SELECT d.seq, d.event, e.type, d.flavour, d.state, d.due_ms, d.tries
         FROM deliveries d JOIN events e ON e.id = d.event ORDER BY d.seq DESC LIMIT 1000",
    )
    .fetch_all(db)
    .await
}

/// The attempts of the latest thousand deliveries, oldest first.
pub async fn attempts(db: &mut SqliteConnection) -> Result<Vec<Attempt>, sqlx::Error> {
    sqlx::query_as(
        "SELECT delivery, at_ms, url, status, error FROM attempts
         WHERE delivery > (SELECT coalesce(max(seq), 0) - 1000 FROM deliveries) ORDER BY seq",
    )
    .fetch_all(db)
    .await
}
