//! Every SQL statement of the portal, written once for SQLite and PostgreSQL.
//!
//! Each area has a trait with its rows here (`store/payments.rs`) and one file of statements
//! (`store/queries/payments.rs`) that is compiled twice, as `sqlite::payments` and
//! `postgres::payments`; those two modules only say which engine `Db` is. What truly differs
//! sits in `store/sqlite.rs` and `store/postgres.rs`. A row derives its reading; how ids, instants,
//! dates, codes and amounts stand in columns is said once, in `store/columns.rs`.
//!
//! A [`Connection`] that [`Store::begin`] gave is one transaction: nothing is kept unless it is
//! committed, which [`crate::transaction::Transaction`] does for the use cases. A write that misses
//! the version it was meant for is [`StoreError::Stale`].
//!
//! To add an area: a trait file, a query file, its line in `store/engine.rs` and in [`Connection`].

/// A row's state is set by its constructor and by its table of transitions, nothing else.
macro_rules! transitions {
    ($row:ty, $state:ty) => {
        impl $row {
            pub const fn state(&self) -> $state {
                self.state
            }

            /// Moves the row on; it is stored by its `save_…`.
            ///
            /// # Errors
            /// `Transition` where the table does not have it.
            pub fn advance(&mut self, next: $state) -> $crate::store::Result<()> {
                if self.state.may_become(next) {
                    self.state = next;
                    Ok(())
                } else {
                    Err($crate::store::StoreError::Transition {
                        from: self.state.as_str(),
                        to: next.as_str(),
                    })
                }
            }
        }
    };
}

mod applications;
mod arrivals;
mod audit;
mod cases;
mod columns;
mod confirmation;
mod corrections;
mod crossings;
mod day_packs;
mod decisions;
mod fines;
mod forged_codes;
mod jobs;
mod master_keys;
mod passes;
mod payments;
mod postgres;
mod queue;
mod reference_data;
mod refund_notes;
mod refunds;
mod reminders;
mod seals;
mod sessions;
mod sqlite;
mod staff;
mod stays;
mod visas;
mod wallet_passes;

pub use applications::{ApplicationRow, Applications, Erasable};
pub use arrivals::{Arrivals, ExpectedCount, ExpectedRow};
pub use audit::{AuditRow, Audits, Chain, NewAudit};
pub use cases::{CaseRow, Cases};
pub(crate) use columns::{code, date, date_text, id, instant, micros};
pub use corrections::{CorrectionRow, Corrections};
pub use crossings::{CrossingRow, Crossings, Marks};
pub use day_packs::{DayPackRow, DayPacks, ProvisionalRow};
pub use decisions::{DecisionKind, DecisionRow, Decisions};
pub use fines::{FineRow, Fines};
pub use forged_codes::{ForgedCodeRow, ForgedCodes};
pub use jobs::{JobRow, Jobs, UndeliveredRow};
pub use master_keys::MasterKeys;
pub use passes::{PassName, PassRow, Passes};
pub use payments::{ListedPayment, PaymentRow, Payments, ProviderEventRow};
pub use queue::{Queue, QueueEntry, QueueQuery};
pub use reference_data::{
    ExemptionRow, FeeRow, NewExemption, NewFee, NewPort, NewQuestion, PortRow, ReferenceData,
    ReferenceRows,
};
pub use refund_notes::{RefundNoteRow, RefundNotes};
pub use refunds::{ListedRefund, RefundRow, Refunds};
pub use reminders::Reminders;
pub use seals::Seals;
pub use sessions::{PendingTotp, SessionKind, SessionRow, Sessions};
pub use staff::{Staff, StaffRow};
pub use stays::{StayRow, Stays, VisaAndStay};
pub use visas::{VisaRow, Visas};
pub use wallet_passes::{WalletPassRow, WalletPasses, WalletRegistrationRow};

use async_trait::async_trait;
use std::sync::atomic::{AtomicU8, Ordering};

