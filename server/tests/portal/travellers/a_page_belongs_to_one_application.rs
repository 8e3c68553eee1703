//! Two applications in one browser, one application in two windows: a form is taken for the answers
//! that its page showed, or not at all, and nothing typed is lost.

use app::contract::{StepAnswers, TravellerService};
use app::error::PortalError;
use chrono::TimeDelta;
use domain::states::{ApplicationState, CaseState};
use test_support::cast::GOOD_CARD;
use test_support::{Browser, Page, TestPortal, Traveller, on_both};

on_both!(
    [with_pages, with_sandbox]
    a_form_is_saved_into_its_own_application,
    nobody_declares_or_pays_for_another_application,
    an_older_window_does_not_write_over_a_newer_one,
    nobody_declares_answers_that_were_not_shown,
    the_last_traveller_of_a_draft_stays,
    who_is_left_after_a_withdrawal_stays,
    a_photo_is_saved_into_its_own_application,
    an_act_is_done_in_its_own_application_only,
);

fn second() -> Traveller {
    Traveller {
        surname: "SECONDOV".to_owned(),
        passport_number: "XS9988776".to_owned(),
        email: "second@mail.example".to_owned(),
        ..Traveller::anna()
    }
}

/// Opens an application by the link of its last mail.
async fn open_by_mail(test: &TestPortal, browser: &Browser, email: &str) -> Page {
    let mail = test.mail_saying(email, "/link/").await;
    let page = browser.get(&mail.link(&test.url, "/link/")).await;
    browser.send(&page, "/act/open-link", &[]).await
}

/// Every answer of an application of one, up to its declaration.
async fn fill_in(test: &TestPortal, browser: &Browser, id: &str, traveller: &Traveller) {
    test.save_passport(browser, id, traveller).await;
    test.save_trip(browser).await;
    test.save_contact(browser).await;
    let photo = format!("/apply/photo/{id}");
    browser
        .upload(&photo, "photo", traveller.photo.clone())
        .await;
}

async fn a_form_is_saved_into_its_own_application(test: &TestPortal) {
    let (anna, other) = (Traveller::anna(), second());
    let browser = test.browser();
    let begun = browser
        .post("/act/start", &test_support::start_form(&anna.email))
        .await;
    let passport = browser.get(&begun.at).await;
    let trip = browser.get("/apply/trip").await;
    let contact = browser.get("/apply/contact").await;
    let travellers = browser.get("/apply/travellers").await;
    let first = trip.value("reference").unwrap();

    browser
        .post("/act/start", &test_support::start_form(&other.email))
        .await;
    test.save_trip(&browser).await;
    let typed = [("address", "HOTEL OF FIRST"), ("entry_day", "32")];
    for (page, action) in [
        (&trip, "/act/save-trip"),
        (&contact, "/act/save-contact"),
        (&passport, "/act/save-passport"),
        (&travellers, "/act/add-traveller"),
    ] {
        let answer = browser.send(page, action, &typed).await;
        answer.assert_at("/check").assert_says(&first);
        assert_eq!(answer.value("reference").as_deref(), Some(&*first));
    }
    let page = browser.get("/apply/trip").await;
    assert_ne!(page.value("reference").as_deref(), Some(&*first));
    assert!(!page.text.contains("HOTEL OF FIRST"), "{}", page.words());
    assert!(!browser.get("/apply/check").await.text.contains("FIRST"));

    // Opened by its own link, the page has what was typed again.
    let answer = browser.send(&trip, "/act/save-trip", &typed).await;
    answer.assert_says("Nothing was saved or paid for");
    let opened = open_by_mail(test, &browser, &anna.email).await;
    let page = browser.get("/apply/trip").await;
    page.assert_says("HOTEL OF FIRST")
        .assert_says("Another application was open in this browser");
    assert_eq!(page.value("reference").as_deref(), Some(&*first));
    assert_eq!(page.value("entry_day").as_deref(), Some("32"));
    // So have the other pages that were sent meanwhile; the first of them is where it goes on.
    let kept = "Another application was open";
    opened.assert_at(passport.path()).assert_says(kept);
    browser.get("/apply/contact").await.assert_says(kept);
}

