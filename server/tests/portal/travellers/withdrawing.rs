//! What can be withdrawn: a case that was sent and is not decided.

use app::contract::{Caller, TravellerService};
use app::error::PortalError;
use chrono::TimeDelta;
use domain::states::{ApplicationState, CaseState};
use server::worker::retention;
use test_support::{TestPortal, Traveller, on_both};

on_both!(
    [with_sandbox]
    a_draft_has_nothing_to_withdraw,
    what_expired_has_nothing_to_withdraw,
);

async fn a_draft_has_nothing_to_withdraw(test: &TestPortal) {
    let applicant = test.started("anna@mail.example").await;
    assert_not_withdrawn(test, &applicant, ApplicationState::Draft).await;
}

async fn what_expired_has_nothing_to_withdraw(test: &TestPortal) {
    let applicant = test.submitted(&Traveller::group(1)).await;
    assert!(test.portal.status(&applicant).await.unwrap().travellers[0].can_withdraw);
    test.advance(TimeDelta::days(40)).await;
    retention::run(&test.portal).await.unwrap();
    // Its data are erased a month later.
    assert_not_withdrawn(test, &applicant, ApplicationState::Expired).await;
}

async fn assert_not_withdrawn(test: &TestPortal, applicant: &Caller, state: ApplicationState) {
    let application = applicant.traveller().unwrap();
    assert_eq!(test.application(application).await.state(), state);
    let case = test.cases(application).await.remove(0);
    assert_eq!(
        test.withdraw(case.id).await,
        Err(PortalError::conflict("conflict-cannot-withdraw"))
    );
    assert_eq!(test.case(case.id).await.state(), CaseState::Waiting);
    let status = test.portal.status(applicant).await.unwrap();
    assert!(!status.travellers[0].can_withdraw);
}
