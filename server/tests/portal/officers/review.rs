//! Deciding on cases.

use app::contract::{
    Caller, CaseAction, CaseFacts, CheckFinding, CheckOutcome, DecisionForm, QueueFilter, Role,
    StaffService, StepAnswers, TravellerService, TripForm,
};
use app::error::PortalError;
use chrono::{Datelike, Days};
use domain::states::{CaseState, CorrectionPage, VisaState};
use test_support::answers::{faults, is_conflict};
use test_support::cast::GOOD_CARD;
use test_support::{TestPortal, Traveller, on_both};

on_both!(
    [with_sandbox]
    article_7_4_an_adult_does_not_leave_others_without_a_passport,
    articles_7_2_and_7_4_a_child_is_decided_on_by_itself,
    two_reviewers_cannot_decide_the_same_case,
    a_denial_takes_two_people_and_a_ground,
    only_reviewers_and_supervisors_look_and_looking_is_recorded,
    the_queue_comes_in_pages_and_filters,
    a_failed_check_stops_a_grant,
    a_correction_opens_the_ticked_pages_and_shows_what_changed,
);

async fn two_reviewers_cannot_decide_the_same_case(test: &TestPortal) {
    let one = test.staff("one", &[Role::Reviewer]).await;
    let two = test.staff("two", &[Role::Reviewer]).await;
    let case = test.paid(&[Traveller::eriksson()]).await[0];
    let form = test.decision(case).await;
    let take = |caller: &Caller| {
        let (portal, caller, form) = (test.portal.clone(), caller.clone(), form.clone());
        tokio::spawn(async move {
            portal
                .apply_action(&caller, CaseAction::Assign, &form)
                .await
        })
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

    let refused = test.act(&other, CaseAction::Grant, case).await;
    assert_eq!(
        refused,
        Err(PortalError::conflict("conflict-case-assigned"))
    );
    let form = test.decision(case).await;
    let grant = || {
        let (portal, caller, form) = (test.portal.clone(), holder.clone(), form.clone());
        tokio::spawn(async move { portal.apply_action(&caller, CaseAction::Grant, &form).await })
    };
    let (first, second) = (grant(), grant());
    let (first, second) = (first.await.unwrap(), second.await.unwrap());
    assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
    assert!(is_conflict(&first) || is_conflict(&second));
    assert_eq!(test.case(case).await.state(), CaseState::Granted);
    let granted = test.told_of_case(case).await;
    assert_eq!(granted.iter().filter(|a| *a == "visa.granted").count(), 1);
    let visa = test.visa(case).await;
    assert_eq!((visa.edition, visa.state()), (1, VisaState::Valid));
    assert_eq!(visa.number.len(), 9);
}

async fn a_denial_takes_two_people_and_a_ground(test: &TestPortal) {
    let reviewer = test.reviewer().await;
    let both = test
        .staff("both", &[Role::Reviewer, Role::Supervisor])
        .await;
    let supervisor = test.supervisor().await;
    let case = test.paid(&[Traveller::eriksson()]).await[0];
    test.act(&both, CaseAction::Assign, case).await.unwrap();

    let mut form = test.decision(case).await;
    form.note = " ".into();
    form.ground = "23.a.8".into();
    let refused = test
        .portal
        .apply_action(&both, CaseAction::ProposeDenial, &form)
        .await;
    assert_eq!(faults(refused), ["note"]);
    form.note = "x".into();
    let short = test
        .portal
        .apply_action(&both, CaseAction::ProposeDenial, &form)
        .await;
    assert_eq!(faults(short), ["note"]);
    for ground in ["", "23.b.1", "7.technical_fault"] {
        let mut form = test.decision(case).await;
        form.ground = ground.to_owned();
        let refused = test
            .portal
            .apply_action(&both, CaseAction::ProposeDenial, &form)
            .await;
        assert_eq!(faults(refused), ["ground"]);
    }
    test.act(&both, CaseAction::ProposeDenial, case)
        .await
        .unwrap();
    assert_eq!(test.case(case).await.state(), CaseState::DenialProposed);

    let own = test.act(&both, CaseAction::ConfirmDenial, case).await;
    assert_eq!(own, Err(PortalError::conflict("conflict-own-proposal")));
    let wrong_role = test.act(&reviewer, CaseAction::ConfirmDenial, case).await;
    assert_eq!(wrong_role, Err(PortalError::Forbidden));
    let view = test.portal.case(&supervisor, case).await.unwrap();
    let denial = view.denial.unwrap();
    assert_eq!(denial.note, "As the file says");
    assert!(!denial.proposed_by_caller);

    let mut form = test.decision(case).await;
    form.note = String::new();
    let silent = test
        .portal
        .apply_action(&supervisor, CaseAction::RejectDenial, &form)
        .await;
    assert_eq!(faults(silent), ["note"]);
    test.act(&supervisor, CaseAction::RejectDenial, case)
        .await
        .unwrap();
    assert_eq!(test.case(case).await.state(), CaseState::InReview);
    // The reviewer reads who sent it back, and why.
    let view = test.portal.case(&both, case).await.unwrap();
    let back = view.sent_back.unwrap();
    assert_eq!(back.reason, "As the file says");
    assert_eq!(back.by, "Officer supervisor");
    test.act(&both, CaseAction::ProposeDenial, case)
        .await
        .unwrap();
    test.act(&supervisor, CaseAction::ConfirmDenial, case)
        .await
        .unwrap();
    assert_eq!(test.case(case).await.state(), CaseState::Denied);
    // Both names and both times.
    let view = test.portal.case(&supervisor, case).await.unwrap();
    assert!(view.sent_back.is_none());
    let denial = view.denial.unwrap();
    assert_eq!(denial.proposed_by, "Officer both");
    let (confirmed_by, at) = denial.confirmed.unwrap();
    assert_eq!(confirmed_by, "Officer supervisor");
    assert!(at >= denial.proposed_at);
    let actions = test.told_of_case(case).await;
    assert!(actions.contains(&"case.denied".to_owned()));
    assert!(actions.contains(&"application.closed".to_owned()));
}

async fn only_reviewers_and_supervisors_look_and_looking_is_recorded(test: &TestPortal) {
    let reviewer = test.reviewer().await;
    let border = test.staff("border", &[Role::Border]).await;
    let applicant = test.submitted(&[Traveller::eriksson()]).await;
    let case = test.pay_for(&applicant, GOOD_CARD).await[0];
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
        assert_eq!(test.portal.queue(caller, &filter).await.unwrap_err(), error);
        assert_eq!(test.portal.case(caller, case).await.unwrap_err(), error);
        let photo = test.portal.case_photo(caller, case).await.err();
        assert_eq!(photo, Some(error.clone()));
        for one in [
            CaseAction::Assign,
            CaseAction::Release,
            CaseAction::Grant,
            CaseAction::AskCorrection,
            CaseAction::ProposeDenial,
            CaseAction::ConfirmDenial,
            CaseAction::RejectDenial,
        ] {
            assert_eq!(test.act(caller, one, case).await, Err(error.clone()));
        }
    }
    let before = test.told_of_case(case).await.len();
    let view = test.portal.case(&reviewer, case).await.unwrap();
    assert!(
        view.checks
            .iter()
            .all(|check| check.outcome != CheckOutcome::Fail)
    );
    assert_eq!(view.facts.person.unwrap().surname, "Eriksson");
    let photo = test.portal.case_photo(&reviewer, case).await.unwrap();
    let own = test.portal.photo(&applicant, case).await.unwrap();
    assert_eq!(photo.bytes, own.bytes);
    let told = test.told_of_case(case).await;
    assert_eq!(told[before..], ["case.viewed", "photo.viewed"]);
}

