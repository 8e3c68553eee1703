//! How often something may be tried: a bucket of tries for each purpose and key, filled again one
//! by one.
//!
//! This is our own small bucket over [`Clock`] (the generic cell rate algorithm) rather than
//! `governor`'s, because a try that succeeded is refunded ([`Throttles::forgive`]), which that
//! crate cannot do: a try is taken *before* the slow work, so that many at once cannot slip
//! through, and an honest person who signs in often is never shut out.
//!
//! Memory is bounded: keys are kept as 64-bit hashes with one instant each, refilled buckets are
//! forgotten, and beyond [`MOST_KEYS`] keys share [`SHARED`] buckets, which only makes the
//! throttle stricter.

use crate::clock::Clock;
use app::error::PortalError;
use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, Mutex, PoisonError};

/// So many keys are told apart.
const MOST_KEYS: usize = 100_000;
/// So many buckets are shared by the keys beyond.
const SHARED: u64 = 4096;

/// Microseconds for which the log needs no second line about one bucket.
const TOLD_EVERY: i64 = 60_000_000;

/// What is being tried. The doc says what its key is; an address is `Caller::throttle_key`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Throttled {
    /// A password for a login.
    SignInLogin,
    /// A password from an address.
    SignInAddress,
    /// A second-factor code for a member of staff (id), from an address: who has the password and no
    /// code does not use up its owner's tries.
    Code,
    /// A second-factor code for a member of staff (id), wherever it comes from.
    CodeAnywhere,
    /// A mailed link for a reference, by address.
    LinkRequest,
    /// A mail that anybody can ask for, by the mailbox it goes to and the address it is asked from, or
    /// by the reference that belongs to it: strangers neither fill a mailbox nor use up its owner's.
    MailTo,
    /// Mails about new drafts, by the mailbox they go to, wherever they are asked from.
    MailFlood,
    /// A code that confirms an e-mail address, by application.
    EmailCode,
    /// A new draft, by address: a hotel, an airport and an agency each share one.
    Start,
    /// A pass or link secret that may not exist, by address.
    PassMiss,
    /// A search for a lost V-Pass, by address.
    LostPass,
    /// The same, by the passport that is asked for and the address.
    LostPassOf,
    /// The same, by the passport, wherever it is asked from.
    LostPassAnywhere,
    /// An arrival card, by the passport that it names, which may be anybody's.
    CardOf,
    /// A pass that is given to Google, by stay.
    GiveToGoogle,
    /// A line of the log about complaints of a wallet, by address.
    Complaint,
    /// A photo, by application.
    Upload,
    /// Another part of a photo, by application: cheaper than an upload.
    Adjust,
    /// A review to the card provider, by payment.
    Ask,
    /// A card page, by application.
    Pay,
    /// A list for the time without a network, by officer.
    DayPack,
}

impl Throttled {
    /// How many tries a full bucket holds, and after how many seconds one comes back.
    const fn quota(self) -> (i64, i64) {
        match self {
            // Wide, since it also stops the owner: an address has its own, narrow one.
            Self::SignInLogin => (100, 10),
            Self::LinkRequest => (10, 60),
            Self::Complaint => (5, 600),
            Self::SignInAddress => (30, 10),
            // Three codes of a million are good at any time: 300 wrong tries a day leave a
            // guesser who has the password a chance of one in a thousand a day, from however many
            // addresses.
            Self::Code => (5, 300),
            Self::CodeAnywhere => (100, 300),
            Self::MailTo => (5, 900),
            Self::MailFlood => (40, 120),
            // Of a million codes one is good: a day of guessing finds it once in four thousand.
            Self::EmailCode => (10, 360),
            Self::PassMiss => (20, 6),
            // Of a passport and a birth that are known, a month of days of entry takes two hours from
            // one address. A hotel and an airport share one.
            Self::LostPassOf => (10, 240),
            Self::LostPassAnywhere => (40, 240),
            // A family that mistypes, and then some; an officer reads them all.
            Self::CardOf => (10, 3600),
            Self::GiveToGoogle => (10, 120),
            Self::Start => (100, 12),
            Self::Ask => (5, 3),
            Self::Pay => (10, 10),
            Self::Upload | Self::LostPass => (40, 30),
            Self::Adjust => (100, 6),
            // Hundreds of people each: a shift needs some, and whoever collects them gets no more.
            Self::DayPack => (12, 1800),
        }
    }
}

/// Every throttle of the portal.
pub struct Throttles {
    clock: Arc<dyn Clock>,
    hasher: RandomState,
    buckets: Mutex<Buckets>,
}

#[derive(Default)]
struct Buckets {
    /// For each key the instant (microseconds) at which its bucket is full again.
    full_at: HashMap<u64, i64>,
    /// For each key that was refused the instant (microseconds) until which the log knows it.
    told_until: HashMap<u64, i64>,
    /// Checks since refilled buckets were last forgotten.
    checks: usize,
}

