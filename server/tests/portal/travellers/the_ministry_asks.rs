//! The questions of the arrival card are the ministry's, from day to day. What was declared keeps its words,
//! and nobody has said no to what was not asked.

use super::on_a_card_only::{answers, anyone, controls, make, mei};
use app::contract::{
    BorderService, CardAnswers, CardSaid, CardService, CardTravellerAnswers, StepAnswers,
    VisaCardForm, questions_shown,
};
use chrono::{NaiveDate, TimeDelta};
use domain::roles::Role;
use server::commands::reference::load;
use server::store::ReferenceRows;
use test_support::answers::faults;
use test_support::{TestPortal, Traveller, cast, on_both};

on_both!(
    [with_pages, with_sandbox]
    what_is_asked_is_loaded,
    what_was_declared_keeps_its_words,
    a_page_that_was_open_before_is_answered_kindly,
    each_traveller_is_asked_what_is_new,
    the_card_of_an_evisa_is_asked_too,
    nothing_is_asked,
);

/// A question as the file of the ministry has it.
fn question(code: &str, words: &str, from: NaiveDate) -> serde_json::Value {
    serde_json::json!({
        "code": code, "subject": "customs", "words": { "en": words }, "valid_from": from,
        "source": "Notice 7", "source_date": "2026-11-01"
    })
}

/// Loads as `portal reference load` does, with the port and the agreement of these stories; the pages ask
/// it some seconds later.
async fn asks(test: &TestPortal, questions: &[serde_json::Value]) {
    let rows = serde_json::json!({
        "questions": questions,
        "ports": [{
            "code": "KTI", "name": "Techo International Airport", "kind": "air", "evisa": true,
            "source": "Notice 2", "source_date": "2025-01-01"
        }],
        "exemptions": [{
            "nationality": "SGP", "passport_kind": "ordinary", "days": 30,
            "valid_from": "2020-01-01", "source": "Agreement 3", "source_date": "2019-01-01"
        }]
    });
    let rows: ReferenceRows = serde_json::from_value(rows).unwrap();
    let mut tx = test.portal.begin().await.unwrap();
    load(&mut tx, &rows).await.unwrap();
    tx.commit().await.unwrap();
    test.advance_portal(TimeDelta::seconds(6));
}

async fn shown(test: &TestPortal) -> String {
    questions_shown(&test.portal.questions().await.unwrap())
}

fn form_of(answers: &CardAnswers) -> Vec<(String, String)> {
    controls([
        serde_json::to_value(&answers.passport).unwrap(),
        serde_json::to_value(&answers.trip).unwrap(),
        serde_json::to_value(&answers.card).unwrap(),
    ])
}

fn pairs(form: &[(String, String)]) -> Vec<(&str, &str)> {
    let pairs = form.iter();
    pairs
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect()
}

async fn what_is_asked_is_loaded(test: &TestPortal) {
    let today = test.today();
    let browser = test.browser();
    let before = browser.get("/arrival").await;
    before.assert_says("10,000 US dollars");
    let mut animals = question("animals", "I bring live animals", today);
    animals["words"]["km"] = "ខ្ញុំនាំសត្វរស់".into();
    let mut cough = question("cough", "I cough", today);
    cough["subject"] = "health".into();
    let tomorrow = today + TimeDelta::days(1);
    let drone = question("drone", "I bring a drone", tomorrow);
    asks(test, &[animals, drone, cough]).await;
    let asked = browser.get("/arrival").await;
    asked
        .assert_says("Health I cough")
        .assert_says("Customs I bring live animals");
    let words = asked.words();
    assert!(!words.contains("10,000 US dollars") && !words.contains("a drone"));

    let mut said = answers(&mei(), today);
    said.card.declared = vec!["animals".to_owned()];
    let form = form_of(&said);
    let made = browser.send(&asked, "/act/card", &pairs(&form)).await;
    assert!(made.path().starts_with("/card/"), "{}", made.words());
    made.assert_says("I bring live animals");
    let desk = test.sign_in("border", Role::Border).await;
    let case = test.find_at_border(&desk, &mei()).await;
    let person = desk.get(&format!("/border/person/{case}")).await;
    person
        .assert_says("I bring live animals")
        .assert_says("ខ្ញុំនាំសត្វរស់");
    assert!(!person.words().contains("Asked since"));

    test.advance_portal(TimeDelta::days(1));
    browser
        .get("/arrival")
        .await
        .assert_says("I bring live animals I bring a drone");
    // Who filled in the card yesterday was not asked about it.
    let card = browser.get(made.path()).await;
    card.assert_says("New questions on health and customs")
        .assert_says("Asked since, not answered yet I bring a drone");
}

