//! Deciding on cases.

use super::stage::{act, actions, decision, faults, grant, is_conflict, paid, person, row, staff};
use crate::house::House;
use app::contract::{Caller, CaseAct, CheckOutcome, QueueFilter, Role, StaffDesk, TravellerDesk};
use app::error::PortalError;
use domain::states::{CaseState, VisaState};

async fn two_reviewers_cannot_decide_the_same_case(house: &House) {
    let one = staff(house, "one", &[Role::Reviewer]).await;
    let two = staff(house, "two", &[Role::Reviewer]).await;
    let case = paid(house, &[person("L898902C3")]).await[0];
    let form = decision(house, case).await;
    let take = |caller: &Caller| {
        let (portal, caller, form) = (house.portal.clone(), caller.clone(), form.clone());
        tokio::spawn(async move { portal.act(&caller, CaseAct::Take, &form).await })
    };
    let (first, second) = (take(&one), take(&two));
    let (first, second) = (first.await.unwrap(), second.await.unwrap());
    assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
    assert!(is_conflict(&first) || is_conflict(&second));
    let (holder, other) = if first.is_ok() {
        (one, two)
    } else {
        (two, one)
    };

    let refused = act(house, &other, CaseAct::Grant, case).await;
    assert_eq!(refused, Err(PortalError::conflict("conflict-case-held")));
    let form = decision(house, case).await;
    let grant = || {
        let (portal, caller, form) = (house.portal.clone(), holder.clone(), form.clone());
        tokio::spawn(async move { portal.act(&caller, CaseAct::Grant, &form).await })
    };
    let (first, second) = (grant(), grant());
    let (first, second) = (first.await.unwrap(), second.await.unwrap());
    assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
    assert!(is_conflict(&first) || is_conflict(&second));
    assert_eq!(row(house, case).await.state, CaseState::Granted);
    let granted = actions(house, case).await;
    assert_eq!(granted.iter().filter(|a| *a == "visa.granted").count(), 1);
    let mut unit = house.portal.store.read().await.unwrap();
    let visa = unit.visa_of_case(case).await.unwrap().unwrap();
    assert_eq!((visa.edition, visa.state), (1, VisaState::Valid));
    assert_eq!(visa.number.len(), 9);
}

async fn a_denial_takes_two_people_and_a_ground(house: &House) {
    let reviewer = staff(house, "reviewer", &[Role::Reviewer]).await;
    let both = staff(house, "both", &[Role::Reviewer, Role::Supervisor]).await;
    let supervisor = staff(house, "supervisor", &[Role::Supervisor]).await;
    let case = paid(house, &[person("L898902C3")]).await[0];
    act(house, &both, CaseAct::Take, case).await.unwrap();

    let mut form = decision(house, case).await;
    form.note = " ".into();
    form.ground = "23.a.8".into();
    let refused = house.portal.act(&both, CaseAct::ProposeDenial, &form).await;
    assert_eq!(faults(refused), ["note"]);
    for ground in ["", "23.b.1", "7.technical_fault"] {
        let mut form = decision(house, case).await;
        form.ground = ground.to_owned();
        let refused = house.portal.act(&both, CaseAct::ProposeDenial, &form).await;
        assert_eq!(faults(refused), ["ground"]);
    }
    act(house, &both, CaseAct::ProposeDenial, case)
        .await
        .unwrap();
    assert_eq!(row(house, case).await.state, CaseState::DenialProposed);

    let own = act(house, &both, CaseAct::ConfirmDenial, case).await;
    assert_eq!(own, Err(PortalError::conflict("conflict-own-proposal")));
    let wrong_role = act(house, &reviewer, CaseAct::ConfirmDenial, case).await;
    assert_eq!(wrong_role, Err(PortalError::Forbidden));
    let view = house.portal.case(&supervisor, case).await.unwrap();
    let denial = view.denial.unwrap();
    assert_eq!(denial.note, "As the file says");
    assert!(!denial.proposed_by_caller);

    act(house, &supervisor, CaseAct::RejectDenial, case)
        .await
        .unwrap();
    assert_eq!(row(house, case).await.state, CaseState::InReview);
    act(house, &both, CaseAct::ProposeDenial, case)
        .await
        .unwrap();
    act(house, &supervisor, CaseAct::ConfirmDenial, case)
        .await
        .unwrap();
    assert_eq!(row(house, case).await.state, CaseState::Denied);
    let actions = actions(house, case).await;
    assert!(actions.contains(&"case.denied".to_owned()));
    assert!(actions.contains(&"application.closed".to_owned()));
}

