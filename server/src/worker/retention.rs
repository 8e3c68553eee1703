//! What ends by itself when its time is over, and whose personal data is erased then.

mod erasure;

use crate::audit::{Actor, Event};
use crate::cases::closing;
use crate::error::internal;
use crate::queue::Job;
use crate::state::Portal;
use crate::store::{StoreError, VisaRow};
use app::error::PortalError;
use chrono::TimeDelta;
use domain::calendar::ministry_date;
use domain::states::{ApplicationState, PaymentState, VisaState};
use serde_json::json;
use uuid::Uuid;

/// At most so many at a time; the next run takes the rest.
const AT_ONCE: i64 = 500;
/// Finished jobs are kept for a week.
const JOBS_KEPT: TimeDelta = TimeDelta::days(7);

/// Expires drafts, unpaid applications and unused visas; erases personal data; clears links, sessions, finished jobs.
pub async fn run(portal: &Portal) -> Result<(), StoreError> {
    for state in [ApplicationState::Draft, ApplicationState::Submitted] {
        let mut tx = portal.store.read().await?;
        let over = tx
            .expired_applications(state, portal.now(), AT_ONCE)
            .await?;
        drop(tx);
        for application in over {
            unless_stale(expire_application(portal, application, state).await)?;
        }
    }
    expire_visas(portal).await?;
    erasure::run(portal).await?;
    let now = portal.now();
    let mut tx = portal.begin().await?;
    tx.sweep_links(now).await?;
    tx.sweep_sessions(now).await?;
    tx.sweep_jobs(now - JOBS_KEPT).await?;
    tx.commit().await
}

async fn expire_application(
    portal: &Portal,
    application: Uuid,
    state: ApplicationState,
) -> Result<(), StoreError> {
    let now = portal.now();
    let mut tx = portal.begin().await?;
    let Some(mut row) = tx.application(application).await? else {
        return Ok(());
    };
    if row.state() != state || row.expires_at > now {
        return Ok(());
    }
    row.advance(ApplicationState::Expired)?;
    row.closed_at = Some(now);
    tx.save_application(&row).await?;
    // Open checkouts are closed, so that nobody pays for what has ended.
    for payment in tx.payments_of(row.id).await? {
        if payment.state() == PaymentState::Created {
            tx.enqueue(Job::SettlePayment(payment.id));
        }
    }
    tx.append(
        Event::new(Actor::System, "application.expired")
            .of(row.id)
            .about(row.id)
            .with(json!({ "was": state.as_str() })),
    );
    tx.commit().await
}

async fn expire_visas(portal: &Portal) -> Result<(), StoreError> {
    let now = portal.now();
    let today = ministry_date(now);
    let unused = portal
        .store
        .read()
        .await?
        .unused_visas(today, AT_ONCE)
        .await?;
    for visa in unused {
        let id = visa.id;
        if let Err(error) = expire_visa(portal, visa).await {
            tracing::warn!(visa = %id, %error, "a visa was not expired; the next run tries again");
        }
    }
    Ok(())
}

/// What cannot be closed now is not expired now either.
async fn expire_visa(portal: &Portal, mut visa: VisaRow) -> Result<(), PortalError> {
    let mut tx = portal.begin().await?;
    let Some(case) = tx.case(visa.case_id).await? else {
        return Err(internal("a visa without its case"));
    };
    let application = case.application_id;
    tx.lock_application(application).await?;
    visa.advance(VisaState::Expired)?;
    tx.save_visa(&visa).await?;
    tx.append(
        Event::new(Actor::System, "visa.expired")
            .of(application)
            .about(visa.case_id)
            .with(json!({ "valid_until": visa.valid_until.to_string() })),
    );
    closing::close_if_over(&mut tx, application, Actor::System).await?;
    tx.commit().await?;
    Ok(())
}

/// Where somebody was faster, the next run looks again.
fn unless_stale(done: Result<(), StoreError>) -> Result<(), StoreError> {
    match done {
        Err(StoreError::Stale) => Ok(()),
        done => done,
    }
}
