//! What was typed comes back: after the session ended, and while a correction is made.

use app::contract::TravellerService;
use domain::roles::Role;
use test_support::cast::portrait;
use test_support::{TestPortal, Traveller, on_both};

on_both!(
    [with_pages, with_sandbox]
    what_was_typed_after_the_session_ended_comes_back,
    a_correction_is_sent_when_all_of_it_is_right,
    article_5_an_exempt_traveller_is_told_before_paying,
    a_form_that_cannot_be_read_says_so,
    article_13_no_visa_is_sold_that_ends_before_the_trip,
    a_link_that_is_over_offers_a_new_one,
    a_stranger_uses_up_nobodys_mailbox,
);

async fn what_was_typed_after_the_session_ended_comes_back(test: &TestPortal) {
    let anna = Traveller::anna();
    let browser = test.browser();
    browser
        .post("/act/start", &test_support::start_form(&anna.email))
        .await;
    let trip = browser.get("/apply/trip").await;
    browser.post("/act/leave", &[]).await;

    let form = [
        ("entry_day", "31"),
        ("entry_month", "2"),
        ("stay_days", "a week"),
        ("address", "Wat Langka Guest House"),
    ];
    let page = browser.send(&trip, "/act/save-trip", &form).await;
    page.assert_at("/check");
    browser.get("/apply/trip").await.assert_at("/check");

    let mail = test.mail_saying(&anna.email, "/link/").await;
    let page = browser.get(&mail.link(&test.url, "/link/")).await;
    let token = page.value("token").unwrap();
    browser.post("/act/open-link", &[("token", &token)]).await;
    let page = browser.get("/apply/trip").await;
    page.assert_says("Wat Langka Guest House")
        .assert_says("What you typed is here again");
    assert_eq!(page.value("stay_days").as_deref(), Some("a week"));
    // Once; and never on somebody else's page.
    let page = browser.get("/apply/trip").await;
    assert!(!page.text.contains("Wat Langka"), "{}", page.words());
    // Saved, it is kept as typed, and the same page says what is wrong, whatever else is open.
    let page = browser
        .fill_in("/apply/trip", "/act/save-trip", &form)
        .await;
    page.assert_at("/apply/trip")
        .assert_says("Date of entry: Enter day, month and year.")
        .assert_says("Wat Langka Guest House");
}

async fn article_5_an_exempt_traveller_is_told_before_paying(test: &TestPortal) {
    let says = "needs no visa for a stay of up to 30 days (Art. 5)";
    for (nationality, told) in [("SGP", true), ("POL", false)] {
        let traveller = Traveller {
            nationality: nationality.to_owned(),
            email: format!("{}@mail.example", nationality.to_lowercase()),
            ..Traveller::anna()
        };
        let browser = test.browser();
        let page = browser
            .post("/act/start", &test_support::start_form(&traveller.email))
            .await;
        let id = page.last_part();
        test.save_passport(&browser, &id, &traveller).await;
        test.save_trip(&browser).await.assert_at("/apply/contact");
        let page = browser.get("/apply/trip").await;
        assert_eq!(page.words().contains(says), told, "{}", page.words());
    }
}

async fn a_form_that_cannot_be_read_says_so(test: &TestPortal) {
    let browser = test.browser();
    let long = format!("{}@mail.example", "a".repeat(70_000));
    let cases: [(&[(&str, &str)], u16); 2] = [
        (&[("email", &long)], 413),
        (
            &[("email", "a@mail.example"), ("email", "b@mail.example")],
            400,
        ),
    ];
    for (form, status) in cases {
        let page = browser.post("/act/start", form).await;
        assert_eq!(page.status, status, "{}", page.words());
        page.assert_says("This form could not be read");
    }
}

