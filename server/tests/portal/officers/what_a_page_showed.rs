//! A decision is made by what its page showed. What changed since, and is no version of the case or the
//! refund, is shown again first.

use app::contract::{
    CaseAction, DecisionForm, RefundDecision, RefundFilter, StaffService, checks_shown,
};
use app::error::PortalError;
use domain::states::{CaseState, RefundState};
use test_support::cast::FEE;
use test_support::{TestPortal, Traveller, on_both};

on_both!(
    [with_sandbox]
    a_dispute_is_seen_before_a_visa_is_granted,
    money_that_moved_is_seen_before_a_refund_is_decided_on,
);

async fn a_dispute_is_seen_before_a_visa_is_granted(test: &TestPortal) {
    let reviewer = test.reviewer().await;
    let case = test.paid(&Traveller::group(1)).await[0];
    let application = test.case(case).await.application_id;
    test.act(&reviewer, CaseAction::Assign, case).await.unwrap();
    let form = async || {
        let shown = test.portal.case(&reviewer, case).await.unwrap();
        DecisionForm {
            checks: checks_shown(&shown.checks),
            ..test.decision(case).await
        }
    };
    let before = form().await;
    // The version of the case stays.
    test.dispute(application).await;
    assert_eq!(before.version, test.decision(case).await.version);
    let grant = async |form: &DecisionForm| {
        let portal = &test.portal;
        portal
            .apply_action(&reviewer, CaseAction::Grant, form)
            .await
    };
    let changed = PortalError::conflict("conflict-checks-changed");
    assert_eq!(grant(&before).await, Err(changed));
    assert_eq!(test.case(case).await.state(), CaseState::InReview);
    grant(&form().await).await.unwrap();
    assert_eq!(test.case(case).await.state(), CaseState::Granted);
}

async fn money_that_moved_is_seen_before_a_refund_is_decided_on(test: &TestPortal) {
    let (reviewer, supervisor) = (test.reviewer().await, test.supervisor().await);
    let case = test.paid(&Traveller::group(1)).await[0];
    let application = test.case(case).await.application_id;
    test.grant(&reviewer, case).await;
    let officer = test.officer().await;
    let both = ["7.technical_fault", "23.a.9"];
    test.refuse(&officer, case, &both).await.unwrap();
    let shown = async || {
        let found = test
            .portal
            .refunds(&supervisor, &RefundFilter::default())
            .await;
        found.unwrap().rows.remove(0)
    };
    let decide = async |approve, gone| {
        let row = test.refunds(application).await.remove(0);
        let decision = RefundDecision {
            refund: row.id,
            version: row.version,
            approve,
            note: "As the ground of Art. 23 alone would have it".to_owned(),
            gone: Some(gone),
        };
        test.portal.decide_refund(&supervisor, &decision).await
    };
    let before = shown().await;
    assert!(!before.is_all_back);
    test.give_back_by_hand(application, FEE).await;
    let moved = PortalError::conflict("conflict-money-moved");
    for approve in [true, false] {
        assert_eq!(decide(approve, before.gone.minor).await, Err(moved.clone()));
    }
    let now = shown().await;
    assert!(now.is_all_back);
    assert_eq!(now.version, before.version);
    assert_eq!(
        decide(false, now.gone.minor).await,
        Err(PortalError::conflict("conflict-fee-is-back"))
    );
    decide(true, now.gone.minor).await.unwrap();
    test.until_refund(now.refund, RefundState::Succeeded).await;
    assert_eq!(test.refunds(application).await[0].gone(), 0);
}