async fn the_queue_comes_in_pages_and_filters(test: &TestPortal) {
    let reviewer = test.reviewer().await;
    for _ in 0..5 {
        test.paid(&Traveller::group(10)).await;
    }
    let case = test.paid(&[Traveller::eriksson()]).await[0];
    let mut seen = Vec::new();
    let mut filter = QueueFilter::default();
    loop {
        let page = test.portal.queue(&reviewer, &filter).await.unwrap();
        assert!(page.rows.len() <= 50);
        seen.extend(page.rows.into_iter().map(|row| row.case));
        match page.next {
            Some(next) => filter.cursor = next,
            None => break,
        }
    }
    assert_eq!(seen.len(), 51);
    let mut once = seen.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), 51);
    assert_eq!(seen.last(), Some(&case), "the newest comes last");

    let view = test.portal.case(&reviewer, case).await.unwrap();
    let count = async |change: fn(&mut QueueFilter, &str)| {
        let mut filter = QueueFilter::default();
        change(&mut filter, &view.reference);
        test.portal
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
    test.grant(&reviewer, case).await;
    assert_eq!(count(|filter, _| filter.state = "granted".into()).await, 1);
    // Whoever knows the reference finds the case in whatever state it is.
    assert_eq!(
        count(|filter, r| r.clone_into(&mut filter.reference)).await,
        1
    );
}

