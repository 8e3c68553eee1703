//! The embedded engine: one file, write-ahead log, one writer and a pool of readers.

pub(crate) type Db = sqlx::Sqlite;
type DbConnection = sqlx::SqliteConnection;

#[path = "engine.rs"]
mod engine;

use super::Result;
use engine::{Engine, EngineConnection};
use sqlx::Pool;
use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

/// One writer at a time, so that no row needs a lock of its own.
pub const CLAIM_JOB: &str = "
    UPDATE jobs SET state = 'running', locked_until = $2, attempts = attempts + 1
    WHERE id = (SELECT id FROM jobs
                WHERE (state = 'queued' AND run_at <= $1)
                   OR (state = 'running' AND locked_until < $1)
                ORDER BY run_at, id LIMIT 1)
    RETURNING id, kind, subject, attempts";

fn migrations() -> &'static Migrator {
    static MIGRATIONS: Migrator = sqlx::migrate!("../migrations/sqlite");
    &MIGRATIONS
}

/// Makes the file, if it is not there yet, so that only its owner reads it.
fn private(file: &Path) -> Result<()> {
    use std::os::unix::fs::OpenOptionsExt;
    std::fs::OpenOptions::new()
        .create(true)
        .append(true)
        .mode(0o600)
        .open(file)?;
    Ok(())
}

/// Opens the database file; makes it where it is missing.
pub(crate) async fn open(url: &str) -> Result<Engine> {
    let options = SqliteConnectOptions::from_str(url)?
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        // What is erased leaves no trace in free pages.
        .pragma("secure_delete", "ON")
        .busy_timeout(Duration::from_secs(5))
        .row_buffer_size(512);
    if let Some(folder) = options.get_filename().parent()
        && !folder.as_os_str().is_empty()
    {
        std::fs::create_dir_all(folder)?;
    }
    private(options.get_filename())?;
    let writers = SqlitePoolOptions::new()
        .max_connections(1)
        .test_before_acquire(false)
        .acquire_timeout(Duration::from_secs(10))
        .connect_with(options.clone())
        .await?;
    let readers = SqlitePoolOptions::new()
        .max_connections(4)
        // A file does not go away between two uses.
        .test_before_acquire(false)
        .acquire_timeout(Duration::from_secs(10))
        .connect_lazy_with(options.read_only(true).create_if_missing(false));
    Ok(Engine { writers, readers })
}

async fn begin(writers: &Pool<Db>) -> Result<EngineConnection> {
    let transaction = writers.begin_with("BEGIN IMMEDIATE").await?;
    Ok(EngineConnection::Transaction(transaction))
}

/// A transaction that sees one state of the database.
async fn begin_reading(readers: &Pool<Db>) -> Result<EngineConnection> {
    Ok(EngineConnection::Transaction(readers.begin().await?))
}
