//! What ends by itself when its time is over, and whose personal data is erased then.

mod erasure;

use crate::audit::{self, Actor, Event};
use crate::cases::closing;
use crate::queue::{Job, enqueue};
use crate::state::Portal;
use crate::store::StoreError;
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
        let mut unit = portal.store.read().await?;
        let over = unit
            .expired_applications(state, portal.now(), AT_ONCE)
            .await?;
        drop(unit);
        for application in over {
            expire_application(portal, application, state).await?;
        }
    }
    expire_visas(portal).await?;
    erasure::run(portal).await?;
    let now = portal.now();
    let mut unit = portal.store.begin().await?;
    unit.sweep_links(now).await?;
    unit.sweep_sessions(now).await?;
    unit.sweep_jobs(now - JOBS_KEPT).await?;
    unit.commit().await
}

async fn expire_application(
    portal: &Portal,
    application: Uuid,
    state: ApplicationState,
) -> Result<(), StoreError> {
    let now = portal.now();
    let mut unit = portal.store.begin().await?;
    let Some(mut row) = unit.application(application).await? else {
        return Ok(());
    };
    if row.state != state || row.expires_at > now {
        return Ok(());
    }
    row.state = ApplicationState::Expired;
    row.closed_at = Some(now);
    // Somebody was faster: the next run looks again.
    if !unit.save_application(&row).await? {
        return Ok(());
    }
    // Open card pages are closed, so that nobody pays for what has ended.
    for payment in unit.payments_of(row.id).await? {
        if payment.state == PaymentState::Created {
            enqueue(portal, &mut *unit, Job::SettlePayment(payment.id), now).await?;
        }
    }
    audit::record(
        &mut *unit,
        Event {
            at: now,
            actor: Actor::System,
            action: "application.expired",
            application: Some(row.id),
            subject: Some(row.id),
            detail: json!({ "was": state.as_str() }),
        },
    )
    .await?;
    unit.commit().await
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
        let mut unit = portal.store.begin().await?;
        if !unit
            .set_visa_state(visa.id, visa.version, VisaState::Expired)
            .await?
        {
            continue;
        }
        let application = unit
            .case(visa.case_id)
            .await?
            .map(|case| case.application_id);
        // What cannot be closed now is not expired now either, and tried again.
        let Some(application) = application else {
            continue;
        };
        let Ok(closed) = closing::close_if_over(portal, &mut *unit, application).await else {
            continue;
        };
        audit::record(
            &mut *unit,
            Event {
                at: now,
                actor: Actor::System,
                action: "visa.expired",
                application: Some(application),
                subject: Some(visa.case_id),
                detail: json!({ "valid_until": visa.valid_until.to_string() }),
            },
        )
        .await?;
        if closed
            && closing::record(portal, &mut *unit, application, Actor::System)
                .await
                .is_err()
        {
            continue;
        }
        unit.commit().await?;
    }
    Ok(())
}
