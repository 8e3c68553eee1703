//! Mails about an application as a whole.

use super::{application_row, deliver, fresh_link, status_link};
use crate::cases::email::{email_code, is_confirmed};
use crate::mail::{Letter, Mail};
use crate::queue::Job;
use crate::state::Portal;
use crate::store::ApplicationRow;
use crate::worker::job_error::JobError;
use app::text::instant;
use domain::calendar::ministry_date;
use domain::states::ApplicationState;
use uuid::Uuid;

/// The mails around a change of the address; the application's own address gets neither.
pub(super) async fn about_address(
    portal: &Portal,
    id: Uuid,
    application: Uuid,
    job: Job,
) -> Result<(), JobError> {
    let row = application_row(&mut *portal.store.read().await?, application).await?;
    let key = portal.data_key(&row)?;
    let document = portal.application_document(&key, &row)?;
    let reference = row.reference.clone();
    let (to, letter) = if matches!(job, Job::MailCode(_)) {
        let code = |email: &String| email_code(portal, row.id, email);
        let letter = document.new_email.as_ref().map(|email| Letter::EmailCode {
            reference,
            code: code(email),
        });
        (document.new_email, letter)
    } else {
        let letter = Letter::AddressChanged { reference };
        (document.former_email, Some(letter))
    };
    // Changed again, or confirmed, in the meantime.
    let (Some(to), Some(letter)) = (to, letter) else {
        return Ok(());
    };
    deliver(portal, &row, job, Mail { id, to, letter }).await
}

pub(super) async fn link(portal: &Portal, id: Uuid) -> Result<(ApplicationRow, Letter), JobError> {
    let row = application_row(&mut *portal.store.read().await?, id).await?;
    let link = fresh_link(portal, &row).await?;
    let reference = row.reference.clone();
    let key = portal.data_key(&row)?;
    let document = portal.application_document(&key, &row)?;
    let code =
        (!is_confirmed(&row, &document)).then(|| email_code(portal, row.id, &document.email));
    let letter = if row.state() == ApplicationState::Draft {
        // Counted as on the pages: days of the calendar in Phnom Penh.
        let left = ministry_date(row.expires_at) - ministry_date(portal.now());
        let left = left.num_days().max(0);
        Letter::ResumeLink {
            reference,
            link,
            code,
            days: u32::try_from(left).unwrap_or(u32::MAX),
        }
    } else {
        Letter::StatusLink {
            reference,
            link,
            code,
        }
    };
    Ok((row, letter))
}

/// That it is not paid and ends soon; where it was paid or ended meanwhile, its link.
pub(super) async fn ending(
    portal: &Portal,
    id: Uuid,
) -> Result<(ApplicationRow, Letter), JobError> {
    let row = application_row(&mut *portal.store.read().await?, id).await?;
    let open = matches!(
        row.state(),
        ApplicationState::Draft | ApplicationState::Submitted
    );
    let link = fresh_link(portal, &row).await?;
    let reference = row.reference.clone();
    let letter = if open {
        Letter::Ending {
            reference,
            until: instant(row.expires_at),
            link,
        }
    } else {
        status_link(reference, link)
    };
    Ok((row, letter))
}

/// That the decision is late, and by when it is expected now.
pub(super) async fn late(portal: &Portal, id: Uuid) -> Result<(ApplicationRow, Letter), JobError> {
    let (row, is_awaited) = {
        let mut db = portal.store.read().await?;
        let cases = db.cases_of(id).await?;
        let is_awaited = cases.iter().any(|case| case.state().is_undecided());
        (application_row(&mut *db, id).await?, is_awaited)
    };
    let link = fresh_link(portal, &row).await?;
    let reference = row.reference.clone();
    let letter = match (row.decision_due_on, row.decision_expected_on) {
        (Some(due_on), Some(expected_on)) if is_awaited => Letter::Late {
            reference,
            due_on,
            expected_on,
            link,
        },
        // Decided meanwhile.
        _ => status_link(reference, link),
    };
    Ok((row, letter))
}

/// That a visa issued from today on is good for the trip.
pub(super) async fn may_apply(
    portal: &Portal,
    id: Uuid,
) -> Result<(ApplicationRow, Letter), JobError> {
    let row = application_row(&mut *portal.store.read().await?, id).await?;
    let key = portal.data_key(&row)?;
    let document = portal.application_document(&key, &row)?;
    let code =
        (!is_confirmed(&row, &document)).then(|| email_code(portal, row.id, &document.email));
    let link = fresh_link(portal, &row).await?;
    let reference = row.reference.clone();
    let letter = if row.state() == ApplicationState::Draft {
        Letter::MayApply {
            reference,
            until: instant(row.expires_at),
            link,
            code,
        }
    } else {
        status_link(reference, link)
    };
    Ok((row, letter))
}
