//! Refusing entry, and what it means for visa and fee.

use super::stage::{actions, crossing, faults, grant, is_conflict, paid, person, staff};
use crate::house::House;
use app::contract::{BorderService, Caller, RefundFilter, Role, StaffService};
use domain::states::{ApplicationState, PaymentState, RefundState, VisaState};
use uuid::Uuid;

async fn granted(house: &House, people: usize) -> (Vec<Uuid>, Caller, Caller) {
    let reviewer = staff(house, "reviewer", &[Role::Reviewer]).await;
    let officer = staff(house, "officer", &[Role::Border]).await;
    let supervisor = staff(house, "supervisor", &[Role::Supervisor]).await;
    let people: Vec<_> = (0..people).map(|n| person(&format!("P{n:06}"))).collect();
    let cases = paid(house, &people).await;
    for case in &cases {
        grant(house, &reviewer, *case).await;
    }
    (cases, officer, supervisor)
}

async fn refuse(house: &House, officer: &Caller, case: Uuid, grounds: &[&str]) {
    let mut form = crossing(house, case).await;
    form.grounds = grounds.iter().map(|ground| (*ground).to_owned()).collect();
    house.portal.refuse(officer, &form).await.unwrap();
}

async fn visa_state(house: &House, case: Uuid) -> VisaState {
    let mut unit = house.portal.store.read().await.unwrap();
    unit.visa_of_case(case).await.unwrap().unwrap().state()
}

async fn refunds(house: &House, supervisor: &Caller) -> Vec<app::contract::RefundRow> {
    let filter = RefundFilter::default();
    house
        .portal
        .refunds(supervisor, &filter)
        .await
        .unwrap()
        .rows
}

async fn article_7_voids_the_visa_and_opens_a_refund_of_one_share(house: &House) {
    let (cases, officer, supervisor) = granted(house, 2).await;
    refuse(house, &officer, cases[0], &["7.technical_fault"]).await;
    assert_eq!(visa_state(house, cases[0]).await, VisaState::Void);
    assert_eq!(visa_state(house, cases[1]).await, VisaState::Valid);
    let rows = refunds(house, &supervisor).await;
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].state, RefundState::Requested);
    assert_eq!(rows[0].amount.minor, 3000);
    let visa = {
        let mut unit = house.portal.store.read().await.unwrap();
        unit.visa_of_case(cases[0]).await.unwrap().unwrap()
    };
    let mut unit = house.portal.store.read().await.unwrap();
    assert!(
        unit.withdrawn_seal(&visa.seal_hash)
            .await
            .unwrap()
            .is_some()
    );
    let application = unit.case(cases[0]).await.unwrap().unwrap().application_id;
    let application = unit.application(application).await.unwrap().unwrap();
    assert_eq!(
        application.state(),
        ApplicationState::Paid,
        "the other is open"
    );
    drop(unit);
    let told = actions(house, cases[0]).await;
    for action in ["border.refused", "visa.voided", "refund.requested"] {
        assert_eq!(told.iter().filter(|a| *a == action).count(), 1, "{action}");
    }
    // Art. 7 alone gives it back: there is nothing to decline.
    let declined = house
        .portal
        .decline_refund(&supervisor, rows[0].refund, rows[0].version)
        .await;
    assert!(is_conflict(&declined));
    // Neither admitted nor given back twice.
    let form = crossing(house, cases[0]).await;
    assert!(is_conflict(&house.portal.admit(&officer, &form).await));
    refuse(house, &officer, cases[0], &["7.technical_fault"]).await;
    assert_eq!(refunds(house, &supervisor).await.len(), 1);
}

async fn the_last_void_visa_closes_the_application(house: &House) {
    let (cases, officer, supervisor) = granted(house, 1).await;
    refuse(house, &officer, cases[0], &["7.insufficient_information"]).await;
    assert!(
        actions(house, cases[0])
            .await
            .contains(&"application.closed".to_owned())
    );
    assert_eq!(refunds(house, &supervisor).await.len(), 1);
}