/// A statement failed, or a row holds what the portal never writes.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("database: {0}")]
    Database(sqlx::Error),
    /// The row changed since it was read, or another transaction was in the way: what was meant
    /// to be done was not done, and may be tried again from the beginning.
    #[error("somebody else was faster")]
    Stale,
    #[error("no transition from {from} to {to}")]
    Transition {
        from: &'static str,
        to: &'static str,
    },
    #[error("{database}: migration: {source}")]
    Migration {
        database: String,
        source: sqlx::migrate::MigrateError,
    },
    /// Nothing was changed in it.
    #[error("{0}: holds tables of another program; name an empty database, or one of this portal")]
    Foreign(String),
    /// The vault wraps by a master key that was forgotten: its folder is an old copy.
    #[error("master key {0} was forgotten; copy the key folder to this machine")]
    KeyForgotten(String),
    #[error("{database}: damaged, restore it from a backup: {found}")]
    Damaged { database: String, found: String },
    #[error("the row holds an unreadable {0}")]
    Row(&'static str),
    /// Without the address, which may be a secret in the wrong place.
    #[error("the address of the database begins with neither `sqlite:` nor `postgres:`")]
    Scheme,
    /// The same: what is wrong is not quoted.
    #[error("the address of the database cannot be read; look at what stands behind its `?`")]
    Address,
    #[error("{path}: {source}")]
    File {
        path: String,
        source: std::io::Error,
    },
    /// The file is there, and cannot be used as a database.
    #[error("{path}: {source}")]
    NoDatabase { path: String, source: sqlx::Error },
}

/// What PostgreSQL says when it ends one of two transactions that wait for each other, and when a
/// transaction cannot be put in an order with others.
const DEADLOCK: [&str; 2] = ["40P01", "40001"];

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        let code = error
            .as_database_error()
            .and_then(sqlx::error::DatabaseError::code);
        if code.is_some_and(|code| DEADLOCK.contains(&&*code)) {
            Self::Stale
        } else {
            Self::Database(error)
        }
    }
}

impl StoreError {
    /// Whether somebody else was faster.
    pub const fn is_stale(&self) -> bool {
        matches!(self, Self::Stale)
    }

    /// Whether the database is away, has no room, or no connection to lend: nothing was written, and the
    /// same call may succeed later.
    pub fn is_unavailable(&self) -> bool {
        match self {
            // Another machine can; `/readyz` says that this one cannot.
            Self::KeyForgotten(_) => true,
            Self::Database(error) => is_away(error),
            _ => false,
        }
    }

    /// Whether a statement met a page that is damaged, or a file that is no database any more. What
    /// stands on other pages is still read and written.
    pub fn is_damage(&self) -> bool {
        match self {
            Self::Damaged { .. } => true,
            Self::Database(error) => {
                let code = error
                    .as_database_error()
                    .and_then(sqlx::error::DatabaseError::code);
                code.is_some_and(|code| is_of_damage(&code))
            }
            _ => false,
        }
    }

    /// Whether a uniqueness rule of the schema was hit: somebody else was faster.
    pub fn is_duplicate(&self) -> bool {
        matches!(self, Self::Database(sqlx::Error::Database(error)) if error.is_unique_violation())
    }
}

fn is_away(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed
        | sqlx::Error::Io(_) => true,
        sqlx::Error::Database(error) => error.code().is_some_and(|code| is_of_the_place(&code)),
        _ => false,
    }
}

/// Whether the code is of the place where the data lie, and not of what was asked.
fn is_of_the_place(code: &str) -> bool {
    /// Of SQLite, with more in the higher bits: another process writes for too long, the file became
    /// read-only, a reading or writing failed, the disk is full, the file cannot be opened.
    const PRIMARY: [u32; 5] = [5, 8, 10, 13, 14];
    /// Of PostgreSQL: connection, resources, shut down by an operator, failure of the system below.
    const CLASSES: [&str; 4] = ["08", "53", "57", "58"];
    if code.len() == 5 && !is_of_damage(code) {
        return CLASSES.iter().any(|class| code.starts_with(class));
    }
    primary(code).is_some_and(|code| PRIMARY.contains(&code)) || is_of_damage(code)
}

/// Whether the code is of a page that is damaged. Of SQLite, also of a file that is no database; of
/// PostgreSQL, data or an index that is corrupted.
fn is_of_damage(code: &str) -> bool {
    matches!(code, "XX001" | "XX002") || (code.len() < 5 && matches!(primary(code), Some(11 | 26)))
}

/// The primary code of SQLite's, which has more in the higher bits.
fn primary(code: &str) -> Option<u32> {
    code.parse::<u32>().ok().map(|code| code & 0xff)
}

pub type Result<T, E = StoreError> = std::result::Result<T, E>;