async fn only_reviewers_and_supervisors_look_and_looking_is_recorded(house: &House) {
    let reviewer = staff(house, "reviewer", &[Role::Reviewer]).await;
    let border = staff(house, "border", &[Role::Border]).await;
    let case = paid(house, &[person("L898902C3")]).await[0];
    let mut new = reviewer.clone();
    if let Some(staff) = &mut new.staff {
        staff.must_change_password = true;
    }
    for (caller, error) in [
        (&Caller::default(), PortalError::SignInNeeded),
        (&border, PortalError::Forbidden),
        (&new, PortalError::Forbidden),
    ] {
        let filter = QueueFilter::default();
        assert_eq!(
            house.portal.queue(caller, &filter).await.unwrap_err(),
            error
        );
        assert_eq!(house.portal.case(caller, case).await.unwrap_err(), error);
        let photo = house.portal.case_photo(caller, case).await.err();
        assert_eq!(photo, Some(error.clone()));
        for one in [
            CaseAct::Take,
            CaseAct::PutBack,
            CaseAct::Grant,
            CaseAct::AskCorrection,
            CaseAct::ProposeDenial,
            CaseAct::ConfirmDenial,
            CaseAct::RejectDenial,
        ] {
            assert_eq!(act(house, caller, one, case).await, Err(error.clone()));
        }
    }
    let view = house.portal.case(&reviewer, case).await.unwrap();
    assert!(
        view.checks
            .iter()
            .all(|check| check.outcome != CheckOutcome::Fail)
    );
    assert!(
        view.facts
            .contains(&("fact-surname".to_owned(), "Eriksson".to_owned()))
    );
    let photo = house.portal.case_photo(&reviewer, case).await.unwrap();
    assert_eq!(photo.bytes, b"a face");
    assert_eq!(actions(house, case).await, ["case.viewed", "photo.viewed"]);
}

async fn the_queue_comes_in_pages_and_filters(house: &House) {
    let reviewer = staff(house, "reviewer", &[Role::Reviewer]).await;
    let people: Vec<_> = (0..12).map(|n| person(&format!("P{n:06}"))).collect();
    for _ in 0..5 {
        paid(house, &people).await;
    }
    let case = paid(house, &[person("L898902C3")]).await[0];
    let mut seen = Vec::new();
    let mut filter = QueueFilter::default();
    loop {
        let page = house.portal.queue(&reviewer, &filter).await.unwrap();
        assert!(page.rows.len() <= 50);
        seen.extend(page.rows.into_iter().map(|row| row.case));
        match page.next {
            Some(next) => filter.cursor = next,
            None => break,
        }
    }
    assert_eq!(seen.len(), 61);
    let mut once = seen.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), 61);
    assert_eq!(seen.last(), Some(&case), "the newest comes last");

    let view = house.portal.case(&reviewer, case).await.unwrap();
    let count = async |change: fn(&mut QueueFilter, &str)| {
        let mut filter = QueueFilter::default();
        change(&mut filter, &view.reference);
        house
            .portal
            .queue(&reviewer, &filter)
            .await
            .unwrap()
            .rows
            .len()
    };
    assert_eq!(
        count(|filter, r| filter.reference = r.to_lowercase()).await,
        1
    );
    assert_eq!(
        count(|filter, _| filter.reference = "nonsense".into()).await,
        0
    );
    assert_eq!(
        count(|filter, _| filter.nationality = "uto".into()).await,
        50
    );
    assert_eq!(
        count(|filter, _| filter.nationality = "FRA".into()).await,
        0
    );
    assert_eq!(count(|filter, _| filter.port = "BVT".into()).await, 0);
    assert_eq!(count(|filter, _| filter.state = "granted".into()).await, 0);
    grant(house, &reviewer, case).await;
    assert_eq!(count(|filter, _| filter.state = "granted".into()).await, 1);
}

