//! A refund that people decided: two of them, one share, one transfer, whatever the provider does.

use crate::bench::{Bench, FEE, GOOD, REFUND_FAILS, REFUND_PENDING};
use crate::on_both;
use app::contract::RefundFilter;
use app::error::PortalError;
use domain::money::Money;
use domain::roles::Role;
use domain::states::{PaymentState, RefundState};
use serde_json::json;
use server::payments::refund_execution;
use server::services::staff::refunds;

on_both!(
    one_share_goes_back_once_and_two_people_decide,
    an_answer_that_never_came_is_looked_up,
    an_answered_error_is_tried_again,
    many_send_at_once,
    a_refund_may_take_its_time,
    a_refund_that_fails_later_is_tried_again,
    a_disputed_charge_is_not_given_back,
    a_key_that_lapsed_is_not_trusted,
);

async fn one_share_goes_back_once_and_two_people_decide(bench: &Bench) {
    let portal = bench.portal(None);
    let cases = bench.paid(&portal, 3, GOOD).await;
    let application = cases[0].application_id;
    let officer = bench.staff(Role::Border).await;
    let supervisor = bench.staff(Role::Supervisor).await;
    let refund = bench.ask_back(&portal, &cases[1], &officer).await.unwrap();
    // While it waits, a later refusal is judged in its place.
    let again = bench.ask_back(&portal, &cases[1], &officer).await;
    assert_eq!(again, Some(refund));
    server::worker::run_due(&portal).await.unwrap();
    assert!(bench.ledger().await.refunds.is_empty());

    let list = refunds::list(&portal, &supervisor, &RefundFilter::default())
        .await
        .unwrap();
    assert_eq!(list.rows.len(), 1);
    let row = &list.rows[0];
    assert_eq!(row.refund, refund);
    assert_eq!(row.amount, Money::usd(FEE));
    assert_eq!(row.reason, "refund-art7-technical-fault");
    assert_eq!(row.requested_by.as_deref(), Some("The border"));
    assert_eq!(
        refunds::list(&portal, &officer, &RefundFilter::default())
            .await
            .unwrap_err(),
        PortalError::Forbidden
    );
    assert_eq!(
        refunds::approve(&portal, &officer, refund, row.version).await,
        Err(PortalError::Forbidden)
    );
    assert!(matches!(
        refunds::approve(&portal, &supervisor, refund, row.version + 1).await,
        Err(PortalError::Conflict(_))
    ));
    refunds::approve(&portal, &supervisor, refund, row.version)
        .await
        .unwrap();
    assert!(
        refunds::approve(&portal, &supervisor, refund, row.version)
            .await
            .is_err()
    );
    bench
        .until_refund(&portal, refund, RefundState::Succeeded)
        .await;

    // Who asks does not approve, supervisor or not.
    let own = bench
        .ask_back(&portal, &cases[2], &supervisor)
        .await
        .unwrap();
    let version = bench.refund(own).await.version;
    assert_eq!(
        refunds::approve(&portal, &supervisor, own, version).await,
        Err(PortalError::Forbidden)
    );
    assert_eq!(bench.ledger().await.refunds.len(), 1);
    let payment = bench.payments(application).await.remove(0);
    assert_eq!(payment.state(), PaymentState::PartlyRefunded);
    assert_eq!(payment.refunded, FEE);
    bench.assert_books(application).await;
}

async fn an_answer_that_never_came_is_looked_up(bench: &Bench) {
    let portal = bench.portal(None);
    let officer = bench.staff(Role::Border).await;
    let supervisor = bench.staff(Role::Supervisor).await;
    let cases = bench.paid(&portal, 2, GOOD).await;
    // The portal hears nothing by webhook either.
    bench.drop_webhooks().await;
    for (case, kind) in cases
        .iter()
        .zip(["api_timeout_after_commit", "api_disconnect_after_commit"])
    {
        let refund = bench.ask_back(&portal, case, &officer).await.unwrap();
        bench.approve(&portal, &supervisor, refund).await;
        bench
            .fault(json!({ "kind": kind, "route": "POST /v1/refunds", "ms": 3000 }))
            .await;
        bench
            .until_refund(&portal, refund, RefundState::Succeeded)
            .await;
        assert_eq!(bench.refund(refund).await.attempt, 1, "{kind}");
    }
    assert_eq!(bench.ledger().await.refunds.len(), 2);
    let application = cases[0].application_id;
    assert_eq!(
        bench.payments(application).await[0].state(),
        PaymentState::Refunded
    );
    bench.assert_books(application).await;
}

async fn an_answered_error_is_tried_again(bench: &Bench) {
    let portal = bench.portal(None);
    let officer = bench.staff(Role::Border).await;
    let supervisor = bench.staff(Role::Supervisor).await;
    let cases = bench.paid(&portal, 1, GOOD).await;
    let refund = bench.ask_back(&portal, &cases[0], &officer).await.unwrap();
    bench.approve(&portal, &supervisor, refund).await;
    bench
        .fault(json!([
            { "kind": "api_error", "route": "POST /v1/refunds", "count": 2 },
            { "kind": "api_rate_limited", "route": "POST /v1/refunds", "count": 2 },
            { "kind": "api_error", "route": "GET /v1/refunds" },
        ]))
        .await;
    bench
        .until_refund(&portal, refund, RefundState::Succeeded)
        .await;
    assert_eq!(bench.ledger().await.refunds.len(), 1);
    bench.assert_books(cases[0].application_id).await;
}

