//! [`TestPortal`]: the portal as it runs, with a database, a clock and, if asked for, a sandbox and
//! a port of its own.
//!
//! A builder says what there is beside the services:
//! - [`with_pages`](TestPortalBuilder::with_pages): the real router on a real port
//! - [`with_sandbox`](TestPortalBuilder::with_sandbox): a card provider and a mailbox
//!
//! Time stands still at [`OPENING`] and is moved by the test, so that no test depends on the day on
//! which it runs. Whoever starts the portal in a process of its own opens it
//! [`on_machine_time`](TestPortalBuilder::on_machine_time).

mod builder;

pub use builder::TestPortalBuilder;

use crate::clock::TestClock;
use crate::database::TestDatabase;
use crate::{Engine, log};
use axum::Router;
use axum::routing::post;
use chrono::TimeDelta;
use sandbox::Running;
use server::config::Config;
use server::http;
use server::http::connections::serve;
use server::payments::webhook;
use server::state::{Portal, PortalBuilder};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::Mutex;
use tokio::task::JoinSet;

/// When the portals of tests open: a Monday, ten in the morning in Phnom Penh.
pub const OPENING: &str = "2026-03-02T03:00:00Z";

/// How often something that takes its time is looked for, and how long the pause between is.
const LOOKS: u32 = 400;
const PAUSE: Duration = Duration::from_millis(25);

/// A portal with everything around it. It stops and its data are gone when it is dropped.
pub struct TestPortal {
    pub portal: Arc<Portal>,
    /// Address of the portal, without a slash at the end.
    pub url: String,
    pub(crate) clock: Option<Arc<TestClock>>,
    sandbox: Option<Running>,
    has_pages: bool,
    address: SocketAddr,
    serving: Mutex<JoinSet<()>>,
    database: TestDatabase,
}

/// What went wrong inside stands in the log alone.
impl Drop for TestPortal {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("errors inside, of every story so far:\n{}", log::kept());
        }
    }
}

impl TestPortal {
    /// A portal on SQLite.
    pub fn sqlite() -> TestPortalBuilder {
        Self::on(Engine::Sqlite)
    }

    /// A portal on PostgreSQL.
    pub fn postgres() -> TestPortalBuilder {
        Self::on(Engine::Postgres)
    }

    pub fn on(engine: Engine) -> TestPortalBuilder {
        TestPortalBuilder::on(engine)
    }

    pub(crate) fn has_sandbox(&self) -> bool {
        self.sandbox.is_some()
    }

    /// The card provider and mailbox.
    pub fn sandbox(&self) -> &Running {
        let sandbox = self.sandbox.as_ref();
        sandbox.unwrap_or_else(|| panic!("this portal was opened without `with_sandbox`"))
    }

    /// Where everything lies that is not in a database server.
    pub fn folder(&self) -> &Path {
        self.database.folder()
    }

    /// One more process of the portal, as it were: on the same database, folders and time, with
    /// settings and parts that may differ.
    pub fn process(&self, change: impl FnOnce(&mut Config)) -> PortalBuilder {
        let mut config = self.portal.config.clone();
        change(&mut config);
        Portal::builder(config)
            .clock(self.portal.clock.clone())
            .store(self.portal.store.clone())
    }

    /// Pages and webhooks are answered by this process from now on; the one before is gone.
    pub async fn serve(&self, process: &Arc<Portal>) {
        self.stop_serving().await;
        for _ in 0..LOOKS {
            if let Ok(listener) = TcpListener::bind(self.address).await {
                self.serve_on(listener, process).await;
                return;
            }
            tokio::time::sleep(PAUSE).await;
        }
        panic!("the address is still in use");
    }

    /// Nobody answers any more.
    pub async fn stop_serving(&self) {
        self.serving.lock().await.shutdown().await;
    }

    async fn serve_on(&self, listener: TcpListener, process: &Arc<Portal>) {
        let router = if self.has_pages {
            http::router(process.clone()).unwrap()
        } else {
            Router::new()
                .route("/webhooks/stripe", post(webhook::receive))
                .with_state(process.clone())
        };
        let mut serving = self.serving.lock().await;
        let for_ever = std::future::pending();
        serving.spawn(async move { serve(listener, router, for_ever).await.unwrap() });
    }

    /// Works everything that is due, as a worker would.
    pub async fn work(&self) {
        server::worker::run_due(&self.portal).await.unwrap();
    }

    /// Works until `found` gives something: webhooks, refunds and mails take their time.
    pub async fn eventually<T, F: Future<Output = Option<T>>>(
        &self,
        what: &str,
        found: impl FnMut() -> F,
    ) -> T {
        self.eventually_by(&self.portal, what, found).await
    }

    /// Works as this process until `found` gives something. A second passes at each look, so that the
    /// pauses of failed jobs end.
    pub async fn eventually_by<T, F: Future<Output = Option<T>>>(
        &self,
        process: &Arc<Portal>,
        what: &str,
        mut found: impl FnMut() -> F,
    ) -> T {
        for _ in 0..LOOKS {
            server::worker::run_due(process).await.unwrap();
            if let Some(found) = found().await {
                return found;
            }
            tokio::time::sleep(PAUSE).await;
            if let Some(clock) = &self.clock {
                clock.advance(TimeDelta::seconds(1));
            }
        }
        panic!("waited in vain for {what}");
    }
}
