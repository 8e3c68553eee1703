//! The machine's clock, moved by what a story says.

use chrono::{DateTime, TimeDelta, Utc};
use server::clock::{Clock, SystemClock};
use std::sync::atomic::{AtomicI64, Ordering};

#[derive(Default)]
pub struct MovedClock(AtomicI64);

impl MovedClock {
    pub fn advance(&self, by: TimeDelta) {
        self.0
            .fetch_add(by.num_microseconds().unwrap(), Ordering::SeqCst);
    }
}

impl Clock for MovedClock {
    fn now(&self) -> DateTime<Utc> {
        SystemClock.now() + TimeDelta::microseconds(self.0.load(Ordering::SeqCst))
    }
}
