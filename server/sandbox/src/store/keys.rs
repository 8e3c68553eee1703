//! Idempotency keys and the answers kept under them.

use sqlx::{FromRow, SqliteConnection};

/// The answer kept under a key.
#[derive(Clone, Debug, FromRow)]
pub struct KeptAnswer {
    /// Tells method, path and body of the request that the key was first used with.
    pub fingerprint: String,
    pub status: u16,
    pub body: String,
}

/// Finds the answer under a key that was first used after `since`.
pub async fn find(
    db: &mut SqliteConnection,
    key: &str,
    since: i64,
) -> Result<Option<KeptAnswer>, sqlx::Error> {
    sqlx::query_as(
        "SELECT fingerprint, status, body FROM idempotency_keys WHERE key = $1 AND created > $2",
    )
    .bind(key)
    .bind(since)
    .fetch_optional(db)
    .await
}

/// Keeps an answer, in place of a lapsed one.
pub async fn keep(
    db: &mut SqliteConnection,
    key: &str,
    created: i64,
    answer: &KeptAnswer,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO idempotency_keys (key, created, fingerprint, status, body)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (key) DO UPDATE SET created = excluded.created,
             fingerprint = excluded.fingerprint, status = excluded.status, body = excluded.body",
    )
    .bind(key)
    .bind(created)
    .bind(&answer.fingerprint)
    .bind(answer.status)
    .bind(&answer.body)
    .execute(db)
    .await?;
    Ok(())
}