async fn other_grounds_leave_visa_and_fee_as_they_are(house: &House) {
    let (cases, officer, supervisor) = granted(house, 1).await;
    refuse(house, &officer, cases[0], &["23.a.9", "23.a.8"]).await;
    assert_eq!(visa_state(house, cases[0]).await, VisaState::Valid);
    assert!(refunds(house, &supervisor).await.is_empty());
    let view = house.portal.person(&officer, cases[0]).await.unwrap();
    assert_eq!(view.crossings[0].grounds.len(), 2);
    // They may come again with what was missing.
    let form = crossing(house, cases[0]).await;
    house.portal.admit(&officer, &form).await.unwrap();
    let mut form = crossing(house, cases[0]).await;
    form.grounds = vec!["23.a.9".to_owned()];
    assert!(is_conflict(&house.portal.refuse(&officer, &form).await));
}

async fn with_a_ground_of_article_23_beside_it_a_supervisor_decides(house: &House) {
    let (cases, officer, supervisor) = granted(house, 2).await;
    let mixed = ["7.technical_fault", "23.a.9"];
    for case in &cases {
        refuse(house, &officer, *case, &mixed).await;
        assert_eq!(visa_state(house, *case).await, VisaState::Valid);
    }
    let rows = refunds(house, &supervisor).await;
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0].beside.len(), 1);
    let portal = &house.portal;
    let approve = async |row: &app::contract::RefundRow| {
        portal
            .approve_refund(&supervisor, row.refund, row.version)
            .await
    };
    let of = |case| rows.iter().find(|row| row.case == Some(case)).unwrap();
    approve(of(cases[0])).await.unwrap();
    assert_eq!(visa_state(house, cases[0]).await, VisaState::Void);
    // Who was let in after all had the service.
    let form = crossing(house, cases[1]).await;
    portal.admit(&officer, &form).await.unwrap();
    assert!(is_conflict(&approve(of(cases[1])).await));
    assert_eq!(visa_state(house, cases[1]).await, VisaState::Used);
    let declined = of(cases[1]);
    portal
        .decline_refund(&supervisor, declined.refund, declined.version)
        .await
        .unwrap();
    assert!(refunds(house, &supervisor).await.is_empty());
    assert!(is_conflict(&approve(declined).await));
    assert!(
        actions(house, cases[1])
            .await
            .contains(&"refund.declined".to_owned())
    );
}

