//! An admission that was pressed by mistake.

use app::contract::{BorderService, Caller, CrossingForm, Role, ShiftEntry, Verifier};
use app::error::PortalError;
use chrono::TimeDelta;
use domain::states::{CaseState, StayState, VisaState};
use test_support::answers::is_conflict;
use test_support::{TestPortal, Traveller, on_both};
use uuid::Uuid;

on_both!(
    [with_sandbox]
    a_mistaken_admission_is_undone_within_two_minutes,
    who_had_the_pass_already_is_told,
    nothing_else_is_undone,
    who_was_mailed_twice_is_told_too,
    what_was_pressed_together_is_undone_together,
    who_enters_after_all_reads_no_undoing,
);

async fn at_the_desk(test: &TestPortal) -> (Uuid, Caller) {
    let reviewer = test.reviewer().await;
    let case = test.paid(&[Traveller::anna()]).await[0];
    test.grant(&reviewer, case).await;
    test.work().await;
    (case, test.officer().await)
}

async fn shift(test: &TestPortal, officer: &Caller) -> Vec<ShiftEntry> {
    test.portal.shift(officer, "").await.unwrap().rows
}

async fn a_mistaken_admission_is_undone_within_two_minutes(test: &TestPortal) {
    let (case, officer) = at_the_desk(test).await;
    test.admit(&officer, case).await.unwrap();
    let pass = test.pass(case).await;
    let done = shift(test, &officer).await.remove(0);
    assert_eq!(done.case, case);
    assert!(done.name.unwrap().contains("Anna"));
    assert_eq!(
        done.undo_until,
        Some(done.recorded_at + TimeDelta::minutes(2))
    );
    let undone = test.portal.undo_admission(&officer, done.crossing).await;
    assert_eq!(undone, Ok(case));

    // Nobody was in the country: visa, page, pass and codes say so.
    assert_eq!(test.visa(case).await.state(), VisaState::Valid);
    let person = test.portal.person(&officer, case, "").await.unwrap();
    assert!(person.row.admissible && person.row.stay.is_none() && person.crossings.is_empty());
    let secret = test.portal.vault.pass_secret(pass.id);
    let shown = test.portal.pass(&Caller::default(), &secret).await.err();
    assert_eq!(
        shown,
        Some(PortalError::conflict("conflict-pass-withdrawn"))
    );
    assert_eq!(test.case(case).await.state(), CaseState::Granted);
    let told = test.told_of_case(case).await;
    assert_eq!(
        told.iter()
            .filter(|one| *one == "border.admission_undone")
            .count(),
        1
    );
    // The mail of the pass had not left: nothing is to be told.
    test.work().await;
    let mails = test.mails_to(&Traveller::anna().email).await;
    let about = |word: &str| {
        mails
            .iter()
            .filter(|mail| mail.subject.contains(word))
            .count()
    };
    assert_eq!((about("V-Pass"), about("mistake")), (0, 0));

    // The list keeps it, and it is not undone twice; the same visa admits again.
    let kept = shift(test, &officer).await.remove(0);
    assert!(kept.undone_at.is_some() && kept.undo_until.is_none());
    let twice = test.portal.undo_admission(&officer, done.crossing).await;
    assert_eq!(twice, Err(PortalError::conflict("conflict-undone-already")));
    test.admit(&officer, case).await.unwrap();
    assert_eq!(test.stay(case).await.state(), StayState::Open);
    assert_ne!(test.pass(case).await.id, pass.id);
    assert_eq!(shift(test, &officer).await.len(), 2);
}

async fn who_had_the_pass_already_is_told(test: &TestPortal) {
    let (case, officer) = at_the_desk(test).await;
    test.admit(&officer, case).await.unwrap();
    test.work().await;
    let anna = Traveller::anna().email;
    let link = test.mail_saying(&anna, "/v/").await.link(&test.url, "/v/");
    let crossing = shift(test, &officer).await[0].crossing;
    test.portal
        .undo_admission(&officer, crossing)
        .await
        .unwrap();
    test.work().await;
    let mail = test.mail_saying(&anna, "recorded by mistake").await;
    assert!(mail.text.contains("does not count") && mail.text.contains("enter on or before"));
    let secret = link.rsplit('/').next().unwrap();
    let gone = test.portal.pass(&Caller::default(), secret).await.err();
    assert_eq!(gone, Some(PortalError::conflict("conflict-pass-withdrawn")));
}