async fn a_failed_check_stops_a_grant(test: &TestPortal) {
    let reviewer = test.reviewer().await;
    let case = test.paid(&[Traveller::eriksson()]).await[0];
    test.change_expiry(case, test.today() + Days::new(90)).await;
    test.act(&reviewer, CaseAction::Assign, case).await.unwrap();
    let refused = test.act(&reviewer, CaseAction::Grant, case).await;
    assert_eq!(refused, Err(PortalError::conflict("conflict-check-failed")));
    test.act(&reviewer, CaseAction::AskCorrection, case)
        .await
        .unwrap();
    assert_eq!(test.case(case).await.state(), CaseState::NeedsCorrection);
    let refused = test.act(&reviewer, CaseAction::Grant, case).await;
    assert!(is_conflict(&refused));
}

/// A traveller on a parent's passport has a photo and a decision of their own.
async fn articles_7_2_and_7_4_a_child_is_decided_on_by_itself(test: &TestPortal) {
    let reviewer = test.reviewer().await;
    let family = [Traveller::eriksson(), Traveller::lars()];
    let cases = test.paid(&family).await;
    test.grant(&reviewer, cases[0]).await;
    assert_eq!(test.case(cases[1]).await.state(), CaseState::Waiting);
    let photo = test.change_photo(cases[1], None).await;
    test.act(&reviewer, CaseAction::Assign, cases[1])
        .await
        .unwrap();
    let view = test.portal.case(&reviewer, cases[1]).await.unwrap();
    let failed = view.checks.iter();
    let failed: Vec<_> = failed
        .filter(|check| check.outcome == CheckOutcome::Fail)
        .map(|check| (&check.finding, check.article))
        .collect();
    assert_eq!(failed, [(&CheckFinding::PhotoMissing, "Art. 7.2")]);
    let refused = test.act(&reviewer, CaseAction::Grant, cases[1]).await;
    assert_eq!(refused, Err(PortalError::conflict("conflict-check-failed")));

    test.change_photo(cases[1], photo).await;
    test.act(&reviewer, CaseAction::Grant, cases[1])
        .await
        .unwrap();
    let (own, adults) = (test.visa(cases[1]).await, test.visa(cases[0]).await);
    assert_ne!(own.number, adults.number);
}

async fn article_7_4_an_adult_does_not_leave_others_without_a_passport(test: &TestPortal) {
    let family = [Traveller::eriksson(), Traveller::lars()];
    let cases = test.paid(&family).await;
    assert_eq!(
        test.withdraw(cases[0]).await,
        Err(PortalError::conflict("conflict-withdraw-dependants"))
    );
    assert_eq!(test.case(cases[0]).await.state(), CaseState::Waiting);
    test.withdraw(cases[1]).await.unwrap();
    test.withdraw(cases[0]).await.unwrap();
}

