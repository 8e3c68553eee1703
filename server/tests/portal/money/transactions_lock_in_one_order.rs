//! Transactions that write the same rows lock them in one order (the application, its rows, jobs,
//! the end of the audit chain), so that on PostgreSQL none waits for another that waits for it. Each
//! test holds the end of the chain until both transactions stand still, which is where the earlier
//! order made each wait for a lock of the other.

use app::contract::{BorderService, CrossingForm, TravellerService};
use domain::law::refunds::WithdrawalFee;
use domain::states::{ApplicationState, CaseState, RefundState, VisaState};
use secrecy::ExposeSecret;
use server::audit::{self, Actor, Event};
use server::payments::settle;
use sqlx::Connection as _;
use std::time::Duration;
use test_support::cast::GOOD_CARD;
use test_support::{DecideRefunds, TestPortal, Traveller};

/// Well below PostgreSQL's second until it looks for a deadlock, times the tries.
const PATIENCE: Duration = Duration::from_secs(20);

/// How many sessions wait for a lock.
async fn waiting(test: &TestPortal) -> i64 {
    let url = test.portal.config.database.url.expose_secret();
    let mut database = sqlx::PgConnection::connect(url).await.unwrap();
    let (count,): (i64,) = sqlx::query_as(
        "SELECT count(*) FROM pg_stat_activity
         WHERE datname = current_database() AND wait_event_type = 'Lock'",
    )
    .fetch_one(&mut database)
    .await
    .unwrap();
    count
}

async fn until_waiting(test: &TestPortal, sessions: i64) {
    let waited = async {
        while waiting(test).await < sessions {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(PATIENCE, waited).await.unwrap();
}

/// Locks the end of the audit chain until the returned connection is committed.
async fn hold_the_chain(test: &TestPortal) -> Box<dyn server::store::Connection> {
    let mut holder = test.portal.store.begin().await.unwrap();
    let event = Event::new(Actor::System, "test.held");
    let key = test.portal.vault.record_key();
    audit::append_all(&mut *holder, vec![event], test.portal.now(), &key)
        .await
        .unwrap();
    holder
}

#[tokio::test(flavor = "multi_thread")]
async fn a_charge_and_a_withdrawal_at_once() {
    let test = TestPortal::postgres().with_sandbox().open().await;
    let portal = test.portal.clone();
    let applicant = test.submitted(&Traveller::group(2)).await;
    let application = applicant.traveller().unwrap();
    let reference = test.reference(&applicant).await;
    let page = portal.pay(&applicant, &reference).await.unwrap();
    test.drop_webhooks().await;
    assert_eq!(test.pay_at(&page, GOOD_CARD).await, "paid");
    let payment = test.payments(application).await[0].id;
    let second = test.cases(application).await[1].id;

    let holder = hold_the_chain(&test).await;
    let settling = tokio::spawn({
        let portal = portal.clone();
        async move { settle(&portal, payment).await }
    });
    until_waiting(&test, 1).await;
    let withdrawing = tokio::spawn({
        let (portal, applicant) = (portal.clone(), applicant.clone());
        let shown = Some(WithdrawalFee::Kept);
        async move { portal.withdraw(&applicant, &reference, second, shown).await }
    });
    until_waiting(&test, 2).await;
    holder.commit().await.unwrap();

    let both = async { (settling.await.unwrap(), withdrawing.await.unwrap()) };
    let (settled, withdrawn) = tokio::time::timeout(PATIENCE, both).await.unwrap();
    settled.unwrap();
    withdrawn.unwrap();
    assert_eq!(
        test.application(application).await.state(),
        ApplicationState::Paid
    );
    assert_eq!(test.case(second).await.state(), CaseState::Withdrawn);
    test.assert_books(application).await;
    test.assert_record_holds().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_later_refusal_and_the_decision_on_the_earlier_at_once() {
    let test = TestPortal::postgres().with_sandbox().open().await;
    let portal = test.portal.clone();
    let (reviewer, supervisor) = (test.reviewer().await, test.supervisor().await);
    let officer = test.officer().await;
    let case = test.paid(&Traveller::group(1)).await[0];
    test.grant(&reviewer, case).await;
    let both_grounds = ["7.technical_fault", "23.a.8"];
    test.refuse(&officer, case, &both_grounds).await.unwrap();
    let application = test.case(case).await.application_id;
    let refund = test.refunds(application).await.remove(0);
    assert_eq!(refund.state(), RefundState::Requested);

    let holder = hold_the_chain(&test).await;
    let approving = tokio::spawn({
        let portal = portal.clone();
        async move {
            portal
                .approve_refund(&supervisor, refund.id, refund.version)
                .await
        }
    });
    until_waiting(&test, 1).await;
    let form = CrossingForm {
        grounds: both_grounds.map(str::to_owned).to_vec(),
        ..test.crossing(case).await
    };
    let refusing = tokio::spawn({
        let portal = portal.clone();
        async move { portal.refuse(&officer, &form).await }
    });
    until_waiting(&test, 2).await;
    holder.commit().await.unwrap();

    let both = async { (approving.await.unwrap(), refusing.await.unwrap()) };
    let (approved, _) = tokio::time::timeout(PATIENCE, both).await.unwrap();
    approved.unwrap();
    assert_eq!(test.visa(case).await.state(), VisaState::Void);
    assert_eq!(test.refunds(application).await.len(), 1);
    test.assert_record_holds().await;
}
