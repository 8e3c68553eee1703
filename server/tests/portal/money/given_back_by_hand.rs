//! Money that goes back without the portal is noticed, booked and shown, and goes back once.

use app::contract::{
    Caller, CaseAction, CheckFinding, OtherWayForm, ReviewedCharge, StaffService, TravellerService,
};
use app::error::PortalError;
use domain::money::Money;
use domain::states::{PaymentState, RefundState, VisaState};
use serde_json::json;
use server::payments::reconciliation::sweep;
use test_support::cast::{FEE, GOOD_CARD, REFUND_FAILS_CARD, REFUND_PENDING_CARD};
use test_support::{DecideRefunds, TestPortal, Traveller, on_both};
use uuid::Uuid;

on_both!(
    [with_sandbox]
    what_went_back_holds_the_grant_until_a_supervisor_has_decided,
    a_refund_of_what_is_back_already_is_done,
    a_refund_sends_what_is_left,
    the_rest_of_a_group_is_paid_back_once,
    without_webhooks_the_sweep_finds_it,
    a_refund_by_hand_that_fails_is_taken_back,
    a_refund_that_the_card_does_not_take_is_paid_another_way,
    a_pending_refund_is_on_its_way,
);

struct Story {
    application: Uuid,
    case: Uuid,
    officer: Caller,
    supervisor: Caller,
    email: String,
}

/// One traveller with a visa, who paid with this card.
async fn granted(test: &TestPortal, card: &str) -> Story {
    let people = Traveller::group(1);
    let case = test.paid_with(&people, card).await[0];
    let reviewer = test.reviewer().await;
    test.grant(&reviewer, case).await;
    Story {
        application: test.case(case).await.application_id,
        case,
        officer: test.officer().await,
        supervisor: test.supervisor().await,
        email: people[0].email.clone(),
    }
}

/// Refuses entry for a fault of the system and approves the refund.
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

/// What the provider says was given back of the only charge.
async fn given_back(test: &TestPortal) -> i64 {
    let ledger = test.ledger().await;
    ledger.charges[0]["refunded"].as_i64().unwrap()
}

async fn what_went_back_holds_the_grant_until_a_supervisor_has_decided(test: &TestPortal) {
    let portal = &test.portal;
    let case = test.paid(&Traveller::group(1)).await[0];
    let application = test.case(case).await.application_id;
    let (reviewer, supervisor) = (test.reviewer().await, test.supervisor().await);
    test.act(&reviewer, CaseAction::Assign, case).await.unwrap();
    test.give_back_by_hand(application, 1000).await;
    let payment = test.payments(application).await.remove(0);
    assert_eq!(payment.state(), PaymentState::PartlyRefunded);
    assert_eq!(payment.refunded, 1000);
    test.assert_books(application).await;

    let refused = test.act(&reviewer, CaseAction::Grant, case).await;
    assert_eq!(refused, Err(PortalError::conflict("conflict-check-failed")));
    let finding = async || {
        let view = portal.case(&reviewer, case).await.unwrap();
        let is_fee = |finding: &CheckFinding| matches!(finding, CheckFinding::FeeGivenBack { .. });
        let mut findings = view.checks.into_iter().map(|check| check.finding);
        findings.find(is_fee)
    };
    let found = |decided| {
        let amount = Money::usd(1000);
        Some(CheckFinding::FeeGivenBack { amount, decided })
    };
    assert_eq!(finding().await, found(false));
    let status = portal.status(&test.applicant(case).await).await.unwrap();
    assert_eq!(status.payments[0].refunded_elsewhere, Money::usd(1000));

    assert_eq!(
        portal.charges_to_review(&reviewer).await.unwrap_err(),
        PortalError::Forbidden
    );
    let charges = portal.charges_to_review(&supervisor).await.unwrap();
    assert_eq!(charges.len(), 1);
    assert_eq!(charges[0].why, ReviewedCharge::GivenBack(Money::usd(1000)));
    assert!(charges[0].holds);
    let accept = |caller, version| portal.accept_given_back(caller, payment.id, version);
    assert_eq!(
        accept(&reviewer, charges[0].version).await,
        Err(PortalError::Forbidden)
    );
    assert!(accept(&supervisor, charges[0].version - 1).await.is_err());
    accept(&supervisor, charges[0].version).await.unwrap();
    assert!(
        portal
            .charges_to_review(&supervisor)
            .await
            .unwrap()
            .is_empty()
    );
    assert_eq!(finding().await, found(true));
    test.act(&reviewer, CaseAction::Grant, case).await.unwrap();
    for action in [
        "payment.given_back_elsewhere",
        "payment.given_back_accepted",
    ] {
        assert_eq!(test.count_told(application, action).await, 1, "{action}");
    }
}

