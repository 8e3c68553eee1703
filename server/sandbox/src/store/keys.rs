//! Idempotency keys with their stored responses.

use sqlx::{FromRow, SqliteConnection};

/// The response to the first request with a key.
#[derive(Clone, Debug, FromRow)]
pub struct StoredResponse {
    /// A hash of the first request's path, query and body.
    pub fingerprint: String,
    pub status: u16,
    pub body: String,
}

/// Finds the response of a key that was first used after `since`.
pub async fn find(
    db: &mut SqliteConnection,
    key: &str,
    since: i64,
) -> Result<Option<StoredResponse>, sqlx::Error> {
    sqlx::query_as(
        "SELECT fingerprint, status, body FROM idempotency_keys WHERE key = $1 AND created > $2",
    )
    .bind(key)
    .bind(since)
    .fetch_optional(db)
    .await
}

/// Stores a response under a key, and replaces an expired one.
pub async fn store_response(
    db: &mut SqliteConnection,
    key: &str,
    created: i64,
    response: &StoredResponse,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO idempotency_keys (key, created, fingerprint, status, body)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (key) DO UPDATE SET created = excluded.created,
             fingerprint = excluded.fingerprint, status = excluded.status, body = excluded.body",
    )
    .bind(key)
    .bind(created)
    .bind(&response.fingerprint)
    .bind(response.status)
    .bind(&response.body)
    .execute(db)
    .await?;
    Ok(())
}
