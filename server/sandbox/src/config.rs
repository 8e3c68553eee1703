//! The configuration of a sandbox.
//!
//! A new setting is a field of [`SandboxConfig`], its default below, and a flag in `main.rs`.

use std::{net::SocketAddr, path::PathBuf, time::Duration};

/// The database of ledger, events, keys and mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Database {
    /// In memory: gone when the sandbox stops.
    Memory,
    /// In a file, created when it is missing.
    File(PathBuf),
}

/// The configuration of a sandbox. The default serves random loopback ports from memory, so that a test
/// names only the settings it needs.
#[derive(Clone, Debug)]
pub struct SandboxConfig {
    /// Address of the Stripe API, the hosted checkout page, the mail pages and the control endpoints.
    pub http: SocketAddr,
    /// Address of the SMTP server.
    pub smtp: SocketAddr,
    /// The database.
    pub database: Database,
    /// The address that browsers use, without a slash at the end; `http://<http>` when absent.
    pub public_url: Option<String>,
    /// The address that events are posted to; may be set later, see [`crate::Running::set_webhook_url`].
    pub webhook_url: Option<String>,
    /// The secret that signs the webhooks.
    pub webhook_secret: String,
    /// The secret key that the API accepts.
    pub api_key: String,
    /// Seconds that the sandbox's clock is ahead of the machine's, when its database holds no offset.
    pub clock_offset_seconds: i64,
    /// The seed of ids; random when absent.
    pub seed: Option<u64>,
    /// The largest number of attempts to deliver one webhook.
    pub webhook_tries: u32,
    /// The wait after the first failed attempt; doubles with each.
    pub webhook_first_wait: Duration,
    /// The longest wait between two attempts.
    pub webhook_longest_wait: Duration,
    /// The time within which the receiver of a webhook must respond.
    pub webhook_timeout: Duration,
    /// The delay after which an asynchronous refund settles or a dispute opens.
    pub settles_after: Duration,
}

impl Default for SandboxConfig {
    fn default() -> Self {
        let loopback = SocketAddr::from(([127, 0, 0, 1], 0));
        Self {
            http: loopback,
            smtp: loopback,
            database: Database::Memory,
            public_url: None,
            webhook_url: None,
            webhook_secret: "whsec_sandbox".to_owned(),
            api_key: "sk_test_sandbox".to_owned(),
            clock_offset_seconds: 0,
            seed: None,
            webhook_tries: 20,
            webhook_first_wait: Duration::from_millis(200),
            webhook_longest_wait: Duration::from_secs(30),
            webhook_timeout: Duration::from_secs(10),
            settles_after: Duration::from_millis(1500),
        }
    }
}
