//! Money taken without a service is given back without being asked for, whole, once.

use crate::bench::{Bench, FEE, GOOD};
use crate::on_both;
use domain::law::refunds::RefundGround;
use domain::money::Money;
use domain::states::{ApplicationState, PaymentState, RefundState};
use server::card_provider::CheckoutOrder;
use server::payments::open_checkout;
use server::state::Portal;
use uuid::Uuid;

on_both!(
    a_double_charge_goes_back,
    a_charge_after_the_end_goes_back,
    a_charge_of_another_amount_goes_back,
    the_share_of_who_withdrew_goes_back,
);

/// A second card page beside the first, as only a fault could open it.
async fn second_page(bench: &Bench, portal: &Portal, application: Uuid) -> String {
    let first = bench.payments(application).await.remove(0);
    let mut row = first.clone();
    row.id = portal.id();
    row.attempt = 2;
    row.session_id = None;
    let mut unit = portal.store.begin().await.unwrap();
    let shares = unit.shares_of(first.id).await.unwrap();
    unit.add_payment(&row, &shares).await.unwrap();
    unit.commit().await.unwrap();
    let order = CheckoutOrder {
        payment: row.id,
        reference: "KV".to_owned(),
        each: Money::usd(FEE),
        travellers: shares.len() as u64,
        expires_at: row.expires_at,
        success_url: "http://127.0.0.1/".to_owned(),
        cancel_url: "http://127.0.0.1/".to_owned(),
        key: row.id.to_string(),
    };
    portal
        .cards
        .open_session(&order)
        .await
        .unwrap()
        .url
        .unwrap()
}

async fn assert_given_back(
    bench: &Bench,
    portal: &std::sync::Arc<Portal>,
    application: Uuid,
    ground: RefundGround,
    amount: i64,
) {
    bench
        .until(portal, "the refund", async || {
            let refunds = bench.refunds(application).await;
            refunds.len() == 1 && refunds[0].state() == RefundState::Succeeded
        })
        .await;
    let refunds = bench.refunds(application).await;
    assert_eq!(refunds[0].ground, ground);
    assert_eq!(refunds[0].amount, Money::usd(amount));
    assert_eq!(refunds[0].requested_by, None);
    assert_eq!(bench.count_told(application, "refund.succeeded").await, 1);
    assert_eq!(bench.ledger().await.refunds.len(), 1);
    bench.assert_books(application).await;
}

async fn a_double_charge_goes_back(bench: &Bench) {
    let portal = bench.portal(None);
    let application = bench.owing(2).await;
    let first = open_checkout(&portal, application).await.unwrap();
    let second = second_page(bench, &portal, application).await;
    bench.pay_at(&first, GOOD).await;
    bench.pay_at(&second, GOOD).await;
    assert_given_back(
        bench,
        &portal,
        application,
        RefundGround::DoubleCharge,
        2 * FEE,
    )
    .await;
    assert_eq!(
        bench.application(application).await.state(),
        ApplicationState::Paid
    );
    let payments = bench.payments(application).await;
    assert_eq!(payments.iter().filter(|payment| payment.settles).count(), 1);
    let other = payments.iter().find(|payment| !payment.settles).unwrap();
    assert_eq!(other.state(), PaymentState::Refunded);
    assert_eq!(bench.count_told(application, "payment.settled").await, 1);
    assert_eq!(bench.count_told(application, "payment.unneeded").await, 1);
}

async fn a_charge_after_the_end_goes_back(bench: &Bench) {
    let portal = bench.portal(None);
    let application = bench.owing(1).await;
    let page = open_checkout(&portal, application).await.unwrap();
    bench
        .change_application(application, |row| {
            row.advance(ApplicationState::Expired).unwrap()
        })
        .await;
    bench.pay_at(&page, GOOD).await;
    assert_given_back(bench, &portal, application, RefundGround::LateCharge, FEE).await;
    assert_eq!(
        bench.application(application).await.state(),
        ApplicationState::Expired
    );
    assert_eq!(
        bench.payments(application).await[0].state(),
        PaymentState::Refunded
    );
}

async fn a_charge_of_another_amount_goes_back(bench: &Bench) {
    let portal = bench.portal(None);
    let application = bench.owing(1).await;
    let page = open_checkout(&portal, application).await.unwrap();
    let mut unit = portal.store.begin().await.unwrap();
    let mut payment = bench_payment(&mut *unit, application).await;
    payment.amount = Money::usd(FEE + 1);
    unit.save_payment(&payment).await.unwrap();
    unit.commit().await.unwrap();
    bench.pay_at(&page, GOOD).await;
    assert_given_back(
        bench,
        &portal,
        application,
        RefundGround::UnrecordedCharge,
        FEE,
    )
    .await;
    assert_eq!(
        bench.application(application).await.state(),
        ApplicationState::Submitted
    );
}

async fn bench_payment(
    unit: &mut dyn server::store::Connection,
    application: Uuid,
) -> server::store::PaymentRow {
    unit.payments_of(application).await.unwrap().remove(0)
}

async fn the_share_of_who_withdrew_goes_back(bench: &Bench) {
    let portal = bench.portal(None);
    let application = bench.owing(2).await;
    let page = open_checkout(&portal, application).await.unwrap();
    bench.withdraw(&bench.cases(application).await[1]).await;
    bench.pay_at(&page, GOOD).await;
    assert_given_back(bench, &portal, application, RefundGround::LateCharge, FEE).await;
    assert_eq!(
        bench.application(application).await.state(),
        ApplicationState::Paid
    );
    assert_eq!(
        bench.payments(application).await[0].state(),
        PaymentState::PartlyRefunded
    );
    let cases = bench.cases(application).await;
    assert!(cases[0].queued_at.is_some());
    assert!(cases[1].queued_at.is_none());
}
