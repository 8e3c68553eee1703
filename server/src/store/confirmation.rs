//! The disk's confirmation of what was committed, asked for once by all that wait for it.
//!
//! A transaction that holds its locks until the disk has confirmed it, the end of the audit record among
//! them, has everybody else wait: a border with eight desks for eight confirmations, one after the other.
//! Of [`Store::begin_together`](super::Store::begin_together) the commit comes first and the
//! confirmation after it, for all that have committed meanwhile. Changes reach the disk in the order of
//! their commits: what a transaction has read is there before what it wrote.

use super::Result;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::Mutex;

/// Who committed, and how many of them the disk has confirmed.
#[derive(Default)]
pub(crate) struct Confirmation {
    committed: AtomicU64,
    confirmed: Mutex<u64>,
}

impl Confirmation {
    /// Waits until the disk has confirmed what the caller has just committed; `ask` has it confirm all
    /// that is committed when it begins.
    ///
    /// # Errors
    /// That of `ask`. Whether the changes are kept, nobody knows then; they may be.
    pub(crate) async fn wait<F>(&self, ask: impl FnOnce() -> F) -> Result<()>
    where
        F: Future<Output = Result<()>> + Send,
    {
        let own = self.committed.fetch_add(1, Ordering::SeqCst) + 1;
        let mut confirmed = self.confirmed.lock().await;
        if *confirmed < own {
            let all = self.committed.load(Ordering::SeqCst);
            ask().await?;
            *confirmed = all;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::StoreError;
    use std::sync::Arc;
    use std::time::Duration;

    /// A disk that takes its time: how often it was asked.
    async fn confirms(asked: Arc<AtomicU64>) -> Result<()> {
        asked.fetch_add(1, Ordering::SeqCst);
        tokio::time::sleep(Duration::from_millis(20)).await;
        Ok(())
    }

    #[tokio::test]
    async fn those_who_wait_share_one_confirmation() {
        let (confirmation, asked) = (Arc::new(Confirmation::default()), Arc::default());
        let commits = (0..8).map(|_| {
            let (confirmation, asked) = (confirmation.clone(), Arc::clone(&asked));
            tokio::spawn(async move { confirmation.wait(|| confirms(asked)).await })
        });
        for commit in commits.collect::<Vec<_>>() {
            commit.await.unwrap().unwrap();
        }
        // That of the first, which began before the others had committed, and theirs.
        assert!((1..=2).contains(&asked.load(Ordering::SeqCst)));
        // A confirmation that ended before is none of what is committed after it.
        let before = asked.load(Ordering::SeqCst);
        confirmation.wait(|| confirms(asked.clone())).await.unwrap();
        assert_eq!(asked.load(Ordering::SeqCst), before + 1);
    }

    #[tokio::test]
    async fn what_was_not_confirmed_is_asked_for_again() {
        let confirmation = Confirmation::default();
        let refused = confirmation
            .wait(|| async { Err(StoreError::Database(sqlx::Error::PoolTimedOut)) })
            .await;
        assert!(refused.unwrap_err().is_unavailable());
        let asked = Arc::default();
        confirmation
            .wait(|| confirms(Arc::clone(&asked)))
            .await
            .unwrap();
        assert_eq!(asked.load(Ordering::SeqCst), 1);
    }
}
