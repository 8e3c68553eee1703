//! However often somebody presses "pay", and whatever becomes of the call, one card page is open.

use app::error::PortalError;
use chrono::TimeDelta;
use domain::money::Money;
use domain::states::{ApplicationState, PaymentState};
use serde_json::json;
use server::payments::{open_checkout, settle};
use server::worker::retention;
use test_support::cast::{DECLINED_CARD, FEE, GOOD_CARD};
use test_support::{TestPortal, Traveller, on_both};
use uuid::Uuid;

on_both!(
    [with_sandbox]
    the_page_asks_each_travellers_fee_and_is_resumed,
    two_clicks_open_one_page,
    a_page_whose_opening_timed_out_is_found_again,
    an_answered_error_takes_a_new_attempt,
    a_page_that_is_nearly_over_is_closed_before_another_opens,
    a_changed_group_gets_a_page_of_its_own,
    a_declined_card_leaves_the_page_open_until_it_ends,
    nothing_is_opened_for_what_is_not_owed,
);

async fn sessions(test: &TestPortal, application: Uuid) -> usize {
    let payments = test.payments(application).await;
    payments
        .iter()
        .filter(|payment| payment.session_id.is_some())
        .count()
}

async fn the_page_asks_each_travellers_fee_and_is_resumed(test: &TestPortal) {
    let portal = &test.portal;
    let application = test.owing(3).await;
    let page = open_checkout(portal, application, &()).await.unwrap();
    assert_eq!(open_checkout(portal, application, &()).await.unwrap(), page);
    let payments = test.payments(application).await;
    assert_eq!(payments.len(), 1);
    assert_eq!(payments[0].amount, Money::usd(3 * FEE));
    assert_eq!(test.pay_at(&page, GOOD_CARD).await, "paid");
    assert_eq!(test.ledger().await.charges[0]["amount"], json!(3 * FEE));
    test.until_paid(application).await;
    test.assert_books(application).await;
}

async fn two_clicks_open_one_page(test: &TestPortal) {
    let portal = &test.portal;
    let application = test.owing(1).await;
    test.fault(json!({ "kind": "api_slow", "route": "POST /v1/checkout/sessions", "ms": 200 }))
        .await;
    let (first, second) = tokio::join!(
        open_checkout(portal, application, &()),
        open_checkout(portal, application, &())
    );
    assert_eq!(first.unwrap(), second.unwrap());
    assert_eq!(test.payments(application).await.len(), 1);
}

async fn a_page_whose_opening_timed_out_is_found_again(test: &TestPortal) {
    let portal = &test.portal;
    for kind in ["api_timeout_after_commit", "api_disconnect_after_commit"] {
        let application = test.owing(1).await;
        let route = "POST /v1/checkout/sessions";
        test.fault(json!({ "kind": kind, "route": route, "ms": 3000 }))
            .await;
        let page = open_checkout(portal, application, &()).await.unwrap();
        assert_eq!(test.payments(application).await.len(), 1, "{kind}");
        assert_eq!(sessions(test, application).await, 1, "{kind}");
        assert_eq!(test.pay_at(&page, GOOD_CARD).await, "paid");
        assert_eq!(
            settle(portal, test.payments(application).await[0].id)
                .await
                .unwrap(),
            PaymentState::Paid
        );
    }
    assert_eq!(test.ledger().await.charges.len(), 2);
}

async fn an_answered_error_takes_a_new_attempt(test: &TestPortal) {
    let portal = &test.portal;
    let application = test.owing(1).await;
    let route = "POST /v1/checkout/sessions";
    test.fault(json!({ "kind": "api_error", "route": route }))
        .await;
    let page = open_checkout(portal, application, &()).await.unwrap();
    let states: Vec<_> = test
        .payments(application)
        .await
        .iter()
        .map(server::store::PaymentRow::state)
        .collect();
    assert_eq!(states, [PaymentState::Failed, PaymentState::Created]);
    test.pay_at(&page, GOOD_CARD).await;
    test.until_paid(application).await;

    let other = test.owing(1).await;
    test.fault(json!({ "kind": "api_error", "count": 50 }))
        .await;
    assert_eq!(
        open_checkout(portal, other, &()).await,
        Err(PortalError::Unavailable)
    );
}

async fn a_page_that_is_nearly_over_is_closed_before_another_opens(test: &TestPortal) {
    let portal = &test.portal;
    let application = test.owing(1).await;
    let first = open_checkout(portal, application, &()).await.unwrap();
    test.advance(TimeDelta::minutes(58)).await;
    let second = open_checkout(portal, application, &()).await.unwrap();
    assert_ne!(first, second);
    assert_eq!(test.pay_at(&first, GOOD_CARD).await, "closed");
    assert_eq!(test.pay_at(&second, GOOD_CARD).await, "paid");
    test.until_paid(application).await;
    let states: Vec<_> = test
        .payments(application)
        .await
        .iter()
        .map(server::store::PaymentRow::state)
        .collect();
    assert_eq!(states, [PaymentState::Expired, PaymentState::Paid]);
    test.assert_books(application).await;
}

async fn a_changed_group_gets_a_page_of_its_own(test: &TestPortal) {
    let portal = &test.portal;
    let application = test.owing(2).await;
    let first = open_checkout(portal, application, &()).await.unwrap();
    let second = test.cases(application).await[1].id;
    test.withdraw(second).await.unwrap();
    let second = open_checkout(portal, application, &()).await.unwrap();
    assert_eq!(test.pay_at(&first, GOOD_CARD).await, "closed");
    assert_eq!(test.pay_at(&second, GOOD_CARD).await, "paid");
    assert_eq!(test.ledger().await.charges[0]["amount"], json!(FEE));
    test.until_paid(application).await;
}

async fn a_declined_card_leaves_the_page_open_until_it_ends(test: &TestPortal) {
    let portal = &test.portal;
    let application = test.owing(1).await;
    let page = open_checkout(portal, application, &()).await.unwrap();
    assert_eq!(test.pay_at(&page, DECLINED_CARD).await, "declined");
    let payment = test.payments(application).await[0].id;
    assert_eq!(
        settle(portal, payment).await.unwrap(),
        PaymentState::Created
    );
    assert_eq!(open_checkout(portal, application, &()).await.unwrap(), page);
    test.advance(TimeDelta::minutes(62)).await;
    test.until_payment(application, PaymentState::Expired).await;
    assert_eq!(
        test.application(application).await.state(),
        ApplicationState::Submitted
    );
    assert!(test.ledger().await.charges.is_empty());
}

async fn nothing_is_opened_for_what_is_not_owed(test: &TestPortal) {
    let portal = &test.portal;
    let cases = test.paid(&Traveller::group(1)).await;
    let paid = test.case(cases[0]).await.application_id;
    assert!(matches!(
        open_checkout(portal, paid, &()).await,
        Err(PortalError::Conflict(_))
    ));
    let expired = test.owing(1).await;
    test.advance(TimeDelta::days(31)).await;
    retention::run(portal).await.unwrap();
    assert_eq!(
        test.application(expired).await.state(),
        ApplicationState::Expired
    );
    assert!(matches!(
        open_checkout(portal, expired, &()).await,
        Err(PortalError::Conflict(_))
    ));
    let missing = portal.id();
    assert_eq!(
        open_checkout(portal, missing, &()).await,
        Err(PortalError::NotFound)
    );
}
