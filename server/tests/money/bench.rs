//! A portal with nothing but its payments, a sandbox as card provider, and a traveller who owes.

mod books;
mod people;

use crate::ground::{Engine, Ground};
use crate::moved_clock::MovedClock;
use axum::Router;
use axum::routing::post;
use chrono::TimeDelta;
use domain::states::{ApplicationState, RefundState};
use sandbox::{Running, Sandbox, SandboxConfig};
use serde_json::{Value, json};
use server::card_provider::CardProvider;
use server::card_provider::stripe::Stripe;
use server::clock::Clock;
use server::config::{Config, MailTransport, Mode};
use server::documents::Documents;
use server::failpoint::Failpoints;
use server::mail::Mailer;
use server::passwords::Passwords;
use server::payments::webhook;
use server::photos::PhotoStore;
use server::rng::Rng;
use server::state::{Cache, Portal};
use server::store::Store;
use server::throttle::Throttles;
use server::vault::{Vault, load_signing_key};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Mutex;
use tokio::task::JoinHandle;
use uuid::Uuid;

/// The cards that Stripe's documentation gives.
pub const GOOD: &str = "4242424242424242";
pub const DECLINED: &str = "4000000000000002";
pub const REFUND_PENDING: &str = "4000000000007726";
pub const REFUND_FAILS: &str = "4000000000005126";

/// The fee that the specimen rows set, in cents.
pub const FEE: i64 = 3000;

pub struct Bench {
    pub sandbox: Running,
    clock: Arc<MovedClock>,
    store: Arc<dyn Store>,
    config: Config,
    address: SocketAddr,
    server: Mutex<Option<JoinHandle<()>>>,
    ground: Ground,
}

impl Bench {
    pub async fn open(engine: Engine) -> Self {
        let ground = Ground::open(engine).await;
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let sandbox = Sandbox::start(SandboxConfig {
            webhook_url: Some(format!("http://{address}/webhooks/stripe")),
            webhook_first_wait: Duration::from_millis(50),
            webhook_longest_wait: Duration::from_millis(200),
            webhook_timeout: Duration::from_secs(1),
            settles_after: Duration::from_millis(100),
            ..SandboxConfig::default()
        })
        .await
        .unwrap();
        let mut config = Config::defaults(Mode::Demo);
        config.server.public_url = format!("http://{address}");
        config.database.url = ground.url.clone().into();
        config.mail.transport = MailTransport::Memory;
        config.stripe.url = sandbox.base_url().to_owned();
        config.stripe.timeout_seconds = 1;
        let store = server::store::open(&ground.url).await.unwrap();
        store.migrate().await.unwrap();
        let bench = Self {
            sandbox,
            clock: Arc::default(),
            store,
            config,
            address,
            server: Mutex::new(None),
            ground,
        };
        bench.serve_on(listener, &bench.portal(None)).await;
        bench
    }

    /// A portal process, as it were, on the bench's database; it may be told to crash.
    pub fn portal(&self, crash_at: Option<&str>) -> Arc<Portal> {
        let stripe = Stripe::new(&self.config.stripe).unwrap();
        self.assembled(crash_at, Arc::new(stripe))
    }

    /// A portal with another card provider.
    pub fn portal_with(&self, cards: Arc<dyn CardProvider>) -> Arc<Portal> {
        self.assembled(None, cards)
    }

    fn assembled(&self, crash_at: Option<&str>, cards: Arc<dyn CardProvider>) -> Arc<Portal> {
        let mut config = self.config.clone();
        config.service.crash_at = crash_at.map(str::to_owned);
        let clock: Arc<dyn Clock> = self.clock.clone();
        let rng = Arc::new(Rng::system().unwrap());
        let keys = self.ground.folder.join("keys");
        let signing_key = load_signing_key(&keys, true, &rng).unwrap();
        Arc::new(Portal {
            vault: Vault::in_memory(&rng),
            cards,
            failpoints: Failpoints::from_config(&config),
            job_wakeup: Arc::default(),
            throttles: Throttles::new(clock.clone()),
            passwords: Passwords::default(),
            photos: PhotoStore::in_memory(),
            photo_slots: Arc::new(tokio::sync::Semaphore::new(1)),
            uploads: Arc::new(tokio::sync::Semaphore::new(1)),
            render_slots: Arc::new(tokio::sync::Semaphore::new(1)),
            cache: Cache::default(),
            access_log: server::audit::AccessLog::default(),
            documents: Arc::new(
                Documents::new(signing_key, "UTO", &config.server.public_url, true).unwrap(),
            ),
            mailer: Mailer::new(&config, clock.clone()).unwrap(),
            store: self.store.clone(),
            config,
            clock,
            rng,
        })
    }

