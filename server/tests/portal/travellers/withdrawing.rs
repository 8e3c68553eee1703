//! What can be withdrawn: a case that was sent and is not decided.

use app::contract::{Caller, CaseAction, Step, StepAnswers, TravellerService};
use app::error::PortalError;
use chrono::TimeDelta;
use domain::states::{ApplicationState, CaseState};
use server::worker::retention;
use test_support::cast::GOOD_CARD;
use test_support::{TestPortal, Traveller, on_both};

on_both!(
    [with_sandbox]
    a_draft_has_nothing_to_withdraw,
    what_expired_has_nothing_to_withdraw,
    of_what_is_decided_the_reason_says_so,
    nobody_is_removed_from_what_was_sent_meanwhile;
    [with_pages, with_sandbox]
    what_became_of_the_fee_is_read_before_it_is_lost,
    who_withdrew_is_not_told_that_it_is_paid,
);

async fn a_draft_has_nothing_to_withdraw(test: &TestPortal) {
    let applicant = test.started("anna@mail.example").await;
    let why = "conflict-withdraw-draft";
    assert_not_withdrawn(test, &applicant, (ApplicationState::Draft, why)).await;
}

async fn what_expired_has_nothing_to_withdraw(test: &TestPortal) {
    let applicant = test.submitted(&Traveller::group(1)).await;
    let status = test.portal.status(&applicant).await.unwrap();
    assert_eq!(status.travellers[0].kept_from_withdrawing, None);
    test.advance(TimeDelta::days(40)).await;
    retention::run(&test.portal).await.unwrap();
    // Its data are erased a month later.
    let why = "conflict-withdraw-expired";
    assert_not_withdrawn(test, &applicant, (ApplicationState::Expired, why)).await;
}

async fn of_what_is_decided_the_reason_says_so(test: &TestPortal) {
    let reviewer = test.reviewer().await;
    let cases = test.paid(&Traveller::group(2)).await;
    test.grant(&reviewer, cases[0]).await;
    for action in [CaseAction::Assign, CaseAction::ProposeDenial] {
        test.act(&reviewer, action, cases[1]).await.unwrap();
    }
    let applicant = test.applicant(cases[0]).await;
    for (case, why, says) in [
        (cases[0], "conflict-withdraw-decided", "is made"),
        (cases[1], "conflict-withdraw-deciding", "is being made"),
    ] {
        assert_eq!(test.withdraw(case).await, Err(PortalError::conflict(why)));
        let status = test.portal.status(&applicant).await.unwrap();
        let found = status.travellers.iter().find(|one| one.id == case);
        assert_eq!(found.unwrap().kept_from_withdrawing, Some(why));
        assert!(app::text::text(why).contains(says));
    }
}

async fn assert_not_withdrawn(
    test: &TestPortal,
    applicant: &Caller,
    (state, why): (ApplicationState, &'static str),
) {
    let application = applicant.traveller().unwrap();
    assert_eq!(test.application(application).await.state(), state);
    let case = test.cases(application).await.remove(0);
    assert_eq!(
        test.withdraw(case.id).await,
        Err(PortalError::conflict(why))
    );
    assert_eq!(test.case(case.id).await.state(), CaseState::Waiting);
    let status = test.portal.status(applicant).await.unwrap();
    assert_eq!(status.travellers[0].kept_from_withdrawing, Some(why));
}

/// The page was opened before paying, and its button pressed afterwards.
async fn what_became_of_the_fee_is_read_before_it_is_lost(test: &TestPortal) {
    let browser = test.apply(&Traveller::anna()).await;
    let card_page = test.declare(&browser).await.at;
    let application = test.only_application().await.id;
    let case = test.cases(application).await[0].id;
    let path = format!("/withdraw/{case}");
    let unpaid = browser.get(&path).await;
    unpaid.assert_says("Nothing has been paid for it");
    assert_eq!(test.pay_at(&card_page, GOOD_CARD).await, "paid");
    browser.get("/pay/done").await;
    let paid = browser.send(&unpaid, "/act/withdraw", &[]).await;
    paid.assert_at(&path)
        .assert_says("Nothing was withdrawn")
        .assert_says("The fee is not given back");
    assert_eq!(test.case(case).await.state(), CaseState::Waiting);
    // A page of an earlier version does not tell what it said.
    let reference = paid.value("reference").unwrap();
    let form = [("reference", &*reference), ("traveller", &case.to_string())];
    let page = browser.post("/act/withdraw", &form).await;
    page.assert_at(&path).assert_says("Nothing was withdrawn");
    let page = browser.send(&paid, "/act/withdraw", &[]).await;
    page.assert_at("/status").assert_says("Withdrawn.");
    assert_eq!(test.case(case).await.state(), CaseState::Withdrawn);
}

/// Removing somebody would have made a draft again of what another window had sent.
async fn nobody_is_removed_from_what_was_sent_meanwhile(test: &TestPortal) {
    let applicant = test.submitted(&Traveller::group(2)).await;
    let application = applicant.traveller().unwrap();
    let second = test.cases(application).await[1].id;
    let next = test_support::cast::trip(test.today() + TimeDelta::days(1));
    test.save(&applicant, StepAnswers::Trip(next)).await;
    let shown = test.portal.draft(&applicant).await.unwrap();
    test.declare_anew(&applicant).await;
    let origin = shown.origin(Step::Travellers);
    let removed = test.portal.remove_traveller(&applicant, &origin, second);
    assert_eq!(
        removed.await,
        Err(PortalError::conflict("conflict-removal-shown"))
    );
    let stored = test.application(application).await;
    assert_eq!(stored.state(), ApplicationState::Submitted);
    test.remove(&applicant, second).await.unwrap();
}

/// The pages for sending and paying were open before, and their buttons pressed afterwards.
async fn who_withdrew_is_not_told_that_it_is_paid(test: &TestPortal) {
    let browser = test.apply(&Traveller::anna()).await;
    let check = browser.get("/apply/check").await;
    test.declare(&browser).await;
    let pay = browser.get("/pay").await;
    let case = test.cases(test.only_application().await.id).await[0].id;
    let withdraw = format!("/withdraw/{case}");
    let page = browser.fill_in(&withdraw, "/act/withdraw", &[]).await;
    page.assert_says("Withdrawn.");
    let declaration = [("truthful", "yes"), ("refunds_read", "yes")];
    for (page, act, form) in [
        (&pay, "/act/pay", &[][..]),
        (&check, "/act/submit", &declaration),
    ] {
        let page = browser.send(page, act, form).await;
        page.assert_says("withdrawn before it was paid");
        let words = page.words();
        assert!(!words.contains("paid already"), "{act}: {words}");
    }
    assert!(test.ledger().await.charges.is_empty());
}
