//! A dispute freezes what it is about; an inquiry freezes nothing; money that the bank took back for
//! the payer is not given back again.

use app::contract::Caller;
use chrono::TimeDelta;
use domain::money::{Currency, Money};
use domain::states::{PaymentState, RefundState};
use serde_json::json;
use server::card_provider::CheckoutOrder;
use server::payments::{reconciliation, settle};
use test_support::cast::{FEE, GOOD_CARD};
use test_support::{DecideRefunds, TestPortal, Traveller, on_both};
use uuid::Uuid;

on_both!(
    [with_sandbox]
    an_inquiry_does_not_keep_a_refund,
    an_inquiry_that_becomes_a_dispute_keeps_it,
    a_lost_part_leaves_the_rest,
    what_was_left_and_lost_is_not_won,
    what_was_lost_in_part_is_not_called_won,
    a_dispute_of_nobodys_charge_is_given_up_after_three_days,
);

async fn ask_back(test: &TestPortal, case: Uuid, officer: &Caller, supervisor: &Caller) -> Uuid {
    let grounds = ["7.technical_fault"];
    test.refuse(officer, case, &grounds).await.unwrap();
    let application = test.case(case).await.application_id;
    let refunds = test.refunds(application).await;
    let row = refunds
        .iter()
        .find(|row| row.case_id == Some(case))
        .unwrap();
    let approved = test.portal.approve_refund(supervisor, row.id, row.version);
    approved.await.unwrap();
    row.id
}

async fn an_inquiry_does_not_keep_a_refund(test: &TestPortal) {
    let case = test.paid(&Traveller::group(1)).await[0];
    let application = test.case(case).await.application_id;
    let (officer, supervisor) = (test.officer().await, test.supervisor().await);
    test.dispute_part(application, json!({ "kind": "inquiry" }))
        .await;
    let payment = test.payments(application).await[0].id;
    assert_eq!(
        settle(&test.portal, payment).await.unwrap(),
        PaymentState::Paid
    );
    let refund = ask_back(test, case, &officer, &supervisor).await;
    test.until_refund(refund, RefundState::Succeeded).await;
    test.assert_books(application).await;
}

async fn an_inquiry_that_becomes_a_dispute_keeps_it(test: &TestPortal) {
    let case = test.paid(&Traveller::group(1)).await[0];
    let application = test.case(case).await.application_id;
    let dispute = test
        .dispute_part(application, json!({ "kind": "inquiry" }))
        .await;
    test.tell_sandbox(&format!("disputes/{dispute}/escalate"), json!({}))
        .await;
    test.until_payment(application, PaymentState::Disputed)
        .await;
    test.win(application, &dispute).await;
    assert_eq!(test.count_told(application, "payment.dispute_won").await, 1);
}

async fn a_lost_part_leaves_the_rest(test: &TestPortal) {
    let cases = test.paid(&Traveller::group(2)).await;
    let application = test.case(cases[0]).await.application_id;
    let (officer, supervisor) = (test.officer().await, test.supervisor().await);
    let dispute = test
        .dispute_part(application, json!({ "amount": FEE }))
        .await;
    let payment = test.payments(application).await[0].id;
    // While it is open, the other half is ours.
    assert_eq!(
        settle(&test.portal, payment).await.unwrap(),
        PaymentState::Paid
    );
    let close = format!("disputes/{dispute}/close");
    test.tell_sandbox(&close, json!({ "won": false })).await;
    test.until_payment(application, PaymentState::PartlyRefunded)
        .await;
    let refunds = [
        ask_back(test, cases[0], &officer, &supervisor).await,
        ask_back(test, cases[1], &officer, &supervisor).await,
    ];
    for refund in refunds {
        test.until_refund(refund, RefundState::Succeeded).await;
    }
    // One half was sent, the other the bank had taken.
    assert_eq!(test.ledger().await.charges[0]["refunded"], json!(FEE));
    let payment = test.payments(application).await.remove(0);
    assert_eq!(
        (payment.state(), payment.refunded),
        (PaymentState::Refunded, 2 * FEE)
    );
}

