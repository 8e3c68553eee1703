//! A dispute that the payer won: the bank has given the fee back, so that nobody enters on what it bought
//! and was refused for; letter, status and supervisor say the same.

use app::contract::{Caller, ReviewedCharge, Role, StaffService};
use app::error::PortalError;
use domain::money::Money;
use domain::states::{RefundState, VisaState};
use serde_json::json;
use test_support::cast::FEE;
use test_support::{Browser, DecideRefunds, TestPortal, Traveller, on_both};
use uuid::Uuid;

on_both!(
    [with_sandbox]
    a_visa_that_was_refused_on_both_articles_is_void_once_it_is_lost,
    a_request_that_waited_is_written_down_as_given_back;
    [with_pages, with_sandbox]
    a_refusal_after_it_says_what_the_status_says,
    a_refusal_after_a_refund_by_hand_says_what_the_status_says,
);

const BOTH: [&str; 2] = ["7.technical_fault", "23.a.9"];

/// The bank gives the payer all of it back, and the portal has heard of it.
async fn lose(test: &TestPortal, application: Uuid, dispute: &str) {
    let close = format!("disputes/{dispute}/close");
    test.tell_sandbox(&close, json!({ "won": false })).await;
    test.eventually("the lost dispute", async || {
        let payment = test.payments(application).await.remove(0);
        payment.is_lost().then_some(())
    })
    .await;
}

async fn granted(test: &TestPortal, people: &[Traveller]) -> (Vec<Uuid>, Uuid, Caller) {
    let reviewer = test.reviewer().await;
    let cases = test.paid(people).await;
    for case in &cases {
        test.grant(&reviewer, *case).await;
    }
    let application = test.case(cases[0]).await.application_id;
    (cases, application, test.officer().await)
}

async fn a_visa_that_was_refused_on_both_articles_is_void_once_it_is_lost(test: &TestPortal) {
    let group = Traveller::group(3);
    let (cases, application, officer) = granted(test, &group).await;
    let supervisor = test.supervisor().await;
    let dispute = test.dispute(application).await;
    test.refuse(&officer, cases[0], &BOTH).await.unwrap();
    // A supervisor would decide, once the bank leaves it here.
    assert_eq!(test.visa(cases[0]).await.state(), VisaState::Valid);
    test.work().await;
    let mails = test.mails_to(&group[0].email).await;
    let first = mails
        .iter()
        .find(|mail| mail.subject.contains("entry refused"));
    for says in ["can be used until", "You dispute the charge"] {
        assert!(first.unwrap().text.contains(says), "{says}");
    }

    lose(test, application, &dispute).await;
    assert_eq!(test.visa(cases[0]).await.state(), VisaState::Void);
    let voided = test.told_of_case(cases[0]).await;
    assert_eq!(
        voided.iter().filter(|told| *told == "visa.voided").count(),
        1
    );
    test.work().await;
    let told = test
        .mail_saying(&group[0].email, "The e-Visa is void")
        .await;
    assert!(
        told.text.contains("given back outside this portal"),
        "{}",
        told.text
    );
    // Who was not refused goes on; who is refused afterwards is told at once.
    assert_eq!(test.visa(cases[1]).await.state(), VisaState::Valid);
    test.refuse(&officer, cases[1], &BOTH).await.unwrap();
    assert_eq!(test.visa(cases[1]).await.state(), VisaState::Void);
    // Other grounds ask for no fee, and leave the visa.
    test.refuse(&officer, cases[2], &["23.a.9"]).await.unwrap();
    assert_eq!(test.visa(cases[2]).await.state(), VisaState::Valid);
    let charges = test.portal.charges_to_review(&supervisor).await.unwrap();
    assert_eq!(
        charges[0].why,
        ReviewedCharge::Lost {
            amount: Money::usd(3 * FEE),
            voids: true,
        }
    );
    assert!(!charges[0].holds);
    test.assert_record_holds().await;
}

async fn a_request_that_waited_is_written_down_as_given_back(test: &TestPortal) {
    let (cases, application, officer) = granted(test, &Traveller::group(1)).await;
    let supervisor = test.supervisor().await;
    test.refuse(&officer, cases[0], &BOTH).await.unwrap();
    let dispute = test.dispute(application).await;
    let asked = test.refunds(application).await.remove(0);
    let (portal, id) = (&test.portal, asked.id);
    assert_eq!(
        portal.approve_refund(&supervisor, id, asked.version).await,
        Err(PortalError::conflict("conflict-charge-disputed"))
    );
    lose(test, application, &dispute).await;
    assert_eq!(test.visa(cases[0]).await.state(), VisaState::Void);
    let asked = test.refunds(application).await.remove(0);
    assert_eq!(
        portal.decline_refund(&supervisor, id, asked.version).await,
        Err(PortalError::conflict("conflict-fee-is-back"))
    );
    portal
        .approve_refund(&supervisor, id, asked.version)
        .await
        .unwrap();
    test.until_refund(id, RefundState::Succeeded).await;
    let done = test.refunds(application).await.remove(0);
    assert_eq!((done.gone(), done.elsewhere), (0, FEE));
}

/// Opens the status page by the link of the letter, and reads there what the letter says.
async fn assert_status_says(test: &TestPortal, anna: &Traveller, browser: &Browser, words: &str) {
    let mail = test.mail_saying(&anna.email, "entry refused").await;
    for untrue in ["You dispute the charge", "A refund of the fee was opened"] {
        assert!(!mail.text.contains(untrue), "{untrue}: {}", mail.text);
    }
    assert!(mail.text.contains(words), "{}", mail.text);
    let page = browser.get("/status").await;
    page.assert_says(words);
    assert!(!page.words().contains("which has the fee now"));
}

async fn a_refusal_after_it_says_what_the_status_says(test: &TestPortal) {
    let anna = Traveller::anna();
    let (browser, application, case) = at_the_border(test, &anna).await;
    let dispute = test.dispute(application).await;
    lose(test, application, &dispute).await;
    let officer = test.officer().await;
    test.refuse(&officer, case, &["7.technical_fault"])
        .await
        .unwrap();
    test.work().await;
    assert_status_says(test, &anna, &browser, "outside this portal").await;
    let supervisor = test.sign_in("supervisor", Role::Supervisor).await;
    let list = supervisor.get("/staff/refunds").await;
    list.assert_says("the dispute is lost")
        .assert_says("so their e-Visa is void");
    assert!(!list.words().contains("the review goes on"));
}

async fn a_refusal_after_a_refund_by_hand_says_what_the_status_says(test: &TestPortal) {
    let anna = Traveller::anna();
    let (browser, application, case) = at_the_border(test, &anna).await;
    test.give_back_by_hand(application, FEE).await;
    let officer = test.officer().await;
    test.refuse(&officer, case, &["7.technical_fault"])
        .await
        .unwrap();
    test.work().await;
    assert_status_says(test, &anna, &browser, "outside this portal").await;
}

/// Applied and paid in a browser, and granted.
async fn at_the_border(test: &TestPortal, anna: &Traveller) -> (Browser, Uuid, Uuid) {
    let browser = test.apply_and_pay(anna).await;
    let application = test.only_application().await.id;
    let case = test.cases(application).await[0].id;
    let reviewer = test.reviewer().await;
    test.grant(&reviewer, case).await;
    (browser, application, case)
}
