//! Money taken without a service is given back without being asked for, whole, once.

use app::contract::TravellerService;
use app::error::PortalError;
use chrono::TimeDelta;
use domain::law::refunds::RefundGround;
use domain::money::Money;
use domain::states::{ApplicationState, PaymentState, PendingPayment, RefundState};
use server::payments::{open_checkout, settle};
use server::worker::retention;
use test_support::cast::{FEE, GOOD_CARD};
use test_support::{TestPortal, Traveller, on_both};
use uuid::Uuid;

on_both!(
    [with_sandbox]
    a_double_charge_goes_back,
    a_charge_after_the_end_goes_back,
    a_charge_of_another_amount_goes_back,
    the_share_of_who_withdrew_goes_back,
    a_charge_for_one_buys_nothing_for_two,
);

async fn assert_given_back(
    test: &TestPortal,
    application: Uuid,
    ground: RefundGround,
    amount: i64,
) {
    test.eventually("the refund", async || {
        let refunds = test.refunds(application).await;
        (refunds.len() == 1 && refunds[0].state() == RefundState::Succeeded).then_some(())
    })
    .await;
    let refunds = test.refunds(application).await;
    assert_eq!(refunds[0].ground, ground);
    assert_eq!(refunds[0].amount, Money::usd(amount));
    assert_eq!(refunds[0].requested_by, None);
    assert_eq!(test.count_told(application, "refund.succeeded").await, 1);
    assert_eq!(test.ledger().await.refunds.len(), 1);
    test.assert_books(application).await;
}

async fn a_double_charge_goes_back(test: &TestPortal) {
    let application = test.owing(2).await;
    let first = open_checkout(&test.portal, application, &()).await.unwrap();
    let second = test.second_page(application).await;
    test.pay_at(&first, GOOD_CARD).await;
    test.pay_at(&second, GOOD_CARD).await;
    assert_given_back(test, application, RefundGround::DoubleCharge, 2 * FEE).await;
    assert_eq!(
        test.application(application).await.state(),
        ApplicationState::Paid
    );
    let payments = test.payments(application).await;
    assert_eq!(payments.iter().filter(|payment| payment.settles).count(), 1);
    let other = payments.iter().find(|payment| !payment.settles).unwrap();
    assert_eq!(other.state(), PaymentState::Refunded);
    assert_eq!(test.count_told(application, "payment.settled").await, 1);
    assert_eq!(test.count_told(application, "payment.unneeded").await, 1);
}

async fn a_charge_after_the_end_goes_back(test: &TestPortal) {
    let application = test.owing(1).await;
    let page = open_checkout(&test.portal, application, &()).await.unwrap();
    // The page stays open at the provider, whose clock is behind.
    test.advance_portal(TimeDelta::days(31));
    retention::run(&test.portal).await.unwrap();
    assert_eq!(
        test.application(application).await.state(),
        ApplicationState::Expired
    );
    test.pay_at(&page, GOOD_CARD).await;
    assert_given_back(test, application, RefundGround::LateCharge, FEE).await;
    assert_eq!(
        test.application(application).await.state(),
        ApplicationState::Expired
    );
    assert_eq!(
        test.payments(application).await[0].state(),
        PaymentState::Refunded
    );
}

async fn a_charge_of_another_amount_goes_back(test: &TestPortal) {
    let application = test.owing(1).await;
    let page = open_checkout(&test.portal, application, &()).await.unwrap();
    test.change_amount(application, Money::usd(FEE + 1)).await;
    test.pay_at(&page, GOOD_CARD).await;
    assert_given_back(test, application, RefundGround::UnrecordedCharge, FEE).await;
    assert_eq!(
        test.application(application).await.state(),
        ApplicationState::Submitted
    );
}

async fn the_share_of_who_withdrew_goes_back(test: &TestPortal) {
    let application = test.owing(2).await;
    let page = open_checkout(&test.portal, application, &()).await.unwrap();
    let second = test.cases(application).await[1].id;
    test.withdraw(second).await.unwrap();
    test.pay_at(&page, GOOD_CARD).await;
    assert_given_back(test, application, RefundGround::LateCharge, FEE).await;
    assert_eq!(
        test.application(application).await.state(),
        ApplicationState::Paid
    );
    assert_eq!(
        test.payments(application).await[0].state(),
        PaymentState::PartlyRefunded
    );
    let cases = test.cases(application).await;
    assert!(cases[0].queued_at.is_some());
    assert!(cases[1].queued_at.is_none());
}

/// The card page was completed before anybody here knew, and cannot be closed.
async fn a_charge_for_one_buys_nothing_for_two(test: &TestPortal) {
    let (portal, anna) = (&test.portal, Traveller::anna());
    let applicant = test.submitted(std::slice::from_ref(&anna)).await;
    let application = applicant.traveller().unwrap();
    let reference = test.reference(&applicant).await;
    let page = portal.pay(&applicant, &reference).await.unwrap();
    test.drop_webhooks().await;
    let session = test.pay_later_at(&page).await;
    let joined = test.try_to_join(&applicant).await.unwrap();
    test.fill_in(&applicant, joined, &Traveller::lars()).await;
    test.declare_anew(&applicant).await;
    test.work().await;
    // Nobody is asked to pay again.
    let status = portal.status(&applicant).await.unwrap();
    assert_eq!(status.state, ApplicationState::Submitted);
    assert_eq!(status.pending, Some(PendingPayment::Bank));
    let again = portal.pay(&applicant, &reference).await;
    assert_eq!(
        again.err(),
        Some(PortalError::conflict("conflict-payment-confirming"))
    );
    test.finish_payment(&session, true).await;
    let payment = test.payments(application).await[0].id;
    settle(portal, payment).await.unwrap();
    assert_given_back(test, application, RefundGround::UnrecordedCharge, FEE).await;
    let cases = test.cases(application).await;
    assert!(cases.iter().all(|case| case.queued_at.is_none()));
    let status = portal.status(&applicant).await.unwrap();
    assert_eq!(status.state, ApplicationState::Submitted);
    assert!(status.can_pay);
    // What is owed is paid for both.
    let page = portal.pay(&applicant, &reference).await.unwrap();
    test.pay_at(&page, GOOD_CARD).await;
    let payments = test.payments(application).await;
    let newest = payments
        .iter()
        .max_by_key(|payment| payment.attempt)
        .unwrap();
    settle(portal, newest.id).await.unwrap();
    let status = portal.status(&applicant).await.unwrap();
    assert_eq!(status.state, ApplicationState::Paid);
    let settled = test
        .payments(application)
        .await
        .into_iter()
        .find(|payment| payment.settles);
    assert_eq!(settled.unwrap().amount, Money::usd(2 * FEE));
}
