//! Whoever runs the portal brings a newer version to the data they have. A folder that commit
//! 70d670a left behind is opened: its documents are shown, nothing is sent a second time, and every
//! case goes on from where it stood.

use test_support::cast::{GOOD_CARD, portrait};
use test_support::earlier::EarlierTraveller;
use test_support::{Browser, Page, TestPortal, Traveller};
use tokio_util::sync::CancellationToken;

const FOLDER: &str = "at-70d670a";

#[tokio::test(flavor = "multi_thread")]
async fn every_traveller_finds_their_application() {
    let (test, data) = TestPortal::of_earlier_version(FOLDER).await;
    for (story, says) in [
        ("unpaid", "Your application is not paid yet"),
        ("waiting", "We are reviewing your application"),
        ("in-review", "We are reviewing your application"),
        ("correction", "The photo is too dark."),
        ("granted", "Granted"),
        ("entered", "was used for the entry"),
        ("departed", "You have left Cambodia"),
        ("refunded", "Paid back"),
        ("refund-asked", "A technical fault"),
        ("refund-declined", "No means of support"),
        ("refund-failed", "A technical fault"),
        ("refused", "You were not let in at the border"),
        ("denied", "Forged or altered documents"),
        ("denial-proposed", "We are reviewing your application"),
        ("withdrawn", "You withdrew this application"),
        ("family", "Lindgren, Nils"),
        ("disputed", "We are reviewing your application"),
    ] {
        let person = data.person(story);
        let (_, page) = test.opened(&person.link).await;
        page.assert_at("/status")
            .assert_says(&person.reference)
            .assert_says(&person.name)
            .assert_says(says);
        for number in &person.visas {
            page.assert_says(number);
        }
    }
    // Whose links ran out asks for a fresh one. What an older master key wrapped still opens; what
    // was erased stays so.
    for story in ["fined", "overstayed", "unused"] {
        let person = data.person(story);
        let link = ask_for_link(&test, person).await;
        let (_, page) = test.opened(&link).await;
        page.assert_at("/status").assert_says(&person.name);
    }
    let erased = data.person("erased");
    request_link(&test, erased).await;
    test.work().await;
    assert!(test.mails_to(&erased.email).await.is_empty());
    assert_record_goes_on(&test).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn documents_are_shown_and_verify() {
    let (test, data) = TestPortal::of_earlier_version(FOLDER).await;
    for (story, says, verdict) in [
        ("entered", "30 days left", "Valid"),
        (
            "overstayed",
            "14 days over",
            "Genuine, but the permitted stay ended",
        ),
        ("departed", "Left Cambodia on", "Closed: it covers no stay"),
        ("fine-paid", "Left Cambodia on", "Closed: it covers no stay"),
        // Signed by a key that signs no longer.
        ("fined", "Left Cambodia on", "Closed: it covers no stay"),
    ] {
        let person = data.person(story);
        let page = test.browser().get(&person.pass).await;
        assert_names(&page, &person.name);
        page.assert_says(&person.passport_number)
            .assert_says(&person.pass_number)
            .assert_says(says);
        assert!(page.find("data:image/jpeg;base64,").is_some(), "no photo");
        let seal = page.find("HTTP://").expect("the seal's address");
        verify(&test, &seal, verdict)
            .await
            .assert_says(&person.pass_number);
        let pdf = format!("{}/pass.pdf", person.pass);
        let (status, bytes) = test.browser().file(&pdf).await;
        assert_eq!(status, 200);
        assert!(bytes.starts_with(b"%PDF-"));
    }
    for (story, says) in [
        ("granted", "Valid"),
        ("entered", "Genuine, but used for an entry"),
        ("departed", "Genuine, but used for an entry"),
        ("family", "Valid"),
    ] {
        let person = data.person(story);
        let (browser, _) = test.opened(&person.link).await;
        for (evisa, number) in person.evisas.iter().zip(&person.visas) {
            let (status, bytes) = browser.file(evisa).await;
            assert_eq!(status, 200, "{story}");
            let page = verify(&test, &seal_of(&bytes), says).await;
            page.assert_says(number)
                .assert_says(&person.passport_number);
        }
    }
    let reviewer = test.sign_in_again(&data, "reviewer").await;
    let photo = format!("/staff/cases/{}/photo", data.person("waiting").case);
    let (status, bytes) = reviewer.file(&photo).await;
    assert_eq!(status, 200);
    assert!(bytes.starts_with(&[0xFF, 0xD8]), "the photo is a JPEG");
    assert_record_goes_on(&test).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_sent_twice() {
    let (test, data) = TestPortal::of_earlier_version(FOLDER).await;
    let supervisor = test.sign_in_again(&data, "supervisor").await;
    let money = (test.ledger().await, refunds(&supervisor).await);
    assert_eq!(money.0.refunds.len(), 2);

    // As `portal serve` does at its start: expire, sweep the provider's events, work the queue.
    let stop = CancellationToken::new();
    let jobs = tokio::spawn(server::worker::run(test.portal.clone(), stop.clone()));
    let correction = &data.person("correction").email;
    test.mail_saying(correction, "The photo is too dark.").await;
    stop.cancel();
    jobs.await.unwrap();
    test.work().await;

    assert_eq!((test.ledger().await, refunds(&supervisor).await), money);
    let everybody = test.mails_to("@").await;
    assert_eq!(everybody.len(), 1, "{everybody:?}");
    for state in ["queued", "running", "dead"] {
        assert_eq!(test.jobs(state).await, 0, "{state}");
    }
    assert_record_goes_on(&test).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_not_paid_is_filled_in_and_paid() {
    let (test, data) = TestPortal::of_earlier_version(FOLDER).await;
    let person = data.person("draft");
    let (browser, page) = test.opened(&person.link).await;
    let id = person.case.to_string();
    page.assert_at(&format!("/apply/passport/{id}"));
    assert_eq!(page.value("surname").as_deref(), Some("Eriksson"));
    assert_eq!(page.value("birth_day").as_deref(), Some("31"));
    let trip = browser.get("/apply/trip").await;
    trip.assert_says("Hotel Example, 12 Street 240, Phnom Penh");

    let anna = Traveller {
        email: person.email.clone(),
        ..Traveller::eriksson()
    };
    let page = test.save_passport(&browser, &id, &anna).await;
    page.assert_at("/apply/contact");
    test.save_contact(&browser).await;
    let photo = format!("/apply/photo/{id}");
    browser.upload(&photo, "photo", portrait()).await;
    let opened = test.declare(&browser).await.at;
    assert!(opened.contains("/c/pay/"), "{opened}");
    test.pay(&browser, GOOD_CARD).await;
    test.mail_saying(&anna.email, "payment received").await;

    // The card page that was open then takes the money, once.
    let person = data.person("unpaid");
    let (browser, _) = test.opened(&person.link).await;
    let page = card_page(&browser).await;
    assert_eq!(test.pay_at(&page, GOOD_CARD).await, "paid");
    test.mail_saying(&person.email, "payment received").await;
    browser
        .get("/status")
        .await
        .assert_says("We are reviewing your application");
    assert_record_goes_on(&test).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn officers_decide_admit_and_give_back() {
    let (test, data) = TestPortal::of_earlier_version(FOLDER).await;
    let reviewer = test.sign_in_again(&data, "reviewer").await;
    let waiting = data.person("waiting");
    let queue = reviewer.get("/staff/queue").await;
    queue.assert_says(&waiting.reference);
    act(&test, &reviewer, waiting, "take").await;
    act(&test, &reviewer, waiting, "grant").await;
    test.mail_saying(&waiting.email, "visa granted").await;
    // Taken then, by the same reviewer.
    let held = data.person("in-review");
    act(&test, &reviewer, held, "grant").await;
    test.mail_saying(&held.email, "visa granted").await;
    let corrected = data.person("correction");
    let (browser, _) = test.opened(&corrected.link).await;
    let status = browser.get("/status").await;
    let page = browser.send(&status, "/act/send-correction", &[]).await;
    page.assert_at("/status")
        .assert_says("We are reviewing your application");

    let supervisor = test.sign_in_again(&data, "supervisor").await;
    let denied = data.person("denial-proposed");
    act(&test, &supervisor, denied, "confirm-denial").await;
    test.mail_saying(&denied.email, "visa denied").await;
    let before = test.ledger().await.refunds.len();
    let asked = data.person("refund-asked");
    approve_refund(&test, &supervisor, asked).await;
    test.mail_saying(&asked.email, "refund paid").await;
    assert_eq!(test.ledger().await.refunds.len(), before + 1);

    let officer = test.sign_in_again(&data, "border").await;
    let granted = data.person("granted");
    let page = cross(&test, &officer, granted, "admit", &[]).await;
    page.assert_says(&granted.name);
    let mail = test.mail_saying(&granted.email, "/v/").await;
    let pass = test.browser().get(&mail.link(&test.url, "/v/")).await;
    assert_names(&pass, &granted.name);
    let seal = pass.find("HTTP://").expect("the seal's address");
    verify(&test, &seal, "Valid").await;

    let entered = data.person("entered");
    cross(&test, &officer, entered, "depart", &[]).await;
    let fine = [("fine", "paid"), ("fine_note", "Receipt 4712")];
    cross(&test, &officer, data.person("overstayed"), "depart", &fine).await;
    for story in ["entered", "overstayed"] {
        let page = test.browser().get(&data.person(story).pass).await;
        page.assert_says("Left Cambodia on");
        let seal = page.find("HTTP://").expect("the seal's address");
        verify(&test, &seal, "Closed: it covers no stay").await;
    }
    assert_record_goes_on(&test).await;
}

/// The record, old and new, is one unbroken chain.
async fn assert_record_goes_on(test: &TestPortal) {
    let events = test.assert_record_holds().await;
    assert!(events > 396, "{events} events");
}

async fn request_link(test: &TestPortal, person: &EarlierTraveller) {
    let form = [
        ("reference", person.reference.as_str()),
        ("email", &person.email),
    ];
    let page = test.browser().post("/act/request-link", &form).await;
    page.assert_at("/link-sent");
}

async fn ask_for_link(test: &TestPortal, person: &EarlierTraveller) -> String {
    request_link(test, person).await;
    let mail = test.mail_saying(&person.email, "/link/").await;
    mail.link(&test.url, "/link/")
}

/// What anybody learns of a seal.
async fn verify(test: &TestPortal, seal: &str, says: &str) -> Page {
    let page = test.browser().post("/act/verify", &[("text", seal)]).await;
    page.assert_at("/verify/result").assert_says(says);
    page
}

/// The address of the seal in an e-visa.
fn seal_of(pdf: &[u8]) -> String {
    let text = String::from_utf8_lossy(pdf);
    let at = text.find("/URI(").expect("a link in the document") + 5;
    let end = at + text[at..].find(')').unwrap();
    text[at..end].to_owned()
}

/// Every refund as a supervisor reads it.
async fn refunds(supervisor: &Browser) -> Vec<String> {
    let mut pages = Vec::new();
    for state in ["requested", "sent", "succeeded", "failed", "declined"] {
        let page = supervisor
            .get(&format!("/staff/refunds?state={state}"))
            .await;
        pages.push(page.words());
    }
    pages
}

async fn approve_refund(test: &TestPortal, supervisor: &Browser, person: &EarlierTraveller) {
    let page = supervisor.get("/staff/refunds?state=requested").await;
    page.assert_says(&person.reference);
    test.approve_first(supervisor).await;
}

async fn act(test: &TestPortal, staff: &Browser, person: &EarlierTraveller, act: &str) {
    let case = person.case.to_string();
    let page = test.act_on_case(staff, &case, act, &[]).await;
    assert_eq!(page.status, 200, "{}", page.words());
}

/// A pass has surname and given names on lines of their own.
fn assert_names(pass: &Page, name: &str) {
    for part in name.split(", ") {
        pass.assert_says(part);
    }
}

/// Finds the person by passport, and records the crossing.
async fn cross(
    test: &TestPortal,
    officer: &Browser,
    person: &EarlierTraveller,
    act: &str,
    more: &[(&str, &str)],
) -> Page {
    let query = format!("{} UTO", person.passport_number);
    let people = officer
        .post("/act/border/find", &[("query", query.as_str())])
        .await;
    let case = person.case.to_string();
    let path = format!("/border/person/{case}");
    let found = people.path() == path || people.find(&path).is_some();
    assert!(found, "{}", people.words());
    let page = test.cross(officer, &case, act, more).await;
    page.assert_at(&path);
    page
}

/// The address of the card page that the pay button leads to; the page itself is elsewhere now.
async fn card_page(browser: &Browser) -> String {
    let hidden = browser.get("/pay").await.hidden("/act/pay");
    let answer = browser
        .standing()
        .client
        .post(format!("{}/act/pay", browser.base))
        .header("accept", "text/html")
        .header("origin", &browser.base)
        .form(&hidden)
        .send()
        .await
        .unwrap();
    let page = answer.headers()["location"].to_str().unwrap();
    assert!(page.contains("/c/pay/"), "not the card page: {page}");
    page.to_owned()
}
