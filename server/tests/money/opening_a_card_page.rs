//! However often somebody presses "pay", and whatever becomes of the call, one card page is open.

use crate::bench::{Bench, DECLINED, FEE, GOOD};
use crate::on_both;
use app::error::PortalError;
use chrono::TimeDelta;
use domain::money::Money;
use domain::states::{ApplicationState, PaymentState};
use serde_json::json;
use server::payments::{open_checkout, settle};

on_both!(
    the_page_asks_each_travellers_fee_and_is_resumed,
    two_clicks_open_one_page,
    a_page_whose_opening_timed_out_is_found_again,
    an_answered_error_takes_a_new_attempt,
    a_page_that_is_nearly_over_is_closed_before_another_opens,
    a_changed_group_gets_a_page_of_its_own,
    a_declined_card_leaves_the_page_open_until_it_ends,
    nothing_is_opened_for_what_is_not_owed,
);

async fn sessions(bench: &Bench, application: uuid::Uuid) -> usize {
    let payments = bench.payments(application).await;
    payments
        .iter()
        .filter(|payment| payment.session_id.is_some())
        .count()
}

async fn the_page_asks_each_travellers_fee_and_is_resumed(bench: &Bench) {
    let portal = bench.portal(None);
    let application = bench.owing(3).await;
    let page = open_checkout(&portal, application).await.unwrap();
    assert_eq!(open_checkout(&portal, application).await.unwrap(), page);
    let payments = bench.payments(application).await;
    assert_eq!(payments.len(), 1);
    assert_eq!(payments[0].amount, Money::usd(3 * FEE));
    assert_eq!(bench.pay_at(&page, GOOD).await, "paid");
    assert_eq!(bench.ledger().await.charges[0]["amount"], json!(3 * FEE));
    bench.until_paid(&portal, application).await;
    bench.assert_books(application).await;
}

async fn two_clicks_open_one_page(bench: &Bench) {
    let portal = bench.portal(None);
    let application = bench.owing(1).await;
    bench
        .fault(json!({ "kind": "api_slow", "route": "POST /v1/checkout/sessions", "ms": 200 }))
        .await;
    let (first, second) = tokio::join!(
        open_checkout(&portal, application),
        open_checkout(&portal, application)
    );
    assert_eq!(first.unwrap(), second.unwrap());
    assert_eq!(bench.payments(application).await.len(), 1);
}

async fn a_page_whose_opening_timed_out_is_found_again(bench: &Bench) {
    let portal = bench.portal(None);
    for kind in ["api_timeout_after_commit", "api_disconnect_after_commit"] {
        let application = bench.owing(1).await;
        let route = "POST /v1/checkout/sessions";
        bench
            .fault(json!({ "kind": kind, "route": route, "ms": 3000 }))
            .await;
        let page = open_checkout(&portal, application).await.unwrap();
        assert_eq!(bench.payments(application).await.len(), 1, "{kind}");
        assert_eq!(sessions(bench, application).await, 1, "{kind}");
        assert_eq!(bench.pay_at(&page, GOOD).await, "paid");
        assert_eq!(
            settle(&portal, bench.payments(application).await[0].id)
                .await
                .unwrap(),
            PaymentState::Paid
        );
    }
    assert_eq!(bench.ledger().await.charges.len(), 2);
}

async fn an_answered_error_takes_a_new_attempt(bench: &Bench) {
    let portal = bench.portal(None);
    let application = bench.owing(1).await;
    let route = "POST /v1/checkout/sessions";
    bench
        .fault(json!({ "kind": "api_error", "route": route }))
        .await;
    let page = open_checkout(&portal, application).await.unwrap();
    let states: Vec<_> = bench
        .payments(application)
        .await
        .iter()
        .map(|payment| payment.state())
        .collect();
    assert_eq!(states, [PaymentState::Failed, PaymentState::Created]);
    bench.pay_at(&page, GOOD).await;
    bench.until_paid(&portal, application).await;

    let other = bench.owing(1).await;
    bench
        .fault(json!({ "kind": "api_error", "count": 50 }))
        .await;
    assert_eq!(
        open_checkout(&portal, other).await,
        Err(PortalError::Unavailable)
    );
}

async fn a_page_that_is_nearly_over_is_closed_before_another_opens(bench: &Bench) {
    let portal = bench.portal(None);
    let application = bench.owing(1).await;
    let first = open_checkout(&portal, application).await.unwrap();
    bench.advance(TimeDelta::minutes(58)).await;
    let second = open_checkout(&portal, application).await.unwrap();
    assert_ne!(first, second);
    assert_eq!(bench.pay_at(&first, GOOD).await, "closed");
    assert_eq!(bench.pay_at(&second, GOOD).await, "paid");
    bench.until_paid(&portal, application).await;
    let states: Vec<_> = bench
        .payments(application)
        .await
        .iter()
        .map(|payment| payment.state())
        .collect();
    assert_eq!(states, [PaymentState::Expired, PaymentState::Paid]);
    bench.assert_books(application).await;
}

async fn a_changed_group_gets_a_page_of_its_own(bench: &Bench) {
    let portal = bench.portal(None);
    let application = bench.owing(2).await;
    let first = open_checkout(&portal, application).await.unwrap();
    bench.withdraw(&bench.cases(application).await[1]).await;
    let second = open_checkout(&portal, application).await.unwrap();
    assert_eq!(bench.pay_at(&first, GOOD).await, "closed");
    assert_eq!(bench.pay_at(&second, GOOD).await, "paid");
    assert_eq!(bench.ledger().await.charges[0]["amount"], json!(FEE));
    bench.until_paid(&portal, application).await;
}

async fn a_declined_card_leaves_the_page_open_until_it_ends(bench: &Bench) {
    let portal = bench.portal(None);
    let application = bench.owing(1).await;
    let page = open_checkout(&portal, application).await.unwrap();
    assert_eq!(bench.pay_at(&page, DECLINED).await, "declined");
    let payment = bench.payments(application).await[0].id;
    assert_eq!(
        settle(&portal, payment).await.unwrap(),
        PaymentState::Created
    );
    assert_eq!(open_checkout(&portal, application).await.unwrap(), page);
    bench.advance(TimeDelta::minutes(62)).await;
    bench
        .until(&portal, "the end of the page", async || {
            bench.payments(application).await[0].state() == PaymentState::Expired
        })
        .await;
    assert_eq!(
        bench.application(application).await.state(),
        ApplicationState::Submitted
    );
    assert!(bench.ledger().await.charges.is_empty());
}

async fn nothing_is_opened_for_what_is_not_owed(bench: &Bench) {
    let portal = bench.portal(None);
    let cases = bench.paid(&portal, 1, GOOD).await;
    let paid = cases[0].application_id;
    assert!(matches!(
        open_checkout(&portal, paid).await,
        Err(PortalError::Conflict(_))
    ));
    let expired = bench.owing(1).await;
    bench
        .change_application(expired, |row| {
            row.advance(ApplicationState::Expired).unwrap()
        })
        .await;
    assert!(matches!(
        open_checkout(&portal, expired).await,
        Err(PortalError::Conflict(_))
    ));
    let missing = portal.id();
    assert_eq!(
        open_checkout(&portal, missing).await,
        Err(PortalError::NotFound)
    );
}
