//! The portal alone is killed (SIGKILL) at every place that paying, settling and giving back
//! register, and started again. Afterwards the card provider's ledger and ours must agree:
//! charged once, given back once, nothing paid unseen.

use super::portal_process::{card_page, command, patiently};
use domain::roles::Role;
use domain::states::{ApplicationState, PaymentState, RefundState};
use server::failpoint::Failpoint;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use test_support::cast::GOOD_CARD;
use test_support::database::most_connections;
use test_support::process::unused_address;
use test_support::{Engine, TestPortal, Traveller};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::Child;
use tokio::sync::Semaphore;
use uuid::Uuid;

#[tokio::test(flavor = "multi_thread")]
async fn on_sqlite() {
    killed_once_at_each(Engine::Sqlite, Failpoint::ALL.len()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_postgres() {
    let at_once = most_connections().await.saturating_sub(OTHERS) / CONNECTIONS;
    killed_once_at_each(Engine::Postgres, at_once.clamp(1, AT_ONCE)).await;
}

/// More than one story ever has: its two portals open them as they need them.
const CONNECTIONS: usize = 20;
/// On two slow cores more of them wait for connections until nobody answers in time.
const AT_ONCE: usize = 5;
/// What is left to the story that runs beside these.
const OTHERS: usize = 20;

/// Side by side, since most of the time is spent waiting: for a portal to start, and for the lock of
/// the one that was killed to run out.
async fn killed_once_at_each(engine: Engine, at_once: usize) {
    let turns = Arc::new(Semaphore::new(at_once));
    let mut stories = tokio::task::JoinSet::new();
    for point in Failpoint::ALL {
        let turns = turns.clone();
        stories.spawn(async move {
            let _turn = turns.acquire().await.unwrap();
            killed_once_at(engine, *point).await;
        });
    }
    stories.join_all().await;
}

/// The portal in a process of its own, killed when it says that it reached the crash point.
struct Killed {
    address: SocketAddr,
    reached: Arc<AtomicBool>,
    keeper: tokio::task::JoinHandle<()>,
}

impl Killed {
    fn start(test: &TestPortal, point: Failpoint) -> Self {
        let address = unused_address();
        let reached = Arc::new(AtomicBool::new(false));
        let killed = reached.clone();
        let mut first = command(test, address, Some(point));
        let mut second = command(test, address, None);
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

async fn killed_once_at(engine: Engine, point: Failpoint) {
    let test = TestPortal::on(engine).with_pages().with_sandbox();
    let test = test.on_machine_time().open().await;
    let anna = Traveller::anna();
    let browser = test.apply(&anna).await;
    let application = test.only_application().await;
    let (application, reference) = (application.id, application.reference);
    let portal = Killed::start(&test, point);
    test.sandbox()
        .set_webhook_url(Some(format!("{}/webhooks/stripe", portal.url())));
    let what = format!("{engine:?} {point:?}");

    let elsewhere = browser.at(&portal.url());
    let page = patiently(&format!("{what}: a card page"), || {
        card_page(&elsewhere, &reference)
    })
    .await;
    test.pay_at(&page, GOOD_CARD).await;
    patiently(&format!("{what}: settlement"), || async {
        let state = test.application(application).await.state();
        (state == ApplicationState::Paid).then_some(())
    })
    .await;

    let reviewer = test.sign_in("reviewer-1", Role::Reviewer).await;
    test.grant_first(&reviewer).await;
    let officer = test.sign_in("officer-1", Role::Border).await;
    let case = test.find_at_border(&officer, &anna).await;
    let grounds = [
        ("grounds[]", "7.technical_fault"),
        ("note", "The system was away."),
    ];
    test.cross(&officer, &case, "refuse", &grounds).await;
    let supervisor = test.sign_in("supervisor-1", Role::Supervisor).await;
    let refund: Uuid = test.approve_first(&supervisor).await.parse().unwrap();
    patiently(&format!("{what}: the refund"), || async {
        let state = test.refund(refund).await.state();
        (state == RefundState::Succeeded).then_some(())
    })
    .await;

    // What was committed is seen before the line that says so was read.
    patiently(&format!("{what} to be reached"), || async {
        portal.reached.load(Ordering::SeqCst).then_some(())
    })
    .await;
    let ledger = test.ledger().await;
    let (charges, refunds) = (&ledger.charges, &ledger.refunds);
    assert_eq!((charges.len(), refunds.len()), (1, 1), "{what}: {ledger:?}");
    assert_eq!(charges[0]["amount"], 3000, "{what}");
    assert_eq!(charges[0]["refunded"], 3000, "{what}: {ledger:?}");
    let payments = test.payments(application).await;
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
    portal.keeper.abort();
    let _ = portal.keeper.await;
}
