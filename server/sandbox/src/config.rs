//! What a sandbox is started with. Add a field here, its default below, and its flag in `main.rs`.

use std::{net::SocketAddr, path::PathBuf, time::Duration};

/// Where the sandbox keeps its ledger, events, keys and mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Database {
    /// Gone when the sandbox stops.
    Memory,
    /// A file, made when it is missing, kept between starts.
    File(PathBuf),
}

/// Everything a sandbox is started with. `SandboxConfig::default()` serves random loopback ports from
/// memory, so that a test only names what it cares for.
#[derive(Clone, Debug)]
pub struct SandboxConfig {
    /// Address of the Stripe API, the hosted checkout page, the mail pages and the control endpoints.
    pub http: SocketAddr,
    /// Address of the SMTP server.
    pub smtp: SocketAddr,
    /// Where to keep what was received.
    pub database: Database,
    /// The address that browsers use, without a slash at the end; `http://<http>` when absent.
    pub public_url: Option<String>,
    /// Where events are posted; may be set later, see [`crate::Running::set_webhook_url`].
    pub webhook_url: Option<String>,
    /// Signs the webhooks.
    pub webhook_secret: String,
    /// The one secret key the API accepts.
    pub api_key: String,
    /// Seconds that the sandbox's clock is ahead of the machine's, when its database holds no offset.
    pub clock_offset_seconds: i64,
    /// Makes ids repeatable; random when absent.
    pub seed: Option<u64>,
    /// How often one webhook is tried before it is given up.
    pub webhook_tries: u32,
    /// Wait after the first failed try; doubles with each.
    pub webhook_first_wait: Duration,
    /// The longest wait between two tries.
    pub webhook_longest_wait: Duration,
    /// How long the receiver of a webhook may take.
    pub webhook_timeout: Duration,
    /// How long after its creation an asynchronous refund or a dispute takes its turn.
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
