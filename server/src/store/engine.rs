//! What both engines have in common, compiled once for each as the queries are: the module that
//! includes this file says which database `Db` is, and how its transactions begin.

use super::{CLAIM_JOB, Db, DbConnection, TABLES, begin, begin_reading, migrations};
use crate::store::{Connection, Result, Store, StoreError};
use async_trait::async_trait;
use sqlx::pool::PoolConnection;
use sqlx::{Pool, Transaction};

#[path = "queries/applications.rs"]
mod applications;
#[path = "queries/arrivals.rs"]
mod arrivals;
#[path = "queries/audit.rs"]
mod audit;
#[path = "queries/cases.rs"]
mod cases;
#[path = "queries/corrections.rs"]
mod corrections;
#[path = "queries/crossings.rs"]
mod crossings;
#[path = "queries/day_packs.rs"]
mod day_packs;
#[path = "queries/decisions.rs"]
mod decisions;
#[path = "queries/fines.rs"]
mod fines;
#[path = "queries/forged_codes.rs"]
mod forged_codes;
#[path = "queries/jobs.rs"]
mod jobs;
#[path = "queries/master_keys.rs"]
mod master_keys;
#[path = "queries/passes.rs"]
mod passes;
#[path = "queries/payments.rs"]
mod payments;
#[path = "queries/queue.rs"]
mod queue;
#[path = "queries/reference_data.rs"]
mod reference_data;
#[path = "queries/refund_notes.rs"]
mod refund_notes;
#[path = "queries/refunds.rs"]
mod refunds;
#[path = "queries/reminders.rs"]
mod reminders;
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
#[path = "queries/wallet_passes.rs"]
mod wallet_passes;

/// The pools of one database.
pub(crate) struct Engine {
    /// Which database it is, without a secret, for errors.
    pub(super) name: String,
    pub(super) writers: Pool<Db>,
    /// Connections that can only read.
    pub(super) readers: Pool<Db>,
}

#[async_trait]
impl Store for Engine {
    async fn begin(&self) -> Result<Box<dyn Connection>> {
        Ok(Box::new(begin(&self.writers).await?))
    }

    async fn read(&self) -> Result<Box<dyn Connection>> {
        Ok(Box::new(begin_reading(&self.readers).await?))
    }

    async fn autocommit(&self) -> Result<Box<dyn Connection>> {
        let connection = self.readers.acquire().await?;
        Ok(Box::new(EngineConnection::Autocommit(connection)))
    }

    async fn migrate(&self) -> Result<()> {
        let failed = |source: sqlx::Error| StoreError::NoDatabase {
            path: self.name.clone(),
            source,
        };
        let tables: Vec<(String,)> = sqlx::query_as(TABLES)
            .fetch_all(&self.writers)
            .await
            .map_err(failed)?;
        let is_ours = |(table,): &(String,)| table == "_sqlx_migrations";
        if !tables.is_empty() && !tables.iter().any(is_ours) {
            return Err(StoreError::Foreign(self.name.clone()));
        }
        let run = migrations().run(&self.writers).await;
        run.map_err(|source| StoreError::Migration {
            database: self.name.clone(),
            source,
        })
    }

    async fn is_migrated(&self) -> Result<bool> {
        let (applied,) =
            sqlx::query_as::<Db, (i64,)>("SELECT COUNT(*) FROM _sqlx_migrations WHERE success")
                .fetch_one(&self.readers)
                .await?;
        Ok(usize::try_from(applied).is_ok_and(|applied| applied >= migrations().iter().count()))
    }

    async fn close(&self) {
        self.readers.close().await;
        self.writers.close().await;
    }
}

/// A connection inside a transaction, or one whose statements each stand alone.
pub(crate) enum EngineConnection {
    Transaction(Transaction<'static, Db>),
    Autocommit(PoolConnection<Db>),
}

impl EngineConnection {
    fn connection(&mut self) -> &mut DbConnection {
        match self {
            Self::Transaction(transaction) => transaction,
            Self::Autocommit(connection) => connection,
        }
    }
}

#[async_trait]
impl Connection for EngineConnection {
    async fn commit(self: Box<Self>) -> Result<()> {
        match *self {
            Self::Transaction(transaction) => Ok(transaction.commit().await?),
            Self::Autocommit(_) => Ok(()),
        }
    }
}
