//! Refusing entry, and what it means for visa and fee.

use app::contract::{
    BorderService, Caller, RefundDecision, RefundFilter, RefundRow, StaffService, TravellerService,
    refund_note_field,
};
use domain::law::refunds::RefundGround;
use domain::states::{ApplicationState, RefundState, VisaState};
use test_support::answers::{faults, is_conflict};
use test_support::{DecideRefunds, TestPortal, Traveller, on_both};
use uuid::Uuid;

on_both!(
    [with_sandbox]
    article_7_voids_the_visa_and_opens_a_refund_of_one_share,
    the_last_void_visa_closes_the_application,
    other_grounds_leave_visa_and_fee_as_they_are,
    with_a_ground_of_article_23_beside_it_a_supervisor_decides,
    an_admission_dated_before_the_refusal_counts_too,
    of_an_admission_and_an_approval_at_once_one_wins,
    a_later_refusal_on_article_7_alone_gives_back_what_was_declined_or_waits,
    article_7_without_a_valid_visa_a_supervisor_decides,
    a_disputed_charge_is_not_given_back_here_and_the_visa_is_void,
    a_refusal_needs_its_grounds_and_a_note,
);

/// Cases of one application that were granted, an officer, and a supervisor.
pub(super) async fn granted(test: &TestPortal, people: usize) -> (Vec<Uuid>, Caller, Caller) {
    let reviewer = test.reviewer().await;
    let cases = test.paid(&Traveller::group(people)).await;
    for case in &cases {
        test.grant(&reviewer, *case).await;
    }
    (cases, test.officer().await, test.supervisor().await)
}

pub(super) async fn refuse(test: &TestPortal, officer: &Caller, case: Uuid, grounds: &[&str]) {
    test.refuse(officer, case, grounds).await.unwrap();
}

async fn visa_state(test: &TestPortal, case: Uuid) -> VisaState {
    test.visa(case).await.state()
}

async fn refunds(test: &TestPortal, supervisor: &Caller) -> Vec<RefundRow> {
    let filter = RefundFilter::default();
    test.portal.refunds(supervisor, &filter).await.unwrap().rows
}

async fn article_7_voids_the_visa_and_opens_a_refund_of_one_share(test: &TestPortal) {
    let (cases, officer, supervisor) = granted(test, 2).await;
    refuse(test, &officer, cases[0], &["7.technical_fault"]).await;
    assert_eq!(visa_state(test, cases[0]).await, VisaState::Void);
    assert_eq!(visa_state(test, cases[1]).await, VisaState::Valid);
    let rows = refunds(test, &supervisor).await;
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].state, RefundState::Requested);
    assert_eq!(rows[0].amount.minor, 3000);
    let visa = test.visa(cases[0]).await;
    assert!(test.is_withdrawn(&visa.seal_hash).await);
    let application = test.case(cases[0]).await.application_id;
    assert_eq!(
        test.application(application).await.state(),
        ApplicationState::Paid,
        "the other is open"
    );
    let told = test.told_of_case(cases[0]).await;
    for action in ["border.refused", "visa.voided", "refund.requested"] {
        assert_eq!(told.iter().filter(|a| *a == action).count(), 1, "{action}");
    }
    // The supervisor sees whose it is, where and why, and keeps a note with the decision.
    assert_eq!(
        rows[0].name.as_deref(),
        Some(test.name(cases[0]).await.as_str())
    );
    assert_eq!(rows[0].officer_note, "As seen at the desk");
    assert!(rows[0].port_name.is_some());
    // Art. 7 alone gives it back: there is nothing to decline.
    let declined = test
        .portal
        .decline_refund(&supervisor, rows[0].refund, rows[0].version)
        .await;
    assert!(is_conflict(&declined));
    // Neither admitted nor given back twice.
    assert!(is_conflict(&test.admit(&officer, cases[0]).await));
    refuse(test, &officer, cases[0], &["7.technical_fault"]).await;
    assert_eq!(refunds(test, &supervisor).await.len(), 1);
    let decision = |note: &str| RefundDecision {
        gone: None,
        refund: rows[0].refund,
        version: rows[0].version,
        approve: true,
        note: note.to_owned(),
    };
    let long = decision(&"x".repeat(601));
    let long = test.portal.decide_refund(&supervisor, &long).await;
    assert_eq!(faults(long.map(|_| ())), ["note"]);
    let approved = decision("Seen the officer's report");
    test.portal
        .decide_refund(&supervisor, &approved)
        .await
        .unwrap();
    let filter = RefundFilter {
        state: "approved".to_owned(),
        ..RefundFilter::default()
    };
    let kept = test.portal.refunds(&supervisor, &filter).await.unwrap();
    assert_eq!(kept.rows[0].decision_note, "Seen the officer's report");
}

async fn the_last_void_visa_closes_the_application(test: &TestPortal) {
    let (cases, officer, supervisor) = granted(test, 1).await;
    refuse(test, &officer, cases[0], &["7.insufficient_information"]).await;
    assert!(
        test.told_of_case(cases[0])
            .await
            .contains(&"application.closed".to_owned())
    );
    assert_eq!(refunds(test, &supervisor).await.len(), 1);
}