async fn what_was_left_and_lost_is_not_won(test: &TestPortal) {
    let cases = test.paid(&Traveller::group(2)).await;
    let application = test.case(cases[0]).await.application_id;
    let (officer, supervisor) = (test.officer().await, test.supervisor().await);
    let refund = ask_back(test, cases[0], &officer, &supervisor).await;
    test.until_refund(refund, RefundState::Succeeded).await;
    let left = json!({ "amount": FEE });
    let dispute = test.dispute_part(application, left).await;
    test.until_payment(application, PaymentState::Disputed)
        .await;
    let close = format!("disputes/{dispute}/close");
    test.tell_sandbox(&close, json!({ "won": false })).await;
    let payment = test.payments(application).await[0].id;
    for _ in 0..2 {
        let state = settle(&test.portal, payment).await.unwrap();
        assert_eq!(state, PaymentState::Disputed);
    }
    assert_eq!(test.count_told(application, "payment.dispute_won").await, 0);
    let row = test.payments(application).await.remove(0);
    assert_eq!(row.refunded_elsewhere, FEE, "a supervisor looks at it");
}

async fn what_was_lost_in_part_is_not_called_won(test: &TestPortal) {
    let cases = test.paid(&Traveller::group(2)).await;
    let application = test.case(cases[0]).await.application_id;
    let whole = test.dispute(application).await;
    // One dispute is won and another lost before the portal looks again.
    test.drop_webhooks().await;
    let close = |dispute: &str| format!("disputes/{dispute}/close");
    test.tell_sandbox(&close(&whole), json!({ "won": true }))
        .await;
    let half = json!({ "amount": FEE });
    let part = test.dispute_part(application, half.clone()).await;
    test.tell_sandbox(&close(&part), json!({ "won": false }))
        .await;
    let payment = test.payments(application).await[0].id;
    let state = settle(&test.portal, payment).await.unwrap();
    assert_eq!(state, PaymentState::PartlyRefunded);
    let partly = "payment.dispute_partly_lost";
    assert_eq!(test.count_told(application, partly).await, 1);
    assert_eq!(test.count_told(application, "payment.dispute_won").await, 0);
    // The one about the rest is won, whatever was lost before it.
    let rest = test.dispute_part(application, half).await;
    let state = settle(&test.portal, payment).await.unwrap();
    assert_eq!(state, PaymentState::Disputed);
    test.tell_sandbox(&close(&rest), json!({ "won": true }))
        .await;
    let state = settle(&test.portal, payment).await.unwrap();
    assert_eq!(state, PaymentState::PartlyRefunded);
    assert_eq!(test.count_told(application, partly).await, 1);
    assert_eq!(test.count_told(application, "payment.dispute_won").await, 1);
}

/// Another system has the same account at the provider.
async fn a_dispute_of_nobodys_charge_is_given_up_after_three_days(test: &TestPortal) {
    let order = CheckoutOrder {
        payment: Uuid::from_u128(7),
        reference: "KH-NOBODY".to_owned(),
        each: Money::new(FEE, Currency::Usd),
        travellers: 1,
        expires_at: test.now() + TimeDelta::hours(1),
        email: None,
        success_url: format!("{}/pay/done", test.url),
        cancel_url: format!("{}/pay/cancelled", test.url),
        key: "of-another-system".to_owned(),
    };
    let session = test.portal.cards.open_session(&order).await.unwrap();
    test.pay_at(&session.url.unwrap(), GOOD_CARD).await;
    let charge = test.ledger().await.charges[0]["charge"].clone();
    let path = format!("disputes/{}", charge.as_str().unwrap());
    test.tell_sandbox(&path, json!({})).await;
    let open = async || {
        let mut stored = test.portal.store.read().await.unwrap();
        let found = stored.open_provider_events(10).await.unwrap();
        let disputes = found.iter().filter(|row| row.kind.contains("dispute"));
        disputes.count()
    };
    test.eventually("the dispute", async || (open().await == 1).then_some(()))
        .await;
    test.advance(TimeDelta::days(2)).await;
    reconciliation::sweep(&test.portal).await.unwrap();
    assert_eq!(open().await, 1, "its payment may still come");
    test.advance(TimeDelta::days(2)).await;
    reconciliation::sweep(&test.portal).await.unwrap();
    assert_eq!(open().await, 0);
}