async fn a_refund_of_what_is_back_already_is_done(test: &TestPortal) {
    let story = granted(test, GOOD_CARD).await;
    test.give_back_by_hand(story.application, FEE).await;
    let payment = test.payments(story.application).await.remove(0);
    assert_eq!(payment.state(), PaymentState::Refunded);
    let refund = ask_back(test, story.case, &story.officer, &story.supervisor).await;
    test.until_refund(refund, RefundState::Succeeded).await;
    assert_eq!(test.visa(story.case).await.state(), VisaState::Void);
    let row = test.refund(refund).await;
    assert_eq!((row.elsewhere, row.gone()), (FEE, 0));
    assert_eq!(given_back(test).await, FEE);
    assert_eq!(test.ledger().await.refunds.len(), 1);
    test.assert_books(story.application).await;
    test.mail_saying(&story.email, "was given back by other means")
        .await;
}

async fn a_refund_sends_what_is_left(test: &TestPortal) {
    let story = granted(test, GOOD_CARD).await;
    test.give_back_by_hand(story.application, 1000).await;
    let refund = ask_back(test, story.case, &story.officer, &story.supervisor).await;
    test.until_refund(refund, RefundState::Succeeded).await;
    let row = test.refund(refund).await;
    assert_eq!((row.elsewhere, row.gone()), (1000, 2000));
    assert_eq!(given_back(test).await, FEE);
    let payment = test.payments(story.application).await.remove(0);
    assert_eq!(
        (payment.state(), payment.refunded),
        (PaymentState::Refunded, FEE)
    );
    test.assert_books(story.application).await;
}

async fn the_rest_of_a_group_is_paid_back_once(test: &TestPortal) {
    let cases = test.paid(&Traveller::group(2)).await;
    let application = test.case(cases[0]).await.application_id;
    let (officer, supervisor) = (test.officer().await, test.supervisor().await);
    test.give_back_by_hand(application, 1000).await;
    let first = cases[0];
    for case in cases {
        let refund = ask_back(test, case, &officer, &supervisor).await;
        test.until_refund(refund, RefundState::Succeeded).await;
    }
    let gone: Vec<i64> = test
        .refunds(application)
        .await
        .iter()
        .map(server::store::RefundRow::gone)
        .collect();
    assert_eq!(gone, [FEE, FEE - 1000]);
    assert_eq!(given_back(test).await, 2 * FEE);
    test.assert_books(application).await;
    // What went back by hand is told once.
    let applicant = test.applicant(first).await;
    let status = test.portal.status(&applicant).await.unwrap();
    assert_eq!(status.payments[0].given_back, Money::usd(2 * FEE));
}

async fn without_webhooks_the_sweep_finds_it(test: &TestPortal) {
    // Not that of the payment either, which would look at the charge again.
    test.drop_webhooks().await;
    let case = test.paid(&Traveller::group(1)).await[0];
    let application = test.case(case).await.application_id;
    test.work().await;
    let charge = test.ledger().await.charges[0]["charge"].clone();
    let path = format!("refunds/{}", charge.as_str().unwrap());
    test.tell_sandbox(&path, json!({})).await;
    test.work().await;
    assert_eq!(test.payments(application).await[0].refunded, 0);
    sweep(&test.portal).await.unwrap();
    test.until_payment(application, PaymentState::Refunded)
        .await;
    test.assert_books(application).await;
}

