//! The embedded engine: one file, write-ahead log, one writer and a pool of readers.

pub(crate) type Db = sqlx::Sqlite;

#[path = "dialect/sqlite.rs"]
mod dialect;

#[path = "queries/applications.rs"]
mod applications;
#[path = "queries/audit.rs"]
mod audit;
#[path = "queries/cases.rs"]
mod cases;
#[path = "queries/crossings.rs"]
mod crossings;
#[path = "queries/decisions.rs"]
mod decisions;
#[path = "queries/jobs.rs"]
mod jobs;
#[path = "queries/payments.rs"]
mod payments;
#[path = "queries/queue.rs"]
mod queue;
#[path = "queries/reference_data.rs"]
mod reference_data;
#[path = "queries/refunds.rs"]
mod refunds;
#[path = "queries/seals.rs"]
mod seals;
#[path = "queries/sessions.rs"]
mod sessions;
#[path = "queries/staff.rs"]
mod staff;
#[path = "queries/stays.rs"]
mod stays;
#[path = "queries/visas.rs"]
mod visas;

use super::{Result, Store, Unit};
use async_trait::async_trait;
use sqlx::pool::PoolConnection;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{Pool, Transaction};
use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("../migrations/sqlite");

/// The database file.
pub(crate) struct Engine {
    writer: Pool<Db>,
    readers: Pool<Db>,
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

impl Engine {
    pub(crate) async fn open(url: &str) -> Result<Self> {
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
        let writer = SqlitePoolOptions::new()
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
        Ok(Self { writer, readers })
    }
}

#[async_trait]
impl Store for Engine {
    async fn begin(&self) -> Result<Box<dyn Unit>> {
        Ok(Box::new(EngineUnit::Transaction(
            self.writer.begin_with("BEGIN IMMEDIATE").await?,
        )))
    }

    async fn read(&self) -> Result<Box<dyn Unit>> {
        Ok(Box::new(EngineUnit::Transaction(
            self.readers.begin().await?,
        )))
    }

    async fn single(&self) -> Result<Box<dyn Unit>> {
        Ok(Box::new(EngineUnit::Single(self.readers.acquire().await?)))
    }

    async fn migrate(&self) -> Result<()> {
        Ok(MIGRATIONS.run(&self.writer).await?)
    }

    async fn is_migrated(&self) -> Result<bool> {
        let (applied,) =
            sqlx::query_as::<Db, (i64,)>("SELECT COUNT(*) FROM _sqlx_migrations WHERE success")
                .fetch_one(&self.readers)
                .await?;
        Ok(usize::try_from(applied).is_ok_and(|applied| applied >= MIGRATIONS.iter().count()))
    }

    async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}

/// One transaction; or a connection without one.
pub(crate) enum EngineUnit {
    Transaction(Transaction<'static, Db>),
    Single(PoolConnection<Db>),
}

impl EngineUnit {
    fn connection(&mut self) -> &mut SqliteConnection {
        match self {
            Self::Transaction(transaction) => transaction,
            Self::Single(connection) => connection,
        }
    }
}

#[async_trait]
impl Unit for EngineUnit {
    async fn commit(self: Box<Self>) -> Result<()> {
        match *self {
            Self::Transaction(transaction) => Ok(transaction.commit().await?),
            Self::Single(_) => Ok(()),
        }
    }
}