/// Forms without answers leave nothing behind on the page of the application that is open.
async fn an_act_is_done_in_its_own_application_only(test: &TestPortal) {
    let anna = Traveller::anna();
    let browser = test.browser();
    browser
        .post("/act/start", &test_support::start_form(&anna.email))
        .await;
    let own = [("passport", "own")];
    let added = browser
        .fill_in("/apply/travellers", "/act/add-traveller", &own)
        .await;
    let travellers = browser.get("/apply/travellers").await;
    let first = travellers.value("reference").unwrap();
    browser
        .post("/act/start", &test_support::start_form(&second().email))
        .await;
    let person = added.last_part();
    let who = [
        ("reference", first.as_str()),
        ("traveller", person.as_str()),
    ];
    for (act, form) in [
        ("/act/add-traveller", &own[..]),
        ("/act/remove-traveller", &[]),
        ("/act/withdraw", &who),
        ("/act/send-correction", &who),
    ] {
        let answer = browser.send(&travellers, act, form).await;
        answer.assert_at("/check").assert_says(&first);
        for path in ["/apply/travellers", "/status"] {
            let page = browser.get(path).await;
            page.assert_at(path);
            assert!(!page.text.contains("Another application"), "{act}: {path}");
        }
    }
    let of_first = test.only_application().await.id;
    assert_eq!(test.cases(of_first).await.len(), 2);
}

async fn nobody_declares_or_pays_for_another_application(test: &TestPortal) {
    let (anna, other) = (Traveller::anna(), second());
    // Both are sent, one after the other, in one browser.
    let browser = test.apply(&anna).await;
    let pay = browser.get("/pay").await;
    let begun = browser
        .post("/act/start", &test_support::start_form(&other.email))
        .await;
    let id = begun.last_part();
    fill_in(test, &browser, &id, &other).await;
    let declaration = browser.get("/apply/check").await;
    let yes = [("truthful", "yes"), ("refunds_read", "yes")];

    open_by_mail(test, &browser, &anna.email).await;
    browser
        .send(&declaration, "/act/submit", &yes)
        .await
        .assert_at("/check");
    open_by_mail(test, &browser, &other.email).await;
    browser.get("/status").await.assert_says("is not sent yet");
    let card_page = test.declare(&browser).await.at;
    assert!(card_page.contains("/c/pay/"), "{card_page}");
    // The page of the first application pays for nobody else.
    browser
        .send(&pay, "/act/pay", &[])
        .await
        .assert_at("/check");
    test.pay(&browser, GOOD_CARD).await.assert_says("USD 30.00");
    let paid = test.ledger().await.charges.len();
    assert_eq!(paid, 1);
}

async fn an_older_window_does_not_write_over_a_newer_one(test: &TestPortal) {
    let anna = Traveller::anna();
    let browser = test.browser();
    let begun = browser
        .post("/act/start", &test_support::start_form(&anna.email))
        .await;
    let older = browser.get("/apply/trip").await;
    test.save_trip(&browser).await;
    let saved = browser.get("/apply/trip").await;

    // Blank as it was opened, and then with other words: nothing is written over.
    for address in ["", "Another hotel"] {
        let typed = [("address", address), ("stay_days", "13")];
        let page = browser.send(&older, "/act/save-trip", &typed).await;
        page.assert_at("/apply/trip")
            .assert_says("changed in another window")
            .assert_says("What is saved")
            .assert_says("Sothearos")
            .assert_says("Typed here: 13");
        assert_eq!(page.value("stay_days").as_deref(), Some("13"));
    }
    let page = browser.get("/apply/trip").await;
    assert_eq!(page.value("stay_days"), saved.value("stay_days"));
    // Who has seen both may choose what was typed here.
    let typed = [("address", "Another hotel"), ("stay_days", "13")];
    let both = browser.send(&older, "/act/save-trip", &typed).await;
    browser.send(&both, "/act/save-trip", &typed).await;
    let page = browser.get("/apply/trip").await;
    assert_eq!(page.value("stay_days").as_deref(), Some("13"));
    // The same answers twice are no conflict, and one page is not in the way of another.
    let again = browser.send(&both, "/act/save-trip", &typed).await;
    assert!(!again.text.contains("another window"), "{}", again.words());
    let id = begun.last_part();
    let passport = browser.get(&begun.at).await;
    test.save_contact(&browser).await;
    let page = browser
        .send(&passport, "/act/save-passport", &[("surname", "Zwycka")])
        .await;
    page.assert_at(&format!("/apply/passport/{id}"));
    assert!(!page.text.contains("another window"), "{}", page.words());
}

