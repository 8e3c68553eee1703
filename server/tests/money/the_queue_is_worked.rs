//! The worker: at once, in time, after a panic, and not beyond its end.

use crate::bench::Bench;
use crate::on_both;
use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use domain::states::PaymentState;
use server::card_provider::{
    CardProvider, Charge, CheckoutOrder, Envelope, ProviderError, ProviderRefund, RefundOrder,
    Result, Session,
};
use server::payments::{open_checkout, reconciliation};
use server::queue::Job;
use server::state::Portal;
use server::worker;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

on_both!(
    a_job_is_done_soon_and_the_worker_stops_when_told,
    a_panic_is_a_failure_of_its_job_alone,
    a_dead_workers_job_is_taken_up,
);

/// A provider that breaks down.
struct Broken;

#[async_trait]
impl CardProvider for Broken {
    async fn open_session(&self, _: &CheckoutOrder) -> Result<Session> {
        Err(ProviderError::NotFound)
    }
    async fn session(&self, _: &str) -> Result<Session> {
        panic!("the provider breaks down")
    }
    async fn find_session(&self, _: Uuid, _: DateTime<Utc>) -> Result<Option<Session>> {
        panic!("the provider breaks down")
    }
    async fn expire_session(&self, _: &str) -> Result<Session> {
        Err(ProviderError::NotFound)
    }
    async fn charge(&self, _: &str) -> Result<Option<Charge>> {
        Ok(None)
    }
    async fn refund(&self, _: &RefundOrder) -> Result<ProviderRefund> {
        Err(ProviderError::NotFound)
    }
    async fn find_refund(&self, _: &str, _: Uuid, _: i64) -> Result<Option<ProviderRefund>> {
        Ok(None)
    }
    async fn refund_by_id(&self, _: &str) -> Result<ProviderRefund> {
        Err(ProviderError::NotFound)
    }
    async fn events_since(&self, _: i64) -> Result<Vec<Envelope>> {
        Ok(Vec::new())
    }
    async fn probe(&self) -> Result<()> {
        Ok(())
    }
}

async fn queue(portal: &Portal, job: Job) {
    let mut tx = portal.begin().await.unwrap();
    tx.enqueue(job);
    tx.commit().await.unwrap();
}

async fn count(portal: &Portal, state: &str) -> i64 {
    let counts = portal
        .store
        .read()
        .await
        .unwrap()
        .count_jobs()
        .await
        .unwrap();
    counts
        .iter()
        .find(|(found, _)| found == state)
        .map_or(0, |(_, count)| *count)
}

async fn a_job_is_done_soon_and_the_worker_stops_when_told(bench: &Bench) {
    let portal = bench.portal(None);
    let stop = CancellationToken::new();
    let working = tokio::spawn(worker::run(Arc::clone(&portal), stop.clone()));
    tokio::time::sleep(Duration::from_millis(300)).await;
    let asked = Instant::now();
    queue(&portal, Job::SweepEvents).await;
    while count(&portal, "done").await == 0 {
        assert!(
            asked.elapsed() < Duration::from_secs(30),
            "the job was not done"
        );
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    stop.cancel();
    tokio::time::timeout(Duration::from_secs(5), working)
        .await
        .unwrap()
        .unwrap();
    queue(&portal, Job::SweepEvents).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(count(&portal, "queued").await, 1);
}

async fn a_panic_is_a_failure_of_its_job_alone(bench: &Bench) {
    let portal = bench.portal_with(Arc::new(Broken));
    let application = bench.owing(1).await;
    let honest = bench.portal(None);
    open_checkout(&honest, application).await.unwrap();
    let payment = bench.payments(application).await[0].id;
    queue(&portal, Job::SettlePayment(payment)).await;
    queue(&portal, Job::SweepEvents).await;
    assert!(worker::run_due(&portal).await.unwrap() >= 2);
    assert_eq!(count(&portal, "done").await, 1);
    assert_eq!(count(&portal, "queued").await, 1);
    assert_eq!(
        bench.payments(application).await[0].state(),
        PaymentState::Created
    );
    // Money is never given up. No webhook may ask for the same job meanwhile: on PostgreSQL a claim
    // passes over a row that another transaction holds.
    bench.drop_webhooks().await;
    for _ in 0..20 {
        bench.advance(TimeDelta::minutes(11)).await;
        assert!(worker::run_due(&portal).await.unwrap() >= 1);
    }
    assert_eq!(count(&portal, "dead").await, 0);
    bench.advance(TimeDelta::minutes(11)).await;
    worker::run_due(&honest).await.unwrap();
    assert_eq!(
        bench.payments(application).await[0].state(),
        PaymentState::Expired
    );
    reconciliation::sweep(&honest).await.unwrap();
}

async fn a_dead_workers_job_is_taken_up(bench: &Bench) {
    let portal = bench.portal(None);
    queue(&portal, Job::SweepEvents).await;
    let mut unit = portal.store.begin().await.unwrap();
    let until = portal.now() + TimeDelta::seconds(30);
    let taken = unit.claim_job(portal.now(), until).await.unwrap().unwrap();
    unit.commit().await.unwrap();
    assert_eq!(worker::run_due(&portal).await.unwrap(), 0);
    bench.wait_for_locks();
    assert_eq!(worker::run_due(&portal).await.unwrap(), 1);
    assert_eq!(taken.attempts, 1);
    assert_eq!(count(&portal, "done").await, 1);
}
