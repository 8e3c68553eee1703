//! Whose photo is decoded next. Each takes a core and up to some hundred megabytes, so there are few at
//! once; large ones have a turn of their own, which small ones do not wait for, and one address has one at
//! a time, so that who sends many waits for themselves.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Photos that are decoded at once beside a large one.
const SMALL: usize = 2;
/// So long a photo waits for its turn.
const PATIENCE: Duration = Duration::from_secs(20);

/// All turns.
pub struct Turns {
    small: Arc<Semaphore>,
    large: Arc<Semaphore>,
    /// One for each address that has a photo here or waiting.
    addresses: Mutex<HashMap<String, Weak<Semaphore>>>,
}

/// A turn; the next one has it when this is dropped.
pub struct Turn {
    _decoding: OwnedSemaphorePermit,
    _of_address: OwnedSemaphorePermit,
}

/// The turn did not come in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many photos wait for their turn")]
pub struct NoTurn;

impl Default for Turns {
    fn default() -> Self {
        Self {
            small: Arc::new(Semaphore::new(SMALL)),
            large: Arc::new(Semaphore::new(1)),
            addresses: Mutex::default(),
        }
    }
}

impl Turns {
    /// A turn for a photo from this address.
    ///
    /// # Errors
    /// It did not come in time.
    pub async fn take(&self, address: &str, is_large: bool) -> Result<Turn, NoTurn> {
        let kind = if is_large { &self.large } else { &self.small };
        let own = self.of_address(address);
        let both = async {
            // First its own address: who waits for that takes nobody else's place.
            let of_address = own.acquire_owned().await;
            let decoding = kind.clone().acquire_owned().await;
            Ok(Turn {
                _decoding: decoding.map_err(|_| NoTurn)?,
                _of_address: of_address.map_err(|_| NoTurn)?,
            })
        };
        tokio::time::timeout(PATIENCE, both)
            .await
            .map_err(|_| NoTurn)?
    }

    fn of_address(&self, address: &str) -> Arc<Semaphore> {
        let addresses = self.addresses.lock();
        let mut addresses = addresses.unwrap_or_else(PoisonError::into_inner);
        if let Some(one) = addresses.get(address).and_then(Weak::upgrade) {
            return one;
        }
        addresses.retain(|_, one| one.strong_count() > 0);
        let one = Arc::new(Semaphore::new(1));
        addresses.insert(address.to_owned(), Arc::downgrade(&one));
        one
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::future::Future;
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    /// What it has come to, without waiting.
    fn now<F: Future>(future: F) -> Option<F::Output> {
        match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(output) => Some(output),
            Poll::Pending => None,
        }
    }

    #[tokio::test]
    async fn who_sends_many_large_ones_keeps_nobody_else_out() {
        let turns = Turns::default();
        let first = turns.take("192.0.2.1", true).await.unwrap();
        // Neither another of theirs, large or small,
        assert!(now(turns.take("192.0.2.1", true)).is_none());
        assert!(now(turns.take("192.0.2.1", false)).is_none());
        // nor a large one of somebody else comes now; small ones do.
        assert!(now(turns.take("192.0.2.2", true)).is_none());
        let small = now(turns.take("192.0.2.3", false)).unwrap().unwrap();
        let other = now(turns.take("192.0.2.4", false)).unwrap().unwrap();
        assert!(now(turns.take("192.0.2.5", false)).is_none());
        drop((first, small));
        assert!(now(turns.take("192.0.2.2", true)).unwrap().is_ok());
        drop(other);
        // Nothing is kept of who has gone.
        drop(now(turns.take("192.0.2.9", false)));
        assert_eq!(turns.addresses.lock().unwrap().len(), 1);
    }
}
