//! A record that cannot be decrypted is one line that says so: in the queue, beside its companions,
//! at the border, for the worker and for retention.

use app::contract::{
    AdmissionObstacle, BorderService, CaseAction, FindForm, QueueFilter, StaffService,
    TravellerService,
};
use chrono::TimeDelta;
use domain::states::ApplicationState;
use server::store::{DecisionKind, DecisionRow};
use test_support::answers::is_conflict;
use test_support::{TestPortal, Traveller, on_both};

on_both!(
    [with_sandbox]
    officers_see_one_line,
    everything_else_goes_on,
    a_note_to_the_traveller_is_a_line,
);

async fn officers_see_one_line(test: &TestPortal) {
    let portal = &test.portal;
    let cases = test.paid(&Traveller::group(2)).await;
    let other = test.paid(&[Traveller::anna()]).await[0];
    test.damage_case(cases[0]).await;

    let reviewer = test.reviewer().await;
    let queue = portal.queue(&reviewer, &QueueFilter::default()).await;
    let rows = queue.unwrap().rows;
    let damaged: Vec<_> = rows.iter().filter(|row| row.unreadable).collect();
    assert_eq!((rows.len(), damaged.len()), (3, 1));
    assert_eq!((damaged[0].case, damaged[0].name.as_str()), (cases[0], ""));
    assert!(rows.iter().all(|row| row.unreadable == row.name.is_empty()));

    // Its own page says why, its companion's shows it, and it can be taken but not granted.
    let page = portal.case(&reviewer, cases[0]).await.map(|_| ());
    assert!(is_conflict(&page), "{page:?}");
    let page = portal.case(&reviewer, cases[1]).await.unwrap();
    assert!(page.companions[0].unreadable);
    let granted = test.act(&reviewer, CaseAction::Assign, cases[0]).await;
    assert!(is_conflict(&granted), "{granted:?}");
    test.grant(&reviewer, cases[1]).await;
    test.grant(&reviewer, other).await;

    let officer = test.officer().await;
    let form = FindForm {
        query: page.reference,
    };
    let found = portal.find(&officer, &form).await.unwrap();
    let people = portal.people(&officer, &found.key).await.unwrap();
    assert_eq!(people.rows.len(), 2);
    assert!(people.rows[0].admissible);
    assert!(!people.rows[1].admissible);
    assert_eq!(people.rows[1].obstacles, [AdmissionObstacle::Unreadable]);
    assert!(is_conflict(&test.admit(&officer, cases[0]).await));
    test.admit(&officer, cases[1]).await.unwrap();
}

async fn everything_else_goes_on(test: &TestPortal) {
    let anna = Traveller::anna();
    let reviewer = test.reviewer().await;
    let case = test.paid(&Traveller::group(1)).await[0];
    let other = test.paid(std::slice::from_ref(&anna)).await[0];
    test.started("nobody@mail.example").await;
    test.grant(&reviewer, case).await;
    test.grant(&reviewer, other).await;
    test.damage_case(case).await;
    test.work().await;
    // The mail that says so fails alone.
    assert_eq!(test.jobs("queued").await, 1);
    let told = test.mail_saying(&anna.email, "visa").await;
    assert!(!told.text.is_empty());

    let year = TimeDelta::days(365);
    test.advance_portal(year);
    server::worker::retention::run(&test.portal).await.unwrap();
    for case in [case, other] {
        let application = test.case(case).await.application_id;
        let state = test.application(application).await.state();
        assert_eq!(state, ApplicationState::Closed);
    }
    test.advance_portal(year * 6);
    server::worker::retention::run(&test.portal).await.unwrap();
    for case in [case, other] {
        let application = test.case(case).await.application_id;
        assert!(test.application(application).await.erased_at.is_some());
    }
}

/// What is to be corrected can be, though nobody can read the note.
async fn a_note_to_the_traveller_is_a_line(test: &TestPortal) {
    let reviewer = test.reviewer().await;
    let case = test.paid(&[Traveller::anna()]).await[0];
    for action in [CaseAction::Assign, CaseAction::AskCorrection] {
        test.act(&reviewer, action, case).await.unwrap();
    }
    let portal = &test.portal;
    let damaged = DecisionRow {
        id: portal.id(),
        case_id: case,
        kind: DecisionKind::CorrectionAsked,
        ground: None,
        note: Some(vec![7; 60]),
        staff_id: reviewer.staff.as_ref().unwrap().id,
        at: test.now(),
    };
    let mut stored = portal.store.begin().await.unwrap();
    stored.add_decision(&damaged).await.unwrap();
    stored.commit().await.unwrap();
    let applicant = test.applicant(case).await;
    let says = "This note cannot be read";
    let draft = portal.draft(&applicant).await.unwrap();
    assert_eq!(draft.corrected[0].note, says);
    let status = portal.status(&applicant).await.unwrap();
    assert_eq!(status.travellers[0].correction.as_ref().unwrap().note, says);
}
