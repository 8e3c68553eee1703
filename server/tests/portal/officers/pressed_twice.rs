//! A button that is pressed twice at the desk: done once, answered as done.

use app::contract::{BorderService, Caller, CrossingForm};
use app::error::PortalError;
use domain::states::{CrossingKind, StayState};
use test_support::{TestPortal, Traveller, on_both};
use uuid::Uuid;

on_both!(
    [with_sandbox]
    admitted_once_and_told_twice,
    who_was_admitted_together_is_told_together,
    refused_and_departed_once,
    what_somebody_else_did_is_told,
    what_was_sent_otherwise_is_told,
);

async fn granted(test: &TestPortal, people: &[Traveller]) -> (Vec<Uuid>, Caller) {
    let reviewer = test.reviewer().await;
    let cases = test.paid(people).await;
    for case in &cases {
        test.grant(&reviewer, *case).await;
    }
    (cases, test.officer().await)
}

async fn crossings(test: &TestPortal, case: Uuid) -> Vec<CrossingKind> {
    let mut stored = test.portal.store.read().await.unwrap();
    let rows = stored.crossings_of(case).await.unwrap();
    rows.iter().map(|row| row.kind).collect()
}

fn changed() -> Result<(), PortalError> {
    Err(PortalError::conflict("conflict-case-changed"))
}

async fn admitted_once_and_told_twice(test: &TestPortal) {
    let (cases, officer) = granted(test, &Traveller::group(1)).await;
    let form = test.crossing(cases[0]).await;
    for _ in 0..3 {
        assert_eq!(test.portal.admit(&officer, &form).await, Ok(()));
    }
    assert_eq!(crossings(test, cases[0]).await, [CrossingKind::Admission]);
    let told = test.told_of_case(cases[0]).await;
    let admitted = told.iter().filter(|told| *told == "border.admitted");
    assert_eq!(admitted.count(), 1);
    // The same page long after, or after it was undone, is an old page.
    let shift = test.portal.shift(&officer, "").await.unwrap();
    let crossing = shift.rows[0].crossing;
    test.portal
        .undo_admission(&officer, crossing)
        .await
        .unwrap();
    assert_eq!(test.portal.admit(&officer, &form).await, changed());
    let form = test.crossing(cases[0]).await;
    test.portal.admit(&officer, &form).await.unwrap();
    test.advance_portal(chrono::TimeDelta::minutes(3));
    assert_eq!(test.portal.admit(&officer, &form).await, changed());
}

async fn who_was_admitted_together_is_told_together(test: &TestPortal) {
    let people = [Traveller::eriksson(), Traveller::lars()];
    let (cases, officer) = granted(test, &people).await;
    let first = test.crossing(cases[0]).await;
    let other = test.crossing(cases[1]).await;
    let both = CrossingForm {
        with: format!("{}:{}", other.case, other.version),
        ..first.clone()
    };
    for _ in 0..2 {
        assert_eq!(test.portal.admit(&officer, &both).await, Ok(()));
    }
    assert_eq!(crossings(test, cases[1]).await, [CrossingKind::Admission]);
}

async fn refused_and_departed_once(test: &TestPortal) {
    let people = [Traveller::anna(), Traveller::lars()];
    let (cases, officer) = granted(test, &people).await;
    let refusal = CrossingForm {
        grounds: vec!["23.a.9".to_owned()],
        ..test.crossing(cases[0]).await
    };
    for _ in 0..2 {
        assert_eq!(test.portal.refuse(&officer, &refusal).await, Ok(()));
    }
    assert_eq!(crossings(test, cases[0]).await, [CrossingKind::Refusal]);
    // Another button is another act.
    assert_eq!(test.portal.admit(&officer, &refusal).await, changed());
    test.admit(&officer, cases[1]).await.unwrap();
    let departure = test.crossing(cases[1]).await;
    for _ in 0..2 {
        assert_eq!(test.portal.depart(&officer, &departure).await, Ok(()));
    }
    assert_eq!(test.stay(cases[1]).await.state(), StayState::Departed);
    assert_eq!(
        crossings(test, cases[1]).await,
        [CrossingKind::Admission, CrossingKind::Departure]
    );
}

async fn what_somebody_else_did_is_told(test: &TestPortal) {
    let (cases, officer) = granted(test, &Traveller::group(2)).await;
    let other = test.staff("other", &[app::contract::Role::Border]).await;
    let form = test.crossing(cases[0]).await;
    test.portal.admit(&officer, &form).await.unwrap();
    assert_eq!(test.portal.admit(&other, &form).await, changed());
    // Nobody was admitted beside the first: a press that names another says so.
    let second = test.crossing(cases[1]).await;
    let both = CrossingForm {
        with: format!("{}:{}", second.case, second.version),
        ..form
    };
    assert_eq!(test.portal.admit(&officer, &both).await, changed());
    assert!(crossings(test, cases[1]).await.is_empty());
}

/// From a page that was kept open, something else is sent: it was not recorded, and nobody says so.
async fn what_was_sent_otherwise_is_told(test: &TestPortal) {
    let (cases, officer) = granted(test, &[Traveller::anna(), Traveller::lars()]).await;
    let refusal = CrossingForm {
        grounds: vec!["23.a.9".to_owned()],
        note: "No means of support".to_owned(),
        ..test.crossing(cases[0]).await
    };
    test.portal.refuse(&officer, &refusal).await.unwrap();
    assert_eq!(test.portal.refuse(&officer, &refusal).await, Ok(()));
    let mut with_a_fault = refusal.clone();
    with_a_fault.grounds.push("7.technical_fault".to_owned());
    let mut with_a_note = refusal.clone();
    with_a_note.note.push_str(", and no address");
    let empty = CrossingForm {
        grounds: Vec::new(),
        note: String::new(),
        ..refusal
    };
    for other in [with_a_fault, with_a_note, empty] {
        assert_eq!(test.portal.refuse(&officer, &other).await, changed());
    }
    assert_eq!(crossings(test, cases[0]).await, [CrossingKind::Refusal]);
    let admission = test.crossing(cases[1]).await;
    test.portal.admit(&officer, &admission).await.unwrap();
    let elsewhere = CrossingForm {
        port: "SAI".to_owned(),
        elsewhere: "yes".to_owned(),
        ..admission
    };
    assert_eq!(test.portal.admit(&officer, &elsewhere).await, changed());
}
