//! What ends by itself when its time is over, and whose personal data is erased then.

mod erasure;
mod originals;

use crate::audit::{Actor, Event};
use crate::cases::closing;
use crate::error::internal;
use crate::queue::Job;
use crate::services::border::day_pack::DAY_PACK_KNOWN;
use crate::services::border::forged::TOLD_FOR;
use crate::state::Portal;
use crate::store::{ApplicationRow, Connection, StoreError, VisaRow};
use app::error::PortalError;
use chrono::TimeDelta;
use domain::calendar::ministry_date;
use domain::states::{ApplicationKind, ApplicationState, PaymentState, VisaState};
use serde_json::json;
use uuid::Uuid;

/// At most so many at a time, and so often in one run; the next run takes the rest.
pub(super) const AT_ONCE: i64 = 500;
pub(super) const ROUNDS: usize = 40;
/// Finished jobs are kept for a week.
const JOBS_KEPT: TimeDelta = TimeDelta::days(7);

/// Expires drafts, unpaid applications and unused visas; deletes what final photos were cut from; erases
/// personal data; clears links, sessions, finished jobs.
pub async fn run(portal: &Portal) -> Result<(), StoreError> {
    for state in [ApplicationState::Draft, ApplicationState::Submitted] {
        for _ in 0..ROUNDS {
            let mut db = portal.store.read().await?;
            let over = db
                .expired_applications(state, portal.now(), AT_ONCE)
                .await?;
            drop(db);
            let mut done = 0;
            for &application in &over {
                let expired = expire_application(portal, application, state).await;
                done += usize::from(go_on("application", application, expired)?);
            }
            if !goes_on(over.len(), done) {
                break;
            }
        }
    }
    expire_visas(portal).await?;
    originals::run(portal).await?;
    erasure::run(portal).await?;
    let now = portal.now();
    let mut tx = portal.begin().await?;
    tx.sweep_links(now).await?;
    tx.sweep_sessions(now).await?;
    tx.sweep_jobs(now - JOBS_KEPT).await?;
    tx.sweep_forged_codes(now - TOLD_FOR).await?;
    tx.sweep_day_pack_cases(now - DAY_PACK_KNOWN).await?;
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
    // A card on which somebody crossed is kept as long as an application.
    row.advance(if is_crossed(&mut *tx, &row).await? {
        ApplicationState::Closed
    } else {
        ApplicationState::Expired
    })?;
    row.closed_at = Some(now);
    tx.save_application(&row).await?;
    // Open checkouts are closed, so that nobody pays for what has ended.
    for payment in tx.payments_of(row.id).await? {
        if payment.state() == PaymentState::Created {
            tx.enqueue(Job::SyncPayment(payment.id));
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

async fn is_crossed(
    db: &mut dyn Connection,
    application: &ApplicationRow,
) -> Result<bool, StoreError> {
    if application.kind == ApplicationKind::Visa {
        return Ok(false);
    }
    for case in db.cases_of(application.id).await? {
        if !db.crossings_of(case.id).await?.is_empty() {
            return Ok(true);
        }
    }
    Ok(false)
}

async fn expire_visas(portal: &Portal) -> Result<(), StoreError> {
    let now = portal.now();
    let today = ministry_date(now);
    for _ in 0..ROUNDS {
        let mut db = portal.store.read().await?;
        let unused = db.unused_visas(today, AT_ONCE).await?;
        drop(db);
        let (found, mut done) = (unused.len(), 0);
        for visa in unused {
            let id = visa.id;
            match expire_visa(portal, visa).await {
                Ok(()) => done += 1,
                Err(error) => {
                    tracing::warn!(visa = %id, %error, "a visa was not expired; the next run tries again");
                }
            }
        }
        if !goes_on(found, done) {
            break;
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

/// Whether it was done. Where somebody was faster, or one row is the fault, the next run looks again and
/// the others go on; only a database that does not answer ends the run.
fn go_on(what: &str, id: Uuid, done: Result<(), StoreError>) -> Result<bool, StoreError> {
    match done {
        Ok(()) => Ok(true),
        Err(StoreError::Stale) => Ok(false),
        Err(error @ StoreError::Database(_)) => Err(error),
        Err(error) => {
            tracing::error!(%id, %error, "retention passed over one {what}; the next run tries again");
            Ok(false)
        }
    }
}

/// Whether another round may find more: this one was full, and not in vain.
pub(super) fn goes_on(found: usize, done: usize) -> bool {
    i64::try_from(found).is_ok_and(|found| found >= AT_ONCE) && done > 0
}
