//! The ledger: one entry for each movement of money.

use serde::Serialize;
use sqlx::{FromRow, SqliteConnection};

/// An entry of the ledger: one movement of money.
#[derive(Clone, Debug, FromRow, Serialize)]
pub struct LedgerEntry {
    pub created: i64,
    /// `charge`, `refund`, or `refund_returned` when a refund failed afterwards.
    pub entry: String,
    pub charge: String,
    pub refund: Option<String>,
    /// Minor units, always above zero.
    pub amount: i64,
    pub currency: String,
}

/// Appends an entry.
pub async fn append(db: &mut SqliteConnection, entry: &LedgerEntry) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO ledger (created, entry, charge, refund, amount, currency)
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(entry.created)
    .bind(&entry.entry)
    .bind(&entry.charge)
    .bind(&entry.refund)
    .bind(entry.amount)
    .bind(&entry.currency)
    .execute(db)
    .await?;
    Ok(())
}

/// All entries, oldest first.
pub async fn all(db: &mut SqliteConnection) -> Result<Vec<LedgerEntry>, sqlx::Error> {
    sqlx::query_as(
        "SELECT created, entry, charge, refund, amount, currency FROM ledger ORDER BY seq",
    )
    .fetch_all(db)
    .await
}
