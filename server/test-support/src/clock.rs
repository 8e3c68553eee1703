//! Time in a test, which moves only when it is told to.

use crate::TestPortal;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::calendar::ministry_date;
use serde_json::json;
use server::clock::Clock;
use std::sync::{Mutex, PoisonError};

/// Stands still, but for the microsecond by which every look is later than the one before: what is
/// done one after the other has that order.
pub struct TestClock(Mutex<DateTime<Utc>>);

impl TestClock {
    pub fn at(instant: DateTime<Utc>) -> Self {
        Self(Mutex::new(instant))
    }

    pub fn advance(&self, by: TimeDelta) -> DateTime<Utc> {
        let mut now = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *now += by;
        *now
    }
}

impl Clock for TestClock {
    fn now(&self) -> DateTime<Utc> {
        self.advance(TimeDelta::microseconds(1))
    }
}

impl TestPortal {
    pub fn now(&self) -> DateTime<Utc> {
        self.portal.now()
    }

    /// Today in Phnom Penh.
    pub fn today(&self) -> NaiveDate {
        ministry_date(self.now())
    }

    /// Moves the clocks of portal and provider.
    pub async fn advance(&self, by: TimeDelta) {
        self.advance_portal(by);
        if self.has_sandbox() {
            let order = json!({ "advance_seconds": by.num_seconds() });
            self.tell_sandbox("clock", order).await;
        }
    }

    /// Moves the portal's clock alone: its pauses and locks run out, the provider's pages do not.
    pub fn advance_portal(&self, by: TimeDelta) {
        let clock = self.clock.as_ref();
        let clock = clock.unwrap_or_else(|| panic!("this portal is on the machine's time"));
        clock.advance(by);
    }

    /// The lock of a job whose worker died runs out.
    pub fn wait_for_locks(&self) {
        self.advance_portal(TimeDelta::seconds(31));
    }
}
