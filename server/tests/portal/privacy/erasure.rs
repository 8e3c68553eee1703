//! Personal data goes when its time is over; the skeleton stays.

use app::contract::{CaseAction, StaffService, TravellerService};
use app::error::PortalError;
use chrono::TimeDelta;
use domain::states::{ApplicationState, CaseState};
use server::worker;
use server::worker::retention;
use test_support::{TestPortal, Traveller, on_both};
use tokio_util::sync::CancellationToken;

on_both!(
    []
    a_draft_that_is_not_sent_is_erased_when_it_ends,
    what_is_due_is_done_without_being_asked;
    [with_sandbox]
    a_closed_application_is_erased_after_its_years,
    a_paid_application_that_never_closes_is_erased_too,
);

async fn a_draft_that_is_not_sent_is_erased_when_it_ends(test: &TestPortal) {
    let portal = &test.portal;
    let caller = test.started("late@mail.example").await;
    assert!(portal.draft(&caller).await.is_ok());
    test.advance(TimeDelta::days(29)).await;
    retention::run(portal).await.unwrap();
    assert!(portal.draft(&caller).await.is_ok());
    test.advance(TimeDelta::days(2)).await;
    retention::run(portal).await.unwrap();
    retention::run(portal).await.unwrap();
    assert_eq!(
        portal.draft(&caller).await.unwrap_err(),
        PortalError::Conflict("conflict-erased".to_owned())
    );
    let row = test.application(caller.traveller().unwrap()).await;
    assert_eq!(row.state(), ApplicationState::Expired);
    assert!(row.key.bytes.is_empty() && row.document.is_empty() && row.email_hash.is_empty());
}

async fn a_closed_application_is_erased_after_its_years(test: &TestPortal) {
    let portal = &test.portal;
    let reviewer = test.reviewer().await;
    let supervisor = test.supervisor().await;
    let case = test.paid(&[Traveller::eriksson()]).await[0];
    test.act(&reviewer, CaseAction::Assign, case).await.unwrap();
    test.act(&reviewer, CaseAction::ProposeDenial, case)
        .await
        .unwrap();
    test.act(&supervisor, CaseAction::ConfirmDenial, case)
        .await
        .unwrap();
    let photo = test.case(case).await.photo.unwrap();
    let file = test.photo_file(&photo);
    assert!(file.exists());

    test.advance(TimeDelta::days(4 * 365)).await;
    retention::run(portal).await.unwrap();
    assert!(portal.case(&reviewer, case).await.is_ok());
    test.advance(TimeDelta::days(367)).await;
    retention::run(portal).await.unwrap();
    assert!(portal.case(&reviewer, case).await.is_err());
    let row = test.case(case).await;
    assert_eq!(row.state(), CaseState::Denied);
    assert_eq!((row.passport_hash, row.photo), (None, None));
    assert!(row.document.is_empty());
    assert!(!file.exists());
    test.assert_record_holds().await;
    let told = test.told_of_case(case).await;
    assert_eq!(told.last().map(String::as_str), Some("application.erased"));
}

/// As a started portal does: nobody queues anything by hand.
async fn what_is_due_is_done_without_being_asked(test: &TestPortal) {
    let portal = &test.portal;
    test.started("late@mail.example").await;
    test.advance(TimeDelta::days(31)).await;
    let stop = CancellationToken::new();
    let working = tokio::spawn(worker::run(portal.clone(), stop.clone()));
    let mut erased = false;
    for _ in 0..1000 {
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        let told = test.told_first().await;
        erased = told.iter().any(|action| action == "application.erased");
        if erased {
            break;
        }
    }
    stop.cancel();
    working.await.unwrap();
    assert!(erased);
}

/// A correction that nobody sends.
async fn a_paid_application_that_never_closes_is_erased_too(test: &TestPortal) {
    let portal = &test.portal;
    let reviewer = test.reviewer().await;
    let case = test.paid(&[Traveller::eriksson()]).await[0];
    test.act(&reviewer, CaseAction::Assign, case).await.unwrap();
    test.act(&reviewer, CaseAction::AskCorrection, case)
        .await
        .unwrap();
    let application = test.case(case).await.application_id;
    let photo = test.case(case).await.photo.unwrap();
    test.advance(TimeDelta::days(6 * 365)).await;
    retention::run(portal).await.unwrap();
    assert!(test.application(application).await.erased_at.is_none());
    test.advance(TimeDelta::days(3)).await;
    retention::run(portal).await.unwrap();
    assert!(test.application(application).await.erased_at.is_some());
    assert!(!test.photo_file(&photo).exists());
}
