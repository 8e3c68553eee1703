//! The embedded engine: one file, write-ahead log, one writer and a pool of readers.

pub(crate) type Db = sqlx::Sqlite;
type DbConnection = sqlx::SqliteConnection;

#[path = "engine.rs"]
mod engine;

use super::{Result, StoreError};
use engine::{Durability, Engine, EngineConnection};
use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, Pool, Transaction};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
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

/// The disk confirms each commit before anybody else can write.
const BEGIN: &str = "PRAGMA synchronous = FULL; BEGIN IMMEDIATE";
/// The commit does not wait for the disk. The log is written in the order of commits all the same, and
/// confirmed before anything of it goes into the database file.
const BEGIN_TOGETHER: &str = "PRAGMA synchronous = NORMAL; BEGIN IMMEDIATE";

/// The tables and views that stand in it.
const OBJECTS: &str =
    "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'";

fn migrations() -> &'static Migrator {
    static MIGRATIONS: Migrator = sqlx::migrate!("../migrations/sqlite");
    &MIGRATIONS
}

/// Makes the file, if it is not there yet, so that only its owner reads it.
fn private(file: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt;
    if let Some(folder) = file.parent()
        && !folder.as_os_str().is_empty()
    {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::OpenOptions::new()
        .create(true)
        .append(true)
        .mode(0o600)
        .open(file)?;
    Ok(())
}

/// A pool that lends no connection inside a transaction. SQLite undoes a transaction by itself when
/// the disk is full or broken; sqlx then still counts it as open, and the connection would begin no
/// other for ever. Such a connection is closed, and the next user gets a fresh one. (What a user left
/// open is undone when the connection comes back, before this looks.)
fn pool(connections: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(connections)
        // A file does not go away between two uses.
        .test_before_acquire(false)
        .acquire_timeout(Duration::from_secs(10))
        .before_acquire(|connection, _| {
            let usable = !connection.is_in_transaction();
            Box::pin(std::future::ready(Ok(usable)))
        })
}

/// What is wrong with the file, if anything: all of it is read, and no row compared with its indices.
async fn find_damage(readers: &Pool<Db>) -> sqlx::Result<Option<String>> {
    let (found,): (String,) = sqlx::query_as("PRAGMA quick_check(1)")
        .fetch_one(readers)
        .await?;
    Ok((found != "ok").then_some(found))
}

/// Looks at a file that is there before anything is written to it: to open it for writing alone would
/// change the head of another program's.
async fn refuse_of_another_program(options: &SqliteConnectOptions, path: &str) -> Result<()> {
    let file = options.get_filename();
    if !std::fs::metadata(file).is_ok_and(|file| file.is_file() && file.len() > 0) {
        return Ok(());
    }
    let look = async {
        let mut connection = options.clone().read_only(true).connect().await?;
        let is_foreign = engine::is_of_another_program(&mut connection).await?;
        connection.close().await?;
        Ok(is_foreign)
    };
    match look.await {
        Ok(false) => Ok(()),
        Ok(true) => Err(StoreError::Foreign(path.to_owned())),
        Err(source) => Err(StoreError::NoDatabase {
            path: path.to_owned(),
            source,
        }),
    }
}

/// Opens the database file; makes it where it is missing.
///
/// # Errors
/// `Foreign` for another program's, which stays as it is.
pub(crate) async fn open(url: &str) -> Result<Engine> {
    let options = SqliteConnectOptions::from_str(url)
        .map_err(|_| StoreError::Address)?
        .busy_timeout(Duration::from_secs(5));
    let path = options.get_filename().display().to_string();
    refuse_of_another_program(&options, &path).await?;
    let options = options
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        // What is erased leaves no trace in free pages.
        .pragma("secure_delete", "ON")
        .row_buffer_size(512);
    private(options.get_filename()).map_err(|source| StoreError::File {
        path: path.clone(),
        source,
    })?;
    let writers = pool(1)
        .connect_with(options.clone())
        .await
        .map_err(|source| StoreError::NoDatabase {
            path: path.clone(),
            source,
        })?;
    let disk = Disk::of(options.get_filename(), &writers);
    let readers = pool(4).connect_lazy_with(options.read_only(true).create_if_missing(false));
    Ok(Engine {
        name: path,
        writers,
        readers,
        durability: Durability::of(disk),
    })
}

/// The disk under the write-ahead log.
struct Disk {
    log: PathBuf,
    writers: Pool<Db>,
}

impl Disk {
    fn of(database: &Path, writers: &Pool<Db>) -> Self {
        let mut log = database.as_os_str().to_owned();
        log.push("-wal");
        Self {
            log: log.into(),
            writers: writers.clone(),
        }
    }

    /// Has the disk confirm the log as it is now. After a disk that did not, nobody writes any more: it may
    /// say later that it has, and have lost that part, and nothing after it in the log would be found again.
    async fn confirm(&self) -> Result<()> {
        let log = self.log.clone();
        let asked = tokio::task::spawn_blocking(move || match std::fs::File::open(log) {
            Ok(log) => Ok(log.sync_data()),
            // The last connection took it into the database file, had that confirmed, and closed.
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Ok(())),
            Err(error) => Err(error),
        });
        let asked = asked.await.map_err(|_| sqlx::Error::WorkerCrashed)?;
        let confirmed = asked.map_err(sqlx::Error::Io)?;
        if let Err(error) = confirmed {
            tracing::error!(%error, "the disk does not confirm what is written; restart the portal");
            let writers = self.writers.clone();
            tokio::spawn(async move { writers.close().await });
            return Err(sqlx::Error::Io(error).into());
        }
        Ok(())
    }

    async fn close(&self) {
        self.writers.close().await;
    }
}