async fn nothing_else_is_undone(test: &TestPortal) {
    let (case, officer) = at_the_desk(test).await;
    let later = test.paid(&[Traveller::eriksson()]).await[0];
    let reviewer = test.staff("second", &[Role::Reviewer]).await;
    test.grant(&reviewer, later).await;
    test.admit(&officer, case).await.unwrap();
    let crossing = shift(test, &officer).await[0].crossing;
    // A colleague's, and nobody's.
    let other = test.staff("other", &[Role::Border]).await;
    assert!(shift(test, &other).await.is_empty());
    for (who, crossing) in [(&other, crossing), (&officer, Uuid::nil())] {
        let undone = test.portal.undo_admission(who, crossing).await;
        assert_eq!(undone, Err(PortalError::NotFound));
    }
    // After a departure, and the departure itself.
    test.depart(&officer, case).await.unwrap();
    let crossings = shift(test, &officer).await;
    assert_eq!(crossings.len(), 2);
    for one in crossings {
        let undone = test.portal.undo_admission(&officer, one.crossing).await;
        assert!(is_conflict(&undone), "{undone:?}");
    }
    // Too late.
    test.admit(&officer, later).await.unwrap();
    let crossing = shift(test, &officer).await[0].crossing;
    test.advance_portal(TimeDelta::seconds(121));
    let late = test.portal.undo_admission(&officer, crossing).await;
    assert_eq!(late, Err(PortalError::conflict("conflict-undo-over")));
    assert_eq!(test.stay(later).await.state(), StayState::Open);
}

async fn who_was_mailed_twice_is_told_too(test: &TestPortal) {
    let (case, officer) = at_the_desk(test).await;
    test.admit(&officer, case).await.unwrap();
    test.work().await;
    // Another mail of it waits when the press is undone.
    test.portal
        .mail_pass_from_desk(&officer, case)
        .await
        .unwrap();
    let crossing = shift(test, &officer).await[0].crossing;
    test.portal
        .undo_admission(&officer, crossing)
        .await
        .unwrap();
    test.work().await;
    test.mail_saying(&Traveller::anna().email, "recorded by mistake")
        .await;
}

async fn what_was_pressed_together_is_undone_together(test: &TestPortal) {
    let reviewer = test.reviewer().await;
    let cases = test.paid(&[Traveller::eriksson(), Traveller::lars()]).await;
    for &case in &cases {
        test.grant(&reviewer, case).await;
    }
    let officer = test.officer().await;
    let adult = test.portal.person(&officer, cases[0], "").await.unwrap();
    let form = CrossingForm {
        with: format!("{}:{}", cases[1], adult.companions[0].version),
        // A reason for the one is none for the other.
        despite: "Acquitted, as the court's letter says".to_owned(),
        ..test.crossing(cases[0]).await
    };
    test.portal.admit(&officer, &form).await.unwrap();
    let pressed = shift(test, &officer).await;
    assert_eq!(pressed.len(), 2);
    test.portal
        .undo_admission(&officer, pressed[1].crossing)
        .await
        .unwrap();
    for case in cases {
        assert_eq!(test.visa(case).await.state(), VisaState::Valid);
        let person = test.portal.person(&officer, case, "").await.unwrap();
        assert!(person.row.stay.is_none() && person.row.admissible);
    }
    let left = shift(test, &officer).await;
    assert!(left.iter().all(|one| one.undone_at.is_some()));
}

async fn who_enters_after_all_reads_no_undoing(test: &TestPortal) {
    let (case, officer) = at_the_desk(test).await;
    test.admit(&officer, case).await.unwrap();
    test.work().await;
    let crossing = shift(test, &officer).await[0].crossing;
    test.portal
        .undo_admission(&officer, crossing)
        .await
        .unwrap();
    test.advance_portal(TimeDelta::seconds(20));
    test.admit(&officer, case).await.unwrap();
    test.work().await;
    let mails = test.mails_to(&Traveller::anna().email).await;
    let about = |word: &str| {
        mails
            .iter()
            .filter(|mail| mail.subject.contains(word))
            .count()
    };
    assert_eq!((about("mistake"), about("V-Pass")), (0, 2));
}
