//! A transaction with all that must be kept or lost with it: its rows, its audit events, its jobs.
//!
//! Rows are written at once. Events and jobs are kept until [`Transaction::commit`], which inserts
//! the jobs, appends the events, commits, and then wakes the worker. So every transaction locks in
//! the same order: its rows (an application before its cases), then jobs, then the end of the audit
//! chain. What a transaction that is dropped was given, is lost with it.

use crate::audit::{self, Event};
use crate::queue::Job;
use crate::rng::Rng;
use crate::store::{Connection, StoreError};
use crate::vault::RecordKey;
use chrono::{DateTime, Utc};
use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use tokio::sync::Notify;

/// How often a transaction is tried again when others were faster.
const TRIES: usize = 8;

pub struct Transaction {
    connection: Box<dyn Connection>,
    rng: Arc<Rng>,
    job_wakeup: Arc<Notify>,
    record: RecordKey,
    now: DateTime<Utc>,
    events: Vec<Event>,
    /// With the time at which each is due.
    jobs: Vec<(Job, DateTime<Utc>)>,
}

impl Transaction {
    /// Over a connection that is inside a transaction, at the time `now`.
    pub fn new(
        connection: Box<dyn Connection>,
        rng: Arc<Rng>,
        job_wakeup: Arc<Notify>,
        record: RecordKey,
        now: DateTime<Utc>,
    ) -> Self {
        Self {
            connection,
            rng,
            job_wakeup,
            record,
            now,
            events: Vec::new(),
            jobs: Vec::new(),
        }
    }

    /// When the transaction began: the time of its events and jobs.
    pub const fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// Adds an event to the audit record; events stand there in the order of these calls.
    pub fn append(&mut self, event: Event) {
        self.events.push(event);
    }

    /// Queues a job that is due at once.
    pub fn enqueue(&mut self, job: Job) {
        self.jobs.push((job, self.now));
    }

    /// Keeps everything, then wakes the worker.
    ///
    /// # Errors
    /// `Stale` when PostgreSQL ended the transaction in favour of another; nothing is kept.
    pub async fn commit(mut self) -> Result<(), StoreError> {
        // Two transactions that queue the same jobs must not wait for each other.
        self.jobs.sort_by_key(|(job, _)| job.stored());
        for (job, due) in &self.jobs {
            let (kind, subject) = job.stored();
            let id = self.rng.id(self.now);
            self.connection
                .add_job(id, kind, &subject, self.now, *due)
                .await?;
        }
        if !self.events.is_empty() {
            let (events, now) = (self.events, self.now);
            audit::append_all(&mut *self.connection, events, now, &self.record).await?;
        }
        self.connection.commit().await?;
        if !self.jobs.is_empty() {
            self.job_wakeup.notify_one();
        }
        Ok(())
    }
}

impl Deref for Transaction {
    type Target = dyn Connection;

    fn deref(&self) -> &Self::Target {
        &*self.connection
    }
}

impl DerefMut for Transaction {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut *self.connection
    }
}

/// An error that may mean that somebody else was faster.
pub trait MayBeStale {
    fn is_stale(&self) -> bool;
}

impl MayBeStale for StoreError {
    fn is_stale(&self) -> bool {
        Self::is_stale(self)
    }
}

/// Does a whole transaction, and does it again from the beginning while others are faster.
///
/// # Errors
/// Those of the last try.
pub async fn retry_stale<T, E: MayBeStale, F: Future<Output = Result<T, E>> + Send>(
    mut transaction: impl FnMut() -> F,
) -> Result<T, E> {
    let mut tried = 1;
    loop {
        match transaction().await {
            Err(error) if error.is_stale() && tried < TRIES => tried += 1,
            done => return done,
        }
    }
}