async fn other_grounds_leave_visa_and_fee_as_they_are(test: &TestPortal) {
    let (cases, officer, supervisor) = granted(test, 1).await;
    refuse(test, &officer, cases[0], &["23.a.9", "23.a.8"]).await;
    assert_eq!(visa_state(test, cases[0]).await, VisaState::Valid);
    assert!(refunds(test, &supervisor).await.is_empty());
    let view = test.portal.person(&officer, cases[0], "").await.unwrap();
    assert_eq!(view.crossings[0].grounds.len(), 2);
    // They may come again with what was missing, and the officer says why.
    assert_eq!(faults(test.admit(&officer, cases[0]).await), ["despite"]);
    let reason = "Shows a bank statement";
    test.admit_despite(&officer, cases[0], reason)
        .await
        .unwrap();
    assert!(is_conflict(
        &test.refuse(&officer, cases[0], &["23.a.9"]).await
    ));
}

async fn with_a_ground_of_article_23_beside_it_a_supervisor_decides(test: &TestPortal) {
    let (cases, officer, supervisor) = granted(test, 2).await;
    let mixed = ["7.technical_fault", "23.a.9"];
    for case in &cases {
        refuse(test, &officer, *case, &mixed).await;
        assert_eq!(visa_state(test, *case).await, VisaState::Valid);
    }
    let rows = refunds(test, &supervisor).await;
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0].further_grounds.len(), 1);
    let portal = &test.portal;
    let approve = async |row: &RefundRow| {
        portal
            .approve_refund(&supervisor, row.refund, row.version)
            .await
    };
    let of = |case| rows.iter().find(|row| row.case == Some(case)).unwrap();
    // What the law leaves to a supervisor has a reason.
    let unexplained = RefundDecision {
        gone: None,
        refund: of(cases[0]).refund,
        version: of(cases[0]).version,
        approve: true,
        note: String::new(),
    };
    let field = refund_note_field("approve", unexplained.refund);
    let unexplained = portal.decide_refund(&supervisor, &unexplained).await;
    assert_eq!(faults(unexplained.map(|_| ())), [field]);
    approve(of(cases[0])).await.unwrap();
    assert_eq!(visa_state(test, cases[0]).await, VisaState::Void);
    // Who was let in after all had the service.
    let admitted = test
        .admit_despite(&officer, cases[1], "Has shown means")
        .await;
    admitted.unwrap();
    assert!(is_conflict(&approve(of(cases[1])).await));
    assert_eq!(visa_state(test, cases[1]).await, VisaState::Used);
    let declined = of(cases[1]);
    portal
        .decline_refund(&supervisor, declined.refund, declined.version)
        .await
        .unwrap();
    assert!(refunds(test, &supervisor).await.is_empty());
    assert!(is_conflict(&approve(declined).await));
    // What was written then is read by the traveller.
    let applicant = test.applicant(cases[1]).await;
    let status = portal.status(&applicant).await.unwrap();
    let told: Vec<_> = status
        .payments
        .iter()
        .flat_map(|paid| &paid.refunds)
        .collect();
    let note = told.iter().find_map(|refund| refund.note.clone());
    assert!(note.is_some_and(|note| note.len() >= 10), "{told:?}");
    assert!(
        test.told_of_case(cases[1])
            .await
            .contains(&"refund.declined".to_owned())
    );
}

async fn an_admission_dated_before_the_refusal_counts_too(test: &TestPortal) {
    let (cases, officer, supervisor) = granted(test, 1).await;
    test.advance(chrono::TimeDelta::hours(2)).await;
    refuse(test, &officer, cases[0], &["7.technical_fault", "23.a.9"]).await;
    let mut form = test.crossing(cases[0]).await;
    let earlier = test.portal.now() - chrono::TimeDelta::minutes(1);
    let there = earlier + chrono::TimeDelta::hours(7);
    form.event_date_day = there.format("%d").to_string();
    form.event_date_month = there.format("%m").to_string();
    form.event_date_year = there.format("%Y").to_string();
    form.event_time = there.format("%H:%M").to_string();
    "Was let in before the refusal".clone_into(&mut form.despite);
    test.portal.admit(&officer, &form).await.unwrap();
    let row = &refunds(test, &supervisor).await[0];
    let approved = test
        .portal
        .approve_refund(&supervisor, row.refund, row.version);
    assert!(is_conflict(&approved.await));
    assert_eq!(visa_state(test, cases[0]).await, VisaState::Used);
}