async fn a_later_refusal_on_article_7_alone_gives_back_what_was_declined_or_waits(house: &House) {
    let (cases, officer, supervisor) = granted(house, 2).await;
    let mixed = ["7.technical_fault", "23.a.9"];
    for case in &cases {
        refuse(house, &officer, *case, &mixed).await;
    }
    let portal = &house.portal;
    let rows = refunds(house, &supervisor).await;
    let first = rows.iter().find(|row| row.case == Some(cases[0])).unwrap();
    portal
        .decline_refund(&supervisor, first.refund, first.version)
        .await
        .unwrap();
    for case in &cases {
        refuse(house, &officer, *case, &["7.insufficient_information"]).await;
        assert_eq!(visa_state(house, *case).await, VisaState::Void);
    }
    let rows = refunds(house, &supervisor).await;
    assert_eq!(rows.len(), 2, "one for each, and each once");
    for row in rows {
        assert_eq!(row.amount.minor, 3000);
        assert_eq!(row.reason, "refund-art7-insufficient-information");
        assert!(row.beside.is_empty());
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
async fn article_7_without_a_valid_visa_a_supervisor_decides(house: &House) {
    let (mut cases, officer, supervisor) = granted(house, 1).await;
    let portal = &house.portal;
    let form = crossing(house, cases[0]).await;
    portal.admit(&officer, &form).await.unwrap();
    let form = crossing(house, cases[0]).await;
    portal.depart(&officer, &form).await.unwrap();
    cases.extend(paid(house, &[person("N000000"), person("N000001")]).await);
    for case in &cases {
        refuse(house, &officer, *case, &["7.technical_fault"]).await;
    }
    let rows = refunds(house, &supervisor).await;
    assert_eq!(rows.len(), 3);
    for (row, case) in rows.iter().zip(&cases) {
        assert_eq!(row.case, Some(*case));
        assert!(row.without_visa && row.beside.is_empty());
        assert_eq!(row.amount.minor, 3000);
    }
    let approve = async |row: &app::contract::RefundRow| {
        portal
            .approve_refund(&supervisor, row.refund, row.version)
            .await
    };
    approve(&rows[0]).await.unwrap();
    approve(&rows[1]).await.unwrap();
    assert_eq!(visa_state(house, cases[0]).await, VisaState::Used);
    let declined = &rows[2];
    portal
        .decline_refund(&supervisor, declined.refund, declined.version)
        .await
        .unwrap();
    // A share goes back once.
    refuse(house, &officer, cases[0], &["7.technical_fault"]).await;
    let asked = |row: &app::contract::RefundRow| row.state == RefundState::Requested;
    assert!(!refunds(house, &supervisor).await.iter().any(asked));
}

/// Our reading of Art. 7: a visa is void for a refund, and there is none while the charge is disputed.
async fn a_disputed_charge_is_not_given_back_and_voids_no_visa(house: &House) {
    let (cases, officer, supervisor) = granted(house, 1).await;
    let mut unit = house.portal.store.begin().await.unwrap();
    let application = unit.case(cases[0]).await.unwrap().unwrap().application_id;
    let mut payment = unit.payments_of(application).await.unwrap().remove(0);
    payment.advance(PaymentState::Disputed).unwrap();
    unit.save_payment(&payment).await.unwrap();
    unit.commit().await.unwrap();
    refuse(house, &officer, cases[0], &["7.technical_fault"]).await;
    assert!(refunds(house, &supervisor).await.is_empty());
    assert_eq!(visa_state(house, cases[0]).await, VisaState::Valid);
    let mut unit = house.portal.store.begin().await.unwrap();
    let mut payment = unit.payments_of(application).await.unwrap().remove(0);
    payment.advance(PaymentState::Paid).unwrap();
    unit.save_payment(&payment).await.unwrap();
    unit.commit().await.unwrap();
    refuse(house, &officer, cases[0], &["7.technical_fault"]).await;
    assert_eq!(refunds(house, &supervisor).await.len(), 1);
    assert_eq!(visa_state(house, cases[0]).await, VisaState::Void);
}

async fn a_refusal_needs_its_grounds_and_a_note(house: &House) {
    let (cases, officer, _) = granted(house, 1).await;
    let mut form = crossing(house, cases[0]).await;
    form.note = String::new();
    let found = faults(house.portal.refuse(&officer, &form).await);
    assert_eq!(found, ["grounds", "note"]);
    for grounds in [vec!["23.b.5"], vec!["23.a.9", "23.a.9"], vec!["nonsense"]] {
        let mut form = crossing(house, cases[0]).await;
        form.grounds = grounds.into_iter().map(str::to_owned).collect();
        assert_eq!(
            faults(house.portal.refuse(&officer, &form).await),
            ["grounds"]
        );
    }
}

crate::on_both!(
    article_7_voids_the_visa_and_opens_a_refund_of_one_share,
    the_last_void_visa_closes_the_application,
    other_grounds_leave_visa_and_fee_as_they_are,
    with_a_ground_of_article_23_beside_it_a_supervisor_decides,
    a_later_refusal_on_article_7_alone_gives_back_what_was_declined_or_waits,
    article_7_without_a_valid_visa_a_supervisor_decides,
    a_disputed_charge_is_not_given_back_and_voids_no_visa,
    a_refusal_needs_its_grounds_and_a_note,
);
