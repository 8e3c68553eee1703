//! What the calendar has to tell people: that an application ends, that a decision is late, that a
//! correction is waited for, that a trip has come near enough. Each is told once: the transaction that
//! notes it queues the mail.

use super::retention::{AT_ONCE, ROUNDS, goes_on};
use crate::audit::{Actor, Event};
use crate::cases::corrections::{Correction, promise_anew};
use crate::cases::email::is_confirmed;
use crate::queue::Job;
use crate::state::Portal;
use crate::store::{DecisionKind, StoreError};
use app::error::{PortalError, Result};
use chrono::TimeDelta;
use domain::calendar::ministry_date;
use domain::law::time_limits::{CORRECTION_LIMIT, CORRECTION_REMINDER, END_NOTICE};
use domain::states::{ApplicationState, CaseState};
use serde_json::json;
use uuid::Uuid;

/// Who began since then needs not be told of an end that is near in any case.
const JUST_BEGUN: TimeDelta = TimeDelta::days(1);

/// What somebody is to be told.
#[derive(Debug, Clone, Copy)]
enum Due {
    End,
    LateDecision,
    TripIsNear,
    CorrectionReminder,
    CorrectionOver,
}

impl Due {
    const ALL: [Self; 5] = [
        Self::End,
        Self::LateDecision,
        Self::TripIsNear,
        Self::CorrectionReminder,
        Self::CorrectionOver,
    ];

    /// The applications, or cases, that are to be told it.
    async fn find(self, portal: &Portal) -> std::result::Result<Vec<Uuid>, StoreError> {
        let now = portal.now();
        let today = ministry_date(now);
        let mut db = portal.store.read().await?;
        match self {
            Self::End => db.ending_applications(now, now + END_NOTICE, AT_ONCE).await,
            Self::LateDecision => db.late_applications(today, AT_ONCE).await,
            Self::TripIsNear => db.applications_to_remind(today, AT_ONCE).await,
            Self::CorrectionReminder => {
                let asked_before = now - CORRECTION_REMINDER;
                db.corrections_to_remind(asked_before, AT_ONCE).await
            }
            Self::CorrectionOver => {
                let asked_before = now - CORRECTION_LIMIT;
                db.unanswered_corrections(asked_before, AT_ONCE).await
            }
        }
    }

    async fn tell(self, portal: &Portal, id: Uuid) -> Result<()> {
        match self {
            Self::End => ending(portal, id).await,
            Self::LateDecision => late(portal, id).await,
            Self::TripIsNear => may_apply(portal, id).await,
            Self::CorrectionReminder => remind_of_correction(portal, id).await,
            Self::CorrectionOver => end_correction(portal, id).await,
        }
    }
}

/// Tells everybody who is to be told something today. One who cannot be told keeps nobody else
/// waiting.
///
/// # Errors
/// When the database does not answer; the next run tells the others.
pub async fn run(portal: &Portal) -> std::result::Result<(), StoreError> {
    for due in Due::ALL {
        for _ in 0..ROUNDS {
            let found = due.find(portal).await?;
            let mut done = 0;
            for &id in &found {
                match due.tell(portal, id).await {
                    Ok(()) => done += 1,
                    Err(error) => {
                        tracing::warn!(%id, %error, ?due, "nobody was told; the next run tries again");
                    }
                }
            }
            if !goes_on(found.len(), done) {
                break;
            }
        }
    }
    Ok(())
}

async fn ending(portal: &Portal, id: Uuid) -> Result<()> {
    let now = portal.now();
    let mut tx = portal.begin().await?;
    let row = tx.application(id).await?.ok_or(PortalError::NotFound)?;
    let key = portal.data_key(&row)?;
    let document = portal.application_document(&key, &row)?;
    let noted = tx.note_end_notice(id, now).await?;
    // A mailbox that may be somebody else's is written to once, when the application began.
    if noted && is_confirmed(&row, &document) && row.created_at + JUST_BEGUN < now {
        tx.enqueue(Job::MailEnding(id));
    }
    tx.commit().await?;
    Ok(())
}

async fn late(portal: &Portal, id: Uuid) -> Result<()> {
    let mut tx = portal.begin().await?;
    let mut row = tx.application(id).await?.ok_or(PortalError::NotFound)?;
    let expected = portal.promised_day();
    row.decision_expected_on = Some(expected);
    tx.save_application(&row).await?;
    let event = Event::new(Actor::System, "decision.late").of(id).about(id);
    tx.append(event.with(json!({ "expected_on": expected.to_string() })));
    tx.enqueue(Job::MailLate(id));
    tx.commit().await?;
    Ok(())
}

async fn may_apply(portal: &Portal, id: Uuid) -> Result<()> {
    let mut tx = portal.begin().await?;
    let row = tx.application(id).await?.ok_or(PortalError::NotFound)?;
    if tx.forget_reminder(id).await? && row.state() == ApplicationState::Draft {
        tx.enqueue(Job::MailMayApply(id));
    }
    tx.commit().await?;
    Ok(())
}

async fn remind_of_correction(portal: &Portal, case: Uuid) -> Result<()> {
    let now = portal.now();
    let mut tx = portal.begin().await?;
    let asked = tx
        .latest_decision(case, DecisionKind::CorrectionAsked)
        .await?
        .ok_or(PortalError::NotFound)?;
    let mut row = tx
        .correction(asked.id)
        .await?
        .ok_or(PortalError::NotFound)?;
    row.reminded_at = Some(now);
    tx.save_correction(&row).await?;
    // The mail of the last days says that they are the last; one that is over already says nothing.
    if asked.at + CORRECTION_LIMIT > now {
        tx.enqueue(Job::MailCorrectionReminder(case));
    }
    tx.commit().await?;
    Ok(())
}

/// Back to the reviewer, who decides by what is there.
async fn end_correction(portal: &Portal, case: Uuid) -> Result<()> {
    let now = portal.now();
    let mut tx = portal.begin().await?;
    let found = tx.case(case).await?.ok_or(PortalError::NotFound)?;
    tx.lock_application(found.application_id).await?;
    let mut row = tx.case(case).await?.ok_or(PortalError::NotFound)?;
    let asked = tx
        .latest_decision(case, DecisionKind::CorrectionAsked)
        .await?
        .ok_or(PortalError::NotFound)?;
    // Sent, or asked for anew, since it was found.
    if row.state() != CaseState::NeedsCorrection || asked.at + CORRECTION_LIMIT > now {
        return Ok(());
    }
    if let Some(mut application) = tx.application(row.application_id).await? {
        promise_anew(portal, &mut application);
        tx.save_application(&application).await?;
    }
    Correction::give_back(&mut row)?;
    tx.save_case(&row).await?;
    if let Some(mut correction) = tx.correction(asked.id).await? {
        correction.unanswered_at = Some(now);
        tx.save_correction(&correction).await?;
    }
    tx.enqueue(Job::MailCorrectionOver(case));
    let event = Event::new(Actor::System, "case.correction_unanswered");
    tx.append(event.of(row.application_id).about(case));
    tx.commit().await?;
    Ok(())
}
