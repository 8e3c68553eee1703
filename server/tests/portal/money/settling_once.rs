//! A charge settles its application once, whatever the webhooks do.

use app::contract::Caller;
use domain::calendar::{ministry_date, working_days_after};
use domain::money::Money;
use domain::states::{ApplicationState, PaymentState, RefundState, VisaState};
use serde_json::json;
use server::payments::reconciliation::sweep;
use server::payments::{open_checkout, outcome, settle};
use test_support::cast::{FEE, GOOD_CARD};
use test_support::{TestPortal, Traveller, on_both};
use uuid::Uuid;

on_both!(
    [with_sandbox]
    doubled_reordered_and_forged_webhooks_change_nothing,
    dropped_webhooks_are_swept,
    the_success_page_asks_itself,
    many_settle_at_once,
    a_provider_that_is_away_is_asked_again,
    a_dispute_is_written_down,
    article_7_a_refusal_during_a_dispute_is_decided_on_when_it_is_won,
);

async fn assert_settled_once(test: &TestPortal, application: Uuid) {
    let row = test.application(application).await;
    assert_eq!(row.state(), ApplicationState::Paid);
    let paid_at = row.paid_at.unwrap();
    assert_eq!(
        row.decision_due_on,
        Some(working_days_after(ministry_date(paid_at), 3))
    );
    for case in test.cases(application).await {
        assert_eq!(case.queued_at, Some(paid_at));
    }
    let payments = test.payments(application).await;
    assert_eq!(payments.len(), 1);
    assert!(payments[0].settles);
    assert_eq!(payments[0].state(), PaymentState::Paid);
    assert_eq!(payments[0].amount, Money::usd(2 * FEE));
    assert_eq!(test.count_told(application, "payment.settled").await, 1);
    assert!(test.refunds(application).await.is_empty());
    test.assert_books(application).await;
}

async fn doubled_reordered_and_forged_webhooks_change_nothing(test: &TestPortal) {
    let portal = &test.portal;
    let application = test.owing(2).await;
    let page = open_checkout(portal, application, &()).await.unwrap();
    test.fault(json!([
        { "kind": "webhook_doubled", "count": 20 },
        { "kind": "webhook_forged", "count": 20 },
        { "kind": "webhook_reordered", "count": 3, "ms": 20 },
    ]))
    .await;
    assert_eq!(test.pay_at(&page, GOOD_CARD).await, "paid");
    test.until_paid(application).await;
    test.advance(chrono::TimeDelta::minutes(6)).await;
    for _ in 0..5 {
        sweep(portal).await.unwrap();
        test.work().await;
    }
    assert_settled_once(test, application).await;
}

async fn dropped_webhooks_are_swept(test: &TestPortal) {
    let portal = &test.portal;
    let application = test.owing(2).await;
    test.drop_webhooks().await;
    let page = open_checkout(portal, application, &()).await.unwrap();
    assert_eq!(test.pay_at(&page, GOOD_CARD).await, "paid");
    test.work().await;
    assert_eq!(
        test.application(application).await.state(),
        ApplicationState::Submitted
    );
    sweep(portal).await.unwrap();
    test.until_paid(application).await;
    assert_settled_once(test, application).await;
}

async fn the_success_page_asks_itself(test: &TestPortal) {
    let portal = &test.portal;
    let application = test.owing(2).await;
    test.drop_webhooks().await;
    let page = open_checkout(portal, application, &()).await.unwrap();
    let before = outcome(portal, application).await.unwrap();
    assert_eq!(before.state, PaymentState::Created);
    test.pay_at(&page, GOOD_CARD).await;
    let after = outcome(portal, application).await.unwrap();
    assert_eq!(after.state, PaymentState::Paid);
    assert_eq!(after.amount, Money::usd(2 * FEE));
    assert!(after.decision_due_on.is_some());
    assert_settled_once(test, application).await;
}

async fn many_settle_at_once(test: &TestPortal) {
    let portal = &test.portal;
    let application = test.owing(2).await;
    test.drop_webhooks().await;
    let page = open_checkout(portal, application, &()).await.unwrap();
    test.pay_at(&page, GOOD_CARD).await;
    let payment = test.payments(application).await[0].id;
    let mut settling = tokio::task::JoinSet::new();
    for _ in 0..6 {
        let portal = portal.clone();
        settling.spawn(async move { settle(&portal, payment).await.unwrap() });
    }
    for state in settling.join_all().await {
        assert_eq!(state, PaymentState::Paid);
    }
    assert_settled_once(test, application).await;
}

async fn a_provider_that_is_away_is_asked_again(test: &TestPortal) {
    let portal = &test.portal;
    let application = test.owing(2).await;
    let page = open_checkout(portal, application, &()).await.unwrap();
    test.pay_at(&page, GOOD_CARD).await;
    test.fault(json!([
        { "kind": "api_error", "route": "GET /v1/checkout/sessions/{id}", "count": 2 },
        { "kind": "api_rate_limited", "route": "GET /v1/checkout/sessions/{id}", "count": 2 },
    ]))
    .await;
    test.until_paid(application).await;
    assert_settled_once(test, application).await;
}

async fn a_dispute_is_written_down(test: &TestPortal) {
    let (case, officer) = (granted(test).await, test.officer().await);
    let application = test.case(case).await.application_id;
    test.dispute(application).await;
    refuse(test, &officer, case).await;
    assert!(test.refunds(application).await.is_empty());
    assert_eq!(test.count_told(application, "payment.disputed").await, 1);
}

async fn article_7_a_refusal_during_a_dispute_is_decided_on_when_it_is_won(test: &TestPortal) {
    let (group, reviewer) = (Traveller::group(2), test.reviewer().await);
    let case = test.paid(&group).await[0];
    test.grant(&reviewer, case).await;
    let officer = test.officer().await;
    let application = test.case(case).await.application_id;
    let dispute = test.dispute(application).await;
    refuse(test, &officer, case).await;
    assert!(test.refunds(application).await.is_empty());
    // The fee comes back in any case, from the bank or from here: nobody enters on the visa.
    assert_eq!(test.visa(case).await.state(), VisaState::Void);
    test.work().await;
    let mail = test.mail_saying(&group[0].email, "entry refused").await;
    for says in ["The e-Visa is void", "You dispute the charge"] {
        assert!(mail.text.contains(says), "{says}: {}", mail.text);
    }
    test.win(application, &dispute).await;
    let refunds = test.refunds(application).await;
    let asked: Vec<_> = refunds
        .iter()
        .map(|row| (row.case_id, row.state()))
        .collect();
    assert_eq!(asked, [(Some(case), RefundState::Requested)]);
    assert_eq!(test.count_told(application, "payment.dispute_won").await, 1);
    test.assert_books(application).await;
}

/// The first of two who were granted a visa.
async fn granted(test: &TestPortal) -> Uuid {
    let reviewer = test.reviewer().await;
    let cases = test.paid(&Traveller::group(2)).await;
    test.grant(&reviewer, cases[0]).await;
    cases[0]
}

async fn refuse(test: &TestPortal, officer: &Caller, case: Uuid) {
    let grounds = ["7.technical_fault"];
    test.refuse(officer, case, &grounds).await.unwrap();
}
