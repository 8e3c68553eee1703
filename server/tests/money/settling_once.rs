//! A charge settles its application once, whatever the webhooks do.

use crate::bench::{Bench, FEE, GOOD};
use crate::on_both;
use domain::calendar::{ministry_date, working_days_after};
use domain::money::Money;
use domain::states::{ApplicationState, PaymentState, RefundState};
use serde_json::json;
use server::payments::reconciliation::sweep;
use server::payments::{open_checkout, outcome, settle};

on_both!(
    doubled_reordered_and_forged_webhooks_change_nothing,
    dropped_webhooks_are_swept,
    the_success_page_asks_itself,
    many_settle_at_once,
    a_provider_that_is_away_is_asked_again,
    a_dispute_is_written_down,
    article_7_a_refusal_during_a_dispute_is_decided_on_when_it_is_won,
);

async fn assert_settled_once(bench: &Bench, application: uuid::Uuid) {
    let row = bench.application(application).await;
    assert_eq!(row.state(), ApplicationState::Paid);
    let paid_at = row.paid_at.unwrap();
    assert_eq!(
        row.promised_on,
        Some(working_days_after(ministry_date(paid_at), 3))
    );
    for case in bench.cases(application).await {
        assert_eq!(case.queued_at, Some(paid_at));
    }
    let payments = bench.payments(application).await;
    assert_eq!(payments.len(), 1);
    assert!(payments[0].settles);
    assert_eq!(payments[0].state(), PaymentState::Paid);
    assert_eq!(payments[0].amount, Money::usd(2 * FEE));
    assert_eq!(bench.count_told(application, "payment.settled").await, 1);
    assert!(bench.refunds(application).await.is_empty());
    bench.assert_books(application).await;
}

async fn doubled_reordered_and_forged_webhooks_change_nothing(bench: &Bench) {
    let portal = bench.portal(None);
    let application = bench.owing(2).await;
    let page = open_checkout(&portal, application).await.unwrap();
    bench
        .fault(json!([
            { "kind": "webhook_doubled", "count": 20 },
            { "kind": "webhook_forged", "count": 20 },
            { "kind": "webhook_reordered", "count": 3, "ms": 20 },
        ]))
        .await;
    assert_eq!(bench.pay_at(&page, GOOD).await, "paid");
    bench.until_paid(&portal, application).await;
    bench.advance(chrono::TimeDelta::minutes(6)).await;
    for _ in 0..5 {
        sweep(&portal).await.unwrap();
        server::worker::run_due(&portal).await.unwrap();
    }
    assert_settled_once(bench, application).await;
}

async fn dropped_webhooks_are_swept(bench: &Bench) {
    let portal = bench.portal(None);
    let application = bench.owing(2).await;
    bench.drop_webhooks().await;
    let page = open_checkout(&portal, application).await.unwrap();
    assert_eq!(bench.pay_at(&page, GOOD).await, "paid");
    server::worker::run_due(&portal).await.unwrap();
    assert_eq!(
        bench.application(application).await.state(),
        ApplicationState::Submitted
    );
    sweep(&portal).await.unwrap();
    bench.until_paid(&portal, application).await;
    assert_settled_once(bench, application).await;
}

async fn the_success_page_asks_itself(bench: &Bench) {
    let portal = bench.portal(None);
    let application = bench.owing(2).await;
    bench.drop_webhooks().await;
    let page = open_checkout(&portal, application).await.unwrap();
    let before = outcome(&portal, application).await.unwrap();
    assert_eq!(before.state, PaymentState::Created);
    bench.pay_at(&page, GOOD).await;
    let after = outcome(&portal, application).await.unwrap();
    assert_eq!(after.state, PaymentState::Paid);
    assert_eq!(after.amount, Money::usd(2 * FEE));
    assert!(after.decision_due_on.is_some());
    assert_settled_once(bench, application).await;
}

async fn many_settle_at_once(bench: &Bench) {
    let portal = bench.portal(None);
    let application = bench.owing(2).await;
    bench.drop_webhooks().await;
    let page = open_checkout(&portal, application).await.unwrap();
    bench.pay_at(&page, GOOD).await;
    let payment = bench.payments(application).await[0].id;
    let mut settling = tokio::task::JoinSet::new();
    for _ in 0..6 {
        let portal = portal.clone();
        settling.spawn(async move { settle(&portal, payment).await.unwrap() });
    }
    for state in settling.join_all().await {
        assert_eq!(state, PaymentState::Paid);
    }
    assert_settled_once(bench, application).await;
}

async fn a_provider_that_is_away_is_asked_again(bench: &Bench) {
    let portal = bench.portal(None);
    let application = bench.owing(2).await;
    let page = open_checkout(&portal, application).await.unwrap();
    bench.pay_at(&page, GOOD).await;
    bench
        .fault(json!([
            { "kind": "api_error", "route": "GET /v1/checkout/sessions/{id}", "count": 2 },
            { "kind": "api_rate_limited", "route": "GET /v1/checkout/sessions/{id}", "count": 2 },
        ]))
        .await;
    bench.until_paid(&portal, application).await;
    assert_settled_once(bench, application).await;
}

async fn a_dispute_is_written_down(bench: &Bench) {
    let portal = bench.portal(None);
    let cases = bench.paid(&portal, 2, GOOD).await;
    let application = cases[0].application_id;
    let charge = bench.ledger().await.charges[0]["charge"]
        .as_str()
        .unwrap()
        .to_owned();
    let _ = bench.dispute(&charge).await;
    bench
        .until(&portal, "the dispute", async || {
            bench.payments(application).await[0].state() == PaymentState::Disputed
        })
        .await;
    let officer = bench.staff(domain::roles::Role::Border).await;
    assert_eq!(bench.ask_back(&portal, &cases[0], &officer).await, None);
    assert_eq!(bench.count_told(application, "payment.disputed").await, 1);
}

async fn article_7_a_refusal_during_a_dispute_is_decided_on_when_it_is_won(bench: &Bench) {
    let portal = bench.portal(None);
    let cases = bench.paid(&portal, 2, GOOD).await;
    let application = cases[0].application_id;
    let charge = bench.ledger().await.charges[0]["charge"]
        .as_str()
        .unwrap()
        .to_owned();
    let dispute = bench.dispute(&charge).await;
    bench
        .until(&portal, "the dispute", async || {
            bench.payments(application).await[0].state() == PaymentState::Disputed
        })
        .await;
    let officer = bench.staff(domain::roles::Role::Border).await;
    assert_eq!(bench.ask_back(&portal, &cases[0], &officer).await, None);
    bench.win(&dispute).await;
    bench
        .until(&portal, "the money", async || {
            bench.payments(application).await[0].state() == PaymentState::Paid
        })
        .await;
    let mut unit = portal.store.read().await.unwrap();
    let payment = bench.payments(application).await[0].id;
    let refunds = unit.refunds_of(payment).await.unwrap();
    let asked: Vec<_> = refunds
        .iter()
        .map(|row| (row.case_id, row.state()))
        .collect();
    assert_eq!(asked, [(Some(cases[0].id), RefundState::Requested)]);
    drop(unit);
    assert_eq!(
        bench.count_told(application, "payment.dispute_won").await,
        1
    );
    bench.assert_books(application).await;
}
