//! Leaving, in time and too late.

use super::stage::{actions, crossing, faults, grant, is_conflict, paid, person, staff};
use crate::house::House;
use app::contract::{BorderService, Caller, Role};
use chrono::TimeDelta;
use domain::states::{ApplicationState, FineState, StayState};
use uuid::Uuid;

async fn inside(house: &House) -> (Uuid, Caller) {
    let reviewer = staff(house, "reviewer", &[Role::Reviewer]).await;
    let officer = staff(house, "officer", &[Role::Border]).await;
    let case = paid(house, &[person("L898902C3")]).await[0];
    grant(house, &reviewer, case).await;
    let form = crossing(house, case).await;
    house.portal.admit(&officer, &form).await.unwrap();
    (case, officer)
}

async fn a_departure_in_time_closes_stay_and_application(house: &House) {
    let (case, officer) = inside(house).await;
    house.clock.advance(TimeDelta::days(10));
    let mut early = crossing(house, case).await;
    early.event_date = "2026-01-01".into();
    early.event_time = "10:00".into();
    assert_eq!(
        faults(house.portal.depart(&officer, &early).await),
        ["event_date"]
    );
    let form = crossing(house, case).await;
    house.portal.depart(&officer, &form).await.unwrap();
    assert!(is_conflict(&house.portal.depart(&officer, &form).await));
    let again = crossing(house, case).await;
    assert!(is_conflict(&house.portal.depart(&officer, &again).await));
    assert!(is_conflict(&house.portal.admit(&officer, &again).await));
    let mut unit = house.portal.store.read().await.unwrap();
    let stay = unit.latest_stay(case).await.unwrap().unwrap();
    assert_eq!(stay.state(), StayState::Departed);
    let application = unit.case(case).await.unwrap().unwrap().application_id;
    let application = unit.application(application).await.unwrap().unwrap();
    assert_eq!(application.state(), ApplicationState::Closed);
}

async fn a_departure_waits_for_the_fine(house: &House) {
    let (case, officer) = inside(house).await;
    // A stay of one month has at most 31 days.
    house.clock.advance(TimeDelta::days(40));
    let view = house.portal.person(&officer, case).await.unwrap();
    let stay = view.row.stay.unwrap();
    let due = stay.fine.unwrap();
    assert_eq!(due.state, FineState::Due);
    assert_eq!(due.days, stay.days_over);
    assert_eq!(due.amount.minor, i64::from(stay.days_over) * 1000);

    let mut form = crossing(house, case).await;
    assert_eq!(faults(house.portal.depart(&officer, &form).await), ["fine"]);
    form.fine = "due".into();
    assert_eq!(faults(house.portal.depart(&officer, &form).await), ["fine"]);
    form.fine = "paid".into();
    assert_eq!(
        faults(house.portal.depart(&officer, &form).await),
        ["fine_note"]
    );
    form.fine_note = "Receipt 4711".into();
    house.portal.depart(&officer, &form).await.unwrap();

    let view = house.portal.person(&officer, case).await.unwrap();
    let stay = view.row.stay.unwrap();
    assert_eq!(stay.state, StayState::Departed);
    let fine = stay.fine.unwrap();
    assert_eq!((fine.state, fine.amount), (FineState::Paid, due.amount));
    let told = actions(house, case).await;
    assert!(told.contains(&"fine.paid".to_owned()));
    // What the officer wrote is sealed.
    let mut unit = house.portal.store.read().await.unwrap();
    let row = unit.fine_of_stay(stay.stay).await.unwrap().unwrap();
    let note = row.note.unwrap();
    assert!(!note.windows(4).any(|bytes| bytes == b"4711"));
}

async fn an_exemption_says_who_and_why(house: &House) {
    let (case, officer) = inside(house).await;
    house.clock.advance(TimeDelta::days(80));
    let view = house.portal.person(&officer, case).await.unwrap();
    let due = view.row.stay.unwrap().fine.unwrap();
    let leave_by = due.must_leave_by;
    assert!(leave_by.is_some(), "beyond thirty days (Art. 26)");
    // Seven days from the first finding: looking again later does not move the last of them.
    house.clock.advance(TimeDelta::days(3));
    let view = house.portal.person(&officer, case).await.unwrap();
    let later = view.row.stay.unwrap().fine.unwrap();
    assert_eq!((later.must_leave_by, later.days), (leave_by, due.days + 3));
    let mut form = crossing(house, case).await;
    form.fine = "exempted".into();
    form.fine_note = "The hospital's letter".into();
    let found = faults(house.portal.depart(&officer, &form).await);
    assert_eq!(found, ["fine_by"]);
    form.fine_by = "The Minister, decision 12/2027".into();
    form.fine_note = " ".into();
    let found = faults(house.portal.depart(&officer, &form).await);
    assert_eq!(found, ["fine_note"]);
    form.fine_note = "The hospital's letter".into();
    house.portal.depart(&officer, &form).await.unwrap();
    assert!(
        actions(house, case)
            .await
            .contains(&"fine.exempted".to_owned())
    );
}

crate::on_both!(
    a_departure_in_time_closes_stay_and_application,
    a_departure_waits_for_the_fine,
    an_exemption_says_who_and_why,
);
