//! Who needs no visa by an agreement enters on an arrival card alone (Art. 5), and has the V-Pass of
//! whoever came on a visa.

use app::contract::{
    BorderService, Caller, CardAnswers, CardForm, CardService, FindForm, LostPassForm, Verifier,
};
use app::error::{PortalError, Result};
use chrono::{Datelike, NaiveDate, TimeDelta};
use domain::calendar::{Period, last_day};
use domain::roles::Role;
use domain::states::{ApplicationState, StayState};
use server::worker::retention;
use test_support::answers::faults;
use test_support::{Browser, Page, TestPortal, Traveller, cast, on_both};
use uuid::Uuid;

on_both!(
    [with_pages, with_sandbox]
    makes_a_card_enters_and_leaves,
    changes_the_card_until_the_crossing,
    who_is_not_exempt_is_told,
    an_admission_on_a_card_is_undone,
    a_card_ends_and_is_erased,
    one_press_makes_one_card,
);

/// From a state whose agreement frees from the visa for thirty days.
pub(super) fn mei() -> Traveller {
    Traveller {
        nationality: "SGP".to_owned(),
        passport_number: "K7654321B".to_owned(),
        ..Traveller::anna()
    }
}

pub(super) fn answers(who: &Traveller, today: NaiveDate) -> CardAnswers {
    CardAnswers {
        passport: who.passport(today),
        trip: cast::trip(today + TimeDelta::days(2)),
        card: CardForm {
            email: who.email.clone(),
            asked: who.email.clone(),
            vehicle: "K6 721".to_owned(),
            hour: "14:30".to_owned(),
            purpose: "tourism".to_owned(),
            declared: vec!["cash".to_owned()],
            questions: cast::questions(),
            truthful: "yes".to_owned(),
        },
    }
}

pub(super) fn anyone() -> Caller {
    Caller {
        address: Some("192.0.2.7".parse().unwrap()),
        ..Caller::default()
    }
}

pub(super) async fn make(test: &TestPortal, mut answers: CardAnswers) -> Result<String> {
    test.portal.make_card(&anyone(), "", &mut answers).await
}

/// The controls of a form of these parts.
pub(super) fn controls<const N: usize>(parts: [serde_json::Value; N]) -> Vec<(String, String)> {
    let mut controls = Vec::new();
    for part in parts {
        for (name, value) in part.as_object().unwrap() {
            match value.as_array() {
                Some(many) => controls.extend(
                    many.iter()
                        .map(|one| (format!("{name}[]"), one.as_str().unwrap().to_owned())),
                ),
                // Hidden: the page has it already.
                None if name == "asked" => {}
                None => controls.push((name.clone(), value.as_str().unwrap().to_owned())),
            }
        }
    }
    controls
}

async fn send(browser: &Browser, page: &str, action: &str, answers: &CardAnswers) -> Page {
    let page = browser.get(page).await;
    send_from(browser, &page, action, answers).await
}

async fn send_from(browser: &Browser, page: &Page, action: &str, answers: &CardAnswers) -> Page {
    let controls = controls([
        serde_json::to_value(&answers.passport).unwrap(),
        serde_json::to_value(&answers.trip).unwrap(),
        serde_json::to_value(&answers.card).unwrap(),
    ]);
    let form: Vec<_> = controls
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    browser.send(page, action, &form).await
}

