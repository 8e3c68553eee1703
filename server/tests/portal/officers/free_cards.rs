//! Arrival cards are free, and anybody can make one of any passport: they hide nothing at the desk, and say
//! nothing that an officer does not see.

use app::contract::{
    BorderService, Caller, CardAnswers, CardForm, CardService, CrossingForm, FindForm, Role,
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
    of_one_passport_there_are_so_many_a_day,
    a_change_fills_no_mailbox,
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
    try_to_make(test, who, kind, number).await.unwrap();
}

async fn try_to_make(
    test: &TestPortal,
    who: &Traveller,
    kind: &str,
    number: u8,
) -> Result<(String, CardAnswers), PortalError> {
    let mut passport = who.passport(test.today());
    passport.passport_kind = kind.to_owned();
    let mut answers = CardAnswers {
        passport,
        trip: cast::trip(test.today() + TimeDelta::days(2)),
        card: CardForm {
            email: format!("card-{number}@example.org"),
            vehicle: "K6 721".to_owned(),
            purpose: "tourism".to_owned(),
            questions: cast::questions(),
            truthful: "yes".to_owned(),
            // However often it was sent.
            declared: vec!["cash".to_owned(); 40],
            ..CardForm::default()
        },
    };
    let anyone = Caller {
        address: Some(format!("192.0.2.{number}").parse().unwrap()),
        ..Caller::default()
    };
    let secret = test.portal.make_card(&anyone, "", &mut answers).await?;
    assert_eq!(answers.card.declared, ["cash"]);
    Ok((secret, answers))
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

async fn of_one_passport_there_are_so_many_a_day(test: &TestPortal) {
    for number in 1..=10 {
        make(test, &mei(), "ordinary", number).await;
    }
    let more = try_to_make(test, &mei(), "ordinary", 11).await;
    assert!(matches!(more, Err(PortalError::TooManyTries { .. })));
    let other = Traveller {
        passport_number: "K1111111B".to_owned(),
        ..mei()
    };
    let (secret, mut answers) = try_to_make(test, &other, "ordinary", 12).await.unwrap();
    // Nor is it put on a card that was made of another one.
    let anyone = Caller::default();
    let version = test.portal.card(&anyone, &secret).await.unwrap().version;
    answers.passport = mei().passport(test.today());
    let changed = test
        .portal
        .change_card(&anyone, &secret, &version.to_string(), &mut answers)
        .await;
    assert!(matches!(changed, Err(PortalError::TooManyTries { .. })));
}

/// Many cards, each changed to the mailbox of somebody else.
async fn a_change_fills_no_mailbox(test: &TestPortal) {
    let stranger = Caller {
        address: Some("192.0.2.99".parse().unwrap()),
        ..Caller::default()
    };
    let mut sent = 0;
    for number in 0..9 {
        let who = Traveller {
            passport_number: format!("K000000{number}B"),
            ..mei()
        };
        let (secret, mut answers) = try_to_make(test, &who, "ordinary", number).await.unwrap();
        "victim@example.com".clone_into(&mut answers.card.email);
        "victim@example.com".clone_into(&mut answers.card.asked);
        let version = test.portal.card(&stranger, &secret).await.unwrap().version;
        let version = version.to_string();
        let changed = test
            .portal
            .change_card(&stranger, &secret, &version, &mut answers)
            .await;
        match changed {
            Ok(()) => sent += 1,
            Err(error) => assert!(matches!(error, PortalError::TooManyTries { .. })),
        }
    }
    assert_eq!(sent, 5);
}
