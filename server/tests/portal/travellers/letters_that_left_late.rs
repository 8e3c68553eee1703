//! Letters that left after the mail server had been away: each tells the facts of its own event, and of
//! what may have changed since only what is so now.

use app::contract::{Caller, CaseAction, TravellerService};
use chrono::TimeDelta;
use domain::states::{PaymentState, RefundState};
use server::state::Portal;
use server::worker::{self, reminders};
use std::sync::Arc;
use std::time::Duration;
use test_support::cast::GOOD_CARD;
use test_support::{DecideRefunds, Mail, TestPortal, Traveller, on_both};
use uuid::Uuid;

on_both!(
    [with_sandbox]
    a_refund_that_was_paid_meanwhile_is_called_paid,
    a_receipt_promises_no_decision_that_nobody_waits_for,
    of_two_refusals_the_last_one_tells,
    a_withdrawal_that_was_charged_meanwhile_is_not_called_free,
    a_denial_whose_fee_went_back_is_not_called_kept,
    who_has_to_correct_something_is_not_told_to_wait,
    a_refusal_of_a_refund_that_was_overtaken_is_a_link,
    a_grant_that_is_overtaken_while_its_document_is_drawn_is_a_link,
);

/// The portal with a mail server that nobody answers for.
async fn without_mail(test: &TestPortal) -> Arc<Portal> {
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = port.local_addr().unwrap();
    drop(port);
    let process = test.process(|config| config.mail.url = format!("smtp://{address}").into());
    process.build().await.unwrap()
}

/// The mail server is back, and everything that waited has left.
async fn released(test: &TestPortal) {
    for _ in 0..3 {
        test.advance(TimeDelta::hours(2)).await;
        test.work().await;
    }
}

async fn mails(test: &TestPortal, to: &str, subject: &str) -> Vec<Mail> {
    let mut mails = test.mails_to(to).await;
    mails.retain(|mail| mail.subject.contains(subject));
    mails
}

async fn granted(test: &TestPortal, traveller: &Traveller) -> (Uuid, Uuid, Caller) {
    let case = test.paid(std::slice::from_ref(traveller)).await[0];
    let reviewer = test.reviewer().await;
    test.grant(&reviewer, case).await;
    test.work().await;
    let application = test.case(case).await.application_id;
    (case, application, test.officer().await)
}

#[track_caller]
fn assert_says(mail: &Mail, says: &[&str], not: &[&str]) {
    for words in says {
        assert!(mail.text.contains(words), "{words}: {}", mail.text);
    }
    for words in not {
        assert!(!mail.text.contains(words), "{words}: {}", mail.text);
    }
}

async fn a_refund_that_was_paid_meanwhile_is_called_paid(test: &TestPortal) {
    let anna = Traveller::anna();
    let (case, application, officer) = granted(test, &anna).await;
    let supervisor = test.supervisor().await;
    let away = without_mail(test).await;
    test.refuse(&officer, case, &["7.technical_fault"])
        .await
        .unwrap();
    let refund = test.refunds(application).await.remove(0);
    let approved = test
        .portal
        .approve_refund(&supervisor, refund.id, refund.version);
    approved.await.unwrap();
    test.eventually_by(&away, "the refund", async || {
        let refund = test.refunds(application).await.remove(0);
        (refund.state() == RefundState::Succeeded).then_some(())
    })
    .await;
    assert!(mails(test, &anna.email, "entry refused").await.is_empty());
    released(test).await;
    let mail = mails(test, &anna.email, "entry refused").await.remove(0);
    assert_says(
        &mail,
        &["The fee was paid back to the card"],
        &["A refund of the fee was opened", "supervisor"],
    );
}

async fn a_receipt_promises_no_decision_that_nobody_waits_for(test: &TestPortal) {
    let anna = Traveller::anna();
    let applicant = test.submitted(std::slice::from_ref(&anna)).await;
    let away = without_mail(test).await;
    let reference = test.reference(&applicant).await;
    let page = test.portal.pay(&applicant, &reference).await.unwrap();
    assert_eq!(test.pay_at(&page, GOOD_CARD).await, "paid");
    test.portal.payment_outcome(&applicant).await.unwrap();
    let case = test.cases(applicant.traveller().unwrap()).await[0].id;
    worker::run_due(&away).await.unwrap();
    test.withdraw(case).await.unwrap();
    released(test).await;
    let mail = mails(test, &anna.email, "payment received").await.remove(0);
    assert_says(
        &mail,
        &["Paid by card", "More has happened since"],
        &["We will decide"],
    );
    // Of one whom nothing has overtaken the day stands there.
    let lars = Traveller::lars();
    test.paid(std::slice::from_ref(&lars)).await;
    released(test).await;
    let mail = mails(test, &lars.email, "payment received").await.remove(0);
    assert_says(&mail, &["We will decide by"], &["More has happened"]);
}

