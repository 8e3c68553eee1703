//! Who has an e-visa fills in the arrival card from the application, which asks only what is not known; the
//! desk sees it beside the visa.

use super::on_a_card_only::{anyone, controls};
use app::contract::{
    BorderService, Caller, CardBasis, CardService, StepAnswers, TravellerService, Verifier,
    VisaCardForm,
};
use app::error::PortalError;
use chrono::TimeDelta;
use domain::roles::Role;
use test_support::answers::faults;
use test_support::{TestPortal, Traveller, cast, on_both};
use uuid::Uuid;

on_both!(
    [with_pages, with_sandbox]
    from_seven_days_before_the_entry,
    the_card_is_filled_from_the_application,
    it_is_changed_until_the_first_crossing,
);

/// Two travellers with visas, who enter in so many days.
async fn granted(test: &TestPortal, days: i64) -> (Caller, Vec<Uuid>) {
    let applicant = test
        .submitted(&[Traveller::anna(), Traveller::lars()])
        .await;
    let trip = cast::trip(test.today() + TimeDelta::days(days));
    test.save(&applicant, StepAnswers::Trip(trip)).await;
    test.declare_anew(&applicant).await;
    let cases = test.pay_for(&applicant, cast::GOOD_CARD).await;
    let reviewer = test.reviewer().await;
    for case in &cases {
        test.grant(&reviewer, *case).await;
    }
    (applicant, cases)
}

async fn secret(test: &TestPortal, case: Uuid) -> String {
    let application = test.case(case).await.application_id;
    test.portal.vault.card_secret(application)
}

fn form(cases: &[Uuid]) -> VisaCardForm {
    let shown: Vec<_> = cases.iter().map(Uuid::to_string).collect();
    VisaCardForm {
        vehicle: "K6 721".to_owned(),
        hour: "9:40".to_owned(),
        purpose: "tourism".to_owned(),
        shown: shown.join(" "),
        questions: cast::questions(),
        declared: vec![format!("{}:cash", cases[0]), format!("{}:fever", cases[1])],
        truthful: "yes".to_owned(),
    }
}

async fn from_seven_days_before_the_entry(test: &TestPortal) {
    let (applicant, cases) = granted(test, 10).await;
    let visa = test.visa(cases[0]).await.id;
    let visa = test.portal.vault.visa_secret(visa);
    let secret = secret(test, cases[0]).await;
    let early = test.portal.status(&applicant).await.unwrap();
    assert_eq!(early.card, None);
    let evisa = async || test.portal.evisa_page(&anyone(), &visa).await.unwrap();
    assert_eq!(evisa().await.card, None);
    let none = test.portal.card(&anyone(), &secret).await.err();
    assert_eq!(none, Some(PortalError::NotFound));
    let closed = Err(PortalError::conflict("conflict-card-closed"));
    let (stranger, mut typed) = (anyone(), form(&cases));
    let fill = test
        .portal
        .fill_visa_card(&stranger, &secret, "1", &mut typed);
    assert_eq!(fill.await, closed);

    test.advance_portal(TimeDelta::days(3));
    let offered = evisa().await.card.unwrap();
    assert!(!offered.is_made);
    assert_eq!(offered.path, format!("/card/{secret}"));
    let page = test.browser().get(&format!("/e/{visa}")).await;
    page.assert_says("Fill in the e-Arrival card");
    assert_eq!(page.find("/card/"), Some(offered.path));
}

