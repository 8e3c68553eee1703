//! The access log: who viewed whose data. An access is recorded before the data is shown, and the
//! disk confirms each transaction: recorded one by one, the accesses of a busy border post would
//! wait for each other. The first request writes for all that wait.

use super::{Event, append_all};
use crate::store::{Store, StoreError};
use crate::vault::RecordKey;
use chrono::{DateTime, Utc};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::oneshot;
use tokio::sync::oneshot::error::TryRecvError;

/// The event was not recorded; the log says why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotRecorded {
    /// The disk is full, or the database away: it may succeed later.
    #[error("the record could not be written now")]
    Unavailable,
    #[error("the record could not be written")]
    Failed,
}

impl From<&StoreError> for NotRecorded {
    fn from(error: &StoreError) -> Self {
        if error.is_unavailable() || error.is_stale() {
            Self::Unavailable
        } else {
            Self::Failed
        }
    }
}

/// Those who wait for their events to be kept.
pub struct AccessLog {
    key: RecordKey,
    waiting: Mutex<Vec<Waiting>>,
    turn: tokio::sync::Mutex<()>,
}

struct Waiting {
    events: Vec<Event>,
    kept: oneshot::Sender<Result<(), NotRecorded>>,
}

impl AccessLog {
    pub fn new(key: RecordKey) -> Self {
        Self {
            key,
            waiting: Mutex::default(),
            turn: tokio::sync::Mutex::default(),
        }
    }

    /// Returns when the events are kept, each in the order given; `now` is their time. Of a caller who goes away before
    /// that they may be kept, with the next access, or not: nothing was shown.
    ///
    /// # Errors
    /// The database did not confirm that they are kept.
    pub async fn record(
        &self,
        store: &Arc<dyn Store>,
        events: Vec<Event>,
        now: DateTime<Utc>,
    ) -> Result<(), NotRecorded> {
        let (kept, mut is_kept) = oneshot::channel();
        self.waiting().push(Waiting { events, kept });
        let turn = self.turn.lock().await;
        match is_kept.try_recv() {
            Ok(kept) => return kept,
            Err(TryRecvError::Closed) => return Err(NotRecorded::Failed),
            Err(TryRecvError::Empty) => {}
        }
        let all = std::mem::take(&mut *self.waiting());
        if !all.is_empty() {
            // A task of its own: a browser that goes away takes nobody else's events with it.
            let _ = tokio::spawn(keep(store.clone(), all, now, self.key.clone())).await;
        }
        drop(turn);
        is_kept.await.unwrap_or(Err(NotRecorded::Failed))
    }

    fn waiting(&self) -> std::sync::MutexGuard<'_, Vec<Waiting>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Tells each whether its events were kept.
async fn keep(store: Arc<dyn Store>, mut all: Vec<Waiting>, now: DateTime<Utc>, key: RecordKey) {
    let events: Vec<Event> = all
        .iter_mut()
        .flat_map(|one| std::mem::take(&mut one.events))
        .collect();
    let written: Result<(), StoreError> = async {
        let mut connection = store.begin_together().await?;
        append_all(&mut *connection, events, now, &key).await?;
        connection.commit().await
    }
    .await;
    if let Err(error) = &written {
        tracing::error!(%error, "accesses could not be recorded");
    }
    let told = written.map_err(|error| NotRecorded::from(&error));
    for one in all {
        let _ = one.kept.send(told);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::Rng;
    use crate::store::{Connection, Result as Stored};
    use crate::vault::Vault;
    use async_trait::async_trait;
    use std::time::Duration;

    /// A database that is gone.
    struct Gone;

    impl Gone {
        async fn answer() -> Stored<Box<dyn Connection>> {
            tokio::time::sleep(Duration::from_millis(20)).await;
            Err(StoreError::Database(sqlx::Error::PoolTimedOut))
        }
    }

    #[async_trait]
    impl Store for Gone {
        async fn begin(&self) -> Stored<Box<dyn Connection>> {
            Self::answer().await
        }
        async fn read(&self) -> Stored<Box<dyn Connection>> {
            Self::answer().await
        }
        async fn autocommit(&self) -> Stored<Box<dyn Connection>> {
            Self::answer().await
        }
        async fn migrate(&self) -> Stored<()> {
            Ok(())
        }
        async fn is_migrated(&self) -> Stored<bool> {
            Ok(true)
        }
        async fn close(&self) {}
    }

    #[tokio::test]
    async fn whoever_waits_learns_that_nothing_was_kept() {
        let key = Vault::in_memory(&Rng::seeded(1)).record_key();
        let log = Arc::new(AccessLog::new(key));
        let store: Arc<dyn Store> = Arc::new(Gone);
        let now = DateTime::UNIX_EPOCH;
        let access = || {
            let (log, store) = (log.clone(), store.clone());
            tokio::spawn(async move { log.record(&store, Vec::new(), now).await })
        };
        let accesses: Vec<_> = (0..4).map(|_| access()).collect();
        for access in accesses {
            assert_eq!(access.await.unwrap(), Err(NotRecorded::Unavailable));
        }
    }
}
