//! A portal with everything around it, for stories: the real router on a real port, on SQLite or
//! PostgreSQL; the sandbox as card provider and mailbox; browsers without JavaScript.
//!
//! A story is a function that takes a [`House`]; `on_both!` runs it on both engines.

pub mod browser;
pub mod kept;
pub mod log;
pub mod mailbox;
pub mod people;

use super::ground::{Engine, Ground};
use sandbox::{Running, Sandbox, SandboxConfig};
use server::clock::{Clock, SystemClock};
use server::config::{Config, Mode};
use server::http;
use server::rng::Rng;
use server::state::Portal;
use std::net::SocketAddr;
use std::sync::Arc;

/// A portal in a folder of its own.
pub struct House {
    pub portal: Arc<Portal>,
    pub sandbox: Running,
    /// Address without a slash at the end.
    pub url: String,
    pub ground: Ground,
    stop: tokio_util::sync::CancellationToken,
}

impl House {
    pub async fn open(engine: Engine) -> Self {
        Self::open_with(engine, |_| {}).await
    }

    /// Opens a house whose settings the story changes first.
    pub async fn open_with(engine: Engine, change: impl FnOnce(&mut Config)) -> Self {
        let ground = Ground::open(engine).await;
        Self::open_on(
            ground,
            Arc::new(SystemClock),
            SandboxConfig::default(),
            change,
        )
        .await
    }

    /// Opens a house on a ground that may hold data already, at the time of that clock; `provider`
    /// is the sandbox, but for what the house itself decides.
    pub async fn open_on(
        ground: Ground,
        clock: Arc<dyn Clock>,
        provider: SandboxConfig,
        change: impl FnOnce(&mut Config),
    ) -> Self {
        let folder = &ground.folder;
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let url = format!("http://{address}");
        let sandbox = Sandbox::start(SandboxConfig {
            webhook_url: Some(format!("{url}/webhooks/stripe")),
            webhook_first_wait: std::time::Duration::from_millis(50),
            settles_after: std::time::Duration::from_millis(100),
            ..provider
        })
        .await
        .unwrap();

        let mut config = Config::defaults(Mode::Demo);
        config.server.address = address;
        config.server.public_url.clone_from(&url);
        config.server.worker = false;
        config.server.site_root = folder.join("site");
        config.database.url = ground.url.clone().into();
        config.objects.folder = folder.join("objects");
        config.keys.folder = folder.join("keys");
        config.mail.url = format!("smtp://{}", sandbox.smtp_addr).into();
        config.stripe.url = sandbox.base_url().to_owned();
        config.stripe.checkout_origin = sandbox.base_url().to_owned();
        config.stripe.timeout_seconds = 3;
        change(&mut config);
        let rng = Arc::new(Rng::system().unwrap());
        let portal = Portal::assemble_with(config, clock, rng).await.unwrap();
        portal.store.migrate().await.unwrap();

        let router = http::router(portal.clone()).unwrap();
        let stop = tokio_util::sync::CancellationToken::new();
        let stopped = stop.clone();
        tokio::spawn(async move {
            axum::serve(
                listener,
                router.into_make_service_with_connect_info::<SocketAddr>(),
            )
            .with_graceful_shutdown(stopped.cancelled_owned())
            .await
            .unwrap();
        });
        Self {
            portal,
            sandbox,
            url,
            ground,
            stop,
        }
    }

    /// Works everything that is due, as a worker would.
    pub async fn work(&self) {
        server::worker::run_due(&self.portal).await.unwrap();
    }

    /// Works until `found` gives something; webhooks and mails take their time.
    pub async fn eventually<T, F: Future<Output = Option<T>>>(
        &self,
        what: &str,
        mut found: impl FnMut() -> F,
    ) -> T {
        for _ in 0..200 {
            self.work().await;
            if let Some(found) = found().await {
                return found;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        panic!("waited in vain for {what}");
    }

    pub async fn close(self) {
        self.stop.cancel();
        self.sandbox.stop().await;
        self.portal.store.close().await;
        self.ground.close().await;
    }
}
