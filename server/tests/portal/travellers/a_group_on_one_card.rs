//! A family without a visa makes one arrival card: each is exempt by their own passport, and says their own
//! of health and customs. One code opens all of them at the desk.

use super::on_a_card_only::{answers, anyone, controls, make, mei};
use app::contract::{
    BorderService, Caller, CardSaid, CardService, CardTraveller, CardTravellerAnswers, CardView,
    FindForm,
};
use app::error::{PortalError, Result};
use chrono::{NaiveDate, TimeDelta};
use domain::roles::Role;
use domain::states::ApplicationState;
use server::worker::retention;
use test_support::answers::faults;
use test_support::{TestPortal, Traveller, cast, on_both};

on_both!(
    [with_pages, with_sandbox]
    a_family_of_three_on_one_card,
    each_is_exempt_by_their_own_passport,
    a_card_is_for_twenty_travellers,
    in_two_windows_each_saves_its_own,
    each_is_closed_by_their_own_crossing,
    everybody_on_it_is_erased,
);

fn further(name: &str, number: &str) -> Traveller {
    Traveller {
        given_names: name.to_owned(),
        passport_number: number.to_owned(),
        ..mei()
    }
}

fn said_of(who: &Traveller, today: NaiveDate) -> CardTravellerAnswers {
    CardTravellerAnswers {
        passport: who.passport(today),
        said: CardSaid {
            declared: Vec::new(),
            questions: cast::questions(),
            truthful: "yes".to_owned(),
        },
    }
}

/// A card, and whoever acts on it by its secret.
struct Card<'a> {
    test: &'a TestPortal,
    secret: String,
}

impl<'a> Card<'a> {
    async fn made(test: &'a TestPortal) -> Self {
        let secret = make(test, answers(&mei(), test.today())).await.unwrap();
        Self { test, secret }
    }

    async fn view(&self) -> CardView {
        let seen = self.test.portal.card(&anyone(), &self.secret).await;
        seen.unwrap()
    }

    async fn traveller(&self, index: usize) -> CardTraveller {
        self.view().await.travellers[index].clone()
    }

    async fn add(&self, answers: &CardTravellerAnswers) -> Result<()> {
        let mut answers = answers.clone();
        let portal = &self.test.portal;
        portal
            .add_to_card(&anyone(), &self.secret, &mut answers)
            .await
    }

    async fn change(&self, one: &CardTraveller, answers: &CardTravellerAnswers) -> Result<()> {
        let (id, version) = (one.id.to_string(), one.version.to_string());
        let mut answers = answers.clone();
        let portal = &self.test.portal;
        portal
            .change_on_card(&anyone(), &self.secret, (&id, &version), &mut answers)
            .await
    }

    async fn take_off(&self, one: &CardTraveller) -> Result<()> {
        let (id, version) = (one.id.to_string(), one.version.to_string());
        let portal = &self.test.portal;
        portal
            .take_off_card(&anyone(), &self.secret, (&id, &version))
            .await
    }
}

async fn a_family_of_three_on_one_card(test: &TestPortal) {
    let today = test.today();
    let card = Card::made(test).await;
    let address = format!("/card/{}", card.secret);
    let browser = test.browser();
    let page = browser.get(&address).await;
    let add = format!("{address}/add");
    assert_eq!(page.find(&add), Some(add));

    // By the form, without a script; nothing typed is lost.
    let ben = further("Benjamin", "K2222222B");
    let mut said = said_of(&ben, today);
    said.said.declared = vec!["fever".to_owned()];
    said.said.truthful = String::new();
    let send = async |said: &CardTravellerAnswers| {
        let controls = controls([
            serde_json::to_value(&said.passport).unwrap(),
            serde_json::to_value(&said.said).unwrap(),
        ]);
        let form = controls.iter().map(|(name, value)| (&name[..], &value[..]));
        let form: Vec<_> = form.collect();
        let page = format!("{address}/add");
        browser.fill_in(&page, "/act/add-to-card", &form).await
    };
    let refused = send(&said).await;
    refused.assert_at(&format!("{address}/add"));
    let typed = refused.value("passport_number");
    assert_eq!(typed, Some(ben.passport_number.clone()));
    said.said.truthful = String::from("yes");
    let added = send(&said).await;
    added.assert_at(&address).assert_says("Benjamin");
    card.add(&said_of(&further("Clara", "K3333333B"), today))
        .await
        .unwrap();
    let page = browser.get(&address).await;
    page.assert_says("Travellers on this card: 3")
        .assert_says("Clara was added to the arrival card")
        .assert_says("I have fever");

    let officer = test.officer().await;
    one_code_opens_all(test, &officer, &card).await;
    let view = card.view().await;
    // Each passport opens its holder, and nobody is admitted with them.
    let desk = test.sign_in("border", Role::Border).await;
    let case = test.find_at_border(&desk, &ben).await;
    let person = desk.get(&format!("/border/person/{case}")).await;
    person.assert_says("I have fever").assert_says("K6 721");
    let admitted = test.cross(&desk, &case, "admit", &[]).await;
    assert_eq!(admitted.status, 200, "{}", admitted.words());
    let page = browser.get(&address).await;
    page.assert_says("Open the V-Pass of")
        .assert_says("Benjamin entered Cambodia, may stay until");
    for one in [view.travellers[0].id, view.travellers[2].id] {
        test.admit(&officer, one).await.unwrap();
    }
    browser
        .get(&address)
        .await
        .assert_says("All of you were admitted");
    // It is over when the last has left.
    let id = test.portal.vault.card_of_secret(&card.secret).unwrap();
    for (index, one) in view.travellers.iter().enumerate() {
        let state = test.application(id).await.state();
        assert_eq!(state, ApplicationState::Submitted, "{index}");
        let page = test.cross(&desk, &one.id.to_string(), "depart", &[]).await;
        assert_eq!(page.status, 200, "{}", page.words());
    }
    let state = test.application(id).await.state();
    assert_eq!(state, ApplicationState::Closed);
}

