//! Two servers on one PostgreSQL, both with a worker. One is killed (SIGKILL) while travellers pay and
//! refunds go out, in the middle of a job. The other goes on: people are answered all the time, the
//! jobs of the dead one are taken over once their locks run out, and everything was done once.

use super::portal_process::{card_page, command, patiently};
use app::contract::Caller;
use domain::roles::Role;
use domain::states::{ApplicationState, PaymentState, RefundState};
use serde_json::json;
use server::failpoint::Failpoint;
use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::time::Duration;
use test_support::cast::{FEE, GOOD_CARD};
use test_support::process::unused_address;
use test_support::{Browser, DecideRefunds, Mail, TestPortal, Traveller};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, ChildStderr};
use tokio::sync::oneshot;
use uuid::Uuid;

#[tokio::test(flavor = "multi_thread")]
async fn while_it_settles() {
    killed_at(Failpoint::SettleBeforeCommit).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn while_it_refunds() {
    killed_at(Failpoint::RefundAfterCall).await;
}

/// In the subject of the mail that says what was paid.
const RECEIPT: &str = "payment received";

/// Somebody who pays, and where they are known.
struct Payer {
    browser: Browser,
    application: Uuid,
    reference: String,
    email: String,
}

async fn killed_at(point: Failpoint) {
    let test = TestPortal::postgres().with_pages().with_sandbox();
    let test = test.on_machine_time().open().await;
    let mut payers = Vec::new();
    for traveller in Traveller::group(4) {
        payers.push(applied(&test, &traveller).await);
    }
    let (doomed, lasting) = (unused_address(), unused_address());
    let first = spawn(&test, doomed, Some(point));
    let mut second = spawn(&test, lasting, None);
    let _read = tokio::spawn(read_on(second.stderr.take().unwrap()));
    test.sandbox()
        .set_webhook_url(Some(format!("http://{doomed}/webhooks/stripe")));
    let mut killed = tokio::spawn(kill_at_its_point(
        first,
        test.sandbox().base_url().to_owned(),
        lasting,
    ));
    for address in [doomed, lasting] {
        patiently("a server", || async {
            is_answered(address).await.then_some(())
        })
        .await;
    }
    let (stop, stopped) = oneshot::channel();
    let visitor = tokio::spawn(visits(lasting, stopped));

    let pays = |place: usize, first: SocketAddr| pay(&test, &payers[place], [first, lasting]);
    tokio::join!(
        pays(0, doomed),
        pays(1, lasting),
        pays(2, doomed),
        pays(3, lasting),
    );
    let desks = Desks::of(&test).await;
    desks.send_away(&payers, (&killed, doomed)).await;
    // The one that lasts may have taken every job at which the other was to stop.
    for traveller in latecomers() {
        if tokio::time::timeout(Duration::from_secs(15), &mut killed)
            .await
            .is_ok()
        {
            break;
        }
        let late = [applied(&test, &traveller).await];
        pay(&test, &late[0], [doomed, lasting]).await;
        desks.send_away(&late, (&killed, doomed)).await;
        payers.extend(late);
    }
    assert!(killed.is_finished(), "{} was not reached", point.as_str());
    for payer in &payers {
        is_done_once(&test, payer).await;
    }
    patiently("an empty queue", || async {
        let left = test.jobs("queued").await + test.jobs("running").await;
        (left == 0).then_some(())
    })
    .await;
    assert_eq!(test.jobs("dead").await, 0);
    let ledger = test.ledger().await;
    let each = payers.len();
    assert_eq!((ledger.charges.len(), ledger.refunds.len()), (each, each));
    test.assert_record_holds().await;
    stop.send(()).unwrap();
    assert!(visitor.await.unwrap() > 20, "visits");
    drop(second);
}

fn latecomers() -> impl Iterator<Item = Traveller> {
    (0..10).map(|number| Traveller {
        email: format!("late-{number}@mail.example"),
        passport_number: format!("L9{number:05}"),
        ..Traveller::anna()
    })
}

async fn applied(test: &TestPortal, traveller: &Traveller) -> Payer {
    let browser = test.apply(traveller).await;
    let pay = browser.get("/pay").await;
    let reference = pay.value("reference").unwrap();
    let mut stored = test.portal.store.read().await.unwrap();
    let found = stored.application_by_reference(&reference).await.unwrap();
    Payer {
        browser,
        application: found.unwrap().id,
        reference,
        email: traveller.email.clone(),
    }
}

fn spawn(test: &TestPortal, address: SocketAddr, point: Option<Failpoint>) -> Child {
    command(test, address, point).spawn().unwrap()
}

/// So that it never waits for somebody to read what it says.
async fn read_on(said: ChildStderr) {
    let mut lines = BufReader::new(said).lines();
    while let Ok(Some(line)) = lines.next_line().await {
        eprintln!("{line}");
    }
}

async fn is_answered(address: SocketAddr) -> bool {
    let asked = reqwest::get(format!("http://{address}/healthz")).await;
    asked.is_ok_and(|answer| answer.status().is_success())
}

/// Somebody who reads pages of the server that lives until they are told to stop; how many.
async fn visits(address: SocketAddr, mut stopped: oneshot::Receiver<()>) -> u32 {
    let browser = Browser::new(&format!("http://{address}"));
    let mut pages = 0;
    while stopped.try_recv().is_err() {
        let page = browser.get("/").await;
        assert_eq!(page.status, 200, "{}", page.words());
        pages += 1;
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    pages
}

/// Kills a server as soon as it stands at its crash point; whoever stood before it sends webhooks to
/// the other from then on.
async fn kill_at_its_point(mut portal: Child, sandbox: String, other: SocketAddr) {
    let mut lines = BufReader::new(portal.stderr.take().unwrap()).lines();
    while let Some(line) = lines.next_line().await.unwrap() {
        eprintln!("{line}");
        if line.contains("crash point reached") {
            break;
        }
    }
    portal.kill().await.unwrap();
    let order = json!({ "url": format!("http://{other}/webhooks/stripe") });
    let told = reqwest::Client::new().post(format!("{sandbox}/sandbox/webhook"));
    told.json(&order).send().await.unwrap();
}

/// Pays by way of the first of these servers that answers, until it is settled.
async fn pay(test: &TestPortal, payer: &Payer, servers: [SocketAddr; 2]) {
    let page = patiently("a card page", || async {
        for server in servers {
            let browser = payer.browser.at(&format!("http://{server}"));
            if let Some(page) = card_page(&browser, &payer.reference).await {
                return Some(page);
            }
        }
        None
    })
    .await;
    assert_eq!(test.pay_at(&page, GOOD_CARD).await, "paid");
    patiently("settlement", || async {
        let state = test.application(payer.application).await.state();
        (state == ApplicationState::Paid).then_some(())
    })
    .await;
}

/// Who refuses, and who decides about the money.
struct Desks<'a> {
    test: &'a TestPortal,
    officer: Caller,
    supervisor: Caller,
    browser: Browser,
}

impl<'a> Desks<'a> {
    /// A demonstration has an officer and a supervisor of its own.
    async fn of(test: &'a TestPortal) -> Self {
        Self {
            test,
            officer: test.staff("officer-2", &[Role::Border]).await,
            supervisor: test.staff("supervisor-2", &[Role::Supervisor]).await,
            browser: test.sign_in("supervisor-1", Role::Supervisor).await,
        }
    }

    /// Everybody is refused entry for a fault of the system, and gets the fee back. The first refund is
    /// approved at the server that is killed, if it lives: its worker is awake first.
    async fn send_away(
        &self,
        payers: &[Payer],
        (killed, doomed): (&tokio::task::JoinHandle<()>, SocketAddr),
    ) {
        let test = self.test;
        for payer in payers {
            let case = test.cases(payer.application).await[0].id;
            let grounds = ["7.technical_fault"];
            test.refuse(&self.officer, case, &grounds).await.unwrap();
        }
        if !killed.is_finished() {
            approve_one(&self.browser, doomed).await;
        }
        for payer in payers {
            let refund = test.refunds(payer.application).await.remove(0);
            if refund.state() == RefundState::Requested {
                let approved =
                    test.portal
                        .approve_refund(&self.supervisor, refund.id, refund.version);
                approved.await.unwrap();
            }
        }
    }
}

/// Approves a refund, and gets an answer if the server lives so long.
async fn approve_one(supervisor: &Browser, doomed: SocketAddr) {
    let page = supervisor.get("/staff/refunds?state=requested").await;
    let hidden = ["refund", "version"].map(|name| (name, page.value(name).unwrap()));
    let there = supervisor.at(&format!("http://{doomed}"));
    let address = format!("{}/act/staff/refund/approve", there.base);
    let asked = there.client.post(address).form(&hidden);
    drop(asked.header("origin", &there.base).send().await);
}

fn message_id(mail: &Mail) -> String {
    let headers = mail.raw["headers"].as_array().unwrap();
    let id = headers.iter().find(|header| header[0] == "Message-ID");
    id.unwrap()[1].to_string()
}

async fn is_done_once(test: &TestPortal, payer: &Payer) {
    let refund = test.refunds(payer.application).await.remove(0).id;
    patiently("the refund", || async {
        let state = test.refund(refund).await.state();
        (state == RefundState::Succeeded).then_some(())
    })
    .await;
    let payments = test.payments(payer.application).await;
    let paid: Vec<_> = payments
        .iter()
        .filter(|row| row.paid_at.is_some())
        .collect();
    assert_eq!(paid.len(), 1);
    assert_eq!(
        (paid[0].state(), paid[0].refunded),
        (PaymentState::Refunded, FEE)
    );
    for action in [
        "payment.settled",
        "refund.requested",
        "refund.sent",
        "refund.succeeded",
    ] {
        let told = test.count_told(payer.application, action).await;
        assert_eq!(told, 1, "{action}");
    }
    // What was sent twice is one mail to its reader, by its id.
    let receipts = async || {
        let mails = test.mails_to(&payer.email).await;
        let about = mails.iter().filter(|mail| mail.subject.contains(RECEIPT));
        about.map(message_id).collect::<BTreeSet<_>>()
    };
    patiently("the receipt", || async {
        (!receipts().await.is_empty()).then_some(())
    })
    .await;
    assert_eq!(receipts().await.len(), 1, "{}", payer.email);
}
