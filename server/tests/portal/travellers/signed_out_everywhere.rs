//! A traveller ends at once what opens the application: all sessions and all mailed links.

use app::contract::{Caller, TravellerService};
use app::error::PortalError;
use test_support::{TestPortal, Traveller, on_both};

on_both!(
    [with_pages, with_sandbox]
    all_links_and_sessions_end_and_this_browser_goes_on;
    [with_sandbox]
    a_v_pass_keeps_its_link;
    []
    only_the_own_application_is_signed_out
);

const EMAIL: &str = "anna@mail.example";

/// The link of the latest mail, once more than `known` mails with one have arrived.
async fn next_link(test: &TestPortal, known: usize) -> String {
    test.eventually("a fresh link", || async {
        let mut mails = test.mails_to(EMAIL).await;
        mails.retain(|mail| mail.text.contains("/link/"));
        let latest = mails.first().filter(|_| mails.len() > known)?;
        Some(latest.link(&test.url, "/link/"))
    })
    .await
}

async fn all_links_and_sessions_end_and_this_browser_goes_on(test: &TestPortal) {
    let browser = test.browser();
    browser
        .post("/act/start", &test_support::start_form(EMAIL))
        .await;
    test.type_code(&browser).await;
    let reference = browser.get("/apply/email").await.value("reference");
    let reference = reference.unwrap();
    let ask = [("reference", reference.as_str()), ("email", EMAIL)];

    let opened = next_link(test, 0).await;
    let mailbox = test.browser();
    mailbox.fill_in(&opened, "/act/open-link", &[]).await;
    mailbox.get("/status").await.assert_at("/status");
    // Opened again in the same browser it takes the place of what was open there.
    let replaced = mailbox.at(&test.url);
    mailbox.fill_in(&opened, "/act/open-link", &[]).await;
    mailbox.get("/status").await.assert_at("/status");
    replaced.get("/status").await.assert_at("/check");
    test.browser().post("/act/request-link", &ask).await;
    let unopened = next_link(test, 1).await;
    assert_ne!(opened, unopened);
    assert_eq!(test.browser().get(&unopened).await.status, 200);
    let before = browser.at(&test.url);

    let everywhere = "/act/sign-out-everywhere";
    let page = browser.fill_in("/apply/email", everywhere, &[]).await;
    page.assert_at("/apply/email")
        .assert_says("is open in this browser only");
    for other in [&mailbox, &before] {
        other.get("/status").await.assert_at("/check");
    }
    for link in [&opened, &unopened] {
        let page = test.browser().get(link).await;
        assert_eq!(page.status, 404, "{}", page.words());
        let token = link.rsplit('/').next().unwrap();
        let exchanged = mailbox.post("/act/open-link", &[("token", token)]).await;
        exchanged.assert_at("/check");
    }
    browser
        .get("/status")
        .await
        .assert_says("You signed out everywhere");

    // A fresh link opens it as ever, until that is ended too.
    test.browser().post("/act/request-link", &ask).await;
    let fresh = next_link(test, 2).await;
    mailbox.fill_in(&fresh, "/act/open-link", &[]).await;
    mailbox.get("/status").await.assert_at("/status");
    let page = browser.fill_in("/status", everywhere, &[]).await;
    page.assert_at("/status")
        .assert_says("is open in this browser only");
    mailbox.get("/status").await.assert_at("/check");
    let application = test.only_application().await.id;
    let told = test.count_told(application, "application.signed_out_everywhere");
    assert_eq!(told.await, 2);
}

async fn a_v_pass_keeps_its_link(test: &TestPortal) {
    let (reviewer, officer) = (test.reviewer().await, test.officer().await);
    let case = test.paid(&[Traveller::eriksson()]).await[0];
    test.grant(&reviewer, case).await;
    test.admit(&officer, case).await.unwrap();
    let applicant = test.applicant(case).await;
    let reference = test.reference(&applicant).await;
    let ended = test.portal.sign_out_everywhere(&applicant, &reference);
    ended.await.unwrap();
    let pass = test.pass_view(case).await;
    assert_eq!(pass.given_names, "Anna Maria");
}

async fn only_the_own_application_is_signed_out(test: &TestPortal) {
    let own = test.started("one@mail.example").await;
    let other = test.started("other@mail.example").await;
    let (own_reference, reference) = (test.reference(&own).await, test.reference(&other).await);
    let fresh = test.portal.sign_out_everywhere(&other, &reference).await;
    let fresh = fresh.unwrap();

    // A page that was made of another application ends nothing.
    let answer = test.portal.sign_out_everywhere(&own, &reference).await;
    assert!(
        matches!(
            answer.err(),
            Some(PortalError::OtherApplication { reference: of }) if of == reference
        ),
        "of another"
    );
    let stranger = Caller::default();
    let answer = test.portal.sign_out_everywhere(&stranger, &reference).await;
    assert_eq!(answer.err(), Some(PortalError::SignInNeeded));
    let ended = test.portal.sign_out_everywhere(&own, &own_reference);
    ended.await.unwrap();
    let still = server::accounts::application_of_session(&test.portal, &fresh.secret).await;
    assert_eq!(still.unwrap(), other.application);
}
