//! What the pages after the card page say, and that nothing stays open behind them.

use app::contract::{StaffService, StepAnswers, TravellerService};
use app::error::PortalError;
use chrono::TimeDelta;
use domain::states::{ApplicationState, PaymentState, PendingPayment};
use serde_json::json;
use server::payments::{open_checkout, outcome, settle};
use test_support::answers::is_conflict;
use test_support::cast::GOOD_CARD;
use test_support::{TestPortal, Traveller, on_both};

on_both!(
    [with_sandbox]
    leaving_the_card_page_asks_whether_it_was_paid,
    a_charge_that_bought_nothing_is_told_apart,
    a_payment_that_fails_afterwards_ends_its_attempt,
    a_payment_that_takes_its_time_settles,
    a_charge_in_another_currency_is_shown_to_a_supervisor,
    changed_answers_close_the_card_page_and_are_declared_anew,
    a_withdrawal_closes_the_card_page,
    many_clicks_are_stopped,
    a_key_that_was_used_is_looked_after,
);

async fn leaving_the_card_page_asks_whether_it_was_paid(test: &TestPortal) {
    let portal = &test.portal;
    let application = test.owing(1).await;
    test.drop_webhooks().await;
    let page = open_checkout(portal, application, &()).await.unwrap();
    assert!(outcome(portal, application).await.unwrap().is_unpaid);
    test.fault(json!({ "kind": "api_error", "route": "GET /v1/checkout/sessions/{id}" }))
        .await;
    // Nobody knows.
    assert!(!outcome(portal, application).await.unwrap().is_unpaid);
    test.pay_at(&page, GOOD_CARD).await;
    let paid = outcome(portal, application).await.unwrap();
    assert!(paid.settles && !paid.is_unpaid);
    assert_eq!(paid.state, PaymentState::Paid);
}

async fn a_charge_that_bought_nothing_is_told_apart(test: &TestPortal) {
    let portal = &test.portal;
    let application = test.owing(1).await;
    let page = open_checkout(portal, application, &()).await.unwrap();
    let case = test.cases(application).await[0].id;
    test.withdraw(case).await.unwrap();
    test.pay_at(&page, GOOD_CARD).await;
    let paid = outcome(portal, application).await.unwrap();
    assert!(!paid.settles && !paid.is_unpaid);
    test.until_payment(application, PaymentState::Refunded)
        .await;
    test.assert_books(application).await;
}

async fn a_payment_that_fails_afterwards_ends_its_attempt(test: &TestPortal) {
    let portal = &test.portal;
    let application = test.owing(1).await;
    let page = open_checkout(portal, application, &()).await.unwrap();
    let session = test.pay_later_at(&page).await;
    let payment = test.payments(application).await[0].id;
    assert_eq!(
        settle(portal, payment).await.unwrap(),
        PaymentState::Created
    );
    assert_eq!(
        open_checkout(portal, application, &()).await,
        Err(PortalError::conflict("conflict-payment-confirming"))
    );
    let payer = test.applicant(test.cases(application).await[0].id).await;
    let confirming = outcome(portal, application).await.unwrap();
    assert!(!confirming.is_unpaid);
    assert_eq!(confirming.pending, Some(PendingPayment::Bank));
    let status = portal.status(&payer).await.unwrap();
    assert!(status.pending.is_some() && !status.can_pay);
    test.finish_payment(&session, false).await;
    test.until_payment(application, PaymentState::Failed).await;
    let status = portal.status(&payer).await.unwrap();
    assert!(status.pending.is_none() && status.can_pay);
    let second = open_checkout(portal, application, &()).await.unwrap();
    assert_ne!(second, page);
    test.pay_at(&second, GOOD_CARD).await;
    test.until_paid(application).await;
    test.assert_books(application).await;
}

async fn a_payment_that_takes_its_time_settles(test: &TestPortal) {
    let portal = &test.portal;
    let application = test.owing(1).await;
    let page = open_checkout(portal, application, &()).await.unwrap();
    let session = test.pay_later_at(&page).await;
    test.finish_payment(&session, true).await;
    test.until_paid(application).await;
    test.assert_books(application).await;
}

