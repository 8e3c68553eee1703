//! An e-mail address is confirmed before money is taken. A mailbox that never began the application
//! sees nothing of it.

use app::contract::{Caller, TravellerService};
use app::error::PortalError;
use server::cases::email::email_hash;
use std::time::Duration;
use test_support::{Browser, TestPortal, Traveller, on_both};

on_both!(
    [with_pages, with_sandbox]
    a_mistyped_mailbox_sees_nothing_and_throws_nobody_out,
    the_link_confirms_in_the_browser_that_began,
    nobody_pays_before_the_address_is_confirmed,
    an_address_is_changed_where_the_application_was_begun,
    a_likely_slip_is_asked_about_once,
    a_mail_that_is_being_made_gives_the_old_address_no_link,
);

async fn begin(test: &TestPortal, email: &str) -> Browser {
    let browser = test.browser();
    let page = browser
        .post("/act/start", &test_support::start_form(email))
        .await;
    assert!(page.path().starts_with("/apply/passport/"), "{}", page.at);
    browser
}

/// The path of the link in the last mail to this address.
async fn link(test: &TestPortal, email: &str) -> String {
    let mail = test.mail_saying(email, "/link/").await;
    mail.link(&test.url, "/link/")
}

async fn a_mistyped_mailbox_sees_nothing_and_throws_nobody_out(test: &TestPortal) {
    let anna = Traveller::anna();
    let browser = begin(test, &anna.email).await;
    let own = browser.get("/resume").await.path().to_owned();
    test.save_passport(&browser, own.rsplit('/').next().unwrap(), &anna)
        .await;

    let stranger = test.browser();
    let path = link(test, &anna.email).await;
    let page = stranger.get(&path).await;
    page.assert_says("Confirm the address first");
    assert!(!page.text.contains(&anna.surname));
    let token = path.rsplit('/').next().unwrap();
    stranger
        .post("/act/open-link", &[("token", token)])
        .await
        .assert_at("/check")
        .assert_says("is not confirmed yet");
    stranger.get("/status").await.assert_at("/check");
    // The code is of no use there, and the one who began goes on.
    let page = stranger
        .post("/act/confirm-email", &[("code", "123456")])
        .await;
    page.assert_at("/check");
    browser.get(&own).await.assert_says("Your passport");

    // Confirmed in the browser that began, it opens anywhere.
    test.type_code(&browser).await;
    stranger
        .post("/act/open-link", &[("token", token)])
        .await
        .assert_at("/apply/trip");
    browser.get(&own).await.assert_says("Your passport");
}

async fn the_link_confirms_in_the_browser_that_began(test: &TestPortal) {
    let anna = Traveller::anna();
    let browser = begin(test, &anna.email).await;
    let email = browser.get("/apply/email").await;
    email.assert_says(&anna.email);
    email.assert_says("Confirm your e-mail address");
    browser.post("/act/leave", &[]).await;
    let page = browser.get(&link(test, &anna.email).await).await;
    browser.send(&page, "/act/open-link", &[]).await;
    browser
        .get("/apply/email")
        .await
        .assert_says("It is confirmed");
}

async fn nobody_pays_before_the_address_is_confirmed(test: &TestPortal) {
    let anna = Traveller::anna();
    let applicant = test.submitted_unconfirmed(&anna).await;
    let reference = test.reference(&applicant).await;
    let refused = test.try_to_pay(&applicant, &reference).await;
    assert!(refused.is_err(), "{refused:?}");
    for code in ["", "12345", "abc", "0000000", "999999999999"] {
        assert!(test.try_code(&applicant, code).await.is_err(), "{code}");
    }
    test.confirm_email(&applicant).await;
    assert!(test.try_to_pay(&applicant, &reference).await.is_ok());
}

async fn an_address_is_changed_where_the_application_was_begun(test: &TestPortal) {
    let (first, second, third) = (
        "first@mail.example",
        "second@mail.example",
        "third@mail.example",
    );
    let browser = begin(test, first).await;
    let old = link(test, first).await;
    let change = async |browser: &Browser, email: &str| {
        let page = browser.get("/apply/email").await;
        browser
            .send(&page, "/act/change-email", &[("email", email)])
            .await
    };
    // While none is confirmed: at once. The old mailbox is told, and its link is over.
    change(&browser, second)
        .await
        .assert_says("The code is on its way")
        .assert_says(second);
    test.mail_saying(first, "has another e-mail address now")
        .await;
    assert_eq!(test.browser().get(&old).await.status, 404);
    test.mail_saying(second, "confirms this address").await;
    test.type_code(&browser).await;

    // Confirmed, it stays until the new one is.
    change(&browser, third).await.assert_says(second);
    test.mail_saying(third, "wishes to use this address").await;
    browser.get("/apply/email").await.assert_says(second);
    let old = link(test, second).await;
    assert_eq!(test.browser().get(&old).await.status, 200);
    test.type_code(&browser).await;
    assert_eq!(test.browser().get(&old).await.status, 404);
    browser
        .get("/apply/email")
        .await
        .assert_says(third)
        .assert_says("It is confirmed");
    test.mail_saying(second, "has another e-mail address now")
        .await;

    // Elsewhere it cannot be changed.
    let elsewhere = test.browser();
    let page = browser.get("/check").await;
    assert!(page.status.is_success());
    let reference = browser.get("/apply/trip").await.value("reference").unwrap();
    let asked = [("reference", reference.as_str()), ("email", third)];
    elsewhere.post("/act/request-link", &asked).await;
    let page = elsewhere.get(&link(test, third).await).await;
    elsewhere.send(&page, "/act/open-link", &[]).await;
    let page = elsewhere.get("/apply/email").await;
    assert!(!page.text.contains("change-email"), "{}", page.words());
    let form = [("reference", reference.as_str()), ("email", first)];
    elsewhere
        .post("/act/change-email", &form)
        .await
        .assert_says("only in the browser in which");
}

