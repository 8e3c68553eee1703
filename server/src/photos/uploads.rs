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
/// Files from one address: half of what there is room for, so that it keeps nobody else out.
const OF_ADDRESS: usize = 6;
/// Kilobytes of files that are held in memory at once: a dozen of the largest.
const ROOM: usize = 120 * 1024;
/// How long a file waits for room.
const PATIENCE: Duration = Duration::from_secs(20);

/// All files on their way.
pub struct Uploads {
    room: Arc<Semaphore>,
    /// By application and by address.
    under_way: Mutex<HashMap<String, usize>>,
}

/// No room became free in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many files are on their way")]
pub struct NoRoom;

impl Default for Uploads {
    fn default() -> Self {
        Self {
            room: Arc::new(Semaphore::new(ROOM)),
            under_way: Mutex::default(),
        }
    }
}

impl Uploads {
    /// A file of this application from this address, unless others of either are on their way.
    pub fn begin(self: &Arc<Self>, application: Uuid, address: &str) -> Option<Upload> {
        let keys = [
            (application.to_string(), OF_APPLICATION),
            (address.to_owned(), OF_ADDRESS),
        ];
        let mut counts = self.counts();
        let is_full = |(key, most): &(String, usize)| counts.get(key).is_some_and(|n| n >= most);
        if keys.iter().any(is_full) {
            return None;
        }
        let keys = keys.map(|(key, _)| key);
        for key in &keys {
            *counts.entry(key.clone()).or_default() += 1;
        }
        drop(counts);
        Some(Upload {
            uploads: self.clone(),
            keys,
            bytes: Vec::new(),
            room: None,
        })
    }

    fn counts(&self) -> std::sync::MutexGuard<'_, HashMap<String, usize>> {
        let counts = self.under_way.lock();
        counts.unwrap_or_else(PoisonError::into_inner)
    }
}

/// One file on its way; its room is free again when this is dropped.
pub struct Upload {
    uploads: Arc<Uploads>,
    keys: [String; 2],
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
        for key in &self.keys {
            if let Some(count) = counts.get_mut(key) {
                *count -= 1;
                if *count == 0 {
                    counts.remove(key);
                }
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
        let mut first = uploads.begin(application, "192.0.2.1").unwrap();
        let second = uploads.begin(application, "192.0.2.1").unwrap();
        assert!(uploads.begin(application, "192.0.2.1").is_none());
        let mut others: Vec<Upload> = (2..200)
            .map(|other| {
                uploads
                    .begin(Uuid::from_u128(other), &other.to_string())
                    .unwrap()
            })
            .collect();
        for other in &mut others {
            other.add(b"x").await.unwrap();
        }
        first.add(&vec![0; 3_000_000]).await.unwrap();
        first.add(&vec![0; 3_000_000]).await.unwrap();
        assert_eq!((first.len(), first.take().len()), (6_000_000, 6_000_000));
        let more = (300..).map(|n| uploads.begin(Uuid::from_u128(n), "192.0.2.1"));
        let more: Vec<Upload> = more.map_while(|upload| upload).collect();
        assert_eq!(more.len(), OF_ADDRESS - 2);
        drop((second, others, more));
        assert!(uploads.begin(application, "192.0.2.1").is_some());
        drop(first);
        assert_eq!(uploads.room.available_permits(), ROOM);
        assert!(uploads.counts().is_empty());
    }
}
