//! A portal with nothing but its payments, a sandbox as card provider, and a traveller who owes.

use crate::ground::{Engine, Ground};
use crate::moved_clock::MovedClock;
use axum::Router;
use axum::routing::post;
use chrono::TimeDelta;
use domain::law::refunds::RefundGround;
use domain::roles::Role;
use domain::states::{ApplicationState, CaseState, RefundState};
use sandbox::{Running, Sandbox, SandboxConfig};
use serde_json::{Value, json};
use server::accounts::{Passwords, Throttles};
use server::ambient::{Clock, Entropy};
use server::config::{Config, MailTransport, Mode};
use server::crash::Crash;
use server::documents::Documents;
use server::mail::Mailer;
use server::payments::provider::CardProvider;
use server::payments::stripe::Stripe;
use server::payments::{open_checkout, refunds, webhook};
use server::photos::PhotoStore;
use server::state::{Lately, Portal};
use server::store::{ApplicationRow, CaseRow, PaymentRow, RefundRow, StaffRow, Store};
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
        let entropy = Arc::new(Entropy::system().unwrap());
        let keys = self.ground.folder.join("keys");
        let signing_key = load_signing_key(&keys, true, &entropy).unwrap();
        Arc::new(Portal {
            vault: Vault::in_memory(&entropy),
            cards,
            crash: Crash::from_config(&config),
            bell: Arc::default(),
            throttles: Throttles::new(clock.clone()),
            passwords: Passwords::default(),
            photos: PhotoStore::in_memory(),
            photo_slots: Arc::new(tokio::sync::Semaphore::new(1)),
            uploads: Arc::new(tokio::sync::Semaphore::new(1)),
            drawing: Arc::new(tokio::sync::Semaphore::new(1)),
            lately: Lately::default(),
            looks: server::audit::Together::default(),
            documents: Arc::new(
                Documents::new(signing_key, "UTO", &config.server.public_url, true).unwrap(),
            ),
            mailer: Mailer::new(&config, clock.clone()).unwrap(),
            store: self.store.clone(),
            config,
            clock,
            entropy,
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

    pub async fn dispute(&self, charge: &str) {
        self.tell(&format!("disputes/{charge}"), json!({})).await;
    }

    pub async fn ledger(&self) -> Ledger {
        let url = format!("{}/sandbox/ledger", self.sandbox.base_url());
        let ledger: Value = reqwest::get(url).await.unwrap().json().await.unwrap();
        Ledger {
            charges: ledger["charges"].as_array().unwrap().clone(),
            refunds: ledger["refunds"].as_array().unwrap().clone(),
        }
    }

    /// An application that was submitted and not paid; its id.
    pub async fn owing(&self, travellers: i64) -> Uuid {
        let portal = self.portal(None);
        let id = portal.id();
        let (_, key) = portal.vault.new_data_key(&portal.entropy, id).unwrap();
        let now = portal.now();
        let row = ApplicationRow {
            id,
            reference: format!("KV-{}", &id.simple().to_string()[20..]),
            state: ApplicationState::Submitted,
            version: 1,
            email_hash: b"hash".to_vec(),
            key,
            document: b"sealed".to_vec(),
            entry_date: None,
            port: None,
            created_at: now,
            submitted_at: Some(now),
            paid_at: None,
            promised_on: None,
            closed_at: None,
            expires_at: now + TimeDelta::days(30),
            erased_at: None,
        };
        let mut unit = portal.store.begin().await.unwrap();
        unit.add_application(&row).await.unwrap();
        for position in 1..=travellers {
            let case = CaseRow {
                id: portal.id(),
                application_id: id,
                position,
                state: CaseState::Waiting,
                version: 1,
                adult_id: None,
                document: b"sealed".to_vec(),
                passport_hash: None,
                nationality: "UTO".to_owned(),
                photo: None,
                photo_version: 0,
                reviewer_id: None,
                queued_at: None,
                decided_at: None,
            };
            unit.add_case(&case).await.unwrap();
        }
        unit.commit().await.unwrap();
        id
    }

    /// A paid application: the case of each traveller.
    pub async fn paid(&self, portal: &Arc<Portal>, travellers: i64, card: &str) -> Vec<CaseRow> {
        let application = self.owing(travellers).await;
        let page = open_checkout(portal, application).await.unwrap();
        assert_eq!(self.pay_at(&page, card).await, "paid");
        server::payments::outcome(portal, application)
            .await
            .unwrap();
        let cases = self.cases(application).await;
        assert!(cases.iter().all(|case| case.queued_at.is_some()));
        cases
    }

    pub async fn application(&self, id: Uuid) -> ApplicationRow {
        let mut unit = self.store.read().await.unwrap();
        unit.application(id).await.unwrap().unwrap()
    }

    pub async fn change_application(&self, id: Uuid, change: impl FnOnce(&mut ApplicationRow)) {
        let mut unit = self.store.begin().await.unwrap();
        let mut row = unit.application(id).await.unwrap().unwrap();
        change(&mut row);
        assert!(unit.save_application(&row).await.unwrap());
        unit.commit().await.unwrap();
    }

    pub async fn withdraw(&self, case: &CaseRow) {
        let mut unit = self.store.begin().await.unwrap();
        let mut row = unit.case(case.id).await.unwrap().unwrap();
        row.state = CaseState::Withdrawn;
        assert!(unit.save_case(&row).await.unwrap());
        unit.commit().await.unwrap();
    }

    pub async fn cases(&self, application: Uuid) -> Vec<CaseRow> {
        let mut unit = self.store.read().await.unwrap();
        unit.cases_of(application).await.unwrap()
    }

    /// Oldest first.
    pub async fn payments(&self, application: Uuid) -> Vec<PaymentRow> {
        let mut unit = self.store.read().await.unwrap();
        let mut payments = unit.payments_of(application).await.unwrap();
        payments.reverse();
        payments
    }

    pub async fn refunds(&self, application: Uuid) -> Vec<RefundRow> {
        let mut found = Vec::new();
        for payment in self.payments(application).await {
            let mut unit = self.store.read().await.unwrap();
            found.extend(unit.refunds_of(payment.id).await.unwrap());
        }
        found
    }

    /// The record's actions for an application, oldest first.
    pub async fn told(&self, application: Uuid) -> Vec<String> {
        let mut unit = self.store.read().await.unwrap();
        let rows = unit.audit_of_application(application).await.unwrap();
        rows.into_iter().map(|row| row.action).collect()
    }

    pub async fn count_told(&self, application: Uuid, action: &str) -> usize {
        let told = self.told(application).await;
        told.iter().filter(|found| *found == action).count()
    }

    /// A member of staff with a role.
    pub async fn staff(&self, role: Role) -> app::desks::Caller {
        let portal = self.portal(None);
        let row = StaffRow {
            id: portal.id(),
            login: portal.id().to_string(),
            name: format!("The {role}"),
            roles: vec![role],
            port: None,
            password_hash: String::new(),
            must_change_password: false,
            totp_secret: None,
            totp_step: 0,
            active: true,
            version: 1,
            created_at: portal.now(),
        };
        let mut unit = self.store.begin().await.unwrap();
        unit.add_staff(&row).await.unwrap();
        unit.commit().await.unwrap();
        app::desks::Caller {
            staff: Some(app::desks::StaffIdentity {
                id: row.id,
                name: row.name,
                roles: row.roles,
                port: None,
                must_change_password: false,
            }),
            ..app::desks::Caller::default()
        }
    }

    /// An officer asks for a traveller's share to be given back; the refund, if one was opened.
    pub async fn ask_back(
        &self,
        portal: &Portal,
        case: &CaseRow,
        officer: &app::desks::Caller,
    ) -> Option<Uuid> {
        let by = officer.staff.as_ref().map(|staff| staff.id);
        let ground = RefundGround::TechnicalFault;
        let mut unit = portal.store.begin().await.unwrap();
        let refund = refunds::request_share_refund(portal, &mut *unit, case, None, ground, by)
            .await
            .unwrap();
        unit.commit().await.unwrap();
        refund
    }

    pub async fn approve(&self, portal: &Portal, supervisor: &app::desks::Caller, refund: Uuid) {
        let version = self.refund(refund).await.version;
        refunds::approve(portal, supervisor, refund, version)
            .await
            .unwrap();
    }

    pub async fn refund(&self, id: Uuid) -> RefundRow {
        let mut unit = self.store.read().await.unwrap();
        unit.refund(id).await.unwrap().unwrap()
    }

    /// Works the queue until what was hoped for is there. Failed jobs get their next try.
    pub async fn until<F: Future<Output = bool>>(
        &self,
        portal: &Arc<Portal>,
        what: &str,
        mut hoped: impl FnMut() -> F,
    ) {
        for _ in 0..200 {
            server::jobs::run_due(portal).await.unwrap();
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
            self.refund(refund).await.state == state
        })
        .await;
    }

    pub async fn until_paid(&self, portal: &Arc<Portal>, application: Uuid) {
        self.until(portal, "the settlement", async || {
            self.application(application).await.state == ApplicationState::Paid
        })
        .await;
    }

    /// Both books say the same: every charge has one payment, nothing went back twice, and no
    /// charge went back beyond its amount.
    pub async fn assert_books(&self, application: Uuid) {
        let ledger = self.ledger().await;
        let payments = self.payments(application).await;
        let charged: Vec<&PaymentRow> = payments
            .iter()
            .filter(|payment| payment.intent_id.is_some())
            .collect();
        assert_eq!(ledger.charges.len(), charged.len(), "charges");
        assert!(charged.iter().filter(|payment| payment.settles).count() <= 1);
        let refunds = self.refunds(application).await;
        for payment in charged {
            let theirs: Vec<&Value> = ledger
                .refunds
                .iter()
                .filter(|refund| refund["payment_intent"] == json!(payment.intent_id))
                .filter(|refund| refund["status"] != "failed")
                .collect();
            let total: i64 = theirs
                .iter()
                .map(|refund| refund["amount"].as_i64().unwrap())
                .sum();
            assert_eq!(payment.refunded, total, "given back of {}", payment.id);
            assert!(payment.refunded <= payment.amount.minor);
            for refund in refunds
                .iter()
                .filter(|refund| refund.payment_id == payment.id)
            {
                let same = theirs
                    .iter()
                    .filter(|found| found["metadata"]["refund_id"] == json!(refund.id))
                    .count();
                assert!(same <= 1, "a refund was sent {same} times");
            }
        }
        let mut unit = self.store.read().await.unwrap();
        assert!(server::audit::verify(&mut *unit).await.unwrap().is_ok());
    }

    pub async fn close(self) {
        self.kill_server().await;
        self.sandbox.stop().await;
        self.store.close().await;
        self.ground.close().await;
    }
}

/// What the provider holds.
pub struct Ledger {
    pub charges: Vec<Value>,
    pub refunds: Vec<Value>,
}
