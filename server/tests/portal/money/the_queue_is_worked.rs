//! The worker: at once, in time, after a panic, and not beyond its end.

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
use test_support::{TestPortal, on_both};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

on_both!(
    [with_sandbox]
    a_job_is_done_soon_and_the_worker_stops_when_told,
    a_panic_is_a_failure_of_its_job_alone,
    a_dead_workers_job_is_taken_up,
    a_job_of_another_version_waits_for_it,
    a_job_about_nothing_is_given_up,
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

async fn until_done(test: &TestPortal, count: i64) {
    let asked = Instant::now();
    while test.jobs("done").await < count {
        assert!(
            asked.elapsed() < Duration::from_secs(30),
            "the job was not done"
        );
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

async fn a_job_is_done_soon_and_the_worker_stops_when_told(test: &TestPortal) {
    let portal = &test.portal;
    let stop = CancellationToken::new();
    let working = tokio::spawn(worker::run(Arc::clone(portal), stop.clone()));
    // What every worker begins with: the sweep and retention.
    until_done(test, 2).await;
    queue(portal, Job::SweepEvents).await;
    until_done(test, 3).await;
    stop.cancel();
    tokio::time::timeout(Duration::from_secs(5), working)
        .await
        .unwrap()
        .unwrap();
    queue(portal, Job::SweepEvents).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(test.jobs("queued").await, 1);
}

async fn a_panic_is_a_failure_of_its_job_alone(test: &TestPortal) {
    let broken = test.process(|_| {}).cards(Arc::new(Broken));
    let broken = broken.build().await.unwrap();
    let application = test.owing(1).await;
    // The mail that every application begins with.
    test.work().await;
    open_checkout(&test.portal, application, &()).await.unwrap();
    let payment = test.payments(application).await[0].id;
    let done = test.jobs("done").await;
    queue(&broken, Job::SyncPayment(payment)).await;
    queue(&broken, Job::SweepEvents).await;
    assert!(worker::run_due(&broken).await.unwrap() >= 2);
    assert_eq!(test.jobs("done").await, done + 1);
    assert_eq!(test.jobs("queued").await, 1);
    assert_eq!(
        test.payments(application).await[0].state(),
        PaymentState::Created
    );
    // Money is never given up. No webhook may ask for the same job meanwhile: on PostgreSQL a claim
    // passes over a row that another transaction holds.
    test.drop_webhooks().await;
    for _ in 0..20 {
        test.advance(TimeDelta::minutes(11)).await;
        assert!(worker::run_due(&broken).await.unwrap() >= 1);
    }
    assert_eq!(test.jobs("dead").await, 0);
    test.advance(TimeDelta::minutes(11)).await;
    test.work().await;
    assert_eq!(
        test.payments(application).await[0].state(),
        PaymentState::Expired
    );
    reconciliation::sweep(&test.portal).await.unwrap();
}

async fn a_dead_workers_job_is_taken_up(test: &TestPortal) {
    let portal = &test.portal;
    queue(portal, Job::SweepEvents).await;
    let mut stored = portal.store.begin().await.unwrap();
    let until = portal.now() + TimeDelta::seconds(30);
    let taken = stored.claim_job(portal.now(), until).await;
    let taken = taken.unwrap().unwrap();
    stored.commit().await.unwrap();
    assert_eq!(worker::run_due(portal).await.unwrap(), 0);
    test.wait_for_locks();
    assert_eq!(worker::run_due(portal).await.unwrap(), 1);
    assert_eq!(taken.attempts, 1);
    assert_eq!(test.jobs("done").await, 1);
}

async fn a_job_of_another_version_waits_for_it(test: &TestPortal) {
    let portal = &test.portal;
    let mut stored = portal.store.begin().await.unwrap();
    let now = portal.now();
    stored
        .add_job(
            portal.id(),
            "mail_reminder",
            &portal.id().to_string(),
            now,
            now,
        )
        .await
        .unwrap();
    stored.commit().await.unwrap();
    for _ in 0..3 {
        assert_eq!(worker::run_due(portal).await.unwrap(), 1);
        assert_eq!((test.jobs("queued").await, test.jobs("dead").await), (1, 0));
        assert_eq!(worker::run_due(portal).await.unwrap(), 0);
        test.advance(TimeDelta::minutes(2)).await;
    }
    // It was never tried.
    let until = portal.now() + TimeDelta::seconds(30);
    let mut stored = portal.store.begin().await.unwrap();
    let job = stored.claim_job(portal.now(), until).await.unwrap();
    assert_eq!(job.unwrap().attempts, 1);
}

async fn a_job_about_nothing_is_given_up(test: &TestPortal) {
    let portal = &test.portal;
    let mut stored = portal.store.begin().await.unwrap();
    let (id, now) = (portal.id(), portal.now());
    let added = stored.add_job(id, "mail_link", "not-an-id", now, now);
    added.await.unwrap();
    stored.commit().await.unwrap();
    worker::run_due(portal).await.unwrap();
    assert_eq!((test.jobs("queued").await, test.jobs("dead").await), (0, 1));
}
