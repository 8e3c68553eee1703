//! Leaving, in time and too late.

use app::contract::{BorderService, Caller};
use chrono::TimeDelta;
use domain::states::{ApplicationState, FineState, StayState};
use test_support::answers::{faults, is_conflict};
use test_support::{TestPortal, Traveller, on_both};
use uuid::Uuid;

on_both!(
    [with_sandbox]
    a_departure_in_time_closes_stay_and_application,
    a_departure_waits_for_the_fine,
    an_exemption_says_who_and_why,
);

async fn inside(test: &TestPortal) -> (Uuid, Caller) {
    let reviewer = test.reviewer().await;
    let officer = test.officer().await;
    let case = test.paid(&[Traveller::eriksson()]).await[0];
    test.grant(&reviewer, case).await;
    test.admit(&officer, case).await.unwrap();
    (case, officer)
}

async fn a_departure_in_time_closes_stay_and_application(test: &TestPortal) {
    let (case, officer) = inside(test).await;
    test.advance(TimeDelta::days(10)).await;
    let early = test
        .crossing_at(case, test.now() - TimeDelta::days(300))
        .await;
    assert_eq!(
        faults(test.portal.depart(&officer, &early).await),
        ["event_date"]
    );
    let form = test.crossing(case).await;
    test.portal.depart(&officer, &form).await.unwrap();
    // Pressed twice it is done once; asked for anew there is nothing to do.
    test.portal.depart(&officer, &form).await.unwrap();
    assert!(is_conflict(&test.depart(&officer, case).await));
    assert!(is_conflict(&test.admit(&officer, case).await));
    assert_eq!(test.stay(case).await.state(), StayState::Departed);
    let application = test.case(case).await.application_id;
    let application = test.application(application).await;
    assert_eq!(application.state(), ApplicationState::Closed);
}

async fn a_departure_waits_for_the_fine(test: &TestPortal) {
    let (case, officer) = inside(test).await;
    // A stay of one month has at most 31 days.
    test.advance(TimeDelta::days(40)).await;
    let view = test.portal.person(&officer, case, "").await.unwrap();
    let stay = view.row.stay.unwrap();
    let due = stay.fine.unwrap();
    assert_eq!(due.state, FineState::Due);
    assert_eq!(due.days, stay.days_over);
    assert_eq!(due.amount.minor, i64::from(stay.days_over) * 1000);

    let mut form = test.crossing(case).await;
    assert_eq!(faults(test.portal.depart(&officer, &form).await), ["fine"]);
    form.fine = "due".into();
    assert_eq!(faults(test.portal.depart(&officer, &form).await), ["fine"]);
    form.fine = "paid".into();
    // The page showed another amount than is due on that day.
    form.fine_shown = (due.amount.minor - 1000).to_string();
    let refused = test.portal.depart(&officer, &form).await;
    assert_eq!(faults(refused.clone()), ["fine"]);
    form = form.having_shown(&refused.unwrap_err());
    assert_eq!(form.fine_shown, due.amount.minor.to_string());
    assert_eq!(
        faults(test.portal.depart(&officer, &form).await),
        ["fine_receipt"]
    );
    form.fine_receipt = "Receipt 4711".into();
    test.portal.depart(&officer, &form).await.unwrap();

    let view = test.portal.person(&officer, case, "").await.unwrap();
    let stay = view.row.stay.unwrap();
    assert_eq!(stay.state, StayState::Departed);
    let fine = stay.fine.unwrap();
    assert_eq!((fine.state, fine.amount), (FineState::Paid, due.amount));
    let told = test.told_of_case(case).await;
    assert!(told.contains(&"fine.paid".to_owned()));
    // What the officer wrote is sealed.
    let note = test.fine_note(stay.stay).await;
    assert!(!note.windows(4).any(|bytes| bytes == b"4711"));
}

async fn an_exemption_says_who_and_why(test: &TestPortal) {
    let (case, officer) = inside(test).await;
    test.advance(TimeDelta::days(80)).await;
    let view = test.portal.person(&officer, case, "").await.unwrap();
    let due = view.row.stay.unwrap().fine.unwrap();
    let leave_by = due.must_leave_by;
    assert!(leave_by.is_some(), "beyond thirty days (Art. 26)");
    // Seven days from the first finding: looking again later does not move the last of them.
    test.advance(TimeDelta::days(3)).await;
    let view = test.portal.person(&officer, case, "").await.unwrap();
    let later = view.row.stay.unwrap().fine.unwrap();
    assert_eq!((later.must_leave_by, later.days), (leave_by, due.days + 3));
    let mut form = test.crossing(case).await;
    form.fine = "exempted".into();
    form.fine_shown = later.amount.minor.to_string();
    form.fine_note = "The hospital's letter".into();
    let found = faults(test.portal.depart(&officer, &form).await);
    assert_eq!(found, ["fine_by"]);
    form.fine_by = "The Minister, decision 12/2027".into();
    form.fine_note = " ".into();
    let found = faults(test.portal.depart(&officer, &form).await);
    assert_eq!(found, ["fine_note"]);
    form.fine_note = "The hospital's letter".into();
    test.portal.depart(&officer, &form).await.unwrap();
    assert!(
        test.told_of_case(case)
            .await
            .contains(&"fine.exempted".to_owned())
    );
}
