//! What both engines have in common, compiled once for each as the queries are: the module that
//! includes this file says which database `Db` is, and how its transactions begin.

use super::{
    BEGIN, BEGIN_TOGETHER, CLAIM_JOB, Db, DbConnection, Disk, OBJECTS, begin, begin_reading,
    find_damage, migrations,
};
use crate::store::confirmation::Confirmation;
use crate::store::{Connection, Result, Store, StoreError};
use async_trait::async_trait;
use sqlx::pool::PoolConnection;
use sqlx::{Pool, Transaction};
use std::sync::Arc;

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
    pub(super) durability: Arc<Durability>,
}

/// Where commits are confirmed that did not wait for it.
pub(super) struct Durability {
    pub(super) disk: Disk,
    confirmation: Confirmation,
}

impl Durability {
    pub(super) fn of(disk: Disk) -> Arc<Self> {
        Arc::new(Self {
            disk,
            confirmation: Confirmation::default(),
        })
    }
}

#[async_trait]
impl Store for Engine {
    async fn begin(&self) -> Result<Box<dyn Connection>> {
        let transaction = begin(&self.writers, BEGIN).await?;
        Ok(Box::new(EngineConnection::Transaction(transaction)))
    }

    async fn begin_together(&self) -> Result<Box<dyn Connection>> {
        let transaction = begin(&self.writers, BEGIN_TOGETHER).await?;
        let durability = self.durability.clone();
        Ok(Box::new(EngineConnection::Together(
            transaction,
            durability,
        )))
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
        let mut writer = self.writers.acquire().await.map_err(failed)?;
        if is_of_another_program(&mut writer).await.map_err(failed)? {
            return Err(StoreError::Foreign(self.name.clone()));
        }
        drop(writer);
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

    async fn check(&self) -> Result<()> {
        let found = find_damage(&self.readers).await;
        match found.map_err(|error| error.to_string()) {
            Ok(None) => Ok(()),
            Ok(Some(found)) | Err(found) => Err(StoreError::Damaged {
                database: self.name.clone(),
                found,
            }),
        }
    }

    async fn close(&self) {
        self.readers.close().await;
        self.writers.close().await;
        self.durability.disk.close().await;
    }
}

/// Whether something stands in it, and not what our first migration began.
pub(super) async fn is_of_another_program(connection: &mut DbConnection) -> sqlx::Result<bool> {
    let objects: Vec<(String,)> = sqlx::query_as(OBJECTS).fetch_all(&mut *connection).await?;
    let is_migrations = |(name,): &(String,)| name == "_sqlx_migrations";
    if !objects.iter().any(is_migrations) {
        return Ok(!objects.is_empty());
    }
    let first = "SELECT version, checksum FROM _sqlx_migrations ORDER BY version LIMIT 1";
    let first: Option<(i64, Vec<u8>)> = sqlx::query_as(first).fetch_optional(connection).await?;
    Ok(match (first, migrations().iter().next()) {
        // Nothing was migrated yet: a first start that was cut off.
        (None, _) => objects.len() > 1,
        (Some((version, checksum)), Some(ours)) => {
            version != ours.version || *checksum != *ours.checksum
        }
        (Some(_), None) => true,
    })
}

/// A connection inside a transaction, or one whose statements each stand alone.
pub(crate) enum EngineConnection {
    Transaction(Transaction<'static, Db>),
    /// One that is confirmed after its commit, beside others.
    Together(Transaction<'static, Db>, Arc<Durability>),
    Autocommit(PoolConnection<Db>),
}

impl EngineConnection {
    fn connection(&mut self) -> &mut DbConnection {
        match self {
            Self::Transaction(transaction) | Self::Together(transaction, _) => transaction,
            Self::Autocommit(connection) => connection,
        }
    }
}

#[async_trait]
impl Connection for EngineConnection {
    async fn commit(self: Box<Self>) -> Result<()> {
        match *self {
            Self::Transaction(transaction) => Ok(transaction.commit().await?),
            Self::Together(transaction, durability) => {
                transaction.commit().await?;
                let Durability { disk, confirmation } = &*durability;
                confirmation.wait(|| disk.confirm()).await
            }
            Self::Autocommit(_) => Ok(()),
        }
    }
}
