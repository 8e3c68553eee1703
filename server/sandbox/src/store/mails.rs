//! Received mail.

use sqlx::{FromRow, SqliteConnection};

/// A line of the list of mails.
#[derive(Clone, Debug, FromRow)]
pub struct MailSummary {
    pub seq: i64,
    /// Seconds since 1970 on the sandbox's clock.
    pub received: i64,
    pub sender: String,
    pub subject: String,
    /// Addresses of the envelope, with commas between.
    pub recipients: String,
}

/// A mail with its raw content.
#[derive(Clone, Debug, FromRow)]
pub struct Mail {
    pub seq: i64,
    pub received: i64,
    pub sender: String,
    pub recipients: String,
    pub raw: Vec<u8>,
}

/// Stores a mail, and returns its number.
pub async fn insert(
    db: &mut SqliteConnection,
    received: i64,
    sender: &str,
    recipients: &[String],
    subject: &str,
    raw: &[u8],
) -> Result<i64, sqlx::Error> {
    let seq: i64 = sqlx::query_scalar(
        "INSERT INTO mails (received, sender, subject, raw) VALUES ($1, $2, $3, $4) RETURNING seq",
    )
    .bind(received)
    .bind(sender)
    .bind(subject)
    .bind(raw)
    .fetch_one(&mut *db)
    .await?;
    for address in recipients {
        sqlx::query(
            "INSERT INTO mail_recipients (mail, address) VALUES ($1, $2) ON CONFLICT DO NOTHING",
        )
        .bind(seq)
        .bind(address)
        .execute(&mut *db)
        .await?;
    }
    Ok(seq)
}

/// A page of mails, newest first; only mails to an address that contains `to`, whatever its case.
pub async fn list(
    db: &mut SqliteConnection,
    to: &str,
    offset: i64,
    limit: i64,
) -> Result<Vec<MailSummary>, sqlx::Error> {
    sqlx::query_as(
        "SELECT m.seq, m.received, m.sender, m.subject,
                coalesce((SELECT group_concat(r.address, ', ') FROM mail_recipients r
                          WHERE r.mail = m.seq), '') AS recipients
         FROM mails m
         WHERE $1 = '' OR EXISTS (SELECT 1 FROM mail_recipients r
             WHERE r.mail = m.seq AND instr(lower(r.address), lower($1)) > 0)
         ORDER BY m.seq DESC LIMIT $2 OFFSET $3",
    )
    .bind(to)
    .bind(limit)
    .bind(offset)
    .fetch_all(db)
    .await
}

/// Finds a mail by its number.
pub async fn find(db: &mut SqliteConnection, seq: i64) -> Result<Option<Mail>, sqlx::Error> {
    sqlx::query_as(
        "SELECT m.seq, m.received, m.sender, m.raw,
                coalesce((SELECT group_concat(r.address, ', ') FROM mail_recipients r
                          WHERE r.mail = m.seq), '') AS recipients
         FROM mails m WHERE m.seq = $1",
    )
    .bind(seq)
    .fetch_optional(db)
    .await
}

/// Deletes all mails, and counts them.
pub async fn clear(db: &mut SqliteConnection) -> Result<u64, sqlx::Error> {
    sqlx::query("DELETE FROM mail_recipients")
        .execute(&mut *db)
        .await?;
    Ok(sqlx::query("DELETE FROM mails")
        .execute(db)
        .await?
        .rows_affected())
}
