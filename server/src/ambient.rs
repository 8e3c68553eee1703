//! Time and randomness, which everything else takes as parameters. The only place that reads
//! the machine's clock and its random source.

use chrono::{DateTime, Utc};
use rand::{Rng, SeedableRng, rngs::StdRng};
use std::sync::Mutex;
use uuid::Uuid;

/// What time it is.
pub trait Clock: Send + Sync {
    /// The present instant, in whole microseconds (what the databases keep).
    fn now(&self) -> DateTime<Utc>;
}

/// The machine's clock.
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place where time comes from"
    )]
    fn now(&self) -> DateTime<Utc> {
        whole_microseconds(Utc::now())
    }
}

/// A clock that tests set.
pub struct FixedClock(Mutex<DateTime<Utc>>);

impl FixedClock {
    pub fn at(instant: DateTime<Utc>) -> Self {
        Self(Mutex::new(whole_microseconds(instant)))
    }

    pub fn set(&self, instant: DateTime<Utc>) {
        *self
            .0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner) = whole_microseconds(instant);
    }

    pub fn advance(&self, by: chrono::TimeDelta) {
        self.set(self.now() + by);
    }
}

impl Clock for FixedClock {
    fn now(&self) -> DateTime<Utc> {
        *self
            .0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

fn whole_microseconds(instant: DateTime<Utc>) -> DateTime<Utc> {
    DateTime::from_timestamp_micros(instant.timestamp_micros()).unwrap_or(instant)
}

/// Random bytes.
pub struct Entropy(Mutex<Box<dyn Rng + Send>>);

impl Entropy {
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