/// One code opens all of them; each has their own declarations.
async fn one_code_opens_all(test: &TestPortal, officer: &Caller, card: &Card<'_>) {
    let query = card.view().await.reference;
    let found = test
        .portal
        .find(officer, &FindForm { query })
        .await
        .unwrap();
    assert_eq!(found.only, None);
    let people = test.portal.people(officer, &found.key).await.unwrap();
    assert_eq!(people.rows.len(), 3);
    let declared_by = |number: &str| {
        let mut rows = people.rows.iter();
        let row = rows.find(|row| row.passport_number == number).unwrap();
        assert!(row.admissible, "{:?}", row.obstacles);
        let said = &row.card.as_ref().unwrap().declared.yes;
        said.iter().map(|one| one.code.clone()).collect::<Vec<_>>()
    };
    assert_eq!(declared_by("K7654321B"), ["cash"]);
    assert_eq!(declared_by("K2222222B"), ["fever"]);
    assert!(declared_by("K3333333B").is_empty());
}

async fn each_is_exempt_by_their_own_passport(test: &TestPortal) {
    let today = test.today();
    let card = Card::made(test).await;
    let wrong = async |change: fn(&mut CardTravellerAnswers)| {
        let mut said = said_of(&further("Benjamin", "K2222222B"), today);
        change(&mut said);
        faults(card.add(&said).await)
    };
    let poland = wrong(|said| said.passport.nationality = "POL".into()).await;
    assert_eq!(poland, ["nationality"]);
    let business = wrong(|said| said.passport.passport_kind = "business".into()).await;
    assert_eq!(business, ["nationality"]);
    let twice = wrong(|said| said.passport.passport_number = "k7654321b".into()).await;
    assert_eq!(twice, ["passport_number"]);
    let untrue = wrong(|said| said.said.truthful.clear()).await;
    assert_eq!(untrue, ["truthful"]);
    let unasked = wrong(|said| said.said.declared.push("other".into())).await;
    assert_eq!(unasked, ["declared"]);
    assert_eq!(card.view().await.travellers.len(), 1);

    // The trip is changed for all of them, or for nobody.
    card.add(&said_of(&further("Benjamin", "K2222222B"), today))
        .await
        .unwrap();
    let view = card.view().await;
    let mut longer = view.answers();
    longer.card.questions = cast::questions();
    longer.trip.stay_days = String::from("31");
    let version = view.version.to_string();
    let change = async |version: &str, answers: &app::contract::CardAnswers| {
        let (portal, mut answers) = (&test.portal, answers.clone());
        portal
            .change_card(&anyone(), &card.secret, version, &mut answers)
            .await
    };
    let refused = faults(change(&version, &longer).await);
    assert_eq!(refused, ["stay_days", "stay_days"]);
    // Nobody takes the place of another.
    let mut same = longer.clone();
    same.trip.stay_days = view.trip.stay_days.clone();
    same.passport.passport_number = String::from("K2222222B");
    assert_eq!(faults(change(&version, &same).await), ["passport_number"]);
    let mut later = longer.clone();
    later.trip = cast::trip(today + TimeDelta::days(5));
    change(&version, &later).await.unwrap();
    let view = card.view().await;
    assert_eq!(view.arrives_on, today + TimeDelta::days(5));
    assert_eq!(view.travellers.len(), 2);
}

