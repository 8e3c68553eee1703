//! The sandbox's shared state: configuration, database, clock, faults, and the signals between tasks.
//!
//! Every change goes through a [`Transaction`]. A new part of the state is a field of [`SandboxState`].

mod transaction;

use std::{
    collections::HashSet,
    sync::{Mutex, PoisonError, RwLock},
};

use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

pub use self::transaction::Transaction;
use crate::{
    clock::Clock,
    config::SandboxConfig,
    faults::Faults,
    phones::Phones,
    rng::Rng,
    store::{self, Store},
};

/// The version of Stripe's API that the sandbox implements: the one that async-stripe pins.
pub const API_VERSION: &str = "2026-09-30.endive";

/// The state that all requests and tasks of one sandbox share.
pub struct SandboxState {
    pub config: SandboxConfig,
    pub store: Store,
    pub clock: Clock,
    pub rng: Rng,
    pub faults: Faults,
    /// What the makers of wallets were told.
    pub phones: Phones,
    /// Idempotency keys of the requests in progress.
    pub keys_in_use: Mutex<HashSet<String>>,
    /// Wakes the webhook sender.
    pub webhooks_planned: Notify,
    /// Wakes the scheduler when the clock was moved.
    pub clock_moved: Notify,
    /// Cancelled when the sandbox stops.
    pub stop: CancellationToken,
    /// The address of API and pages for browsers, without a slash at the end.
    pub base_url: String,
    webhook_url: RwLock<Option<String>>,
}

impl SandboxState {
    /// Opens the database and builds the state; a clock offset in the database precedes the configured one.
    pub async fn open(config: SandboxConfig, base_url: String) -> Result<Self, sqlx::Error> {
        let store = Store::open(&config.database).await?;
        let clock = Clock::default();
        let mut tx = store.begin().await?;
        let stored = store::setting(&mut tx, "clock_offset_seconds").await?;
        tx.commit().await?;
        clock.set_offset(
            stored
                .and_then(|text| text.parse().ok())
                .unwrap_or(config.clock_offset_seconds),
        );
        Ok(Self {
            store,
            clock,
            rng: Rng::new(config.seed),
            faults: Faults::default(),
            phones: Phones::default(),
            keys_in_use: Mutex::default(),
            webhooks_planned: Notify::new(),
            clock_moved: Notify::new(),
            stop: CancellationToken::new(),
            base_url,
            webhook_url: RwLock::new(config.webhook_url.clone()),
            config,
        })
    }

    /// The address that events are posted to; none while it is unknown.
    pub fn webhook_url(&self) -> Option<String> {
        self.webhook_url
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Changes the address that events are posted to; with `None` no event is posted.
    pub fn set_webhook_url(&self, url: Option<String>) {
        *self
            .webhook_url
            .write()
            .unwrap_or_else(PoisonError::into_inner) = url;
        self.webhooks_planned.notify_one();
    }

    /// Moves the clock and stores its offset for the next start.
    pub async fn move_clock(&self, offset_seconds: i64) -> Result<(), sqlx::Error> {
        let mut tx = self.store.begin().await?;
        store::set_setting(&mut tx, "clock_offset_seconds", &offset_seconds.to_string()).await?;
        tx.commit().await?;
        self.clock.set_offset(offset_seconds);
        self.clock_moved.notify_one();
        Ok(())
    }

    /// Begins a transaction.
    pub async fn begin(&self) -> Result<Transaction<'_>, sqlx::Error> {
        Transaction::begin(self).await
    }
}