async fn a_failed_check_stops_a_grant(house: &House) {
    let reviewer = staff(house, "reviewer", &[Role::Reviewer]).await;
    let mut old = person("L898902C3");
    old.expires_on = super::stage::today(house) + chrono::Days::new(90);
    let case = paid(house, &[old]).await[0];
    act(house, &reviewer, CaseAct::Take, case).await.unwrap();
    let refused = act(house, &reviewer, CaseAct::Grant, case).await;
    assert_eq!(refused, Err(PortalError::conflict("conflict-check-failed")));
    act(house, &reviewer, CaseAct::AskCorrection, case)
        .await
        .unwrap();
    assert_eq!(row(house, case).await.state, CaseState::NeedsCorrection);
    let refused = act(house, &reviewer, CaseAct::Grant, case).await;
    assert!(is_conflict(&refused));
}

/// A traveller on a parent's passport has a photo and a decision of their own.
async fn articles_7_2_and_7_4_a_child_is_decided_on_by_itself(house: &House) {
    let reviewer = staff(house, "reviewer", &[Role::Reviewer]).await;
    let mut child = person("L898902C3");
    child.given_names = "Lars".into();
    let cases = paid(house, &[person("L898902C3"), child]).await;
    grant(house, &reviewer, cases[0]).await;
    assert_eq!(row(house, cases[1]).await.state, CaseState::Waiting);
    let mut unit = house.portal.store.begin().await.unwrap();
    let mut without_photo = row(house, cases[1]).await;
    let photo = without_photo.photo.take();
    unit.save_case(&without_photo).await.unwrap();
    unit.commit().await.unwrap();
    act(house, &reviewer, CaseAct::Take, cases[1])
        .await
        .unwrap();
    let view = house.portal.case(&reviewer, cases[1]).await.unwrap();
    let failed = view.checks.iter();
    let failed: Vec<_> = failed
        .filter(|check| check.outcome == CheckOutcome::Fail)
        .map(|check| (check.message.as_str(), check.article.as_str()))
        .collect();
    assert_eq!(failed, [("check-photo-missing", "Art. 7.2")]);
    let refused = act(house, &reviewer, CaseAct::Grant, cases[1]).await;
    assert_eq!(refused, Err(PortalError::conflict("conflict-check-failed")));

    let mut unit = house.portal.store.begin().await.unwrap();
    let with_photo = server::store::CaseRow {
        photo,
        ..row(house, cases[1]).await
    };
    unit.save_case(&with_photo).await.unwrap();
    unit.commit().await.unwrap();
    act(house, &reviewer, CaseAct::Grant, cases[1])
        .await
        .unwrap();
    let mut unit = house.portal.store.read().await.unwrap();
    let own = unit.visa_of_case(cases[1]).await.unwrap().unwrap();
    let adults = unit.visa_of_case(cases[0]).await.unwrap().unwrap();
    assert_ne!(own.number, adults.number);
}

async fn article_7_4_an_adult_does_not_leave_others_without_a_passport(house: &House) {
    let cases = paid(house, &[person("L898902C3"), person("L898902C3")]).await;
    let traveller = Caller {
        application: Some(row(house, cases[0]).await.application_id),
        ..Caller::default()
    };
    let withdraw = async |case| house.portal.withdraw(&traveller, case).await;
    assert_eq!(
        withdraw(cases[0]).await,
        Err(PortalError::conflict("conflict-withdraw-dependants"))
    );
    assert_eq!(row(house, cases[0]).await.state, CaseState::Waiting);
    withdraw(cases[1]).await.unwrap();
    withdraw(cases[0]).await.unwrap();
}

crate::on_both!(
    article_7_4_an_adult_does_not_leave_others_without_a_passport,
    articles_7_2_and_7_4_a_child_is_decided_on_by_itself,
    two_reviewers_cannot_decide_the_same_case,
    a_denial_takes_two_people_and_a_ground,
    only_reviewers_and_supervisors_look_and_looking_is_recorded,
    the_queue_comes_in_pages_and_filters,
    a_failed_check_stops_a_grant,
);