async fn makes_a_card_enters_and_leaves(test: &TestPortal) {
    let mei = mei();
    let browser = test.browser();
    let need = browser
        .get("/visa-need?nationality=SGP&kind=ordinary")
        .await;
    let form = need.find("/arrival?").expect("the way to the card");
    let form = form.replace("&amp;", "&");
    // Nothing typed is lost, and what is wrong is said.
    let mut wrong = answers(&mei, test.today());
    wrong.card.vehicle = String::new();
    let page = send(&browser, &form, "/act/card", &wrong).await;
    page.assert_at("/arrival").assert_says("Enter the flight");
    let typed = page.value("passport_number");
    assert_eq!(typed, Some(mei.passport_number.clone()));

    let right = answers(&mei, test.today());
    let card = send(&browser, "/arrival", "/act/card", &right).await;
    assert!(card.path().starts_with("/card/"), "{}", card.words());
    card.assert_says(&mei.passport_number);
    // The address was typed, and may be a stranger's: the mail leads to nothing but a question.
    let mail = test.mail_saying(&mei.email, "/card-link/").await;
    for secret in ["Annabella", &mei.passport_number, card.path()] {
        assert!(!mail.text.contains(secret), "{secret}");
    }
    let link = mail.link(&test.url, "/card-link/");
    let stranger = test.browser();
    let asked = stranger.get(&link).await;
    assert!(!asked.words().contains("Annabella"));
    let guessed = [("passport_number", "X1234567")];
    let refused = stranger.send(&asked, "/act/open-card", &guessed).await;
    refused
        .assert_at(&link)
        .assert_says("another passport number");
    let right = format!(" {} ", mei.passport_number.to_lowercase());
    let opened = [("passport_number", right.as_str())];
    let opened = stranger.send(&refused, "/act/open-card", &opened).await;
    opened.assert_at(card.path());

    // The passport leads an officer to it, who admits as on a visa.
    let officer = test.sign_in("border", Role::Border).await;
    let case = test.find_at_border(&officer, &mei).await;
    let person = officer.get(&format!("/border/person/{case}")).await;
    person.assert_says("exempt by agreement for 30 days");
    person
        .assert_says("10,000 US dollars")
        .assert_says("K6 721")
        .assert_says("Holiday, 14 days, 12 Sothearos Boulevard, Phnom Penh");
    let admitted = test.cross(&officer, &case, "admit", &[]).await;
    assert_eq!(admitted.status, 200, "{}", admitted.words());
    let mail = test.mail_saying(&mei.email, "V-Pass is ready").await;
    let files = mail.raw["attachments"].as_array();
    assert!(files.is_none_or(Vec::is_empty));
    assert!(!mail.text.contains("/v/") && !mail.text.contains("Annabella"));
    assert_eq!(mail.link(&test.url, "/card-link/"), link);
    let pass = browser.get(card.path()).await;
    let pass = pass.find("/v/").expect("the way to the V-Pass");
    let shown = test.browser().get(&pass).await;
    shown.assert_says(&mei.passport_number);
    shown.assert_says("None needed, by agreement");
    let (status, pdf) = browser.file(&format!("{pass}/pass.pdf")).await;
    assert!(status == 200 && pdf.starts_with(b"%PDF-"));
    let id: Uuid = case.parse().unwrap();
    let stay = test.stay(id).await;
    assert_eq!(stay.visa_id, None);
    let last = last_day(test.today(), Period::Days(30));
    assert_eq!(stay.last_permitted_day, last);
    // The card leads to the pass, and cannot be changed any more.
    let after = browser.get(card.path()).await;
    assert_eq!(after.find("/v/"), Some(pass.clone()));
    assert!(!after.text.contains("/change\""));

    let page = test.cross(&officer, &case, "depart", &[]).await;
    assert_eq!(page.status, 200, "{}", page.words());
    test.mail_saying(&mei.email, "permitted stay was kept")
        .await;
    // What happened, each with its date.
    let told = browser.get(card.path()).await;
    let last = app::text::date(last);
    told.assert_says("Arrival card made")
        .assert_says(&format!("Entered Cambodia, may stay until {last}"))
        .assert_says("Left Cambodia");
    let closed = browser.get(&pass).await.words().to_lowercase();
    assert!(closed.contains("closed"), "{closed}");
    let application = test.case(id).await.application_id;
    let row = test.application(application).await;
    assert_eq!(row.state(), ApplicationState::Closed);
}

async fn changes_the_card_until_the_crossing(test: &TestPortal) {
    let first = answers(&mei(), test.today());
    let secret = make(test, first.clone()).await.unwrap();
    let anyone = anyone();
    let card = test.portal.card(&anyone, &secret).await.unwrap();
    assert!(card.is_open);
    let asked = |mut answers: CardAnswers| {
        answers.card.questions = cast::questions();
        answers
    };
    assert_eq!(asked(card.answers()), first);
    let id = test.portal.vault.card_of_secret(&secret).unwrap();
    assert_eq!(test.application(id).await.arrival_hour, Some(14));
    let version = card.version.to_string();
    let mut second = first.clone();
    second.card.vehicle = String::from("PG 931");
    second.card.hour = String::from("9 pm");
    second.passport.passport_number = String::from("K1111111Z");
    let change = async |version: &str, answers: &CardAnswers| {
        let (portal, mut answers) = (&test.portal, answers.clone());
        portal
            .change_card(&anyone, &secret, version, &mut answers)
            .await
    };
    change(&version, &second).await.unwrap();
    // An older window writes over nothing.
    let older = change(&version, &first).await;
    assert_eq!(older, Err(PortalError::conflict("conflict-card-changed")));
    let card = test.portal.card(&anyone, &secret).await.unwrap();
    assert_eq!(asked(card.answers()), second);
    assert_eq!(test.application(id).await.arrival_hour, Some(21));
    let officer = test.officer().await;
    let find = async |query: &str| {
        let query = query.to_owned();
        test.portal.find(&officer, &FindForm { query }).await
    };
    let before = find("K7654321B SGP").await;
    assert_eq!(before.unwrap_err(), PortalError::NotFound);
    let case = find("K1111111Z SGP").await.unwrap().only.unwrap();
    assert_eq!(find(&card.reference).await.unwrap().only, Some(case));
    // Refused: the card is kept as it was, and whoever admits after all says why.
    test.refuse(&officer, case, &["23.a.5"]).await.unwrap();
    let version = card.version.to_string();
    let closed = Err(PortalError::conflict("conflict-card-closed"));
    assert_eq!(change(&version, &first).await, closed);
    let silent = test.admit(&officer, case).await;
    assert_eq!(faults(silent), ["despite"]);
    test.admit_despite(&officer, case, "Looked into at the desk")
        .await
        .unwrap();
    assert_eq!(change(&version, &first).await, closed);
    let miss = test.portal.card(&anyone, "AAAA").await.err();
    assert_eq!(miss, Some(PortalError::NotFound));
}

