//! Files on their way in: a few for each application, and no more in memory than a machine bears.
//!
//! A file takes its room as it arrives, so that somebody who sends a byte every few seconds takes
//! room for a few bytes and keeps nobody else out.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use uuid::Uuid;

/// Files of one application that may be on their way at once.
const OF_APPLICATION: usize = 2;
/// Kilobytes of files that are held in memory at once: a dozen of the largest.
const ROOM: usize = 120 * 1024;
/// How long a file waits for room.
const PATIENCE: Duration = Duration::from_secs(20);

/// All files on their way.
pub struct Uploads {
    room: Arc<Semaphore>,
    of_application: Mutex<HashMap<Uuid, usize>>,
}

/// No room became free in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many files are on their way")]
pub struct NoRoom;

impl Default for Uploads {
    fn default() -> Self {
        Self {
            room: Arc::new(Semaphore::new(ROOM)),
            of_application: Mutex::default(),
        }
    }
}

impl Uploads {
    /// A file of this application, unless others of it are on their way.
    pub fn begin(self: &Arc<Self>, application: Uuid) -> Option<Upload> {
        let mut counts = self.counts();
        let count = counts.entry(application).or_default();
        if *count >= OF_APPLICATION {
            return None;
        }
        *count += 1;
        drop(counts);
        Some(Upload {
            uploads: self.clone(),
            application,
            bytes: Vec::new(),
            room: None,
        })
    }

    fn counts(&self) -> std::sync::MutexGuard<'_, HashMap<Uuid, usize>> {
        let counts = self.of_application.lock();
        counts.unwrap_or_else(PoisonError::into_inner)
    }
}

/// One file on its way; its room is free again when this is dropped.
pub struct Upload {
    uploads: Arc<Uploads>,
    application: Uuid,
    bytes: Vec<u8>,
    room: Option<OwnedSemaphorePermit>,
}

impl Upload {
    /// Adds what has arrived.
    ///
    /// # Errors
    /// No room became free in time.
    pub async fn add(&mut self, chunk: &[u8]) -> Result<(), NoRoom> {
        let held = self
            .room
            .as_ref()
            .map_or(0, OwnedSemaphorePermit::num_permits);
        let needed = (self.bytes.len() + chunk.len()).div_ceil(1024);
        if needed > held {
            let more = u32::try_from(needed - held).map_err(|_| NoRoom)?;
            let more = self.uploads.room.clone().acquire_many_owned(more);
            let more = tokio::time::timeout(PATIENCE, more).await;
            let more = more.map_err(|_| NoRoom)?.map_err(|_| NoRoom)?;
            match &mut self.room {
                Some(room) => room.merge(more),
                room => *room = Some(more),
            }
        }
        self.bytes.extend_from_slice(chunk);
        Ok(())
    }

    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// The file, whole; its room stays taken as long as this lives.
    pub fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.bytes)
    }
}

impl Drop for Upload {
    fn drop(&mut self) {
        let mut counts = self.uploads.counts();
        if let Some(count) = counts.get_mut(&self.application) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&self.application);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn an_application_has_two_at_once_and_keeps_nobody_else_out() {
        let uploads = Arc::new(Uploads::default());
        let application = Uuid::from_u128(1);
        let mut first = uploads.begin(application).unwrap();
        let second = uploads.begin(application).unwrap();
        assert!(uploads.begin(application).is_none());
        let mut others: Vec<Upload> = (2..200)
            .map(|other| uploads.begin(Uuid::from_u128(other)).unwrap())
            .collect();
        for other in &mut others {
            other.add(b"x").await.unwrap();
        }
        first.add(&vec![0; 3_000_000]).await.unwrap();
        first.add(&vec![0; 3_000_000]).await.unwrap();
        assert_eq!((first.len(), first.take().len()), (6_000_000, 6_000_000));
        drop((second, others));
        assert!(uploads.begin(application).is_some());
        drop(first);
        assert_eq!(uploads.room.available_permits(), ROOM);
        assert!(uploads.counts().is_empty());
    }
}
