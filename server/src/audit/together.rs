//! Events of several requests in one transaction. What was looked up is recorded before it is shown,
//! and the disk confirms each transaction: recorded one by one, the looks of a busy border post
//! would wait for each other. Whoever comes first writes for all who wait.

use super::{Event, record_all};
use crate::store::{Store, StoreError};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::oneshot;
use tokio::sync::oneshot::error::TryRecvError;

/// The event was not recorded; the log says why.
#[derive(Debug, thiserror::Error)]
#[error("the record could not be written")]
pub struct NotRecorded;

/// Those who wait for their events to be kept.
#[derive(Default)]
pub struct Together {
    waiting: Mutex<Vec<Waiting>>,
    turn: tokio::sync::Mutex<()>,
}

struct Waiting {
    events: Vec<Event>,
    kept: oneshot::Sender<()>,
}

impl Together {
    /// Returns when the events are kept, each in the order given. Of a caller who goes away before
    /// that they may be kept, with the next look, or not: nothing was shown.
    ///
    /// # Errors
    /// The database did not confirm that they are kept.
    pub async fn record(
        &self,
        store: &Arc<dyn Store>,
        events: Vec<Event>,
    ) -> Result<(), NotRecorded> {
        let (kept, mut is_kept) = oneshot::channel();
        self.waiting().push(Waiting { events, kept });
        let turn = self.turn.lock().await;
        match is_kept.try_recv() {
            Ok(()) => return Ok(()),
            Err(TryRecvError::Closed) => return Err(NotRecorded),
            Err(TryRecvError::Empty) => {}
        }
        let all = std::mem::take(&mut *self.waiting());
        if !all.is_empty() {
            // A task of its own: a browser that goes away takes nobody else's events with it.
            let _ = tokio::spawn(keep(store.clone(), all)).await;
        }
        drop(turn);
        is_kept.await.map_err(|_| NotRecorded)
    }

    fn waiting(&self) -> std::sync::MutexGuard<'_, Vec<Waiting>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Tells those whose events were kept; the others learn it by being told nothing.
async fn keep(store: Arc<dyn Store>, mut all: Vec<Waiting>) {
    let events: Vec<Event> = all
        .iter_mut()
        .flat_map(|one| std::mem::take(&mut one.events))
        .collect();
    let written: Result<(), StoreError> = async {
        let mut unit = store.begin().await?;
        record_all(&mut *unit, events).await?;
        unit.commit().await
    }
    .await;
    match written {
        Ok(()) => {
            for one in all {
                let _ = one.kept.send(());
            }
        }
        Err(error) => tracing::error!(%error, "looks could not be recorded"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Result as Stored, Unit};
    use async_trait::async_trait;
    use std::time::Duration;

    /// A database that is gone.
    struct Gone;

    impl Gone {
        async fn answer() -> Stored<Box<dyn Unit>> {
            tokio::time::sleep(Duration::from_millis(20)).await;
            Err(StoreError::Row("anything"))
        }
    }

    #[async_trait]
    impl Store for Gone {
        async fn begin(&self) -> Stored<Box<dyn Unit>> {
            Self::answer().await
        }
        async fn read(&self) -> Stored<Box<dyn Unit>> {
            Self::answer().await
        }
        async fn single(&self) -> Stored<Box<dyn Unit>> {
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
        let together = Arc::new(Together::default());
        let store: Arc<dyn Store> = Arc::new(Gone);
        let look = || {
            let (together, store) = (together.clone(), store.clone());
            tokio::spawn(async move { together.record(&store, Vec::new()).await })
        };
        let looks: Vec<_> = (0..4).map(|_| look()).collect();
        for look in looks {
            assert!(look.await.unwrap().is_err());
        }
    }
}
