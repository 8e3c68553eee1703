//! A refusal on Art. 7 and Art. 23 together, and a fee that went back by hand: nobody enters on what was
//! given back, nothing waits for ever, and letter, status and supervisor say the same.

use app::contract::{Caller, RefundDecided, RefundFilter, Role, StaffService, TravellerService};
use app::error::PortalError;
use domain::money::Money;
use domain::states::{RefundState, VisaState};
use serde_json::json;
use test_support::cast::{FEE, GOOD_CARD, REFUND_FAILS_CARD};
use test_support::{DecideRefunds, TestPortal, Traveller, on_both};
use uuid::Uuid;

on_both!(
    [with_sandbox]
    once_all_is_back_a_refusal_leaves_no_visa,
    what_goes_back_after_the_refusal_makes_the_visa_void,
    who_entered_since_has_it_written_down,
    what_comes_back_here_is_decided_on,
    an_approval_tells_that_the_visa_is_void;
    [with_pages, with_sandbox]
    the_rest_of_a_part_is_what_is_sent,
    what_stays_is_what_did_not_go_back,
    in_a_group_the_supervisor_reads_that_nobody_is_named,
);

const BOTH: [&str; 2] = ["7.technical_fault", "23.a.9"];

struct Story {
    case: Uuid,
    application: Uuid,
    officer: Caller,
    supervisor: Caller,
    email: String,
}

async fn granted(test: &TestPortal) -> Story {
    granted_by(test, GOOD_CARD).await
}

async fn granted_by(test: &TestPortal, card: &str) -> Story {
    let people = Traveller::group(1);
    let case = test.paid_with(&people, card).await[0];
    let reviewer = test.reviewer().await;
    test.grant(&reviewer, case).await;
    Story {
        case,
        application: test.case(case).await.application_id,
        officer: test.officer().await,
        supervisor: test.supervisor().await,
        email: people[0].email.clone(),
    }
}

async fn once_all_is_back_a_refusal_leaves_no_visa(test: &TestPortal) {
    let story = granted(test).await;
    test.give_back_by_hand(story.application, FEE).await;
    test.refuse(&story.officer, story.case, &BOTH)
        .await
        .unwrap();
    assert_eq!(test.visa(story.case).await.state(), VisaState::Void);
    // There is nothing left to decide on.
    assert!(test.refunds(story.application).await.is_empty());
    let admitted = test.admit_despite(&story.officer, story.case, "Cleared by the head of shift");
    assert!(matches!(admitted.await, Err(PortalError::Conflict(_))));
    test.work().await;
    let mail = test.mail_saying(&story.email, "The e-Visa is void").await;
    assert!(mail.text.contains("outside this portal"), "{}", mail.text);
    test.assert_record_holds().await;
}

async fn what_goes_back_after_the_refusal_makes_the_visa_void(test: &TestPortal) {
    let story = granted(test).await;
    test.refuse(&story.officer, story.case, &BOTH)
        .await
        .unwrap();
    assert_eq!(test.visa(story.case).await.state(), VisaState::Valid);
    // Half of it leaves the rest to decide on.
    test.give_back_by_hand(story.application, 1000).await;
    assert_eq!(test.visa(story.case).await.state(), VisaState::Valid);
    test.give_back_by_hand(story.application, FEE - 1000).await;
    assert_eq!(test.visa(story.case).await.state(), VisaState::Void);
    test.work().await;
    test.mail_saying(&story.email, "The e-Visa is void").await;
    // What waited is written down, and asked for only once.
    let asked = test.refunds(story.application).await.remove(0);
    let told = test.told_of_case(story.case).await;
    assert_eq!(told.iter().filter(|told| *told == "visa.voided").count(), 1);
    let declined = test
        .portal
        .decline_refund(&story.supervisor, asked.id, asked.version)
        .await;
    assert_eq!(declined, Err(PortalError::conflict("conflict-fee-is-back")));
    let decided = test
        .portal
        .approve_refund(&story.supervisor, asked.id, asked.version)
        .await;
    assert_eq!(decided, Ok(RefundDecided::WrittenDown));
    test.until_refund(asked.id, RefundState::Succeeded).await;
    let done = test.refunds(story.application).await.remove(0);
    assert_eq!((done.gone(), done.elsewhere), (0, FEE));
    test.assert_books(story.application).await;
}

async fn who_entered_since_has_it_written_down(test: &TestPortal) {
    let story = granted(test).await;
    test.refuse(&story.officer, story.case, &BOTH)
        .await
        .unwrap();
    test.admit_despite(&story.officer, story.case, "Cleared by the head of shift")
        .await
        .unwrap();
    let asked = test.refunds(story.application).await.remove(0);
    let approve = || {
        test.portal
            .approve_refund(&story.supervisor, asked.id, asked.version)
    };
    let used = PortalError::conflict("conflict-visa-used");
    assert_eq!(approve().await, Err(used));
    test.give_back_by_hand(story.application, FEE).await;
    assert_eq!(approve().await, Ok(RefundDecided::WrittenDown));
    test.until_refund(asked.id, RefundState::Succeeded).await;
    assert_eq!(test.visa(story.case).await.state(), VisaState::Used);
    let done = test.refunds(story.application).await.remove(0);
    assert_eq!((done.gone(), done.elsewhere), (0, FEE));
}