async fn what_was_declared_keeps_its_words(test: &TestPortal) {
    let today = test.today();
    let secret = make(test, answers(&mei(), today)).await.unwrap();
    asks(
        test,
        &[question(
            "cash",
            "I bring more than 5,000 US dollars",
            today,
        )],
    )
    .await;
    let browser = test.browser();
    let address = format!("/card/{secret}");
    let card = browser.get(&address).await;
    card.assert_says("Declared I bring 10,000 US dollars or more")
        .assert_says("not answered yet I bring more than 5,000 US dollars");
    let officer = test.officer().await;
    let desk = test.sign_in("border", Role::Border).await;
    let case = test.find_at_border(&desk, &mei()).await;
    let at_desk = desk.get(&format!("/border/person/{case}")).await;
    at_desk
        .assert_says("I bring 10,000 US dollars or more")
        .assert_says("Asked since, not answered I bring more than 5,000 US dollars");
    // The yes was to other words.
    let change = browser.get(&format!("{address}/change")).await;
    change.assert_says("I bring more than 5,000 US dollars");
    let view = test.portal.card(&anyone(), &secret).await.unwrap();
    assert!(view.travellers[0].declared.is_empty());
    let mut said = view.answers();
    said.card.truthful = String::from("yes");
    said.card.declared = vec!["cash".to_owned()];
    let form = form_of(&said);
    let pairs = pairs(&form);
    let changed = browser.send(&change, "/act/change-card", &pairs).await;
    changed
        .assert_at(&address)
        .assert_says("Declared I bring more than 5,000 US dollars");
    assert!(!changed.words().contains("10,000 US dollars"));

    // Words that are corrected, and a question that ends: it stays as it was answered.
    let ended = today + TimeDelta::days(1);
    let mut cash = question("cash", "I bring cash", today);
    cash["valid_until"] = ended.to_string().into();
    asks(test, &[cash]).await;
    test.advance_portal(TimeDelta::days(2));
    let card = browser.get(&address).await;
    card.assert_says("Declared I bring more than 5,000 US dollars");
    assert!(!card.words().contains("Asked since"));
    let case = case.parse().unwrap();
    let row = test.portal.person(&officer, case, "").await.unwrap().row;
    let declared = row.card.unwrap().declared;
    assert_eq!(declared.yes.len(), 1);
    assert_eq!(declared.yes[0].words, "I bring more than 5,000 US dollars");
    assert!(declared.unasked.is_empty());
}

async fn a_page_that_was_open_before_is_answered_kindly(test: &TestPortal) {
    let today = test.today();
    let browser = test.browser();
    let open = browser.get("/arrival").await;
    let first = [
        question("cash", "I bring much cash", today),
        question("animals", "I bring live animals", today),
    ];
    asks(test, &first).await;
    let said = answers(&mei(), today);
    let form = form_of(&said);
    let told = browser.send(&open, "/act/card", &pairs(&form)).await;
    told.assert_at("/arrival")
        .assert_says("The questions on health and customs have changed")
        .assert_says("I bring live animals");
    let typed = told.value("passport_number");
    assert_eq!(typed, Some(mei().passport_number));
    // The yes was to other words.
    assert!(!told.text.contains("value=\"cash\" checked"));
    let made = browser.send(&told, "/act/card", &pairs(&form)).await;
    assert!(made.path().starts_with("/card/"), "{}", made.words());

    // What is asked no more is missed by nobody but who said yes to it.
    let before = shown(test).await;
    let ended = today + TimeDelta::days(1);
    let mut cash = question("cash", "I bring much cash", today);
    cash["valid_until"] = ended.to_string().into();
    asks(test, &[cash]).await;
    test.advance_portal(TimeDelta::days(2));
    let mut late = answers(&mei(), test.today());
    late.card.questions = before;
    late.card.declared = vec!["cash".to_owned(), "animals".to_owned()];
    let refused = test.portal.make_card(&anyone(), "", &mut late).await;
    assert_eq!(faults(refused.map(|_| ())), ["declared"]);
    assert_eq!(late.card.declared, ["animals"]);
    make(test, late).await.unwrap();
    // A page of before there was a table says nothing of what it asked.
    let mut older = answers(&mei(), test.today());
    older.card.questions = String::new();
    older.card.declared.clear();
    assert_eq!(faults(make(test, older).await.map(|_| ())), ["declared"]);
}