async fn a_refund_by_hand_that_fails_is_taken_back(test: &TestPortal) {
    let case = test
        .paid_with(&Traveller::group(1), REFUND_FAILS_CARD)
        .await[0];
    let application = test.case(case).await.application_id;
    let charge = test.ledger().await.charges[0]["charge"].clone();
    let path = format!("refunds/{}", charge.as_str().unwrap());
    test.tell_sandbox(&path, json!({})).await;
    test.eventually("the failure", async || {
        let failed = test.ledger().await.refunds[0]["status"] == "failed";
        let payment = test.payments(application).await.remove(0);
        (failed && payment.refunded_elsewhere == 0).then_some(())
    })
    .await;
    let payment = test.payments(application).await.remove(0);
    assert_eq!((payment.state(), payment.refunded), (PaymentState::Paid, 0));
    test.assert_books(application).await;
}

async fn a_refund_that_the_card_does_not_take_is_paid_another_way(test: &TestPortal) {
    let portal = &test.portal;
    let story = granted(test, REFUND_FAILS_CARD).await;
    let refund = ask_back(test, story.case, &story.officer, &story.supervisor).await;
    test.until_refund(refund, RefundState::Failed).await;
    // Told of the attempt that was made.
    let mut stored = portal.store.read().await.unwrap();
    let events = stored
        .audit_of_application(story.application)
        .await
        .unwrap();
    drop(stored);
    let failed = events.iter().find(|event| event.action == "refund.failed");
    let detail: serde_json::Value = serde_json::from_str(&failed.unwrap().detail).unwrap();
    assert_eq!(detail["attempt"], 1);
    let form = |receipt: &str, version: i64| OtherWayForm {
        refund: refund.to_string(),
        version: version.to_string(),
        receipt: receipt.to_owned(),
    };
    let version = test.refund(refund).await.version;
    let record = |caller, form| async move { portal.record_other_way(caller, &form).await };
    assert_eq!(
        record(&story.officer, form("NBC 4711", version)).await,
        Err(PortalError::Forbidden)
    );
    assert!(matches!(
        record(&story.supervisor, form(" ", version)).await,
        Err(PortalError::Invalid(_))
    ));
    assert!(
        record(&story.supervisor, form("NBC 4711", version - 1))
            .await
            .is_err()
    );
    record(&story.supervisor, form("NBC 4711", version))
        .await
        .unwrap();
    let row = test.refund(refund).await;
    assert_eq!(row.state(), RefundState::Succeeded);
    assert_eq!(row.receipt.as_deref(), Some("NBC 4711"));
    let payment = test.payments(story.application).await.remove(0);
    assert_eq!(
        (payment.state(), payment.refunded),
        (PaymentState::Refunded, FEE)
    );
    // Nothing more is sent to the card, and nobody can record it twice.
    sweep(portal).await.unwrap();
    test.work().await;
    assert_eq!(given_back(test).await, 0);
    assert_eq!(test.refund(refund).await.state(), RefundState::Succeeded);
    assert!(
        record(&story.supervisor, form("NBC 4712", row.version))
            .await
            .is_err()
    );
    assert_eq!(
        test.count_told(story.application, "refund.paid_otherwise")
            .await,
        1
    );
}

async fn a_pending_refund_is_on_its_way(test: &TestPortal) {
    let story = granted(test, REFUND_PENDING_CARD).await;
    let refund = ask_back(test, story.case, &story.officer, &story.supervisor).await;
    let applicant = test.applicant(story.case).await;
    server::payments::refund_execution::send(&test.portal, refund)
        .await
        .unwrap();
    let view = test
        .portal
        .status(&applicant)
        .await
        .unwrap()
        .payments
        .remove(0);
    assert!(view.is_refund_on_its_way());
    assert!(
        test.portal
            .payment_outcome(&applicant)
            .await
            .unwrap()
            .refund_on_its_way
    );
    test.until_refund(refund, RefundState::Succeeded).await;
    let view = test
        .portal
        .status(&applicant)
        .await
        .unwrap()
        .payments
        .remove(0);
    assert!(!view.is_refund_on_its_way());
}