async fn who_is_not_exempt_is_told(test: &TestPortal) {
    let today = test.today();
    let wrong = async |change: fn(&mut CardAnswers)| {
        let mut answers = answers(&mei(), today);
        change(&mut answers);
        faults(make(test, answers).await.map(|_| ()))
    };
    let poland = wrong(|card| card.passport.nationality = "POL".into()).await;
    assert_eq!(poland, ["nationality"]);
    let business = wrong(|card| card.passport.passport_kind = "business".into()).await;
    assert_eq!(business, ["nationality"]);
    let longer = wrong(|card| card.trip.stay_days = "31".into()).await;
    assert_eq!(longer, ["stay_days"]);
    let untrue = wrong(|card| card.card.truthful.clear()).await;
    assert_eq!(untrue, ["truthful"]);
    let hour = wrong(|card| card.card.hour = "25:00".into()).await;
    assert_eq!(hour, ["hour"]);
    let unasked = wrong(|card| card.card.declared.push("other".into())).await;
    assert_eq!(unasked, ["declared"]);
    let email = wrong(|card| card.card.email = "nobody".into()).await;
    assert_eq!(email, ["email"]);
    // From seven days before the arrival on, and not on the day after it.
    let arriving_in = async |days| {
        let mut answers = answers(&mei(), today);
        answers.trip = cast::trip(today + TimeDelta::days(days));
        make(test, answers).await.map(|_| ())
    };
    assert_eq!(faults(arriving_in(8).await), ["entry_day"]);
    assert_eq!(faults(arriving_in(-1).await), ["entry_day"]);
    arriving_in(7).await.unwrap();
}

async fn an_admission_on_a_card_is_undone(test: &TestPortal) {
    make(test, answers(&mei(), test.today())).await.unwrap();
    let officer = test.officer().await;
    let query = "K7654321B SGP".to_owned();
    let found = test.portal.find(&officer, &FindForm { query }).await;
    let case = found.unwrap().only.unwrap();
    test.admit(&officer, case).await.unwrap();
    let twice = test.admit(&officer, case).await;
    let inside = Err(PortalError::conflict("obstacle-in-the-country"));
    assert_eq!(twice, inside);
    let shift = test.portal.shift(&officer, "").await.unwrap();
    let crossing = shift.rows[0].crossing;
    let undone = test.portal.undo_admission(&officer, crossing).await;
    assert_eq!(undone, Ok(case));
    let person = test.portal.person(&officer, case, "").await.unwrap();
    assert!(person.row.admissible && person.row.stay.is_none());
    test.admit(&officer, case).await.unwrap();
    assert_eq!(test.stay(case).await.state(), StayState::Open);
    // The lost pass is found as any other.
    let today = test.today();
    let lost = LostPassForm {
        passport_number: "K7654321B".to_owned(),
        nationality: "SGP".to_owned(),
        birth_day: "12".to_owned(),
        birth_month: "8".to_owned(),
        birth_year: "1974".to_owned(),
        entered_day: today.day().to_string(),
        entered_month: today.month().to_string(),
        entered_year: today.year().to_string(),
    };
    let found = test.portal.find_pass(&anyone(), &lost).await.unwrap();
    assert!(found.starts_with("/v/"));
}

async fn a_card_ends_and_is_erased(test: &TestPortal) {
    let secret = make(test, answers(&mei(), test.today())).await.unwrap();
    let id = test.portal.vault.card_of_secret(&secret).unwrap();
    let state = async || test.application(id).await.state();
    let later = async |days| {
        test.advance(TimeDelta::days(days)).await;
        retention::run(&test.portal).await.unwrap();
    };
    later(30).await;
    assert_eq!(state().await, ApplicationState::Submitted);
    later(4).await;
    assert_eq!(state().await, ApplicationState::Expired);
    later(31).await;
    assert!(test.application(id).await.erased_at.is_some());
    let gone = test.portal.card(&anyone(), &secret).await.err();
    assert_eq!(gone, Some(PortalError::NotFound));
}

async fn one_press_makes_one_card(test: &TestPortal) {
    let browser = test.browser();
    let page = browser.get("/arrival").await;
    let mut answers = answers(&mei(), test.today());
    let press = async || {
        let card = send_from(&browser, &page, "/act/card", &answers).await;
        assert!(card.path().starts_with("/card/"), "{}", card.words());
        card.path().to_owned()
    };
    // Twice at once, and once more from the page that "Back" shows.
    let (first, second) = tokio::join!(press(), press());
    assert_eq!((&first, &first), (&second, &press().await));
    test.work().await;
    assert_eq!(test.mails_to(&mei().email).await.len(), 1);
    let officer = test.sign_in("border", Role::Border).await;
    test.find_at_border(&officer, &mei()).await;
    // Other answers are another card, and so are the same on a new page.
    "PG 931".clone_into(&mut answers.card.vehicle);
    let other = send_from(&browser, &page, "/act/card", &answers).await;
    assert_ne!(other.path(), first);
    let again = send(&browser, "/arrival", "/act/card", &answers).await;
    assert_ne!(again.path(), other.path());
}
