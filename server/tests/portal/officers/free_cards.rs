//! Arrival cards are free, and anybody can make one of any passport: they hide nothing at the desk, and say
//! nothing that an officer does not see.

use app::contract::{
    BorderService, Caller, CardAnswers, CardForm, CrossingForm, FindForm, Role, TravellerService,
};
use app::error::PortalError;
use chrono::TimeDelta;
use domain::states::ApplicationState;
use server::worker::retention;
use test_support::answers::faults;
use test_support::{TestPortal, Traveller, cast, on_both};
use uuid::Uuid;

on_both!(
    [with_pages, with_sandbox]
    many_cards_hide_no_refusal_and_no_visa,
    the_kind_of_passport_that_exempts_is_seen,
    a_card_that_is_over_or_was_used_admits_nobody,
);

fn mei() -> Traveller {
    Traveller {
        nationality: "SGP".to_owned(),
        passport_number: "K7654321B".to_owned(),
        ..Traveller::anna()
    }
}

/// Makes a card, from a network of its own.
async fn make(test: &TestPortal, who: &Traveller, kind: &str, number: u8) {
    let mut passport = who.passport(test.today());
    passport.passport_kind = kind.to_owned();
    let mut answers = CardAnswers {
        passport,
        trip: cast::trip(test.today() + TimeDelta::days(2)),
        card: CardForm {
            email: format!("card-{number}@example.org"),
            vehicle: "K6 721".to_owned(),
            purpose: "tourism".to_owned(),
            truthful: "yes".to_owned(),
            ..CardForm::default()
        },
    };
    let anyone = Caller {
        address: Some(format!("192.0.2.{number}").parse().unwrap()),
        ..Caller::default()
    };
    test.portal.make_card(&anyone, &mut answers).await.unwrap();
}

async fn on_passport(test: &TestPortal, officer: &Caller, query: &str) -> Vec<Uuid> {
    let query = query.to_owned();
    let found = test
        .portal
        .find(officer, &FindForm { query })
        .await
        .unwrap();
    let people = test.portal.people(officer, &found.key).await.unwrap();
    people.rows.iter().map(|row| row.case).collect()
}

async fn many_cards_hide_no_refusal_and_no_visa(test: &TestPortal) {
    let officer = test.officer().await;
    let reviewer = test.reviewer().await;
    let visa = test.paid(&[mei()]).await[0];
    test.grant(&reviewer, visa).await;
    make(test, &mei(), "ordinary", 1).await;
    let cards = on_passport(test, &officer, "K7654321B SGP").await;
    let refused = *cards.iter().find(|case| **case != visa).unwrap();
    test.refuse(&officer, refused, &["23.a.6"]).await.unwrap();
    for number in 2..9 {
        make(test, &mei(), "ordinary", number).await;
    }
    let found = on_passport(test, &officer, "K7654321B SGP").await;
    assert!(found.contains(&visa) && found.contains(&refused));
    // Of those that were not used, the newest few.
    assert_eq!(found.len(), 5);
    for case in found {
        let row = test.portal.person(&officer, case, "").await.unwrap().row;
        assert!(row.refusal.is_some());
    }
}

async fn the_kind_of_passport_that_exempts_is_seen(test: &TestPortal) {
    let officer = test.officer().await;
    let attache = Traveller {
        nationality: "FRA".to_owned(),
        ..mei()
    };
    make(test, &attache, "diplomatic", 1).await;
    let case = on_passport(test, &officer, "K7654321B FRA").await[0];
    let desk = test.sign_in("desk", Role::Border).await;
    let page = desk.get(&format!("/border/person/{case}")).await;
    page.assert_says("Diplomatic passport");
    assert!(!page.text.contains("action=\"/act/border/admit\""));
    let silent = test.admit(&officer, case).await;
    assert_eq!(faults(silent), ["passport_seen"]);
    let form = CrossingForm {
        passport_seen: "yes".to_owned(),
        ..test.crossing(case).await
    };
    test.portal.admit(&officer, &form).await.unwrap();
    let says = "I have seen the passport";
    let other = Traveller {
        passport_number: "K1111111B".to_owned(),
        ..attache
    };
    make(test, &other, "diplomatic", 2).await;
    let case = on_passport(test, &officer, "K1111111B FRA").await[0];
    let page = desk.get(&format!("/border/admit/{case}")).await;
    page.assert_says(says);
}

async fn a_card_that_is_over_or_was_used_admits_nobody(test: &TestPortal) {
    let officer = test.officer().await;
    make(test, &mei(), "ordinary", 1).await;
    let case = on_passport(test, &officer, "K7654321B SGP").await[0];
    test.admit(&officer, case).await.unwrap();
    test.depart(&officer, case).await.unwrap();
    // Used once: the next entry asks for another card.
    let again = Err(PortalError::conflict("obstacle-not-exempt"));
    assert_eq!(test.admit(&officer, case).await, again);
    make(test, &mei(), "ordinary", 2).await;
    let found = on_passport(test, &officer, "K7654321B SGP").await;
    let second = *found.iter().find(|one| **one != case).unwrap();
    test.advance(TimeDelta::days(34)).await;
    assert_eq!(test.admit(&officer, second).await, again);
    retention::run(&test.portal).await.unwrap();
    let application = test.case(second).await.application_id;
    let row = test.application(application).await;
    assert_eq!(row.state(), ApplicationState::Expired);
    assert_eq!(test.admit(&officer, second).await, again);
    assert_eq!(on_passport(test, &officer, "K7654321B SGP").await, [case]);
}