async fn of_an_admission_and_an_approval_at_once_one_wins(test: &TestPortal) {
    let (cases, officer, supervisor) = granted(test, 6).await;
    for case in cases {
        refuse(test, &officer, case, &["7.technical_fault", "23.a.9"]).await;
        let rows = refunds(test, &supervisor).await;
        let row = rows.iter().find(|row| row.case == Some(case)).unwrap();
        let (admitted, approved) = tokio::join!(
            test.admit(&officer, case),
            test.portal
                .approve_refund(&supervisor, row.refund, row.version)
        );
        assert!(
            admitted.is_ok() != approved.is_ok(),
            "{admitted:?} {approved:?}"
        );
        let state = test.refund(row.refund).await.state();
        assert_eq!(state == RefundState::Requested, admitted.is_ok());
    }
}

async fn a_later_refusal_on_article_7_alone_gives_back_what_was_declined_or_waits(
    test: &TestPortal,
) {
    let (cases, officer, supervisor) = granted(test, 2).await;
    let mixed = ["7.technical_fault", "23.a.9"];
    for case in &cases {
        refuse(test, &officer, *case, &mixed).await;
    }
    let portal = &test.portal;
    let rows = refunds(test, &supervisor).await;
    let first = rows.iter().find(|row| row.case == Some(cases[0])).unwrap();
    portal
        .decline_refund(&supervisor, first.refund, first.version)
        .await
        .unwrap();
    for case in &cases {
        refuse(test, &officer, *case, &["7.insufficient_information"]).await;
        assert_eq!(visa_state(test, *case).await, VisaState::Void);
    }
    let rows = refunds(test, &supervisor).await;
    assert_eq!(rows.len(), 2, "one for each, and each once");
    for row in rows {
        assert_eq!(row.amount.minor, 3000);
        assert_eq!(row.reason, RefundGround::InsufficientInformation);
        assert!(row.further_grounds.is_empty());
        let declined = portal
            .decline_refund(&supervisor, row.refund, row.version)
            .await;
        assert!(is_conflict(&declined), "Art. 7 alone gives it back");
        portal
            .approve_refund(&supervisor, row.refund, row.version)
            .await
            .unwrap();
    }
}

/// Art. 7 asks for no valid visa: a fault may be just that the visa shows as used or was not granted.
async fn article_7_without_a_valid_visa_a_supervisor_decides(test: &TestPortal) {
    let (mut cases, officer, supervisor) = granted(test, 1).await;
    let portal = &test.portal;
    test.admit(&officer, cases[0]).await.unwrap();
    test.depart(&officer, cases[0]).await.unwrap();
    cases.extend(test.paid(&Traveller::group(2)).await);
    for case in &cases {
        refuse(test, &officer, *case, &["7.technical_fault"]).await;
    }
    let rows = refunds(test, &supervisor).await;
    assert_eq!(rows.len(), 3);
    for (row, case) in rows.iter().zip(&cases) {
        assert_eq!(row.case, Some(*case));
        assert!(row.without_visa && row.further_grounds.is_empty());
        assert_eq!(row.amount.minor, 3000);
    }
    let approve = async |row: &RefundRow| {
        portal
            .approve_refund(&supervisor, row.refund, row.version)
            .await
    };
    approve(&rows[0]).await.unwrap();
    approve(&rows[1]).await.unwrap();
    assert_eq!(visa_state(test, cases[0]).await, VisaState::Used);
    let declined = &rows[2];
    portal
        .decline_refund(&supervisor, declined.refund, declined.version)
        .await
        .unwrap();
    // A share goes back once.
    refuse(test, &officer, cases[0], &["7.technical_fault"]).await;
    let asked = |row: &RefundRow| row.state == RefundState::Requested;
    assert!(!refunds(test, &supervisor).await.iter().any(asked));
}

/// Our reading of Art. 7: of a charge that is disputed the bank gives the fee back, or leaves it to be
/// given back here. So nobody enters on the visa, and nothing is asked for here yet.
async fn a_disputed_charge_is_not_given_back_here_and_the_visa_is_void(test: &TestPortal) {
    let (cases, officer, supervisor) = granted(test, 2).await;
    let application = test.case(cases[0]).await.application_id;
    let dispute = test.dispute(application).await;
    refuse(test, &officer, cases[0], &["7.technical_fault"]).await;
    assert!(refunds(test, &supervisor).await.is_empty());
    assert_eq!(visa_state(test, cases[0]).await, VisaState::Void);
    // Once it is won, what was refused before and what is refused now are the same.
    test.win(application, &dispute).await;
    refuse(test, &officer, cases[1], &["7.technical_fault"]).await;
    assert_eq!(refunds(test, &supervisor).await.len(), 2);
    for case in cases {
        assert_eq!(visa_state(test, case).await, VisaState::Void);
    }
}

async fn a_refusal_needs_its_grounds_and_a_note(test: &TestPortal) {
    let (cases, officer, _) = granted(test, 1).await;
    let mut form = test.crossing(cases[0]).await;
    form.note = String::new();
    let found = faults(test.portal.refuse(&officer, &form).await);
    assert_eq!(found, ["grounds", "note"]);
    for grounds in [&["23.b.5"][..], &["23.a.9", "23.a.9"], &["nonsense"]] {
        let refused = test.refuse(&officer, cases[0], grounds).await;
        assert_eq!(faults(refused), ["grounds"]);
    }
}
