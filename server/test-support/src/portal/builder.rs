//! Putting a [`TestPortal`] together.

use super::{OPENING, TestPortal};
use crate::Engine;
use crate::clock::TestClock;
use crate::database::TestDatabase;
use crate::log::keep_errors;
use chrono::{DateTime, Utc};
use sandbox::{Running, Sandbox, SandboxConfig};
use server::clock::{Clock, SystemClock};
use server::config::{Config, MailTransport, Mode, Wallet};
use server::rng::Rng;
use server::state::Portal;
use server::vault;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;

/// What a [`TestPortal`] is to have.
#[must_use]
pub struct TestPortalBuilder {
    engine: Engine,
    data: Option<TestDatabase>,
    opens_at: Option<DateTime<Utc>>,
    pages: bool,
    sandbox: Option<SandboxConfig>,
    wallets: bool,
    mode: Mode,
}

impl TestPortalBuilder {
    pub(super) fn on(engine: Engine) -> Self {
        Self {
            engine,
            data: None,
            opens_at: Some(OPENING.parse().unwrap()),
            pages: false,
            sandbox: None,
            wallets: false,
            mode: Mode::Demo,
        }
    }

    /// Data that are there already, at the time of their last change.
    pub(crate) fn with_data(mut self, data: TestDatabase, opens_at: DateTime<Utc>) -> Self {
        self.data = Some(data);
        self.opens_at = Some(opens_at);
        self
    }

    /// Serves every page, as `portal serve` does.
    pub fn with_pages(mut self) -> Self {
        self.pages = true;
        self
    }

    /// Has a card provider and a mail server; its webhooks arrive.
    pub fn with_sandbox(self) -> Self {
        self.with_sandbox_of(SandboxConfig::default())
    }

    /// The same, but for what the portal itself decides.
    pub(crate) fn with_sandbox_of(mut self, config: SandboxConfig) -> Self {
        self.sandbox = Some(config);
        self
    }

    /// Offers passes for wallets, signed by a chain of its own in the key folder.
    pub fn with_wallets(mut self) -> Self {
        self.wallets = true;
        self
    }

    /// Is no demonstration: staff have a second factor.
    pub fn in_production(mut self) -> Self {
        self.mode = Mode::Production;
        self
    }

    /// Lets time pass as it does, for other processes on the same data.
    pub fn on_machine_time(mut self) -> Self {
        self.opens_at = None;
        self
    }

    pub async fn open(self) -> TestPortal {
        keep_errors();
        let clock = self
            .opens_at
            .map(|instant| Arc::new(TestClock::at(instant)));
        let is_new = self.data.is_none();
        let database = match self.data {
            Some(data) => data,
            None => TestDatabase::open(self.engine).await,
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let sandbox = match self.sandbox {
            Some(config) => Some(start_sandbox(config, address, self.opens_at).await),
            None => None,
        };

        let mut config = settings(&database, address, sandbox.as_ref());
        config.mode = self.mode;
        if self.pages {
            // Pages of a build without optimisation take longer than what the provider answers.
            config.stripe.timeout_seconds = 3;
        }
        if self.mode == Mode::Production {
            make_keys(&config.keys.folder);
        }
        if self.wallets {
            offer_wallets(&mut config, sandbox.as_ref());
        } else {
            config.wallet = Wallet::default();
        }
        let mut portal = Portal::builder(config);
        if let Some(clock) = &clock {
            portal = portal.clock(clock.clone());
        }
        let portal = portal.build().await.unwrap();
        if !is_new {
            portal.store.migrate().await.unwrap();
        }
        let test = TestPortal {
            portal,
            url: format!("http://{address}"),
            clock,
            sandbox,
            has_pages: self.pages,
            address,
            serving: tokio::sync::Mutex::default(),
            database,
        };
        test.serve_on(listener, &test.portal).await;
        test
    }
}

async fn start_sandbox(
    config: SandboxConfig,
    portal: SocketAddr,
    opens_at: Option<DateTime<Utc>>,
) -> Running {
    let ahead = opens_at.map_or(0, |instant| (instant - SystemClock.now()).num_seconds());
    let config = SandboxConfig {
        webhook_url: Some(format!("http://{portal}/webhooks/stripe")),
        webhook_first_wait: Duration::from_millis(50),
        webhook_longest_wait: Duration::from_millis(200),
        webhook_timeout: Duration::from_secs(1),
        settles_after: Duration::from_millis(100),
        clock_offset_seconds: ahead,
        ..config
    };
    Sandbox::start(config).await.unwrap()
}

fn settings(database: &TestDatabase, address: SocketAddr, sandbox: Option<&Running>) -> Config {
    let folder = database.folder();
    let mut config = Config::defaults(Mode::Demo);
    config.server.address = address;
    config.server.public_url = format!("http://{address}");
    config.server.worker = false;
    config.server.site_root = folder.join("site");
    config.database.url = database.url.clone().into();
    config.objects.folder = folder.join("objects");
    config.keys.folder = folder.join("keys");
    config.stripe.timeout_seconds = 1;
    match sandbox {
        Some(sandbox) => {
            config.mail.url = format!("smtp://{}", sandbox.smtp_addr).into();
            sandbox.base_url().clone_into(&mut config.stripe.url);
            sandbox
                .base_url()
                .clone_into(&mut config.stripe.checkout_origin);
        }
        None => config.mail.transport = MailTransport::Memory,
    }
    config
}

/// The wallets of a demonstration, with their files in the key folder and the sandbox beside them.
fn offer_wallets(config: &mut Config, sandbox: Option<&Running>) {
    let (apple, google) = (&mut config.wallet.apple, &mut config.wallet.google);
    if let Some(sandbox) = sandbox {
        let google_url = format!("{}/google", sandbox.base_url());
        sandbox.base_url().clone_into(&mut apple.push_url);
        google.token_url = format!("{google_url}/token");
        google.save_url = format!("{google_url}/save");
        google.url = google_url;
    }
}

/// Only a demonstration makes its keys by itself.
fn make_keys(folder: &Path) {
    let rng = Rng::system().unwrap();
    vault::load_or_create(folder, true, &rng).unwrap();
    vault::load_signing_key(folder, true, &rng).unwrap();
}