async fn nobody_declares_answers_that_were_not_shown(test: &TestPortal) {
    let anna = Traveller::anna();
    let browser = test.apply(&anna).await;
    // Until it is paid it may still be changed; a second one is declared here.
    let other = second();
    let begun = browser
        .post("/act/start", &test_support::start_form(&other.email))
        .await;
    let id = begun.last_part();
    fill_in(test, &browser, &id, &other).await;
    let declaration = browser.get("/apply/check").await;

    let changed = Traveller {
        surname: "THIRDOV".to_owned(),
        ..other
    };
    test.save_passport(&browser, &id, &changed).await;
    let yes = [("truthful", "yes"), ("refunds_read", "yes")];
    browser
        .send(&declaration, "/act/submit", &yes)
        .await
        .assert_at("/apply/check")
        .assert_says("was changed after this page was opened");
    // Whoever is added and removed in another window makes up for nothing.
    let declaration = browser.get("/apply/check").await;
    let own = [("passport", "own")];
    let added = browser
        .fill_in("/apply/travellers", "/act/add-traveller", &own)
        .await;
    // What is missing of the second one stands in place of the declaration.
    let with_two = browser.get("/apply/check").await;
    assert!(!with_two.text.contains("/act/submit"));
    added.assert_says("Traveller 2");
    browser
        .fill_in("/apply/travellers", "/act/remove-traveller", &[])
        .await;
    browser.send(&declaration, "/act/submit", &yes).await;
    browser
        .get("/status")
        .await
        .assert_says("Your application is not sent yet");
    // A page of an earlier version says nothing of its application: nothing is done.
    browser.post("/act/submit", &yes).await;
    let page = browser.post("/act/add-traveller", &own).await;
    page.assert_at("/apply/travellers")
        .assert_says("earlier version");
    browser.get("/status").await.assert_says("is not sent yet");
    // Where the declaration stood once, the answers are shown.
    browser
        .get("/apply/declaration?answers=1")
        .await
        .assert_at("/apply/check");
    test.declare(&browser)
        .await
        .assert_at("/apply/check")
        .assert_says("Enter the code");
}

async fn the_last_traveller_of_a_draft_stays(test: &TestPortal) {
    let anna = Traveller::anna();
    let browser = test.browser();
    let begun = browser
        .post("/act/start", &test_support::start_form(&anna.email))
        .await;
    let id = begun.last_part();
    fill_in(test, &browser, &id, &anna).await;
    let declaration = browser.get("/apply/check").await;
    let reference = declaration.value("reference").unwrap();
    let form = [("reference", &*reference), ("traveller", id.as_str())];
    let page = browser.post("/act/withdraw", &form).await;
    page.assert_at("/status").assert_says("not sent yet");
    let yes = [("truthful", "yes"), ("refunds_read", "yes")];
    browser.send(&declaration, "/act/submit", &yes).await;
    let application = test.only_application().await;
    assert_eq!(application.state(), ApplicationState::Submitted);
    let cases = test.cases(application.id).await;
    assert_eq!(cases[0].state(), CaseState::Waiting);
}

async fn who_is_left_after_a_withdrawal_stays(test: &TestPortal) {
    let applicant = test.submitted(&Traveller::group(2)).await;
    let application = applicant.traveller().unwrap();
    let [first, second] =
        [0, 1].map(|place| async move { test.cases(application).await[place].id });
    let (first, second) = (first.await, second.await);
    test.withdraw(first).await.unwrap();
    let next = test_support::cast::trip(test.today() + TimeDelta::days(1));
    test.save(&applicant, StepAnswers::Trip(next)).await;
    let removed = test.remove(&applicant, second).await;
    assert_eq!(
        removed,
        Err(PortalError::conflict("conflict-last-traveller"))
    );
    let draft = test.portal.draft(&applicant).await.unwrap();
    assert_eq!(draft.travellers.len(), 1);
    test.declare_anew(&applicant).await;
}

async fn a_photo_is_saved_into_its_own_application(test: &TestPortal) {
    let (anna, other) = (Traveller::anna(), second());
    let browser = test.browser();
    let begun = browser
        .post("/act/start", &test_support::start_form(&anna.email))
        .await;
    let path = format!("/apply/photo/{}", begun.last_part());
    let page = browser.get(&path).await;
    let first = page.value("reference").unwrap();
    browser
        .post("/act/start", &test_support::start_form(&other.email))
        .await;
    let answer = browser.upload_from(&page, &path, "photo", anna.photo.clone());
    let answer = answer.await;
    answer
        .assert_at("/check")
        .assert_says(&format!("Nothing was saved or paid for {first}"))
        .assert_says("a photo is not");
    open_by_mail(test, &browser, &anna.email).await;
    let page = browser.get(&path).await;
    page.assert_says("a photo has to be chosen again");
}
