//! What was sent stays readable after paying, nothing of it pretends to be open, and a mistake in it is
//! told to the reviewer.

use app::contract::{CaseAction, StaffService};
use test_support::{TestPortal, Traveller, on_both};

on_both!(
    [with_pages, with_sandbox]
    closed_steps_show_what_was_sent,
    a_mistake_is_told_until_it_is_decided,
);

async fn closed_steps_show_what_was_sent(test: &TestPortal) {
    let anna = Traveller::anna();
    let browser = test.apply_and_pay(&anna).await;
    let application = test.only_application().await.id;
    let case = test.cases(application).await[0].id;
    browser
        .get("/status")
        .await
        .assert_says("See what you sent");
    let steps = ["trip", "contact", "travellers", "check"].map(str::to_owned);
    let own = ["passport", "photo"].map(|step| format!("{step}/{case}"));
    for step in steps.iter().chain(&own) {
        let page = browser.get(&format!("/apply/{step}")).await;
        let to = if step == "travellers" {
            "/status"
        } else {
            "/apply/check"
        };
        page.assert_at(to);
        assert!(!page.text.contains("/act/save-"), "{step}");
        if to == "/apply/check" {
            page.assert_says("What you sent")
                .assert_says(&anna.passport_number);
            assert!(
                !page.text.contains("#passport_number"),
                "nothing is to be changed"
            );
        }
    }
    // A correction opens its pages, and no others.
    let reviewer = test.reviewer().await;
    test.act(&reviewer, CaseAction::Assign, case).await.unwrap();
    let form = app::contract::DecisionForm {
        pages: vec!["trip".to_owned()],
        ..test.decision(case).await
    };
    let ask = test
        .portal
        .apply_action(&reviewer, CaseAction::AskCorrection, &form);
    ask.await.unwrap();
    let page = browser.get("/apply/trip").await;
    page.assert_at("/apply/trip")
        .assert_says("Save and continue");
    browser
        .get("/apply/contact")
        .await
        .assert_at("/apply/check");
}

async fn a_mistake_is_told_until_it_is_decided(test: &TestPortal) {
    let anna = Traveller::anna();
    let browser = test.apply_and_pay(&anna).await;
    let application = test.only_application().await.id;
    let case = test.cases(application).await[0].id;
    let tell = async |words: &str| {
        let form = [("mistake", words)];
        browser
            .fill_in("/apply/check", "/act/report-mistake", &form)
            .await
    };
    tell("").await.assert_says("Write what is wrong");
    let long = "x".repeat(601);
    let page = tell(&long).await;
    page.assert_says("Write at most 600 characters");
    assert!(page.text.contains(&long), "what was typed is kept");
    tell("The number ends in B")
        .await
        .assert_says("The reviewer reads it");
    browser
        .get("/status")
        .await
        .assert_says("You told us about a mistake");
    let reviewer = test.reviewer().await;
    let view = test.portal.case(&reviewer, case).await.unwrap();
    assert_eq!(view.mistakes[0].1, "The number ends in B");
    for _ in 0..4 {
        tell("And another one")
            .await
            .assert_says("The reviewer reads it");
    }
    tell("A sixth")
        .await
        .assert_says("several mistakes already");
    let open = browser.get("/apply/check").await;
    test.grant(&reviewer, case).await;
    let page = browser
        .send(&open, "/act/report-mistake", &[("mistake", "Too late")])
        .await;
    page.assert_says("This application is decided");
    let page = browser.get("/apply/check").await;
    assert!(!page.text.contains("/act/report-mistake"));
}
