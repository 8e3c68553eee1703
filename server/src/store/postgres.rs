//! The engine for more than one machine.
#![expect(
    clippy::duplicate_mod,
    reason = "every statement is written once and compiled for both engines"
)]

pub(crate) type Db = sqlx::Postgres;
type DbConnection = sqlx::PgConnection;

#[path = "engine.rs"]
mod engine;

use super::{Result, StoreError};
use engine::{Durability, Engine, EngineConnection};
use sqlx::migrate::Migrator;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{Connection, Pool, Transaction};
use std::str::FromStr;
use std::time::Duration;

/// Several workers claim side by side: rows that another holds are passed over.
pub const CLAIM_JOB: &str = "
    UPDATE jobs SET state = 'running', locked_until = $2, attempts = attempts + 1
    WHERE id = (SELECT id FROM jobs
                WHERE (state = 'queued' AND run_at <= $1)
                   OR (state = 'running' AND locked_until < $1)
                ORDER BY run_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id, kind, subject, attempts";

const BEGIN: &str = "BEGIN";
/// The commit does not wait for the disk.
const BEGIN_TOGETHER: &str = "BEGIN; SET LOCAL synchronous_commit = off";

/// The tables and views that stand in its schema.
const OBJECTS: &str =
    "SELECT table_name::text FROM information_schema.tables WHERE table_schema = current_schema()";

fn migrations() -> &'static Migrator {
    static MIGRATIONS: Migrator = sqlx::migrate!("../migrations/postgres");
    &MIGRATIONS
}

fn pool(connections: u32) -> PgPoolOptions {
    PgPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(Duration::from_secs(10))
        // Only a connection that rested may have been cut meanwhile.
        .test_before_acquire(false)
        .before_acquire(|connection, used| {
            Box::pin(async move {
                if used.idle_for > Duration::from_secs(1) {
                    connection.ping().await?;
                }
                Ok(true)
            })
        })
}

/// The server looks after its own files, and says so of a page that it reads.
async fn find_damage(_readers: &Pool<Db>) -> sqlx::Result<Option<String>> {
    Ok(None)
}

/// Opens pools of the server that the address names.
pub(crate) async fn open(url: &str) -> Result<Engine> {
    let options = PgConnectOptions::from_str(url)
        .map_err(|_| StoreError::Address)?
        .application_name("portal");
    let readers = pool(12)
        .after_connect(|connection, _| {
            Box::pin(async move {
                sqlx::query("SET default_transaction_read_only = on")
                    .execute(connection)
                    .await?;
                Ok(())
            })
        })
        .connect_lazy_with(options.clone());
    let name = format!(
        "database {} at {}",
        options
            .get_database()
            .unwrap_or_else(|| options.get_username()),
        options.get_host()
    );
    let writers = pool(8).connect_with(options.clone()).await?;
    let confirming = pool(1).connect_lazy_with(options);
    Ok(Engine {
        name,
        writers,
        readers,
        durability: Durability::of(Disk(confirming)),
    })
}

/// The disk of the server, and of those that follow it where commits wait for them: by one connection
/// that commits as the server's settings have it.
struct Disk(Pool<Db>);

impl Disk {
    /// Writes the smallest there is to the log, and commits it: the log is confirmed up to there, and with
    /// it every commit before.
    async fn confirm(&self) -> Result<()> {
        sqlx::query("SELECT pg_logical_emit_message(true, 'portal', '')")
            .execute(&self.0)
            .await?;
        Ok(())
    }

    async fn close(&self) {
        self.0.close().await;
    }
}

/// Starts a transaction in a task of its own. A start that is given up half-way (a browser
/// that goes away) would go back to the pool with its transaction open, and the next user
/// would write into it; the task goes on to its end, and a transaction without a taker is undone.
async fn begin(writers: &Pool<Db>, statement: &'static str) -> Result<Transaction<'static, Db>> {
    let pool = writers.clone();
    let started = tokio::spawn(async move { pool.begin_with(statement).await });
    Ok(started.await.map_err(|_| sqlx::Error::WorkerCrashed)??)
}

/// Opens no transaction: under READ COMMITTED each statement sees what is committed before it,
/// with or without one.
async fn begin_reading(readers: &Pool<Db>) -> Result<EngineConnection> {
    Ok(EngineConnection::Autocommit(readers.acquire().await?))
}
