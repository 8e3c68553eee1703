//! Time, the worker, and a portal that dies.

use super::world::World;
use chrono::TimeDelta;
use rand::RngExt;
use server::failpoint::Failpoint;
use server::payments::{open_checkout, reconciliation, settle};
use server::state::Portal;
use server::worker::{retention, run_due};
use std::sync::Arc;
use std::time::Duration;

impl World<'_> {
    pub async fn work(&mut self) {
        let done = run_due(&self.test.portal).await.unwrap();
        self.log.about(format!("{done} jobs"));
    }

    pub async fn sweep(&mut self) {
        // The provider may be away; the next one finds the rest.
        let swept = reconciliation::sweep(&self.test.portal).await;
        self.log.about(format!("{swept:?}"));
    }

    /// With a short memory, so that the run gets to see it.
    pub async fn retention(&mut self) {
        let process = self.test.process(|config| config.service.keep_years = 1);
        let process = process.build().await.unwrap();
        retention::run(&process).await.unwrap();
    }

    /// Minutes mostly; days and weeks now and then, in which a portal that lives has looked at the
    /// provider.
    pub async fn clock(&mut self) {
        let by = match self.rng.random_range(0..40) {
            0 => TimeDelta::days(self.rng.random_range(20..80)),
            1..=3 => TimeDelta::days(self.rng.random_range(1..10)),
            4..=7 => TimeDelta::hours(self.rng.random_range(1..30)),
            _ => TimeDelta::seconds(self.rng.random_range(1..1500)),
        };
        if by > TimeDelta::days(1) {
            self.catch_up().await;
        }
        self.log.about(format!("by {by}"));
        self.test.advance(by).await;
    }

    async fn catch_up(&mut self) {
        self.test.clear_faults().await;
        for _ in 0..3 {
            self.sweep().await;
            self.work().await;
            self.test.advance(TimeDelta::minutes(11)).await;
        }
    }

    /// A portal that stops at some place on what it is doing, for good; the one that follows waits
    /// until the locks of its jobs run out.
    pub async fn crash(&mut self) {
        let point = self.one_of(Failpoint::ALL);
        self.log.about(point.as_str());
        let crash_at = Some(point.as_str().to_owned());
        let doomed = self
            .test
            .process(|config| config.service.crash_at = crash_at);
        let doomed = doomed.build().await.unwrap();
        self.test.serve(&doomed).await;
        let application = self.somebody().map(|index| self.people[index].id);
        let reached = async {
            while !doomed.failpoints.was_reached() {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        let died = tokio::select! {
            () = reached => true,
            () = everything(&doomed, application, self.test) => false,
            () = tokio::time::sleep(Duration::from_secs(3)) => false,
        };
        self.log.about(format!("died: {died}"));
        self.test.stop_serving().await;
        drop(doomed);
        self.test.advance(TimeDelta::seconds(31)).await;
        self.test.serve(&self.test.portal).await;
    }
}

/// What a portal does by itself, and one payer at it.
async fn everything(
    portal: &Arc<Portal>,
    application: Option<uuid::Uuid>,
    test: &test_support::TestPortal,
) {
    run_due(portal).await.unwrap();
    if let Some(application) = application {
        drop(open_checkout(portal, application, &()).await);
        for payment in test.payments(application).await {
            drop(settle(portal, payment.id).await);
        }
    }
    drop(reconciliation::sweep(portal).await);
    run_due(portal).await.unwrap();
}
