//! The sandbox's database and every SQL statement, one file per subject.
//!
//! There is one connection, so transactions run one after another. A new subject is a table in
//! `store/schema.sql` and a file in this folder.

pub mod deliveries;
pub mod events;
pub mod keys;
pub mod ledger;
pub mod mails;
pub mod objects;
pub mod schedule;

use sqlx::{
    Sqlite, SqliteConnection, SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use crate::config::Database;

/// A transaction of the database: rolled back when it is dropped without a commit.
pub type DatabaseTransaction = sqlx::Transaction<'static, Sqlite>;

/// The open database.
#[derive(Clone, Debug)]
pub struct Store {
    pool: SqlitePool,
}

impl Store {
    /// Opens the database and creates missing tables.
    pub async fn open(database: &Database) -> Result<Self, sqlx::Error> {
        let options = match database {
            Database::Memory => SqliteConnectOptions::new().in_memory(true),
            Database::File(path) => {
                if let Some(folder) = path
                    .parent()
                    .filter(|folder| !folder.as_os_str().is_empty())
                {
                    std::fs::create_dir_all(folder)?;
                }
                SqliteConnectOptions::new()
                    .filename(path)
                    .create_if_missing(true)
                    .journal_mode(SqliteJournalMode::Wal)
                    .synchronous(SqliteSynchronous::Normal)
            }
        };
        // The one connection also keeps an in-memory database alive: it must never be closed as idle.
        let pool = SqlitePoolOptions::new()
            .min_connections(1)
            .max_connections(1)
            .idle_timeout(None)
            .max_lifetime(None)
            .connect_with(options)
            .await?;
        sqlx::raw_sql(include_str!("store/schema.sql"))
            .execute(&pool)
            .await?;
        Ok(Self { pool })
    }

    /// Begins a transaction; waits until the one before has ended.
    pub async fn begin(&self) -> Result<DatabaseTransaction, sqlx::Error> {
        self.pool.begin().await
    }

    /// Closes the database when its last transaction has ended.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}

/// Reads a setting.
pub async fn setting(db: &mut SqliteConnection, name: &str) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar("SELECT value FROM settings WHERE name = $1")
        .bind(name)
        .fetch_optional(db)
        .await
}

/// Writes a setting.
pub async fn set_setting(
    db: &mut SqliteConnection,
    name: &str,
    value: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO settings (name, value) VALUES ($1, $2)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value",
    )
    .bind(name)
    .bind(value)
    .execute(db)
    .await?;
    Ok(())
}

/// Parses a JSON column; broken JSON is an error of the database.
fn parse_json(text: &str) -> Result<serde_json::Value, sqlx::Error> {
    serde_json::from_str(text).map_err(|error| sqlx::Error::Decode(Box::new(error)))
}