async fn a_correction_opens_the_ticked_pages_and_shows_what_changed(test: &TestPortal) {
    let reviewer = test.reviewer().await;
    let applicant = test.submitted(&[Traveller::eriksson()]).await;
    let case = test.pay_for(&applicant, GOOD_CARD).await[0];
    test.act(&reviewer, CaseAction::Assign, case).await.unwrap();
    let ask = async |pages: &[&str]| {
        let form = DecisionForm {
            pages: pages.iter().map(|page| (*page).to_owned()).collect(),
            ..test.decision(case).await
        };
        let action = CaseAction::AskCorrection;
        test.portal.apply_action(&reviewer, action, &form).await
    };
    assert_eq!(faults(ask(&[]).await), ["pages"]);
    assert_eq!(faults(ask(&["fee"]).await), ["pages"]);
    ask(&["trip"]).await.unwrap();

    let portal = &test.portal;
    let save = async |answers| test.try_to_save(&applicant, answers).await;
    let contact = StepAnswers::Contact(test_support::cast::contact());
    assert!(is_conflict(&save(contact).await), "it was not opened");
    let unchanged = test.send_correction(&applicant, case).await;
    assert_eq!(faults(unchanged), [format!("correction-{case}")]);
    let trip = TripForm {
        address: "House 5, Street 240, Phnom Penh".to_owned(),
        ..test_support::cast::trip(test.today())
    };
    let right = trip.clone();
    // A blank at a line's end is no change.
    let blank = TripForm {
        address: test_support::cast::trip(test.today())
            .address
            .replace('\n', " \n")
            + " ",
        ..test_support::cast::trip(test.today())
    };
    save(StepAnswers::Trip(blank)).await.unwrap();
    let unchanged = test.send_correction(&applicant, case).await;
    assert_eq!(faults(unchanged), [format!("correction-{case}")]);
    let saved = save(StepAnswers::Trip(trip)).await.unwrap();
    assert!(saved.errors.is_empty(), "{:?}", saved.errors);
    // What is wrong is not sent: the reviewer would not see it as it was typed.
    let early = TripForm {
        entry_year: (test.today().year() - 1).to_string(),
        ..test_support::cast::trip(test.today())
    };
    let wrong = save(StepAnswers::Trip(early)).await.unwrap();
    assert_eq!(wrong.errors.len(), 1);
    let sent = test.send_correction(&applicant, case).await;
    assert_eq!(faults(sent), [format!("correction-{case}")]);
    let saved = save(StepAnswers::Trip(right)).await.unwrap();
    assert!(saved.errors.is_empty(), "{:?}", saved.errors);
    let status = portal.status(&applicant).await.unwrap();
    let asked = status.travellers[0].correction.as_ref().unwrap();
    assert_eq!(
        (asked.pages.as_slice(), asked.changes),
        (&[CorrectionPage::Trip][..], Some(1))
    );
    // Nobody could decide before: the days of the promise count anew.
    let promised = status.decision_due_on.unwrap();
    test.advance(chrono::TimeDelta::days(4)).await;
    let later = TripForm {
        address: "House 5, Street 240, Phnom Penh".to_owned(),
        ..test_support::cast::trip(test.today())
    };
    save(StepAnswers::Trip(later)).await.unwrap();
    test.send_correction(&applicant, case).await.unwrap();
    let status = portal.status(&applicant).await.unwrap();
    assert!(status.decision_due_on.unwrap() > promised + chrono::TimeDelta::days(2));
    assert_eq!(status.decision_expected_on, None);

    let view = portal.case(&reviewer, case).await.unwrap();
    assert_eq!(view.state, CaseState::InReview);
    let correction = view.correction.unwrap();
    assert_eq!(correction.note, "As the file says");
    assert!(!correction.photo_changed);
    let address = |facts: &CaseFacts| facts.trip.clone().unwrap().address;
    let before = correction.before.unwrap();
    assert_ne!(address(&before), address(&view.facts));
    assert_eq!(address(&view.facts), "House 5, Street 240, Phnom Penh");
    assert_eq!(before.person, view.facts.person);
}