async fn a_card_is_for_twenty_travellers(test: &TestPortal) {
    let today = test.today();
    let card = Card::made(test).await;
    let one = |number: usize| {
        let who = further("Benjamin", &format!("K22222{number:02}B"));
        said_of(&who, today)
    };
    for number in 2..=20 {
        card.add(&one(number)).await.unwrap();
    }
    let full = Err(PortalError::conflict("conflict-card-full"));
    assert_eq!(card.add(&one(21)).await, full);
    assert_eq!(card.view().await.travellers.len(), 20);
    let page = test.browser().get(&format!("/card/{}", card.secret)).await;
    assert_eq!(page.find(&format!("/card/{}/add", card.secret)), None);
    card.take_off(&card.traveller(19).await).await.unwrap();
    card.add(&one(21)).await.unwrap();
}

async fn in_two_windows_each_saves_its_own(test: &TestPortal) {
    let today = test.today();
    let card = Card::made(test).await;
    card.add(&said_of(&further("Benjamin", "K2222222B"), today))
        .await
        .unwrap();
    card.add(&said_of(&further("Clara", "K3333333B"), today))
        .await
        .unwrap();
    let [first, ben, clara] = &card.view().await.travellers[..] else {
        panic!("three");
    };
    let mut other = said_of(&further("Benjamin", "K4444444B"), today);
    other.said.declared = vec!["goods".to_owned()];
    card.change(ben, &other).await.unwrap();
    let changed = card.traveller(1).await;
    assert_eq!(changed.passport.passport_number, "K4444444B");
    assert_eq!(changed.declared, ["goods"]);
    // An older window writes over nothing, and takes nobody off whom it does not show.
    let older = Err(PortalError::conflict("conflict-card-changed"));
    assert_eq!(card.change(ben, &other).await, older);
    assert_eq!(card.take_off(ben).await, older);
    // The other page is of another traveller.
    let mut clara_says = said_of(&further("Clara", "K3333333B"), today);
    clara_says.said.declared = vec!["cash".to_owned()];
    card.change(clara, &clara_says).await.unwrap();
    assert_eq!(card.traveller(1).await.declared, ["goods"]);
    let stays = Err(PortalError::conflict("conflict-card-first"));
    assert_eq!(card.take_off(first).await, stays);
    // Pressed twice.
    card.take_off(&changed).await.unwrap();
    card.take_off(&changed).await.unwrap();
    assert_eq!(card.change(&changed, &other).await, older);
    let left = card.view().await.travellers;
    let left: Vec<_> = left.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(left.len(), 2);
    let officer = test.officer().await;
    let query = String::from("K4444444B SGP");
    let gone = test.portal.find(&officer, &FindForm { query }).await;
    assert_eq!(gone.unwrap_err(), PortalError::NotFound);
    // Nobody acts on a card by the secret of another one.
    let stranger = Card::made(test).await;
    assert_eq!(stranger.change(clara, &clara_says).await, older);
}

async fn each_is_closed_by_their_own_crossing(test: &TestPortal) {
    let today = test.today();
    let card = Card::made(test).await;
    let ben = said_of(&further("Benjamin", "K2222222B"), today);
    card.add(&ben).await.unwrap();
    let [first, second] = &card.view().await.travellers[..] else {
        panic!("two");
    };
    let officer = test.officer().await;
    test.admit(&officer, first.id).await.unwrap();
    let closed = Err(PortalError::conflict("conflict-card-closed"));
    let clara = said_of(&further("Clara", "K3333333B"), today);
    assert_eq!(card.add(&clara).await, closed);
    let view = card.view().await;
    assert!(!view.is_open && !view.travellers[0].is_open && view.travellers[1].is_open);
    let mut other = ben.clone();
    other.passport.passport_number = String::from("K5555555B");
    card.change(second, &other).await.unwrap();
    test.refuse(&officer, second.id, &["23.a.5"]).await.unwrap();
    assert_eq!(card.change(&card.traveller(1).await, &ben).await, closed);
    assert_eq!(card.take_off(&card.traveller(1).await).await, closed);
}

async fn everybody_on_it_is_erased(test: &TestPortal) {
    let card = Card::made(test).await;
    let ben = said_of(&further("Benjamin", "K2222222B"), test.today());
    card.add(&ben).await.unwrap();
    let id = card.traveller(1).await.id;
    for days in [34, 31] {
        test.advance(TimeDelta::days(days)).await;
        retention::run(&test.portal).await.unwrap();
    }
    let row = test.case(id).await;
    assert!(row.document.is_empty() && row.passport_hash.is_none());
    let gone = test.portal.card(&anyone(), &card.secret).await.err();
    assert_eq!(gone, Some(PortalError::NotFound));
}