async fn a_likely_slip_is_asked_about_once(test: &TestPortal) {
    let browser = test.browser();
    let typed = test_support::start_form("h7-tired@gmial.con");
    let page = browser.fill_in("/apply", "/act/start", &typed).await;
    page.assert_at("/apply")
        .assert_says("Did you mean gmail.com");
    assert_eq!(page.value("email").as_deref(), Some("h7-tired@gmial.con"));
    // Pressed again, it is taken as it is.
    let page = browser.send(&page, "/act/start", &typed).await;
    assert!(page.path().starts_with("/apply/passport/"), "{}", page.at);
    // Whatever else is wrong, the question was seen, or it is asked the next time.
    let browser = test.browser();
    let mut typed = typed;
    typed[1].1 = "";
    let page = browser.fill_in("/apply", "/act/start", &typed).await;
    page.assert_says("Choose the nationality")
        .assert_says("Did you mean gmail.com");
    typed[0].1 = "h7-tired@gmial.com";
    typed[1].1 = "UTO";
    let page = browser.send(&page, "/act/start", &typed).await;
    page.assert_at("/apply")
        .assert_says("Did you mean gmail.com");
    // Who is told that no visa is needed was asked about nothing.
    let browser = test.browser();
    typed[1].1 = "THA";
    let page = browser.fill_in("/apply", "/act/start", &typed).await;
    page.assert_at("/visa-need");
    let page = browser
        .get("/apply?nationality=THA&kind=ordinary&longer=yes")
        .await;
    let page = browser.send(&page, "/act/start", &typed).await;
    page.assert_at("/apply")
        .assert_says("Did you mean gmail.com");
    // That they stay longer was said by a Thai, and is no answer of anybody else.
    typed[1].1 = "VNM";
    let page = browser.send(&page, "/act/start", &typed).await;
    page.assert_at("/visa-need").assert_says("Vietnam");
}

/// The address is changed after the mail was begun for the old one, and before its link is stored.
async fn a_mail_that_is_being_made_gives_the_old_address_no_link(test: &TestPortal) {
    let (portal, new) = (&test.portal, "new@mail.example");
    let anna = Traveller::anna();
    let applicant = test.submitted(std::slice::from_ref(&anna)).await;
    test.work().await;
    let id = applicant.traveller().unwrap();
    let reference = test.reference(&applicant).await;
    let anyone = Caller::default();
    let asked = portal.request_link(&anyone, &reference, &anna.email);
    asked.await.unwrap();

    let mut tx = portal.begin().await.unwrap();
    tx.lock_application(id).await.unwrap();
    let worker = portal.clone();
    let working = tokio::spawn(async move { server::worker::run_due(&worker).await });
    // On PostgreSQL the worker reads the application and waits; on SQLite it waits to begin.
    tokio::time::sleep(Duration::from_millis(300)).await;
    let mut row = tx.application(id).await.unwrap().unwrap();
    let key = portal.data_key(&row).unwrap();
    let mut document = portal.application_document(&key, &row).unwrap();
    new.clone_into(&mut document.email);
    row.email_hash = email_hash(portal, new);
    let encrypted = portal.encrypt_application_document(&key, id, &document);
    row.document = encrypted.unwrap();
    tx.save_application(&row).await.unwrap();
    tx.remove_links(id).await.unwrap();
    tx.commit().await.unwrap();
    working.await.unwrap().unwrap();

    let path = link(test, new).await;
    let token = path.rsplit('/').next().unwrap();
    assert!(portal.link(&anyone, token).await.is_ok());
    for mail in test.mails_to(&anna.email).await {
        if mail.text.contains("/link/") {
            let path = mail.link(&test.url, "/link/");
            let token = path.rsplit('/').next().unwrap();
            let opened = portal.link(&anyone, token).await;
            assert_eq!(opened.err(), Some(PortalError::NotFound));
        }
    }
}