async fn each_traveller_is_asked_what_is_new(test: &TestPortal) {
    let today = test.today();
    let secret = make(test, answers(&mei(), today)).await.unwrap();
    let ben = Traveller {
        given_names: "Benjamin".to_owned(),
        passport_number: "K2222222B".to_owned(),
        ..mei()
    };
    let mut said = CardTravellerAnswers {
        passport: ben.passport(today),
        said: CardSaid {
            declared: vec!["fever".to_owned()],
            questions: cast::questions(),
            truthful: "yes".to_owned(),
        },
    };
    asks(test, &[question("animals", "I bring live animals", today)]).await;
    let added = test.portal.add_to_card(&anyone(), &secret, &mut said).await;
    assert_eq!(faults(added), ["declared"]);
    assert!(said.said.declared.is_empty());
    said.said.questions = shown(test).await;
    let added = test.portal.add_to_card(&anyone(), &secret, &mut said).await;
    added.unwrap();
    let view = test.portal.card(&anyone(), &secret).await.unwrap();
    let says = view.travellers.iter();
    let says: Vec<_> = says.map(|one| one.says.clone().unwrap()).collect();
    let code = |index: usize| says[index].unasked.iter().map(|one| one.code.clone());
    assert_eq!(code(0).collect::<Vec<_>>(), ["animals"]);
    assert_eq!(code(1).count(), 0);
    assert_eq!(says[0].yes[0].code, "cash");
    assert!(says[1].yes.is_empty() && says[1].was_asked);
    // Once somebody is in, nothing is missing of them.
    let officer = test.officer().await;
    test.admit(&officer, view.travellers[0].id).await.unwrap();
    let view = test.portal.card(&anyone(), &secret).await.unwrap();
    let says = view.travellers[0].says.clone().unwrap();
    assert!(says.unasked.is_empty());
}

async fn the_card_of_an_evisa_is_asked_too(test: &TestPortal) {
    let applicant = test.submitted(&[Traveller::anna()]).await;
    let trip = cast::trip(test.today() + TimeDelta::days(2));
    test.save(&applicant, StepAnswers::Trip(trip)).await;
    test.declare_anew(&applicant).await;
    let cases = test.pay_for(&applicant, cast::GOOD_CARD).await;
    let reviewer = test.reviewer().await;
    test.grant(&reviewer, cases[0]).await;
    let application = test.case(cases[0]).await.application_id;
    let secret = test.portal.vault.card_secret(application);
    let mut form = VisaCardForm {
        vehicle: "K6 721".to_owned(),
        purpose: "tourism".to_owned(),
        shown: cases[0].to_string(),
        questions: cast::questions(),
        declared: vec![format!("{}:cash", cases[0])],
        truthful: "yes".to_owned(),
        ..VisaCardForm::default()
    };
    let words = "I bring live animals";
    asks(test, &[question("animals", words, test.today())]).await;
    let version = test.portal.card(&anyone(), &secret).await.unwrap().version;
    let version = version.to_string();
    let fill = async |form: &mut VisaCardForm| {
        let portal = &test.portal;
        let anyone = anyone();
        portal
            .fill_visa_card(&anyone, &secret, &version, form)
            .await
    };
    assert_eq!(faults(fill(&mut form).await), ["declared"]);
    assert!(form.declared.is_empty());
    form.questions = shown(test).await;
    form.declared = vec![format!("{}:animals", cases[0])];
    fill(&mut form).await.unwrap();
    let page = test.browser().get(&format!("/card/{secret}")).await;
    page.assert_says("Declared I bring live animals");
    let mut more = question("drone", "I bring a drone", test.today());
    more["subject"] = "health".into();
    asks(test, &[more]).await;
    let unasked = async || {
        let view = test.portal.card(&anyone(), &secret).await.unwrap();
        view.travellers[0].says.clone().unwrap().unasked.len()
    };
    assert_eq!(unasked().await, 1);
    let officer = test.officer().await;
    test.admit(&officer, cases[0]).await.unwrap();
    assert_eq!(unasked().await, 0);
}

async fn nothing_is_asked(test: &TestPortal) {
    let today = test.today();
    let later = today + TimeDelta::days(90);
    asks(test, &[question("animals", "I bring live animals", later)]).await;
    let browser = test.browser();
    let page = browser.get("/arrival").await;
    assert!(!page.words().contains("Health and customs"));
    let mut said = answers(&mei(), today);
    said.card.declared.clear();
    let form = form_of(&said);
    let made = browser.send(&page, "/act/card", &pairs(&form)).await;
    assert!(made.path().starts_with("/card/"), "{}", made.words());
    assert!(!made.words().contains("Declared"));
    let desk = test.sign_in("border", Role::Border).await;
    let case = test.find_at_border(&desk, &mei()).await;
    let person = desk.get(&format!("/border/person/{case}")).await;
    person.assert_says("Nothing was asked");
}