async fn a_charge_in_another_currency_is_shown_to_a_supervisor(test: &TestPortal) {
    let portal = &test.portal;
    let application = test.owing(1).await;
    let page = open_checkout(portal, application, &()).await.unwrap();
    test.pay_in(&page, "eur").await;
    let paid = outcome(portal, application).await.unwrap();
    assert!(!paid.settles && !paid.is_unpaid);
    let payment = test.payments(application).await.remove(0);
    assert_eq!(payment.state(), PaymentState::Created);
    assert_eq!(payment.unknown_currency.as_deref(), Some("EUR"));
    // Nobody is asked to pay a second time for it.
    let payer = test.applicant(test.cases(application).await[0].id).await;
    let status = portal.status(&payer).await.unwrap();
    assert!(!status.can_pay);
    assert_eq!(status.pending, Some(PendingPayment::Supervisor));
    let supervisor = test.supervisor().await;
    let charges = portal.charges_to_review(&supervisor).await.unwrap();
    assert_eq!(charges.len(), 1);
    assert_eq!(charges[0].payment, payment.id);
    // A second look says it once.
    outcome(portal, application).await.unwrap();
    let charges = portal.charges_to_review(&supervisor).await.unwrap();
    assert_eq!(charges.len(), 1);
    // Once it was given back at the provider, the fee is owed as before.
    let charge = test.ledger().await.charges[0]["charge"].clone();
    let path = format!("refunds/{}", charge.as_str().unwrap());
    test.tell_sandbox(&path, json!({})).await;
    test.work().await;
    assert_eq!(
        settle(portal, payment.id).await.unwrap(),
        PaymentState::Failed
    );
    let charges = portal.charges_to_review(&supervisor).await.unwrap();
    assert_eq!(charges.len(), 0);
    let status = portal.status(&payer).await.unwrap();
    assert!(status.can_pay && status.pending.is_none());
}

async fn changed_answers_close_the_card_page_and_are_declared_anew(test: &TestPortal) {
    let portal = &test.portal;
    let applicant = test.submitted(&[Traveller::eriksson()]).await;
    let application = applicant.traveller().unwrap();
    let reference = test.reference(&applicant).await;
    let page = portal.pay(&applicant, &reference).await.unwrap();
    // The same answers once more change nothing.
    let same = StepAnswers::Trip(test_support::cast::trip(test.today()));
    test.save(&applicant, same).await;
    assert!(portal.status(&applicant).await.unwrap().can_pay);
    // A trip for which no visa is sold: nobody pays for the one before it any more.
    let late = test_support::cast::trip(test.today() + TimeDelta::days(200));
    let saved = test.try_to_save(&applicant, StepAnswers::Trip(late)).await;
    assert!(!saved.unwrap().errors.is_empty());
    let status = portal.status(&applicant).await.unwrap();
    assert_eq!(status.state, ApplicationState::Draft);
    assert!(!status.can_pay);
    test.work().await;
    assert_eq!(test.pay_at(&page, GOOD_CARD).await, "closed");
    assert!(is_conflict(&portal.pay(&applicant, &reference).await));
    // Another day that is right: declared anew, then paid.
    let next = test_support::cast::trip(test.today() + TimeDelta::days(1));
    test.save(&applicant, StepAnswers::Trip(next)).await;
    assert!(is_conflict(&portal.pay(&applicant, &reference).await));
    test.declare_anew(&applicant).await;
    let cases = test.pay_for(&applicant, GOOD_CARD).await;
    assert_eq!(cases.len(), 1);
    test.assert_books(application).await;
}

async fn a_withdrawal_closes_the_card_page(test: &TestPortal) {
    let portal = &test.portal;
    for travellers in [1, 2] {
        let application = test.owing(travellers).await;
        let page = open_checkout(portal, application, &()).await.unwrap();
        let case = test.cases(application).await[travellers - 1].id;
        test.withdraw(case).await.unwrap();
        test.work().await;
        assert_eq!(test.pay_at(&page, GOOD_CARD).await, "closed");
    }
}

async fn many_clicks_are_stopped(test: &TestPortal) {
    let applicant = test.submitted(&Traveller::group(1)).await;
    let portal = &test.portal;
    let reference = test.reference(&applicant).await;
    let mut refused = 0;
    for _ in 0..30 {
        if let Err(error) = portal.pay(&applicant, &reference).await {
            assert!(matches!(error, PortalError::TooManyTries { .. }), "{error}");
            refused += 1;
        }
    }
    assert!((15..30).contains(&refused), "{refused}");
}

async fn a_key_that_was_used_is_looked_after(test: &TestPortal) {
    let portal = &test.portal;
    let applicant = test.submitted(&Traveller::group(1)).await;
    let application = applicant.traveller().unwrap();
    let reference = test.reference(&applicant).await;
    let page = portal.pay(&applicant, &reference).await.unwrap();
    // The same key with another call: its page is found, not a second one opened.
    let payment = test.payments(application).await.remove(0);
    let shares = 1;
    let order = server::card_provider::CheckoutOrder {
        payment: payment.id,
        reference: "KV-OTHER".to_owned(),
        each: payment.amount,
        travellers: shares,
        expires_at: payment.expires_at,
        email: None,
        success_url: "http://127.0.0.1/".to_owned(),
        cancel_url: "http://127.0.0.1/".to_owned(),
        key: format!("payment-{}-{}", payment.id, payment.attempt),
    };
    let error = portal.cards.open_session(&order).await.unwrap_err();
    assert_eq!(
        error,
        server::card_provider::ProviderError::IdempotencyMismatch
    );
    assert_eq!(portal.pay(&applicant, &reference).await.unwrap(), page);
    assert_eq!(test.payments(application).await.len(), 1);
}
