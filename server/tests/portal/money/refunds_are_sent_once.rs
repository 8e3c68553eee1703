//! A refund that people decided: two of them, one share, one transfer, whatever the provider does.

use app::contract::{Caller, RefundFilter, Role, StaffService};
use app::error::PortalError;
use chrono::TimeDelta;
use domain::law::refunds::RefundGround;
use domain::money::Money;
use domain::states::{PaymentState, RefundState};
use serde_json::json;
use server::payments::refund_execution;
use test_support::cast::{FEE, GOOD_CARD, REFUND_FAILS_CARD, REFUND_PENDING_CARD};
use test_support::{DecideRefunds, TestPortal, Traveller, on_both};
use uuid::Uuid;

on_both!(
    [with_sandbox]
    one_share_goes_back_once_and_two_people_decide,
    an_answer_that_never_came_is_looked_up,
    an_answered_error_is_tried_again,
    many_send_at_once,
    a_refund_may_take_its_time,
    a_refund_that_fails_later_is_tried_again,
    a_disputed_charge_is_not_given_back,
    a_key_that_lapsed_is_not_trusted,
);

/// A paid application, and who decides that its fees go back.
struct Paid {
    application: Uuid,
    cases: Vec<Uuid>,
    officer: Caller,
    supervisor: Caller,
}

async fn paid(test: &TestPortal, travellers: usize, card: &str) -> Paid {
    let cases = test.paid_with(&Traveller::group(travellers), card).await;
    Paid {
        application: test.case(cases[0]).await.application_id,
        cases,
        officer: test.officer().await,
        supervisor: test.supervisor().await,
    }
}

/// An officer keeps a traveller out for a fault of the system: the refund that waits then.
async fn ask_back(test: &TestPortal, case: Uuid, officer: &Caller) -> Uuid {
    let grounds = ["7.technical_fault"];
    test.refuse(officer, case, &grounds).await.unwrap();
    let application = test.case(case).await.application_id;
    let refunds = test.refunds(application).await;
    let of_case = refunds.iter().find(|row| row.case_id == Some(case));
    of_case.unwrap().id
}

async fn approve(test: &TestPortal, supervisor: &Caller, refund: Uuid) {
    let version = test.refund(refund).await.version;
    let approved = test.portal.approve_refund(supervisor, refund, version);
    approved.await.unwrap();
}

/// The share of the first of these travellers, approved and not sent.
async fn approved(test: &TestPortal, paid: &Paid) -> Uuid {
    let refund = ask_back(test, paid.cases[0], &paid.officer).await;
    approve(test, &paid.supervisor, refund).await;
    refund
}

async fn one_share_goes_back_once_and_two_people_decide(test: &TestPortal) {
    let portal = &test.portal;
    let Paid {
        application,
        cases,
        officer,
        supervisor,
    } = paid(test, 3, GOOD_CARD).await;
    let refund = ask_back(test, cases[1], &officer).await;
    // While it waits, a later refusal is judged in its place.
    assert_eq!(ask_back(test, cases[1], &officer).await, refund);
    test.work().await;
    assert!(test.ledger().await.refunds.is_empty());

    let filter = RefundFilter::default();
    let list = portal.refunds(&supervisor, &filter).await.unwrap();
    assert_eq!(list.rows.len(), 1);
    let row = &list.rows[0];
    assert_eq!(row.refund, refund);
    assert_eq!(row.amount, Money::usd(FEE));
    assert_eq!(row.reason, RefundGround::TechnicalFault);
    assert_eq!(row.requested_by.as_deref(), Some("Officer officer"));
    let refused = portal.refunds(&officer, &filter).await.unwrap_err();
    assert_eq!(refused, PortalError::Forbidden);
    let approve = |caller, version| portal.approve_refund(caller, refund, version);
    assert_eq!(
        approve(&officer, row.version).await,
        Err(PortalError::Forbidden)
    );
    assert!(matches!(
        approve(&supervisor, row.version + 1).await,
        Err(PortalError::Conflict(_))
    ));
    approve(&supervisor, row.version).await.unwrap();
    assert!(approve(&supervisor, row.version).await.is_err());
    test.until_refund(refund, RefundState::Succeeded).await;

    // Who asks does not approve, supervisor or not.
    let both = test.staff("both", &[Role::Border, Role::Supervisor]).await;
    let own = ask_back(test, cases[2], &both).await;
    let version = test.refund(own).await.version;
    assert_eq!(
        portal.approve_refund(&both, own, version).await,
        Err(PortalError::Forbidden)
    );
    assert_eq!(test.ledger().await.refunds.len(), 1);
    let payment = test.payments(application).await.remove(0);
    assert_eq!(payment.state(), PaymentState::PartlyRefunded);
    assert_eq!(payment.refunded, FEE);
    test.assert_books(application).await;
}