async fn begin(writers: &Pool<Db>, statement: &'static str) -> Result<Transaction<'static, Db>> {
    Ok(writers.begin_with(statement).await?)
}

/// A transaction that sees one state of the database.
async fn begin_reading(readers: &Pool<Db>) -> Result<EngineConnection> {
    Ok(EngineConnection::Transaction(readers.begin().await?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Store;
    use chrono::{DateTime, Utc};

    const NOW: DateTime<Utc> = DateTime::UNIX_EPOCH;

    /// Writes until there is no room, and goes away with the transaction open.
    async fn write_until_full(engine: &Engine) {
        let mut tx = engine.begin().await.unwrap();
        for number in 0..2_000_u32 {
            let subject = format!("{number:0>200}");
            let id = uuid::Uuid::from_u128(u128::from(number) + 1_000);
            if let Err(error) = tx.add_job(id, "probe", &subject, NOW, NOW).await {
                let told = app::error::PortalError::from(error);
                assert_eq!(told, app::error::PortalError::Unavailable);
                return;
            }
        }
        panic!("the file never became full");
    }

    #[tokio::test]
    async fn a_full_disk_stops_one_transaction_and_no_more() {
        let folder = tempfile::TempDir::new().unwrap();
        let url = format!("sqlite:{}/portal.db", folder.path().display());
        let engine = open(&url).await.unwrap();
        engine.migrate().await.unwrap();
        for round in 0..3 {
            // This connection finds no room any more; the one after it does.
            let mut writer = engine.writers.acquire().await.unwrap();
            sqlx::query("PRAGMA max_page_count = 1")
                .execute(&mut *writer)
                .await
                .unwrap();
            drop(writer);
            write_until_full(&engine).await;
            let mut tx = engine.begin().await.unwrap();
            let id = uuid::Uuid::from_u128(round);
            tx.add_job(id, "probe", "", NOW, NOW).await.unwrap();
            tx.commit().await.unwrap();
            engine.probe_write().await.unwrap();
        }
    }

    #[tokio::test]
    async fn a_file_that_cannot_be_opened_is_named() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("file");
        std::fs::write(&path, b"").unwrap();
        let url = format!("sqlite:{}/portal.db", path.display());
        let error = open(&url).await.err().unwrap().to_string();
        assert!(error.contains("file/portal.db"), "{error}");
    }

    #[tokio::test]
    async fn the_database_of_another_program_is_named_and_left_alone() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("shop.db");
        let url = format!("sqlite:{}", path.display());
        for made in [
            "CREATE TABLE orders (id INTEGER PRIMARY KEY)",
            "CREATE VIEW orders AS SELECT 1 AS id",
            // Of another program that migrates as ours does.
            "CREATE TABLE _sqlx_migrations (version BIGINT PRIMARY KEY, checksum BLOB NOT NULL);
             CREATE TABLE posts (id INTEGER PRIMARY KEY)",
            "CREATE TABLE _sqlx_migrations (version BIGINT PRIMARY KEY, checksum BLOB NOT NULL);
             INSERT INTO _sqlx_migrations VALUES (1, x'00')",
        ] {
            let made_by = SqliteConnectOptions::new().filename(&path);
            let mut other = made_by.create_if_missing(true).connect().await.unwrap();
            sqlx::raw_sql(made).execute(&mut other).await.unwrap();
            other.close().await.unwrap();
            let before = std::fs::read(&path).unwrap();
            let error = open(&url).await.err().unwrap().to_string();
            assert!(
                error.contains("shop.db: holds tables of another"),
                "{error}"
            );
            assert_eq!(std::fs::read(&path).unwrap(), before, "{made}");
            std::fs::remove_file(&path).unwrap();
        }
    }

    #[tokio::test]
    async fn damaged_pages_are_found_and_named() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("portal.db");
        let url = format!("sqlite:{}", path.display());
        let engine = open(&url).await.unwrap();
        engine.migrate().await.unwrap();
        engine.check().await.unwrap();
        engine.close().await;
        let mut bytes = std::fs::read(&path).unwrap();
        bytes[3 * 4096..8 * 4096].fill(0xA5);
        std::fs::write(&path, bytes).unwrap();
        let engine = open(&url).await.unwrap();
        let error = engine.check().await.unwrap_err();
        assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
        assert!(error.to_string().contains("portal.db"), "{error}");
    }

    #[tokio::test]
    async fn a_damaged_database_is_named() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("portal.db");
        let url = format!("sqlite:{}", path.display());
        let engine = open(&url).await.unwrap();
        engine.migrate().await.unwrap();
        engine.close().await;
        // The head stays, so that it still looks like one.
        let mut bytes = std::fs::read(&path).unwrap();
        bytes[100..8192].fill(0xA5);
        std::fs::write(&path, bytes).unwrap();
        let error = match open(&url).await {
            Ok(engine) => engine.migrate().await.err().unwrap(),
            Err(error) => error,
        };
        assert!(error.to_string().contains("portal.db"), "{error}");
    }

    #[tokio::test]
    async fn a_file_that_is_no_database_is_named() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("portal.db");
        std::fs::write(
            &path,
            "no database, but long enough to be looked at".repeat(200),
        )
        .unwrap();
        for path in [path.as_path(), folder.path()] {
            let url = format!("sqlite:{}", path.display());
            let error = open(&url).await.err().unwrap().to_string();
            assert!(error.contains(&path.display().to_string()), "{error}");
        }
    }

    #[tokio::test]
    async fn after_a_disk_that_does_not_confirm_nobody_writes() {
        let folder = tempfile::TempDir::new().unwrap();
        let url = format!("sqlite:{}/portal.db", folder.path().display());
        let engine = open(&url).await.unwrap();
        engine.migrate().await.unwrap();
        let mut tx = engine.begin_together().await.unwrap();
        tx.add_job(uuid::Uuid::from_u128(1), "probe", "", NOW, NOW)
            .await
            .unwrap();
        tx.commit().await.unwrap();

        let log = PathBuf::from("/dev/null");
        let writers = engine.writers.clone();
        let error = Disk { log, writers }.confirm().await.unwrap_err();
        assert!(error.is_unavailable(), "{error}");
        tokio::task::yield_now().await;
        for begun in [engine.begin().await, engine.begin_together().await] {
            assert!(begun.err().unwrap().is_unavailable());
        }
        // What was confirmed before stands.
        let jobs = engine.read().await.unwrap().count_jobs().await.unwrap();
        assert_eq!(jobs, [("queued".to_owned(), 1)]);
    }
}
