//! The engine for more than one machine.
#![expect(
    clippy::duplicate_mod,
    reason = "every statement is written once and compiled for both engines"
)]

pub(crate) type Db = sqlx::Postgres;

#[path = "dialect/postgres.rs"]
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
use sqlx::postgres::{PgConnectOptions, PgConnection, PgPoolOptions};
use sqlx::{Connection, Pool, Transaction};
use std::str::FromStr;
use std::time::Duration;

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("../migrations/postgres");

/// The server's pools.
pub(crate) struct Engine {
    writers: Pool<Db>,
    /// Sessions that can only read. They open no transaction: under READ COMMITTED each statement
    /// sees what is committed before it, with or without one.
    readers: Pool<Db>,
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

impl Engine {
    pub(crate) async fn open(url: &str) -> Result<Self> {
        let options = PgConnectOptions::from_str(url)?.application_name("portal");
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
        let writers = pool(8).connect_with(options).await?;
        Ok(Self { writers, readers })
    }

    /// Starts a transaction in a task of its own. A start that is given up half-way (a browser
    /// that goes away) would go back to the pool with its transaction open, and the next user
    /// would write into it; the task goes on to its end, and what nobody takes is undone.
    async fn start(&self) -> Result<Transaction<'static, Db>> {
        let pool = self.writers.clone();
        let started = tokio::spawn(async move { pool.begin().await });
        Ok(started.await.map_err(|_| sqlx::Error::WorkerCrashed)??)
    }
}

#[async_trait]
impl Store for Engine {
    async fn begin(&self) -> Result<Box<dyn Unit>> {
        Ok(Box::new(EngineUnit::Transaction(self.start().await?)))
    }

    async fn read(&self) -> Result<Box<dyn Unit>> {
        self.single().await
    }

    async fn single(&self) -> Result<Box<dyn Unit>> {
        Ok(Box::new(EngineUnit::Single(self.readers.acquire().await?)))
    }

    async fn migrate(&self) -> Result<()> {
        Ok(MIGRATIONS.run(&self.writers).await?)
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
        self.writers.close().await;
    }
}

/// One transaction; or a connection without one.
pub(crate) enum EngineUnit {
    Transaction(Transaction<'static, Db>),
    Single(PoolConnection<Db>),
}

impl EngineUnit {
    fn connection(&mut self) -> &mut PgConnection {
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