async fn an_answer_that_never_came_is_looked_up(test: &TestPortal) {
    let paid = paid(test, 2, GOOD_CARD).await;
    // The portal hears nothing by webhook either.
    test.drop_webhooks().await;
    for (case, kind) in paid
        .cases
        .iter()
        .zip(["api_timeout_after_commit", "api_disconnect_after_commit"])
    {
        let refund = ask_back(test, *case, &paid.officer).await;
        approve(test, &paid.supervisor, refund).await;
        test.fault(json!({ "kind": kind, "route": "POST /v1/refunds", "ms": 3000 }))
            .await;
        test.until_refund(refund, RefundState::Succeeded).await;
        assert_eq!(test.refund(refund).await.attempt, 1, "{kind}");
    }
    assert_eq!(test.ledger().await.refunds.len(), 2);
    assert_eq!(
        test.payments(paid.application).await[0].state(),
        PaymentState::Refunded
    );
    test.assert_books(paid.application).await;
}

async fn an_answered_error_is_tried_again(test: &TestPortal) {
    let paid = paid(test, 1, GOOD_CARD).await;
    let refund = approved(test, &paid).await;
    test.fault(json!([
        { "kind": "api_error", "route": "POST /v1/refunds", "count": 2 },
        { "kind": "api_rate_limited", "route": "POST /v1/refunds", "count": 2 },
        { "kind": "api_error", "route": "GET /v1/refunds" },
    ]))
    .await;
    test.until_refund(refund, RefundState::Succeeded).await;
    assert_eq!(test.ledger().await.refunds.len(), 1);
    test.assert_books(paid.application).await;
}

async fn many_send_at_once(test: &TestPortal) {
    let paid = paid(test, 2, GOOD_CARD).await;
    let refund = approved(test, &paid).await;
    let mut sending = tokio::task::JoinSet::new();
    for _ in 0..6 {
        let portal = test.portal.clone();
        // Those whose key is just in use are told to wait.
        sending.spawn(async move { refund_execution::send(&portal, refund).await.is_ok() });
    }
    assert!(sending.join_all().await.contains(&true));
    test.until_refund(refund, RefundState::Succeeded).await;
    assert_eq!(test.ledger().await.refunds.len(), 1);
    assert_eq!(test.count_told(paid.application, "refund.sent").await, 1);
    test.assert_books(paid.application).await;
}

async fn a_refund_may_take_its_time(test: &TestPortal) {
    let paid = paid(test, 1, REFUND_PENDING_CARD).await;
    let refund = approved(test, &paid).await;
    refund_execution::send(&test.portal, refund).await.unwrap();
    assert_eq!(test.refund(refund).await.state(), RefundState::Sent);
    test.until_refund(refund, RefundState::Succeeded).await;
    test.assert_books(paid.application).await;
}

async fn a_refund_that_fails_later_is_tried_again(test: &TestPortal) {
    let paid = paid(test, 1, REFUND_FAILS_CARD).await;
    let refund = approved(test, &paid).await;
    test.until_refund(refund, RefundState::Failed).await;
    let row = test.refund(refund).await;
    assert!(row.failure.is_some());
    let payment = test.payments(paid.application).await.remove(0);
    assert_eq!((payment.state(), payment.refunded), (PaymentState::Paid, 0));
    let filter = RefundFilter::default();
    let list = test.portal.refunds(&paid.supervisor, &filter).await;
    assert_eq!(list.unwrap().rows[0].failure, row.failure);

    approve(test, &paid.supervisor, refund).await;
    test.eventually("another try", async || {
        (test.ledger().await.refunds.len() == 2).then_some(())
    })
    .await;
    test.until_refund(refund, RefundState::Failed).await;
    test.assert_books(paid.application).await;
}

async fn a_disputed_charge_is_not_given_back(test: &TestPortal) {
    let paid = paid(test, 1, GOOD_CARD).await;
    let refund = ask_back(test, paid.cases[0], &paid.officer).await;
    test.dispute(paid.application).await;
    let version = test.refund(refund).await.version;
    let approved = test
        .portal
        .approve_refund(&paid.supervisor, refund, version);
    assert_eq!(
        approved.await,
        Err(PortalError::conflict("conflict-charge-disputed"))
    );
    assert!(test.ledger().await.refunds.is_empty());
}

async fn a_key_that_lapsed_is_not_trusted(test: &TestPortal) {
    let paid = paid(test, 2, GOOD_CARD).await;
    test.drop_webhooks().await;
    let refund = approved(test, &paid).await;
    test.fault(json!({ "kind": "api_disconnect_after_commit", "route": "POST /v1/refunds" }))
        .await;
    assert!(refund_execution::send(&test.portal, refund).await.is_err());
    test.advance(TimeDelta::hours(30)).await;
    test.until_refund(refund, RefundState::Succeeded).await;
    assert_eq!(test.refund(refund).await.attempt, 2);
    assert_eq!(test.ledger().await.refunds.len(), 1);
    test.assert_books(paid.application).await;
}
