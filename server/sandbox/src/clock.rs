//! The sandbox's own clock, which tests may move, and its source of ids.

use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicI64, Ordering},
};

use rand::{RngExt, SeedableRng, rngs::StdRng};

/// The machine's time plus an offset.
#[derive(Debug, Default)]
pub struct Clock {
    offset_seconds: AtomicI64,
}

impl Clock {
    /// Seconds since 1970 on the sandbox's clock: what objects, keys and sessions go by.
    pub fn now(&self) -> i64 {
        (machine_ms() / 1000).saturating_add(self.offset())
    }

    /// How far the clock is ahead of the machine's, in seconds.
    pub fn offset(&self) -> i64 {
        self.offset_seconds.load(Ordering::SeqCst)
    }

    /// Sets how far the clock is ahead of the machine's, in seconds.
    pub fn set_offset(&self, seconds: i64) {
        self.offset_seconds.store(seconds, Ordering::SeqCst);
    }
}

/// Milliseconds since 1970 on the machine's clock: what retries and delays go by, so that moving the
/// sandbox's clock neither hurries nor stalls them.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place where the machine's time is read"
)]
pub fn machine_ms() -> i64 {
    chrono::Utc::now().timestamp_millis()
}

/// Makes the ids of objects.
pub struct Entropy(Mutex<StdRng>);

impl Entropy {
    /// Repeatable with a seed, from the operating system without.
    pub fn new(seed: Option<u64>) -> Self {
        Self(Mutex::new(
            seed.map_or_else(rand::make_rng, StdRng::seed_from_u64),
        ))
    }

    /// `length` letters and digits.
    pub fn token(&self, length: usize) -> String {
        const ALPHABET: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        let mut rng = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        (0..length)
            .map(|_| char::from(ALPHABET[rng.random_range(0..ALPHABET.len())]))
            .collect()
    }
}
