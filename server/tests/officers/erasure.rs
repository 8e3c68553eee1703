//! Personal data goes when its time is over; the skeleton stays.

use crate::house::House;
use crate::on_both;
use crate::stage;
use app::contract::{Caller, CaseAction, Role, StaffService, TravellerService};
use app::error::PortalError;
use chrono::TimeDelta;
use domain::states::{ApplicationState, CaseState};
use server::worker;
use server::worker::retention;
use tokio_util::sync::CancellationToken;

on_both!(
    a_draft_that_is_not_sent_is_erased_when_it_ends,
    a_closed_application_is_erased_after_its_years,
    what_is_due_is_done_without_being_asked
);

async fn a_draft_that_is_not_sent_is_erased_when_it_ends(house: &House) {
    let portal = &house.portal;
    let stranger = Caller::default();
    let token = portal.start(&stranger, "late@mail.example").await.unwrap();
    let who = server::accounts::sessions::who(portal, Some(&token.secret), None)
        .await
        .unwrap();
    let caller = Caller {
        application: who.application,
        ..stranger
    };
    assert!(portal.draft(&caller).await.is_ok());
    house.clock.advance(TimeDelta::days(29));
    retention::run(portal).await.unwrap();
    assert!(portal.draft(&caller).await.is_ok());
    house.clock.advance(TimeDelta::days(2));
    retention::run(portal).await.unwrap();
    retention::run(portal).await.unwrap();
    assert_eq!(
        portal.draft(&caller).await.unwrap_err(),
        PortalError::Conflict("conflict-erased".to_owned())
    );
    let mut unit = portal.store.read().await.unwrap();
    let row = unit
        .application(who.application.unwrap())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(row.state(), ApplicationState::Expired);
    assert!(row.key.bytes.is_empty() && row.document.is_empty() && row.email_hash.is_empty());
}

async fn a_closed_application_is_erased_after_its_years(house: &House) {
    let portal = &house.portal;
    let reviewer = stage::staff(house, "reviewer", &[Role::Reviewer]).await;
    let supervisor = stage::staff(house, "supervisor", &[Role::Supervisor]).await;
    let case = stage::paid(house, &[stage::person("L898902C3")]).await[0];
    stage::act(house, &reviewer, CaseAction::Assign, case)
        .await
        .unwrap();
    stage::act(house, &reviewer, CaseAction::ProposeDenial, case)
        .await
        .unwrap();
    stage::act(house, &supervisor, CaseAction::ConfirmDenial, case)
        .await
        .unwrap();
    let photo = stage::row(house, case).await.photo.unwrap();
    let file = house.object(&photo);
    assert!(file.exists());

    house.clock.advance(TimeDelta::days(4 * 365));
    retention::run(portal).await.unwrap();
    assert!(portal.case(&reviewer, case).await.is_ok());
    house.clock.advance(TimeDelta::days(367));
    retention::run(portal).await.unwrap();
    assert!(portal.case(&reviewer, case).await.is_err());
    let row = stage::row(house, case).await;
    assert_eq!(row.state(), CaseState::Denied);
    assert_eq!((row.passport_hash, row.photo), (None, None));
    assert!(row.document.is_empty());
    assert!(!file.exists());
    let mut unit = portal.store.read().await.unwrap();
    assert!(server::audit::verify(&mut *unit).await.unwrap().is_ok());
    drop(unit);
    let told = stage::actions(house, case).await;
    assert_eq!(told.last().map(String::as_str), Some("application.erased"));
}

/// As a started portal does: nobody queues anything by hand.
async fn what_is_due_is_done_without_being_asked(house: &House) {
    let portal = &house.portal;
    portal
        .start(&Caller::default(), "late@mail.example")
        .await
        .unwrap();
    house.clock.advance(TimeDelta::days(31));
    let stop = CancellationToken::new();
    let working = tokio::spawn(worker::run(portal.clone(), stop.clone()));
    let mut erased = false;
    for _ in 0..100 {
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        let mut unit = portal.store.read().await.unwrap();
        let events = unit.audit_from(1, 100).await.unwrap();
        erased = events
            .iter()
            .any(|event| event.action == "application.erased");
        if erased {
            break;
        }
    }
    stop.cancel();
    working.await.unwrap();
    assert!(erased);
}
