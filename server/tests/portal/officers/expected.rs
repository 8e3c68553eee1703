//! Expected arrivals by port and hour.

use app::contract::{BorderService, ExpectedHour, Role};
use app::error::PortalError;
use chrono::TimeDelta;
use test_support::{TestPortal, Traveller, on_both};

on_both!(
    [with_pages, with_sandbox]
    whoever_comes_is_expected_until_a_desk_has_seen_them,
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
    assert_eq!(expected("no port", "no day").await.day, test.today());
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