impl Throttles {
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self {
            clock,
            hasher: RandomState::new(),
            buckets: Mutex::default(),
        }
    }

    /// Takes a try.
    ///
    /// # Errors
    /// `TooManyTries` with the seconds until the next one.
    pub fn check(&self, purpose: Throttled, key: &str) -> Result<(), PortalError> {
        let now = self.clock.now().timestamp_micros();
        let (burst, interval) = quota_micros(purpose);
        let mut buckets = self.lock();
        buckets.forget(now);
        let slot = self.slot(&buckets, purpose, key);
        let full_at = buckets.full_at.get(&slot).copied().unwrap_or(now).max(now);
        let wait = full_at + interval - now - burst * interval;
        if wait > 0 {
            let seconds = u64::try_from(wait.div_euclid(1_000_000) + 1).unwrap_or(1);
            buckets.tell(now, purpose, slot);
            return Err(PortalError::TooManyTries { seconds });
        }
        buckets.full_at.insert(slot, full_at + interval);
        Ok(())
    }

    /// Gives a try back that turned out to be honest.
    pub fn forgive(&self, purpose: Throttled, key: &str) {
        let (_, interval) = quota_micros(purpose);
        let mut buckets = self.lock();
        let slot = self.slot(&buckets, purpose, key);
        if let Some(full_at) = buckets.full_at.get_mut(&slot) {
            *full_at -= interval;
        }
    }

    fn slot(&self, buckets: &Buckets, purpose: Throttled, key: &str) -> u64 {
        let slot = self.hasher.hash_one((purpose, key));
        if buckets.full_at.contains_key(&slot) || buckets.full_at.len() < MOST_KEYS {
            slot
        } else {
            self.hasher.hash_one((purpose, slot % SHARED))
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Buckets> {
        self.buckets.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Buckets {
    /// Writes to the log, once a minute for each bucket, that one is empty. The number tells keys
    /// apart while this process lives, and says nothing about whose they are.
    fn tell(&mut self, now: i64, purpose: Throttled, slot: u64) {
        let told_until = self.told_until.entry(slot).or_insert(now);
        if *told_until <= now {
            *told_until = now + TOLD_EVERY;
            tracing::warn!(?purpose, key = format!("{slot:016x}"), "too many tries");
        }
    }

    /// Drops the buckets that are full again, now and then.
    fn forget(&mut self, now: i64) {
        self.checks += 1;
        if self.checks >= 1024 {
            self.checks = 0;
            self.full_at.retain(|_, full_at| *full_at > now);
            self.told_until.retain(|_, until| *until > now);
        }
    }
}

fn quota_micros(purpose: Throttled) -> (i64, i64) {
    let (burst, seconds) = purpose.quota();
    (burst, seconds * 1_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::FixedClock;
    use chrono::{DateTime, TimeDelta};

    fn throttles() -> (Arc<FixedClock>, Throttles) {
        let clock = Arc::new(FixedClock::at(
            DateTime::from_timestamp(1_800_000_000, 0).unwrap(),
        ));
        (clock.clone(), Throttles::new(clock))
    }

    #[test]
    fn a_full_bucket_holds_its_burst_and_fills_one_by_one() {
        let (clock, throttles) = throttles();
        for _ in 0..10 {
            throttles.check(Throttled::LinkRequest, "sok").unwrap();
        }
        let Err(PortalError::TooManyTries { seconds }) =
            throttles.check(Throttled::LinkRequest, "sok")
        else {
            panic!("the eleventh try must wait");
        };
        assert!((60..=61).contains(&seconds), "{seconds}");
        throttles.check(Throttled::LinkRequest, "dara").unwrap();
        throttles.check(Throttled::SignInAddress, "sok").unwrap();
        clock.advance(TimeDelta::seconds(60));
        throttles.check(Throttled::LinkRequest, "sok").unwrap();
        assert!(throttles.check(Throttled::LinkRequest, "sok").is_err());
        clock.advance(TimeDelta::days(1));
        for _ in 0..10 {
            throttles.check(Throttled::LinkRequest, "sok").unwrap();
        }
        assert!(throttles.check(Throttled::LinkRequest, "sok").is_err());
    }

    #[test]
    fn a_forgiven_try_does_not_count_and_gives_no_more_than_it_took() {
        let (_, throttles) = throttles();
        for _ in 0..100 {
            throttles.check(Throttled::Code, "a").unwrap();
            throttles.forgive(Throttled::Code, "a");
        }
        for _ in 0..5 {
            throttles.check(Throttled::Code, "a").unwrap();
        }
        assert!(throttles.check(Throttled::Code, "a").is_err());
    }

    #[test]
    fn memory_is_bounded_and_strangers_share_what_is_left() {
        let (clock, throttles) = throttles();
        for n in 0..250_000 {
            let _ = throttles.check(Throttled::PassMiss, &n.to_string());
        }
        let keys = throttles.lock().full_at.len();
        assert!(keys <= MOST_KEYS + 8 * 4096, "{keys}");
        assert!(throttles.check(Throttled::PassMiss, "another").is_err());
        clock.advance(TimeDelta::days(1));
        for _ in 0..1024 {
            let _ = throttles.check(Throttled::Code, "one");
        }
        assert!(throttles.lock().full_at.len() <= 2);
    }
}
