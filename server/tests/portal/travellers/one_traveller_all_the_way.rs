//! The main job: applies, pays, is granted, enters, shows the V-Pass, leaves.

use domain::roles::Role;
use test_support::cast::{GOOD_CARD, portrait};
use test_support::{TestPortal, Traveller, on_both};

on_both!([with_pages, with_sandbox] applies_pays_is_granted_enters_and_leaves);

async fn applies_pays_is_granted_enters_and_leaves(test: &TestPortal) {
    let anna = Traveller {
        photo: portrait(),
        ..Traveller::anna()
    };
    let browser = test.apply(&anna).await;
    let started = test.mail_saying(&anna.email, "/link/").await;
    test.pay(&browser, GOOD_CARD).await.assert_says("USD 30.00");
    test.mail_saying(&anna.email, "USD 30.00").await;

    // The mailed link leads another browser to the same application, by a button.
    let link = started.link(&test.url, "/link/");
    let elsewhere = test.browser();
    elsewhere.get("/status").await.assert_at("/check");
    let page = elsewhere.get(&link).await;
    let token = page.value("token").expect("a button with the token");
    elsewhere
        .post("/act/open-link", &[("token", &token)])
        .await
        .assert_at("/status");

    let reviewer = test.sign_in("reviewer", Role::Reviewer).await;
    test.grant_first(&reviewer).await;
    let granted = test.mail_saying(&anna.email, "visa granted").await;
    assert!(
        granted.raw["attachments"]
            .as_array()
            .is_some_and(|files| !files.is_empty())
    );
    let status = browser.get("/status").await;
    let evisa = status.find("/e/").expect("a link to the e-visa");
    let pdf = format!("{evisa}/e-visa.pdf");
    let page = browser.get(&evisa).await;
    page.assert_says("Enter on or before");
    assert!(page.text.contains(&format!("href=\"{pdf}\"")));
    let (code, bytes) = browser.file(&pdf).await;
    assert_eq!(code, 200);
    assert!(bytes.starts_with(b"%PDF-"));

    let officer = test.sign_in("border", Role::Border).await;
    let case = test.find_at_border(&officer, &anna).await;
    let page = test.cross(&officer, &case, "admit", &[]).await;
    assert_eq!(page.status, 200, "{}", page.words());
    let mail = test.mail_saying(&anna.email, "/v/").await;
    let pass = mail.link(&test.url, "/v/");
    let stranger = test.browser();
    let page = stranger.get(&pass).await;
    assert_eq!(page.status, 200, "{}", page.words());
    page.assert_says(&anna.passport_number);
    // Whole without a script; the one there is keeps it for when there is no network.
    assert_eq!(page.text.matches("<script").count(), 1);
    assert!(page.text.contains("src=\"/keep-pass.js\""));

    // A single entry is used up.
    let again = test.cross(&officer, &case, "admit", &[]).await;
    assert!(!again.words().is_empty());
    let page = test.cross(&officer, &case, "depart", &[]).await;
    assert_eq!(page.status, 200, "{}", page.words());
    let closed = stranger.get(&pass).await;
    assert!(
        closed.words().to_lowercase().contains("closed"),
        "{}",
        closed.words()
    );
}