async fn a_correction_is_sent_when_all_of_it_is_right(test: &TestPortal) {
    let anna = Traveller::anna();
    let browser = test.apply_and_pay(&anna).await;
    let reviewer = test.sign_in("reviewer", Role::Reviewer).await;
    let case = test.first_case(&reviewer).await;
    test.act_on_case(&reviewer, &case, "take", &[]).await;
    let note = [
        ("note", "Birth place and photo, please."),
        ("pages[]", "passport"),
        ("pages[]", "photo"),
    ];
    test.act_on_case(&reviewer, &case, "ask-correction", &note)
        .await;
    test.mail_saying(&anna.email, "Birth place and photo").await;

    // A faulty page is kept, and cannot be sent.
    let wrong = Traveller {
        passport_number: String::new(),
        ..anna.clone()
    };
    test.save_passport(&browser, &case, &wrong)
        .await
        .assert_at(&format!("/apply/passport/{case}"));
    let status = browser.get("/status").await;
    browser
        .send(&status, "/act/send-correction", &[])
        .await
        .assert_at("/status")
        .assert_says("still has a fault");
    test.save_passport(&browser, &case, &anna)
        .await
        .assert_at("/status");
    // One page is right; the other may still be changed.
    let photo = format!("/apply/photo/{case}");
    let page = browser.upload(&photo, "photo", portrait()).await;
    page.assert_at(&photo).assert_says("Is the photo good?");
    let page = browser.send(&page, "/act/keep-photo", &[]).await;
    page.assert_at("/status").assert_says("Send the correction");
    let page = browser.send(&status, "/act/send-correction", &[]).await;
    page.assert_at("/status")
        .assert_says("The correction is sent")
        .assert_says("We are reviewing your application");
    browser
        .send(&status, "/act/send-correction", &[])
        .await
        .assert_says("Nothing is to be corrected here");

    let page = test.act_on_case(&reviewer, &case, "grant", &[]).await;
    assert_eq!(page.status, 200, "{}", page.words());
    browser
        .get("/status")
        .await
        .assert_says("Your visa is granted")
        .assert_says("Granted");
}

async fn article_13_no_visa_is_sold_that_ends_before_the_trip(test: &TestPortal) {
    let anna = Traveller::anna();
    let browser = test.browser();
    browser
        .post("/act/start", &test_support::start_form(&anna.email))
        .await;
    let entry = test.today() + chrono::TimeDelta::days(200);
    let [day, month, year] = ["%d", "%m", "%Y"].map(|part| entry.format(part).to_string());
    let form = [
        ("entry_day", day.as_str()),
        ("entry_month", &month),
        ("entry_year", &year),
        ("stay_days", "14"),
        ("port", "KTI"),
        ("address", "Wat Langka Guest House"),
    ];
    let page = browser
        .fill_in("/apply/trip", "/act/save-trip", &form)
        .await;
    page.assert_at("/apply/trip").assert_says("apply from");
    assert_eq!(page.value("entry_day").as_deref(), Some(&*day));
    page.assert_says("Confirm your e-mail address first");
    test.type_code(&browser).await;
    let page = browser.get("/apply/trip").await;
    page.assert_says("Write to me on");
    let page = browser.send(&page, "/act/remind", &[]).await;
    let says = format!("We write to {} on", anna.email);
    page.assert_at("/apply/trip").assert_says(&says);
    assert_eq!(page.value("entry_day").as_deref(), Some(&*day));
    browser
        .get("/apply/check")
        .await
        .assert_says("Wat Langka Guest House");
}

async fn a_link_that_is_over_offers_a_new_one(test: &TestPortal) {
    let browser = test.browser();
    let page = browser.get("/link/not-a-token").await;
    assert_eq!(page.status, 404);
    page.assert_says("This link is no longer good");
    let anna = Traveller::anna();
    let reference = test.reference(&test.started(&anna.email).await).await;
    let asked = [("reference", reference.as_str()), ("email", &anna.email)];
    browser
        .send(&page, "/act/request-link", &asked)
        .await
        .assert_at("/link-sent");
}

async fn a_stranger_uses_up_nobodys_mailbox(test: &TestPortal) {
    let anna = Traveller::anna();
    let hers = test.start_from(&anna.email, 1).await.unwrap();
    let reference = test.reference(&hers).await;
    // From one network some, then no more; from elsewhere the owner still begins and asks.
    let mut refused = 0;
    for _ in 0..8 {
        let begun = test.start_from(&anna.email, 2).await;
        refused += usize::from(begun.is_err());
    }
    assert_eq!(refused, 3);
    assert!(test.start_from(&anna.email, 1).await.is_ok());
    let asked = test.portal.request_link(&hers, &reference, &anna.email);
    asked.await.unwrap();
    // Others begin from the same network, each with their own mailbox.
    for guest in 0..20 {
        let email = format!("guest{guest}@mail.example");
        assert!(test.start_from(&email, 2).await.is_ok(), "{email}");
    }
}