async fn of_two_refusals_the_last_one_tells(test: &TestPortal) {
    let anna = Traveller::anna();
    let (case, _, officer) = granted(test, &anna).await;
    let links = mails(test, &anna.email, "your link").await.len();
    test.refuse(&officer, case, &["23.a.9"]).await.unwrap();
    test.refuse(&officer, case, &["7.technical_fault"])
        .await
        .unwrap();
    released(test).await;
    let refused = mails(test, &anna.email, "entry refused").await;
    assert_eq!(refused.len(), 1);
    assert_says(
        &refused[0],
        &["Art. 7", "A refund of the fee was opened"],
        &["23 a.9"],
    );
    assert_eq!(mails(test, &anna.email, "your link").await.len(), links + 1);
}

async fn a_withdrawal_that_was_charged_meanwhile_is_not_called_free(test: &TestPortal) {
    let anna = Traveller::anna();
    let applicant = test.submitted(std::slice::from_ref(&anna)).await;
    let application = applicant.traveller().unwrap();
    let reference = test.reference(&applicant).await;
    let page = test.portal.pay(&applicant, &reference).await.unwrap();
    let away = without_mail(test).await;
    let case = test.cases(application).await[0].id;
    test.withdraw(case).await.unwrap();
    assert_eq!(test.pay_at(&page, GOOD_CARD).await, "paid");
    test.eventually_by(&away, "the late charge", async || {
        let payment = test.payments(application).await.remove(0);
        let charged = [PaymentState::Paid, PaymentState::Refunded];
        charged.contains(&payment.state()).then_some(())
    })
    .await;
    released(test).await;
    let mail = mails(test, &anna.email, ": withdrawn").await.remove(0);
    assert_says(
        &mail,
        &["How it stands with the fee"],
        &["Nothing was charged", "not refunded"],
    );
}

async fn a_denial_whose_fee_went_back_is_not_called_kept(test: &TestPortal) {
    let anna = Traveller::anna();
    let case = test.paid(std::slice::from_ref(&anna)).await[0];
    let application = test.case(case).await.application_id;
    let (reviewer, supervisor) = (test.reviewer().await, test.supervisor().await);
    for (staff, action) in [
        (&reviewer, CaseAction::Assign),
        (&reviewer, CaseAction::ProposeDenial),
        (&supervisor, CaseAction::ConfirmDenial),
    ] {
        test.act(staff, action, case).await.unwrap();
    }
    let order = serde_json::json!({ "amount": 3000 });
    let intent = test
        .payments(application)
        .await
        .remove(0)
        .intent_id
        .unwrap();
    let charge = test.charge_of(&intent).await;
    test.tell_sandbox(&format!("refunds/{charge}"), order).await;
    let payment = test.payments(application).await[0].id;
    server::payments::settle(&test.portal, payment)
        .await
        .unwrap();
    released(test).await;
    let mail = mails(test, &anna.email, "visa denied").await.remove(0);
    assert_says(
        &mail,
        &["is denied", "How it stands with the fee"],
        &["The fee is not refunded"],
    );
}

async fn who_has_to_correct_something_is_not_told_to_wait(test: &TestPortal) {
    let anna = Traveller::anna();
    let reviewer = test.reviewer().await;
    let case = test.paid(std::slice::from_ref(&anna)).await[0];
    test.advance(TimeDelta::days(8)).await;
    reminders::run(&test.portal).await.unwrap();
    for action in [CaseAction::Assign, CaseAction::AskCorrection] {
        test.act(&reviewer, action, case).await.unwrap();
    }
    released(test).await;
    assert!(
        mails(test, &anna.email, "the decision is late")
            .await
            .is_empty()
    );
    assert_eq!(mails(test, &anna.email, "please correct").await.len(), 1);
}

async fn a_refusal_of_a_refund_that_was_overtaken_is_a_link(test: &TestPortal) {
    let anna = Traveller::anna();
    let (case, application, officer) = granted(test, &anna).await;
    let supervisor = test.supervisor().await;
    let both = ["7.technical_fault", "23.a.9"];
    test.refuse(&officer, case, &both).await.unwrap();
    let refund = test.refunds(application).await.remove(0);
    let declined = test
        .portal
        .decline_refund(&supervisor, refund.id, refund.version);
    declined.await.unwrap();
    test.refuse(&officer, case, &["7.technical_fault"])
        .await
        .unwrap();
    released(test).await;
    assert!(
        mails(test, &anna.email, "fee not given back")
            .await
            .is_empty()
    );
    let mail = mails(test, &anna.email, "entry refused").await.remove(0);
    assert_says(&mail, &["A refund of the fee was opened"], &["23 a.9"]);
}

async fn a_grant_that_is_overtaken_while_its_document_is_drawn_is_a_link(test: &TestPortal) {
    let anna = Traveller::anna();
    let case = test.paid(std::slice::from_ref(&anna)).await[0];
    test.work().await;
    let reviewer = test.reviewer().await;
    let officer = test.officer().await;
    test.grant(&reviewer, case).await;
    let turns = test.portal.render_slots.clone().acquire_many_owned(2).await;
    let refused = async {
        // The letter is written by now, and waits for its document.
        tokio::time::sleep(Duration::from_millis(500)).await;
        test.refuse(&officer, case, &["7.technical_fault"])
            .await
            .unwrap();
        drop(turns.unwrap());
    };
    tokio::join!(test.work(), refused);
    test.work().await;
    assert!(mails(test, &anna.email, "visa granted").await.is_empty());
    assert_eq!(mails(test, &anna.email, "entry refused").await.len(), 1);
}
