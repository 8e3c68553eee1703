//! Randomness, which everything else takes as a parameter. The only place that reads the
//! machine's random source.

use chrono::{DateTime, Utc};
use rand::{SeedableRng, rngs::StdRng};
use std::sync::Mutex;
use uuid::Uuid;

/// Random bytes.
pub struct Rng(Mutex<Box<dyn rand::Rng + Send>>);

impl Rng {
    /// A cryptographic generator seeded by the operating system.
    ///
    /// # Errors
    /// When the operating system gives no randomness.
    pub fn system() -> Result<Self, rand::rngs::SysError> {
        Ok(Self(Mutex::new(Box::new(StdRng::try_from_rng(
            &mut rand::rngs::SysRng,
        )?))))
    }

    /// A generator that repeats itself, for tests.
    pub fn seeded(seed: u64) -> Self {
        Self(Mutex::new(Box::new(StdRng::seed_from_u64(seed))))
    }

    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .fill_bytes(&mut bytes);
        bytes
    }

    /// A time-ordered id (UUID version 7).
    pub fn id(&self, now: DateTime<Utc>) -> Uuid {
        let millis = u64::try_from(now.timestamp_millis()).unwrap_or_default();
        uuid::Builder::from_unix_timestamp_millis(millis, &self.bytes()).into_uuid()
    }
}