    async fn serve_on(&self, listener: tokio::net::TcpListener, portal: &Arc<Portal>) {
        let router = Router::new()
            .route("/webhooks/stripe", post(webhook::receive))
            .with_state(portal.clone());
        let server = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        *self.server.lock().await = Some(server);
    }

    /// Webhooks go to this portal from now on; the one before is gone.
    pub async fn serve(&self, portal: &Arc<Portal>) {
        self.kill_server().await;
        for _ in 0..100 {
            if let Ok(listener) = tokio::net::TcpListener::bind(self.address).await {
                self.serve_on(listener, portal).await;
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("the address is still in use");
    }

    pub async fn kill_server(&self) {
        if let Some(server) = self.server.lock().await.take() {
            server.abort();
            let _ = server.await;
        }
    }

    /// Moves the portal's clock and the provider's.
    pub async fn advance(&self, by: TimeDelta) {
        self.clock.advance(by);
        self.tell("clock", json!({ "advance_seconds": by.num_seconds() }))
            .await;
    }

    /// Moves the portal's clock alone, so that locks run out.
    pub fn wait_for_locks(&self) {
        self.clock.advance(TimeDelta::seconds(31));
    }

    async fn tell(&self, switch: &str, order: Value) -> Value {
        let url = format!("{}/sandbox/{switch}", self.sandbox.base_url());
        let answer = reqwest::Client::new()
            .post(url)
            .json(&order)
            .send()
            .await
            .unwrap();
        assert!(answer.status().is_success(), "{switch} {order}");
        answer.json().await.unwrap()
    }

    pub async fn fault(&self, fault: Value) {
        self.tell("faults", fault).await;
    }

    /// No webhook arrives any more.
    pub async fn drop_webhooks(&self) {
        self.fault(json!({ "kind": "webhook_dropped", "count": 1000 }))
            .await;
    }

    /// Pays on the card page; what came of it.
    pub async fn pay_at(&self, page: &str, card: &str) -> String {
        let session = page.rsplit('/').next().unwrap();
        let answer = self
            .tell(&format!("pay/{session}"), json!({ "card": card }))
            .await;
        answer["outcome"].as_str().unwrap().to_owned()
    }

    /// Opens a dispute; its id.
    pub async fn dispute(&self, charge: &str) -> String {
        let opened = self.tell(&format!("disputes/{charge}"), json!({})).await;
        opened["id"].as_str().unwrap().to_owned()
    }

    pub async fn win(&self, dispute: &str) {
        let path = format!("disputes/{dispute}/close");
        self.tell(&path, json!({ "won": true })).await;
    }

    /// Works the queue until what was hoped for is there. Failed jobs get their next try.
    pub async fn until<F: Future<Output = bool>>(
        &self,
        portal: &Arc<Portal>,
        what: &str,
        mut hoped: impl FnMut() -> F,
    ) {
        for _ in 0..200 {
            server::worker::run_due(portal).await.unwrap();
            if hoped().await {
                return;
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
            // A second passes at each look, so that pauses end.
            self.clock.advance(TimeDelta::seconds(1));
        }
        panic!("waited in vain for {what}");
    }

    pub async fn until_refund(&self, portal: &Arc<Portal>, refund: Uuid, state: RefundState) {
        self.until(portal, state.as_str(), async || {
            self.refund(refund).await.state() == state
        })
        .await;
    }

    pub async fn until_paid(&self, portal: &Arc<Portal>, application: Uuid) {
        self.until(portal, "the settlement", async || {
            self.application(application).await.state() == ApplicationState::Paid
        })
        .await;
    }

    pub async fn close(self) {
        self.kill_server().await;
        self.sandbox.stop().await;
        self.store.close().await;
        self.ground.close().await;
    }
}