async fn many_send_at_once(bench: &Bench) {
    let portal = bench.portal(None);
    let officer = bench.staff(Role::Border).await;
    let supervisor = bench.staff(Role::Supervisor).await;
    let cases = bench.paid(&portal, 2, GOOD).await;
    let refund = bench.ask_back(&portal, &cases[0], &officer).await.unwrap();
    bench.approve(&portal, &supervisor, refund).await;
    let mut sending = tokio::task::JoinSet::new();
    for _ in 0..6 {
        let portal = portal.clone();
        // Those whose key is just in use are told to wait.
        sending.spawn(async move { refund_execution::send(&portal, refund).await.is_ok() });
    }
    assert!(sending.join_all().await.contains(&true));
    bench
        .until_refund(&portal, refund, RefundState::Succeeded)
        .await;
    assert_eq!(bench.ledger().await.refunds.len(), 1);
    assert_eq!(
        bench
            .count_told(cases[0].application_id, "refund.sent")
            .await,
        1
    );
    bench.assert_books(cases[0].application_id).await;
}

async fn a_refund_may_take_its_time(bench: &Bench) {
    let portal = bench.portal(None);
    let officer = bench.staff(Role::Border).await;
    let supervisor = bench.staff(Role::Supervisor).await;
    let cases = bench.paid(&portal, 1, REFUND_PENDING).await;
    let refund = bench.ask_back(&portal, &cases[0], &officer).await.unwrap();
    bench.approve(&portal, &supervisor, refund).await;
    refund_execution::send(&portal, refund).await.unwrap();
    assert_eq!(bench.refund(refund).await.state(), RefundState::Sent);
    bench
        .until_refund(&portal, refund, RefundState::Succeeded)
        .await;
    bench.assert_books(cases[0].application_id).await;
}

async fn a_refund_that_fails_later_is_tried_again(bench: &Bench) {
    let portal = bench.portal(None);
    let officer = bench.staff(Role::Border).await;
    let supervisor = bench.staff(Role::Supervisor).await;
    let cases = bench.paid(&portal, 1, REFUND_FAILS).await;
    let application = cases[0].application_id;
    let refund = bench.ask_back(&portal, &cases[0], &officer).await.unwrap();
    bench.approve(&portal, &supervisor, refund).await;
    bench
        .until_refund(&portal, refund, RefundState::Failed)
        .await;
    let row = bench.refund(refund).await;
    assert!(row.failure.is_some());
    assert_eq!(
        bench.payments(application).await[0].state(),
        PaymentState::Paid
    );
    assert_eq!(bench.payments(application).await[0].refunded, 0);
    let list = refunds::list(&portal, &supervisor, &RefundFilter::default())
        .await
        .unwrap();
    assert_eq!(list.rows[0].failure, row.failure);

    bench.approve(&portal, &supervisor, refund).await;
    bench
        .until(&portal, "another try", async || {
            bench.ledger().await.refunds.len() == 2
        })
        .await;
    bench
        .until_refund(&portal, refund, RefundState::Failed)
        .await;
    bench.assert_books(application).await;
}

async fn a_disputed_charge_is_not_given_back(bench: &Bench) {
    let portal = bench.portal(None);
    let officer = bench.staff(Role::Border).await;
    let supervisor = bench.staff(Role::Supervisor).await;
    let cases = bench.paid(&portal, 1, GOOD).await;
    let application = cases[0].application_id;
    let refund = bench.ask_back(&portal, &cases[0], &officer).await.unwrap();
    let charge = bench.ledger().await.charges[0]["charge"]
        .as_str()
        .unwrap()
        .to_owned();
    let _ = bench.dispute(&charge).await;
    bench
        .until(&portal, "the dispute", async || {
            bench.payments(application).await[0].state() == PaymentState::Disputed
        })
        .await;
    let version = bench.refund(refund).await.version;
    assert_eq!(
        refunds::approve(&portal, &supervisor, refund, version).await,
        Err(PortalError::conflict("conflict-charge-disputed"))
    );
    assert!(bench.ledger().await.refunds.is_empty());
}

async fn a_key_that_lapsed_is_not_trusted(bench: &Bench) {
    let portal = bench.portal(None);
    let officer = bench.staff(Role::Border).await;
    let supervisor = bench.staff(Role::Supervisor).await;
    let cases = bench.paid(&portal, 2, GOOD).await;
    bench.drop_webhooks().await;
    let refund = bench.ask_back(&portal, &cases[0], &officer).await.unwrap();
    bench.approve(&portal, &supervisor, refund).await;
    bench
        .fault(json!({ "kind": "api_disconnect_after_commit", "route": "POST /v1/refunds" }))
        .await;
    assert!(refund_execution::send(&portal, refund).await.is_err());
    bench.advance(chrono::TimeDelta::hours(30)).await;
    bench
        .until_refund(&portal, refund, RefundState::Succeeded)
        .await;
    assert_eq!(bench.refund(refund).await.attempt, 2);
    assert_eq!(bench.ledger().await.refunds.len(), 1);
    bench.assert_books(cases[0].application_id).await;
}