/// A connection with every statement. One that [`Store::begin`] gave is inside a transaction.
#[async_trait]
pub trait Connection:
    Applications
    + Arrivals
    + Audits
    + Cases
    + Corrections
    + Crossings
    + DayPacks
    + Decisions
    + Fines
    + ForgedCodes
    + Jobs
    + MasterKeys
    + Passes
    + Payments
    + Queue
    + ReferenceData
    + RefundNotes
    + Reminders
    + Refunds
    + Seals
    + Sessions
    + Staff
    + Stays
    + Visas
    + WalletPasses
    + Send
{
    /// Keeps what was written. Dropping the connection instead undoes it.
    async fn commit(self: Box<Self>) -> Result<()>;
}

/// What an application, its photo's row and its events take at most.
const PROBE_BYTES: usize = 64 * 1024;

/// A database.
#[async_trait]
pub trait Store: Send + Sync {
    /// Opens a transaction that may write.
    async fn begin(&self) -> Result<Box<dyn Connection>>;
    /// Opens a transaction that may write, for what many do at the same time and nothing outside the
    /// database hangs on. It is committed before the disk has confirmed it, and `commit` returns after that:
    /// others see its changes, and get its locks, up to a few milliseconds before. Whoever answers by
    /// what one saw in it commits it too.
    async fn begin_together(&self) -> Result<Box<dyn Connection>> {
        self.begin().await
    }
    /// Opens a transaction that only reads.
    async fn read(&self) -> Result<Box<dyn Connection>>;
    /// A connection on which each statement is a transaction of its own, and only reads.
    async fn autocommit(&self) -> Result<Box<dyn Connection>>;
    /// Applies the migrations that are missing.
    async fn migrate(&self) -> Result<()>;
    /// Whether all migrations that this binary knows are applied.
    async fn is_migrated(&self) -> Result<bool>;
    /// Writes as much as an application needs, to the end: whether a transaction can be kept now. (A
    /// full disk is met when it is to be kept, and not while there is room in a file already.)
    async fn probe_write(&self) -> Result<()> {
        static TURN: AtomicU8 = AtomicU8::new(0);
        let bytes = vec![TURN.fetch_add(1, Ordering::Relaxed); PROBE_BYTES];
        let mut tx = self.begin().await?;
        tx.write_probe(&bytes).await?;
        tx.commit().await
    }
    /// Reads the file of an embedded database through, which takes a second for some hundred megabytes.
    ///
    /// # Errors
    /// `Damaged`, with its name.
    async fn check(&self) -> Result<()> {
        Ok(())
    }
    /// Whether nothing is damaged; what is goes to the log.
    async fn check_and_tell(&self) -> bool {
        let checked = self.check().await;
        checked
            .inspect_err(|error| tracing::error!(%error, "the database is damaged"))
            .is_ok()
    }
    /// Ends all connections.
    async fn close(&self);
}

/// Opens the database that the address names by its scheme: `sqlite:PATH` or `postgres://…`.
pub async fn open(url: &str) -> Result<std::sync::Arc<dyn Store>> {
    if url.starts_with("sqlite:") {
        Ok(std::sync::Arc::new(sqlite::open(url).await?))
    } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
        Ok(std::sync::Arc::new(postgres::open(url).await?))
    } else {
        Err(StoreError::Scheme)
    }
}

/// The outcome of a write that is guarded by a version.
pub(crate) const fn expect_one(rows_affected: u64) -> Result<()> {
    if rows_affected == 1 {
        Ok(())
    } else {
        Err(StoreError::Stale)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_and_a_database_that_is_away_pass() {
        // SQLite: busy, read-only, I/O, full, cannot open; some with more in the higher bits.
        // PostgreSQL: connection lost, disk full, too many connections, shutting down, starting, I/O.
        for code in [
            "5", "8", "10", "13", "14", "778", "4874", "08006", "53100", "53300", "57P01", "57P03",
            "58030", "11", "26", "267", "XX001", "XX002",
        ] {
            assert!(is_of_the_place(code), "{code}");
        }
        // What was asked.
        for code in ["1", "19", "2067", "23505", "42601", "40P01", "", "x"] {
            assert!(!is_of_the_place(code), "{code}");
        }
        for (error, is) in [
            (sqlx::Error::PoolTimedOut, true),
            (
                sqlx::Error::Io(std::io::ErrorKind::ConnectionReset.into()),
                true,
            ),
            (sqlx::Error::RowNotFound, false),
        ] {
            assert_eq!(StoreError::Database(error).is_unavailable(), is);
        }
    }
}
