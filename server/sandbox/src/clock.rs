//! The sandbox's clock, which tests may move, and the machine's clock behind it.

use std::sync::atomic::{AtomicI64, Ordering};

/// A clock that shows the machine's time plus an offset.
#[derive(Debug, Default)]
pub struct Clock {
    offset_seconds: AtomicI64,
}

impl Clock {
    /// The time of objects, keys and sessions, in seconds since 1970.
    pub fn now(&self) -> i64 {
        (machine_ms() / 1000).saturating_add(self.offset())
    }

    /// The seconds that the clock is ahead of the machine's.
    pub fn offset(&self) -> i64 {
        self.offset_seconds.load(Ordering::SeqCst)
    }

    /// Sets the seconds that the clock is ahead of the machine's.
    pub fn set_offset(&self, seconds: i64) {
        self.offset_seconds.store(seconds, Ordering::SeqCst);
    }
}

/// The machine's time in milliseconds since 1970. Retries and delays go by it, so that moving the
/// sandbox's clock neither hurries nor stalls them.
#[expect(
    clippy::disallowed_methods,
    reason = "the sandbox's time is derived from this reading of the machine's"
)]
pub fn machine_ms() -> i64 {
    chrono::Utc::now().timestamp_millis()
}