async fn what_comes_back_here_is_decided_on(test: &TestPortal) {
    let story = granted_by(test, REFUND_FAILS_CARD).await;
    let charge = test.ledger().await.charges[0]["charge"].clone();
    let path = format!("refunds/{}", charge.as_str().unwrap());
    test.tell_sandbox(&path, json!({})).await;
    test.work().await;
    test.refuse(&story.officer, story.case, &BOTH)
        .await
        .unwrap();
    // The card does not take it, and it returns.
    let asked = test
        .eventually("a request for the fee that is here again", async || {
            let payment = test.payments(story.application).await.remove(0);
            let asked = test.refunds(story.application).await.pop();
            asked.filter(|_| payment.refunded_elsewhere == 0)
        })
        .await;
    assert_eq!(asked.state(), RefundState::Requested);
    assert_eq!(asked.amount, Money::usd(FEE));
}

async fn an_approval_tells_that_the_visa_is_void(test: &TestPortal) {
    let story = granted(test).await;
    test.refuse(&story.officer, story.case, &BOTH)
        .await
        .unwrap();
    test.work().await;
    let first = test.mail_saying(&story.email, "can be used until").await;
    assert!(first.subject.contains("entry refused"), "{}", first.subject);
    let asked = test.refunds(story.application).await.remove(0);
    let decided = test
        .portal
        .approve_refund(&story.supervisor, asked.id, asked.version)
        .await;
    assert_eq!(decided, Ok(RefundDecided::Approved));
    test.work().await;
    test.mail_saying(&story.email, "The e-Visa is void").await;
    assert_eq!(test.visa(story.case).await.state(), VisaState::Void);
}

async fn the_rest_of_a_part_is_what_is_sent(test: &TestPortal) {
    let story = granted(test).await;
    test.give_back_by_hand(story.application, 1000).await;
    test.refuse(&story.officer, story.case, &BOTH)
        .await
        .unwrap();
    let list = async || {
        let filter = RefundFilter::default();
        test.portal.refunds(&story.supervisor, &filter).await
    };
    let row = list().await.unwrap().rows.remove(0);
    assert_eq!((row.amount, row.sends), (Money::usd(FEE), Money::usd(2000)));
    let supervisor = test.sign_in("second-supervisor", Role::Supervisor).await;
    let page = supervisor.get("/staff/refunds?state=requested").await;
    page.assert_says("USD 20.00 is left to give back")
        .assert_says("Give back USD 20.00");
    // All of it back: the traveller reads of no request, and the supervisor of no money that is sent.
    test.give_back_by_hand(story.application, 2000).await;
    let status = test.applicant(story.case).await;
    let status = test.portal.status(&status).await.unwrap();
    assert_eq!(status.payments[0].given_back, Money::usd(FEE));
    let row = list().await.unwrap().rows.remove(0);
    assert_eq!(row.sends, Money::usd(0));
    test.approve_first(&supervisor).await;
    let page = supervisor.get("/staff/refunds").await;
    assert!(
        !page.words().contains("sent to the card"),
        "{}",
        page.words()
    );
}

/// A part by hand, and the rest declined: letter, list and status speak of the rest.
async fn what_stays_is_what_did_not_go_back(test: &TestPortal) {
    let story = granted(test).await;
    test.give_back_by_hand(story.application, 2900).await;
    test.refuse(&story.officer, story.case, &BOTH)
        .await
        .unwrap();
    let supervisor = test.sign_in("second-supervisor", Role::Supervisor).await;
    let page = supervisor.get("/staff/refunds?state=requested").await;
    page.assert_says("Keep USD 1.00");
    let row = &test.refunds(story.application).await[0];
    let declined = test
        .portal
        .decline_refund(&story.supervisor, row.id, row.version)
        .await;
    assert_eq!(declined, Ok(RefundDecided::Declined));
    let mail = test.mail_saying(&story.email, "is not given back").await;
    assert!(
        mail.text.contains("USD 1.00 is not given back"),
        "{}",
        mail.text
    );
    assert!(
        mail.text.contains("USD 29.00 more was given back"),
        "{}",
        mail.text
    );
    let browser = test.browser();
    let link = mail.link(&test.url, "/link/");
    let landing = browser.get(&link).await;
    browser.send(&landing, "/act/open-link", &[]).await;
    let status = browser.get("/status").await;
    status.assert_says("USD 29.00 went back to you by other means");
}

/// Of a charge for two, one share went back by hand: nobody knows whose, and the supervisor is told so.
async fn in_a_group_the_supervisor_reads_that_nobody_is_named(test: &TestPortal) {
    let cases = test.paid(&Traveller::group(2)).await;
    let reviewer = test.reviewer().await;
    for case in &cases {
        test.grant(&reviewer, *case).await;
    }
    let application = test.case(cases[0]).await.application_id;
    test.give_back_by_hand(application, FEE).await;
    let officer = test.officer().await;
    test.refuse(&officer, cases[0], &["7.technical_fault"])
        .await
        .unwrap();
    let supervisor = test.sign_in("second-supervisor", Role::Supervisor).await;
    let page = supervisor.get("/staff/refunds?state=requested").await;
    page.assert_says(
        "USD 30.00 of this charge went back by other means, and nobody knows for whom",
    );
}
