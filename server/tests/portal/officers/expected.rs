//! Expected arrivals by port and hour.

use app::contract::{
    BorderService, Caller, CardAnswers, CardForm, CardService, ExpectedHour, Role, WalkInAnswers,
};
use app::error::PortalError;
use chrono::TimeDelta;
use test_support::{TestPortal, Traveller, cast, on_both};

on_both!(
    [with_pages, with_sandbox]
    whoever_comes_is_expected_until_a_desk_has_seen_them,
    by_the_hour_that_a_card_says,
);

async fn whoever_comes_is_expected_until_a_desk_has_seen_them(test: &TestPortal) {
    let reviewer = test.reviewer().await;
    let officer = test.officer().await;
    let other = Traveller {
        passport_number: "OTHER1234".to_owned(),
        ..Traveller::eriksson()
    };
    let cases = test
        .paid(&[Traveller::eriksson(), Traveller::lars(), other])
        .await;
    let row = test
        .application(test.case(cases[0]).await.application_id)
        .await;
    let (port, day) = (row.port.unwrap(), row.entry_date.unwrap());
    let expected = async |port: &str, day: &str| {
        test.portal
            .expected(&officer, (port, day), "")
            .await
            .unwrap()
    };
    let then = day.to_string();
    // Nobody before the decision.
    assert_eq!(expected(&port, &then).await.hours, []);
    for case in &cases {
        test.grant(&reviewer, *case).await;
    }
    let seen = expected(&port, &then).await;
    let all = ExpectedHour {
        hour: None,
        on_visas: 3,
        on_cards: 0,
    };
    assert_eq!(seen.hours, [all]);
    let mut shown: Vec<_> = seen.rows.iter().map(|row| row.case).collect();
    let mut sorted = cases.clone();
    shown.sort();
    sorted.sort();
    assert_eq!(shown, sorted);
    assert!(
        seen.rows
            .iter()
            .all(|row| row.name.is_some() && !row.on_card)
    );
    // On another day, at another port, nobody; a day that is none is today.
    let next = (day + TimeDelta::days(1)).to_string();
    assert_eq!(expected(&port, &next).await.hours, []);
    let elsewhere = seen.ports.iter().find(|one| one.code != port).unwrap();
    assert_eq!(expected(&elsewhere.code, &then).await.hours, []);
    for none in [
        "no day",
        "+262142-12-31",
        "-10000-01-01",
        "២០២៦-១១-២៨",
        "2026-02-30",
    ] {
        assert_eq!(expected("no port", none).await.day, test.today());
    }
    // Seen at a desk, admitted or refused, they are expected no more; undone, they are again.
    test.admit(&officer, cases[0]).await.unwrap();
    test.refuse(&officer, cases[2], &["23.a.9"]).await.unwrap();
    assert_eq!(expected(&port, &then).await.hours[0].on_visas, 1);
    let shift = test.portal.shift(&officer, "").await.unwrap();
    let admitted = shift.rows.iter().find(|row| row.case == cases[0]).unwrap();
    test.portal
        .undo_admission(&officer, admitted.crossing)
        .await
        .unwrap();
    assert_eq!(expected(&port, &then).await.hours[0].on_visas, 2);
    let forbidden = test.portal.expected(&reviewer, (&port, &then), "").await;
    assert_eq!(forbidden.err(), Some(PortalError::Forbidden));

    let desk = test.sign_in("desk", Role::Border).await;
    let page = desk
        .get(&format!("/staff/expected?port={port}&day={then}"))
        .await;
    page.assert_says("2 travellers are expected")
        .assert_says("L898902C3");
    page.assert_says("Not said");
}

async fn by_the_hour_that_a_card_says(test: &TestPortal) {
    let officer = test.officer().await;
    let day = test.today() + TimeDelta::days(2);
    let make = async |number: &str, hour: &str| {
        let who = Traveller {
            nationality: "SGP".to_owned(),
            passport_number: number.to_owned(),
            ..Traveller::anna()
        };
        let mut answers = CardAnswers {
            passport: who.passport(test.today()),
            trip: cast::trip(day),
            card: CardForm {
                email: who.email.clone(),
                vehicle: "K6 721".to_owned(),
                hour: hour.to_owned(),
                purpose: "tourism".to_owned(),
                questions: cast::questions(),
                truthful: "yes".to_owned(),
                ..CardForm::default()
            },
        };
        let anyone = Caller::default();
        test.portal
            .make_card(&anyone, "", &mut answers)
            .await
            .unwrap();
        answers.trip.port
    };
    let port = make("K0000001", "").await;
    make("K0000002", "14:35").await;
    make("K0000003", "9").await;
    let expected = test
        .portal
        .expected(&officer, (&port, &day.to_string()), "")
        .await;
    let expected = expected.unwrap();
    let counts = |hour, on_cards| ExpectedHour {
        hour,
        on_visas: 0,
        on_cards,
    };
    assert_eq!(
        expected.hours,
        [counts(Some(9), 1), counts(Some(14), 1), counts(None, 1)]
    );
    let rows = expected.rows.iter();
    let shown: Vec<_> = rows
        .map(|row| (row.passport_number.as_str(), row.hour))
        .collect();
    assert_eq!(
        shown,
        [
            ("K0000003", Some(9)),
            ("K0000002", Some(14)),
            ("K0000001", None)
        ]
    );
    assert!(
        expected
            .rows
            .iter()
            .all(|row| row.on_card && row.vehicle == "K6 721")
    );
    // Who came without a record was not expected.
    let mut answers = WalkInAnswers {
        passport: Traveller::anna().passport(test.today()),
        ..WalkInAnswers::default()
    };
    test.portal
        .record_walk_in(&officer, &mut answers)
        .await
        .unwrap();
    let today = test.today().to_string();
    let expected = test
        .portal
        .expected(&officer, (&port, &today), "")
        .await
        .unwrap();
    assert_eq!(expected.hours, []);
}
