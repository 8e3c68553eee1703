//! Whoever runs the portal brings a newer version to the data they have. A folder that commit
//! 70d670a left behind is opened: its documents are shown, nothing is sent a second time, and every
//! case goes on from where it stood.

use crate::harness::House;
use crate::harness::browser::{Browser, Page};
use crate::harness::kept::KeptPerson;
use crate::harness::people::{GOOD_CARD, Traveller, portrait};
use serde_json::Value;
use tokio_util::sync::CancellationToken;

const FOLDER: &str = "at-70d670a";

#[tokio::test(flavor = "multi_thread")]
async fn every_traveller_finds_their_application() {
    let (house, kept) = House::open_kept(FOLDER).await;
    for (story, says) in [
        ("unpaid", "Sent, not paid yet"),
        ("waiting", "Waiting for review"),
        ("in-review", "Being reviewed"),
        ("correction", "The photo is too dark."),
        ("granted", "Granted"),
        ("entered", "is used"),
        ("departed", "Closed"),
        ("refunded", "Paid back"),
        ("refund-asked", "A technical fault"),
        ("refund-declined", "No means of support"),
        ("refund-failed", "A technical fault"),
        ("refused", "No means of support"),
        ("denied", "Forged or altered documents"),
        ("denial-proposed", "Being decided"),
        ("withdrawn", "Withdrawn"),
        ("family", "Lindgren, Nils"),
        ("disputed", "Waiting for review"),
    ] {
        let person = kept.person(story);
        let (_, page) = house.opened(&person.link).await;
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
        let person = kept.person(story);
        let link = ask_for_link(&house, person).await;
        let (_, page) = house.opened(&link).await;
        page.assert_at("/status").assert_says(&person.name);
    }
    let erased = kept.person("erased");
    request_link(&house, erased).await;
    house.work().await;
    assert!(house.mails_to(&erased.email).await.is_empty());
    holds_and_closes(house).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn documents_are_shown_and_verify() {
    let (house, kept) = House::open_kept(FOLDER).await;
    for (story, says, code) in [
        ("entered", "30 days left", "VALID"),
        ("overstayed", "14 days over", "VALID"),
        ("departed", "The traveller left Cambodia", "REVOKED"),
        ("fine-paid", "The traveller left Cambodia", "REVOKED"),
        // Signed by a key that signs no longer.
        ("fined", "The traveller left Cambodia", "REVOKED"),
    ] {
        let person = kept.person(story);
        let page = house.browser().get(&person.pass).await;
        page.assert_says(&person.name)
            .assert_says(&person.passport_number)
            .assert_says(&person.pass_number)
            .assert_says(says);
        assert!(page.find("data:image/jpeg;base64,").is_some(), "no photo");
        let seal = page.find("HTTP://").expect("the seal's address");
        verify(&house, &seal, code)
            .await
            .assert_says(&person.pass_number);
        let pdf = format!("{}/pass.pdf", person.pass);
        let (status, bytes) = house.browser().file(&pdf).await;
        assert_eq!(status, 200);
        assert!(bytes.starts_with(b"%PDF-"));
    }
    for story in ["granted", "entered", "departed", "family"] {
        let person = kept.person(story);
        let (browser, _) = house.opened(&person.link).await;
        for (evisa, number) in person.evisas.iter().zip(&person.visas) {
            let (status, bytes) = browser.file(evisa).await;
            assert_eq!(status, 200, "{story}");
            let page = verify(&house, &seal_of(&bytes), "VALID").await;
            page.assert_says(number)
                .assert_says(&person.passport_number);
        }
    }
    let reviewer = house.kept_staff(&kept, "reviewer").await;
    let photo = format!("/staff/cases/{}/photo", kept.person("waiting").case);
    let (status, bytes) = reviewer.file(&photo).await;
    assert_eq!(status, 200);
    assert!(bytes.starts_with(&[0xFF, 0xD8]), "the photo is a JPEG");
    holds_and_closes(house).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_sent_twice() {
    let (house, kept) = House::open_kept(FOLDER).await;
    let supervisor = house.kept_staff(&kept, "supervisor").await;
    let money = (ledger(&house).await, refunds(&supervisor).await);
    assert_eq!(money.0["refunds"].as_array().map(Vec::len), Some(2));

    // As `portal serve` does at its start: expire, sweep the provider's events, work the queue.
    let stop = CancellationToken::new();
    let jobs = tokio::spawn(server::worker::run(house.portal.clone(), stop.clone()));
    let correction = &kept.person("correction").email;
    house
        .mail_saying(correction, "The photo is too dark.")
        .await;
    stop.cancel();
    jobs.await.unwrap();
    house.work().await;

    assert_eq!((ledger(&house).await, refunds(&supervisor).await), money);
    let everybody = house.mails_to("@").await;
    assert_eq!(everybody.len(), 1, "{everybody:?}");
    let mut unit = house.portal.store.read().await.unwrap();
    let jobs = unit.count_jobs().await.unwrap();
    assert!(jobs.iter().all(|(state, _)| state == "done"), "{jobs:?}");
    drop(unit);
    holds_and_closes(house).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_not_paid_is_filled_in_and_paid() {
    let (house, kept) = House::open_kept(FOLDER).await;
    let person = kept.person("draft");
    let (browser, page) = house.opened(&person.link).await;
    let id = person.case.to_string();
    page.assert_at(&format!("/apply/passport/{id}"));
    assert_eq!(page.value("surname").as_deref(), Some("Eriksson"));
    assert_eq!(page.value("birth_day").as_deref(), Some("31"));
    let trip = browser.get("/apply/trip").await;
    trip.assert_says("Hotel Example, 12 Street 240, Phnom Penh");

    let anna = Traveller {
        surname: "Eriksson",
        given_names: "Anna Maria",
        passport_number: "L898902C3",
        nationality: "UTO",
        email: person.email.clone(),
    };
    let page = house.save_passport(&browser, &id, &anna).await;
    page.assert_at("/apply/contact");
    house.save_contact(&browser).await;
    let photo = format!("/apply/photo/{id}");
    browser.upload(&photo, "photo", portrait()).await;
    let declaration = [("truthful", "yes"), ("refunds_read", "yes")];
    let page = browser.post("/act/submit", &declaration).await;
    page.assert_at("/pay");
    house.pay(&browser, GOOD_CARD).await;
    house.mail_saying(&anna.email, "payment received").await;

    // The card page that was open then takes the money, once.
    let person = kept.person("unpaid");
    let (browser, _) = house.opened(&person.link).await;
    let session = card_page(&browser).await;
    house.pay_session(&session, GOOD_CARD).await;
    house.mail_saying(&person.email, "payment received").await;
    browser
        .get("/status")
        .await
        .assert_says("Waiting for review");
    holds_and_closes(house).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn officers_decide_admit_and_give_back() {
    let (house, kept) = House::open_kept(FOLDER).await;
    let reviewer = house.kept_staff(&kept, "reviewer").await;
    let waiting = kept.person("waiting");
    let queue = reviewer.get("/staff/queue").await;
    queue.assert_says(&waiting.reference);
    act(&house, &reviewer, waiting, "take").await;
    act(&house, &reviewer, waiting, "grant").await;
    house.mail_saying(&waiting.email, ": granted").await;
    // Taken then, by the same reviewer.
    let held = kept.person("in-review");
    act(&house, &reviewer, held, "grant").await;
    house.mail_saying(&held.email, ": granted").await;
    let corrected = kept.person("correction");
    let (browser, _) = house.opened(&corrected.link).await;
    let id = corrected.case.to_string();
    let form = [("traveller", id.as_str())];
    let page = browser.post("/act/send-correction", &form).await;
    page.assert_at("/status").assert_says("Being reviewed");

    let supervisor = house.kept_staff(&kept, "supervisor").await;
    let denied = kept.person("denial-proposed");
    act(&house, &supervisor, denied, "confirm-denial").await;
    house.mail_saying(&denied.email, ": decision").await;
    let before = returned(&house).await;
    let asked = kept.person("refund-asked");
    approve_refund(&supervisor, asked).await;
    house.mail_saying(&asked.email, ": refund paid").await;
    assert_eq!(returned(&house).await, before + 1);

    let officer = house.kept_staff(&kept, "border").await;
    let granted = kept.person("granted");
    let page = cross(&house, &officer, granted, "admit", &[]).await;
    page.assert_says(&granted.name);
    let mail = house.mail_saying(&granted.email, "/v/").await;
    let pass = house.browser().get(&mail.link(&house.url, "/v/")).await;
    pass.assert_says(&granted.name);
    let seal = pass.find("HTTP://").expect("the seal's address");
    verify(&house, &seal, "VALID").await;

    let entered = kept.person("entered");
    cross(&house, &officer, entered, "depart", &[]).await;
    let fine = [("fine", "paid"), ("fine_note", "Receipt 4712")];
    cross(&house, &officer, kept.person("overstayed"), "depart", &fine).await;
    for story in ["entered", "overstayed"] {
        let page = house.browser().get(&kept.person(story).pass).await;
        page.assert_says("The traveller left Cambodia");
        let seal = page.find("HTTP://").expect("the seal's address");
        verify(&house, &seal, "REVOKED").await;
    }
    holds_and_closes(house).await;
}

/// The record, old and new, is one unbroken chain.
async fn holds_and_closes(house: House) {
    let mut unit = house.portal.store.read().await.unwrap();
    let events = server::audit::verify(&mut *unit).await.unwrap().unwrap();
    assert!(events > 396, "{events} events");
    drop(unit);
    house.close().await;
}

async fn request_link(house: &House, person: &KeptPerson) {
    let form = [
        ("reference", person.reference.as_str()),
        ("email", &person.email),
    ];
    let page = house.browser().post("/act/request-link", &form).await;
    page.assert_at("/link-sent");
}

async fn ask_for_link(house: &House, person: &KeptPerson) -> String {
    request_link(house, person).await;
    let mail = house.mail_saying(&person.email, "/link/").await;
    mail.link(&house.url, "/link/")
}

/// What anybody learns of a seal.
async fn verify(house: &House, seal: &str, code: &str) -> Page {
    let page = house.browser().post("/act/verify", &[("text", seal)]).await;
    page.assert_at("/verify/result").assert_says(code);
    page
}

/// The address of the seal in an e-visa.
fn seal_of(pdf: &[u8]) -> String {
    let text = String::from_utf8_lossy(pdf);
    let at = text.find("/URI(").expect("a link in the document") + 5;
    let end = at + text[at..].find(')').unwrap();
    text[at..end].to_owned()
}

/// Everything that moved at the provider.
async fn ledger(house: &House) -> Value {
    let url = format!("{}/sandbox/ledger", house.sandbox.base_url());
    reqwest::get(url).await.unwrap().json().await.unwrap()
}

async fn returned(house: &House) -> usize {
    let ledger = ledger(house).await;
    ledger["refunds"].as_array().unwrap().len()
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

async fn approve_refund(supervisor: &Browser, person: &KeptPerson) {
    let page = supervisor.get("/staff/refunds?state=requested").await;
    page.assert_says(&person.reference);
    let refund = page.value("refund").expect("a refund to approve");
    let version = page.value("version").unwrap();
    let form = [("refund", refund.as_str()), ("version", &version)];
    let page = supervisor.post("/act/staff/refund/approve", &form).await;
    assert_eq!(page.status, 200, "{}", page.words());
}

async fn act(house: &House, staff: &Browser, person: &KeptPerson, act: &str) {
    let case = person.case.to_string();
    let page = house.act_on_case(staff, &case, act, &[]).await;
    assert_eq!(page.status, 200, "{}", page.words());
}

/// Finds the person by passport, and records the crossing.
async fn cross(
    house: &House,
    officer: &Browser,
    person: &KeptPerson,
    act: &str,
    more: &[(&str, &str)],
) -> Page {
    let form = [
        ("passport_number", person.passport_number.as_str()),
        ("nationality", "UTO"),
    ];
    let people = officer.post("/act/border/find", &form).await;
    let case = person.case.to_string();
    let path = format!("/border/person/{case}");
    assert!(people.find(&path).is_some(), "{}", people.words());
    let page = house.cross(officer, &case, act, more).await;
    page.assert_at(&path);
    page
}

/// The session of the card page that the pay button leads to; the page itself is elsewhere now.
async fn card_page(browser: &Browser) -> String {
    let answer = browser
        .standing()
        .client
        .post(format!("{}/act/pay", browser.base))
        .header("accept", "text/html")
        .header("origin", &browser.base)
        .header("content-type", "application/x-www-form-urlencoded")
        .send()
        .await
        .unwrap();
    let location = answer.headers()["location"].to_str().unwrap();
    let at = location.find("/c/pay/").expect("the card page") + 7;
    location[at..].split(['?', '#']).next().unwrap().to_owned()
}
