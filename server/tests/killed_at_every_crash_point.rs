//! The portal alone is killed (SIGKILL) at every place that paying, settling and giving back
//! register, and started again. Afterwards the card provider's ledger and ours must agree:
//! charged once, given back once, nothing paid unseen.

use crate::ground::Engine;
use crate::harness::House;
use crate::harness::browser::Browser;
use crate::harness::people::{GOOD_CARD, Traveller};
use domain::roles::Role;
use domain::states::{ApplicationState, PaymentState, RefundState};
use secrecy::ExposeSecret;
use serde_json::Value;
use server::failpoint::Failpoint;
use std::net::SocketAddr;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

#[tokio::test(flavor = "multi_thread")]
async fn on_sqlite() {
    for point in Failpoint::ALL {
        killed_once_at(Engine::Sqlite, *point).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn on_postgres() {
    for point in Failpoint::ALL {
        killed_once_at(Engine::Postgres, *point).await;
    }
}

/// The portal in a process of its own, killed when it says that it reached the crash point.
struct Killed {
    address: SocketAddr,
    reached: Arc<AtomicBool>,
    keeper: tokio::task::JoinHandle<()>,
}

impl Killed {
    fn start(house: &House, point: Failpoint) -> Self {
        let address = std::net::TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap();
        let reached = Arc::new(AtomicBool::new(false));
        let killed = reached.clone();
        let mut first = command(house, address, Some(point));
        let mut second = command(house, address, None);
        let keeper = tokio::spawn(async move {
            let mut portal: Child = first.spawn().unwrap();
            let mut lines = BufReader::new(portal.stderr.take().unwrap()).lines();
            while let Ok(Some(line)) = lines.next_line().await {
                if line.contains("crash point reached") {
                    portal.kill().await.unwrap();
                    killed.store(true, Ordering::SeqCst);
                    break;
                }
            }
            let mut portal = second.spawn().unwrap();
            let mut lines = BufReader::new(portal.stderr.take().unwrap()).lines();
            while let Ok(Some(_)) = lines.next_line().await {}
        });
        Self {
            address,
            reached,
            keeper,
        }
    }

    fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}

fn command(house: &House, address: SocketAddr, crash_at: Option<Failpoint>) -> Command {
    let config = &house.portal.config;
    let mut command = Command::new(env!("CARGO_BIN_EXE_portal"));
    command
        .args(["serve", "--demo"])
        .env("PORTAL_SERVER_ADDRESS", address.to_string())
        .env("PORTAL_SERVER_METRICS_ADDRESS", "127.0.0.1:0")
        .env("PORTAL_SERVER_PUBLIC_URL", format!("http://{address}"))
        .env("PORTAL_DATABASE_URL", config.database.url.expose_secret())
        .env("PORTAL_OBJECTS_FOLDER", &config.objects.folder)
        .env("PORTAL_KEYS_FOLDER", &config.keys.folder)
        .env("PORTAL_MAIL_URL", config.mail.url.expose_secret())
        .env("PORTAL_STRIPE_URL", &config.stripe.url)
        .env(
            "PORTAL_STRIPE_CHECKOUT_ORIGIN",
            &config.stripe.checkout_origin,
        )
        .env("PORTAL_STRIPE_TIMEOUT_SECONDS", "3")
        .env("RUST_LOG", "warn")
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    if let Some(point) = crash_at {
        command.env("PORTAL_SERVICE_CRASH_AT", point.as_str());
    }
    command
}

/// Asks again and again until there is an answer.
async fn patiently<T, F: Future<Output = Option<T>>>(what: &str, mut ask: impl FnMut() -> F) -> T {
    for _ in 0..1200 {
        if let Some(answer) = ask().await {
            return answer;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("waited in vain for {what}");
}

async fn killed_once_at(engine: Engine, point: Failpoint) {
    let house = House::open(engine).await;
    let anna = Traveller::anna();
    let browser = house.apply(&anna).await;
    let portal = Killed::start(&house, point);
    house
        .sandbox
        .set_webhook_url(Some(format!("{}/webhooks/stripe", portal.url())));
    let what = format!("{engine:?} {point:?}");

    let elsewhere = browser.at(&portal.url());
    let session = patiently(&format!("{what}: a card page"), || card_page(&elsewhere)).await;
    house.pay_session(&session, GOOD_CARD).await;
    patiently(&format!("{what}: settlement"), || async {
        let mut unit = house.portal.store.read().await.unwrap();
        let row = unit
            .application(application_of(&house).await)
            .await
            .unwrap()
            .unwrap();
        (row.state() == ApplicationState::Paid).then_some(())
    })
    .await;

    let reviewer = house.staff("reviewer-1", Role::Reviewer).await;
    house.grant_first(&reviewer).await;
    let officer = house.staff("officer-1", Role::Border).await;
    let case = house.find_at_border(&officer, &anna).await;
    let grounds = [
        ("grounds[]", "7.technical_fault"),
        ("note", "The system was away."),
    ];
    house.cross(&officer, &case, "refuse", &grounds).await;
    let supervisor = house.staff("supervisor-1", Role::Supervisor).await;
    let page = supervisor.get("/staff/refunds").await;
    let refund = page
        .value("refund")
        .unwrap_or_else(|| panic!("{what}: {}", page.words()));
    let form = [
        ("refund", refund.as_str()),
        ("version", &page.value("version").unwrap()),
    ];
    supervisor.post("/act/staff/refund/approve", &form).await;
    let refund: uuid::Uuid = refund.parse().unwrap();
    patiently(&format!("{what}: the refund"), || async {
        let mut unit = house.portal.store.read().await.unwrap();
        let row = unit.refund(refund).await.unwrap().unwrap();
        (row.state() == RefundState::Succeeded).then_some(())
    })
    .await;

    // What was committed is seen before the line that says so was read.
    patiently(&format!("{what} to be reached"), || async {
        portal.reached.load(Ordering::SeqCst).then_some(())
    })
    .await;
    let ledger: Value = reqwest::get(format!("{}/sandbox/ledger", house.sandbox.base_url()))
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    let charges = ledger["charges"].as_array().unwrap();
    let refunds = ledger["refunds"].as_array().unwrap();
    assert_eq!((charges.len(), refunds.len()), (1, 1), "{what}: {ledger}");
    assert_eq!(charges[0]["amount"], 3000, "{what}");
    assert_eq!(charges[0]["refunded"], 3000, "{what}: {ledger}");
    let mut unit = house.portal.store.read().await.unwrap();
    let payments = unit
        .payments_of(application_of(&house).await)
        .await
        .unwrap();
    let ours: Vec<_> = payments
        .iter()
        .filter(|payment| payment.paid_at.is_some())
        .collect();
    assert_eq!(ours.len(), 1, "{what}");
    assert_eq!(
        (ours[0].state(), ours[0].refunded),
        (PaymentState::Refunded, 3000),
        "{what}"
    );
    drop(unit);
    portal.keeper.abort();
    let _ = portal.keeper.await;
    house.close().await;
}

/// The session of a card page, if the portal leads there now.
async fn card_page(browser: &Browser) -> Option<String> {
    let answer = browser
        .client
        .post(format!("{}/act/pay", browser.base))
        .header("accept", "text/html")
        .header("origin", &browser.base)
        .header("content-type", "application/x-www-form-urlencoded")
        .timeout(Duration::from_secs(8))
        .send()
        .await
        .ok()?;
    let url = answer.url().to_string();
    let at = url.find("/c/pay/")? + 7;
    Some(url[at..].split(['?', '#']).next()?.to_owned())
}

/// The house's only application.
async fn application_of(house: &House) -> uuid::Uuid {
    let mut unit = house.portal.store.read().await.unwrap();
    let events = unit.audit_from(1, 100).await.unwrap();
    events
        .iter()
        .find_map(|event| event.application_id)
        .expect("somebody applied")
}