async fn the_card_is_filled_from_the_application(test: &TestPortal) {
    let (applicant, cases) = granted(test, 2).await;
    let (anna, lars) = (Traveller::anna(), Traveller::lars());
    let offered = test.portal.status(&applicant).await.unwrap().card.unwrap();
    let browser = test.browser();
    let asked = browser.get(&offered.path).await;
    asked
        .assert_says("12 Sothearos Boulevard")
        .assert_says("Annabella");
    for known in [&anna.passport_number, &anna.email, &lars.passport_number] {
        assert!(!asked.text.contains(known.as_str()), "{known}");
    }
    let send = async |form: &VisaCardForm| {
        let controls = controls([serde_json::to_value(form).unwrap()]);
        let sent = controls.iter().filter(|(name, _)| name != "shown");
        let sent: Vec<_> = sent.map(|(name, value)| (&name[..], &value[..])).collect();
        browser
            .fill_in(&offered.path, "/act/visa-card", &sent)
            .await
    };
    let mut wrong = form(&cases);
    wrong.truthful = String::new();
    let page = send(&wrong).await;
    page.assert_at(&format!("{}/change", offered.path));
    assert_eq!(page.value("vehicle"), Some("K6 721".to_owned()));
    let made = send(&form(&cases)).await;
    made.assert_at(&offered.path)
        .assert_says("Show this code with your passport and your e-Visa")
        .assert_says("K6 721")
        .assert_says("10,000 US dollars");
    assert!(!made.text.contains(&anna.passport_number));

    // The mail goes to the confirmed address, and leads to the application.
    let mail = test.mail_saying(&anna.email, "your arrival card").await;
    assert!(mail.text.contains("/link/") && mail.text.contains("Application KV-"));
    assert!(!mail.text.contains("/card-link/"));
    let status = test.portal.status(&applicant).await.unwrap();
    assert!(status.card.unwrap().is_made);
    let made = |entry: &&app::contract::TimelineEntry| entry.action == "card.made";
    assert_eq!(status.timeline.iter().filter(made).count(), 1);
    let id = test.case(cases[0]).await.application_id;
    assert_eq!(test.application(id).await.arrival_hour, Some(9));

    // The desk shows it beside the visa.
    let desk = test.sign_in("border", Role::Border).await;
    let page = desk.get(&format!("/border/person/{}", cases[0])).await;
    page.assert_says("K6 721, 9:40")
        .assert_says("10,000 US dollars");
    assert!(
        page.text
            .contains(&format!("/border/people/{}/photo", cases[0]))
    );
    let officer = test.officer().await;
    let row = test
        .portal
        .person(&officer, cases[1], "")
        .await
        .unwrap()
        .row;
    assert!(row.admissible && row.without_application.is_none());
    assert_eq!(row.card.unwrap().declared.yes[0].code, "fever");
}

async fn it_is_changed_until_the_first_crossing(test: &TestPortal) {
    let (applicant, cases) = granted(test, 2).await;
    let secret = secret(test, cases[0]).await;
    let fill = async |version: i64, form: &VisaCardForm| {
        let (portal, version) = (&test.portal, version.to_string());
        let mut form = form.clone();
        portal
            .fill_visa_card(&anyone(), &secret, &version, &mut form)
            .await
    };
    let view = async || test.portal.card(&anyone(), &secret).await.unwrap();
    let first = view().await;
    assert!(first.basis == CardBasis::Visa && first.is_open && !first.is_made);
    let wrong = async |change: fn(&mut VisaCardForm)| {
        let mut form = form(&cases);
        change(&mut form);
        faults(fill(first.version, &form).await)
    };
    assert_eq!(wrong(|form| form.vehicle.clear()).await, ["vehicle"]);
    assert_eq!(wrong(|form| form.hour = "25".into()).await, ["hour"]);
    assert_eq!(wrong(|form| form.purpose.clear()).await, ["purpose"]);
    assert_eq!(wrong(|form| form.truthful.clear()).await, ["truthful"]);
    let strange = |form: &mut VisaCardForm| form.declared.push(format!("{}:cash", Uuid::nil()));
    assert_eq!(wrong(strange).await, ["declared"]);
    let unasked = |form: &mut VisaCardForm| form.declared[0].push('x');
    assert_eq!(wrong(unasked).await, ["declared"]);

    fill(first.version, &form(&cases)).await.unwrap();
    // An older window writes over nothing, and nobody is on it whom the page did not show.
    let changed = Err(PortalError::conflict("conflict-card-changed"));
    assert_eq!(fill(first.version, &form(&cases)).await, changed);
    let now = view().await;
    let mut one = form(&cases);
    one.shown = cases[0].to_string();
    assert_eq!(fill(now.version, &one).await, changed);
    let mut other = form(&cases);
    other.declared.clear();
    fill(now.version, &other).await.unwrap();
    assert!(
        view()
            .await
            .travellers
            .iter()
            .all(|one| one.declared.is_empty())
    );

    let officer = test.officer().await;
    test.admit(&officer, cases[0]).await.unwrap();
    let over = view().await;
    assert!(over.is_made && !over.is_open);
    assert_eq!(over.travellers.len(), 2);
    let closed = Err(PortalError::conflict("conflict-card-closed"));
    assert_eq!(fill(over.version, &other).await, closed);
    // Further travellers apply for a visa, or make a card of their own.
    let mut ben = app::contract::CardTravellerAnswers::default();
    let added = test.portal.add_to_card(&anyone(), &secret, &mut ben).await;
    assert_eq!(added, closed);
    assert!(test.portal.status(&applicant).await.unwrap().card.is_some());
}
