//! Mails about one traveller.

use super::{case_row, fresh_link, full_name, status_link};
use crate::cases::case_file::CaseFile;
use crate::cases::documents::VisaDocument;
use crate::mail::Letter;
use crate::state::Portal;
use crate::store::{ApplicationRow, CaseRow, DecisionKind, DecisionRow};
use crate::worker::job_error::JobError;
use app::text::text;
use domain::law::time_limits::correction_until;
use domain::states::CaseState;
use uuid::Uuid;

pub(super) async fn decision(
    portal: &Portal,
    id: Uuid,
) -> Result<(ApplicationRow, Letter), JobError> {
    let (row, case, document, denial) = {
        let mut db = portal.store.read().await?;
        let (row, case) = case_row(&mut *db, id).await?;
        let document = match db.visa_of_case(case.id).await? {
            Some(visa) => {
                let file = CaseFile::of(portal, &mut *db, case.clone()).await?;
                Some(VisaDocument::load(portal, &mut *db, file, visa).await?)
            }
            None => None,
        };
        let latest = db
            .latest_decision(case.id, DecisionKind::DenialProposed)
            .await?;
        let denial = latest.and_then(|decision| decision.ground);
        (row, case, document, denial)
    };
    let name = full_name(portal, &row, &case)?;
    let link = fresh_link(portal, &row).await?;
    let reference = row.reference.clone();
    let letter = match (case.state(), document, denial) {
        // Refused or replaced meanwhile: the status page tells it, and no document goes out any more.
        (CaseState::Granted, Some(document), _) if !document.visa.state().is_shown() => {
            Letter::StatusLink {
                reference,
                link,
                code: None,
            }
        }
        (CaseState::Granted, Some(document), _) => Letter::Granted {
            reference,
            name,
            visa_number: document.visa.number.clone(),
            valid_until: document.visa.valid_until,
            link,
            pdf: document.pdf(portal).await?.bytes,
        },
        (CaseState::Denied, _, Some(ground)) => Letter::Denied {
            reference,
            name,
            ground: text(&ground.message_key()),
            article: ground.article().to_owned(),
            link,
        },
        _ => return Err(JobError::Retry(format!("case {id} is not decided"))),
    };
    Ok((row, letter))
}

/// What a case is to correct.
struct Asked {
    application: ApplicationRow,
    case: CaseRow,
    decision: DecisionRow,
    note: String,
}

async fn asked(portal: &Portal, id: Uuid) -> Result<Asked, JobError> {
    let mut db = portal.store.read().await?;
    let (application, case) = case_row(&mut *db, id).await?;
    let latest = db
        .latest_decision(case.id, DecisionKind::CorrectionAsked)
        .await?;
    let decision = latest.ok_or_else(|| JobError::Retry("nothing was asked".to_owned()))?;
    let file = CaseFile::of(portal, &mut *db, case.clone()).await?;
    let note = match &decision.note {
        Some(note) => file.decrypt_note("decisions", decision.id, note)?,
        None => String::new(),
    };
    Ok(Asked {
        application,
        case,
        decision,
        note,
    })
}

pub(super) async fn correction(
    portal: &Portal,
    id: Uuid,
) -> Result<(ApplicationRow, Letter), JobError> {
    let asked = asked(portal, id).await?;
    let link = fresh_link(portal, &asked.application).await?;
    let reference = asked.application.reference.clone();
    let letter = if asked.case.state() == CaseState::NeedsCorrection {
        Letter::CorrectionAsked {
            reference,
            name: full_name(portal, &asked.application, &asked.case)?,
            correction: asked.note,
            until: correction_until(asked.decision.at),
            link,
        }
    } else {
        // Sent, or waited for no longer, while the mail server was away.
        status_link(reference, link)
    };
    Ok((asked.application, letter))
}

/// That it is still waited for; where it was sent meanwhile, the link.
pub(super) async fn correction_reminder(
    portal: &Portal,
    id: Uuid,
) -> Result<(ApplicationRow, Letter), JobError> {
    let asked = asked(portal, id).await?;
    let link = fresh_link(portal, &asked.application).await?;
    let reference = asked.application.reference.clone();
    let letter = if asked.case.state() == CaseState::NeedsCorrection {
        Letter::CorrectionReminder {
            reference,
            name: full_name(portal, &asked.application, &asked.case)?,
            correction: asked.note,
            until: correction_until(asked.decision.at),
            link,
        }
    } else {
        status_link(reference, link)
    };
    Ok((asked.application, letter))
}

pub(super) async fn withdrawn(
    portal: &Portal,
    id: Uuid,
) -> Result<(ApplicationRow, Letter), JobError> {
    let (application, case) = case_row(&mut *portal.store.read().await?, id).await?;
    let letter = Letter::Withdrawn {
        reference: application.reference.clone(),
        name: full_name(portal, &application, &case)?,
        paid: case.queued_at.is_some(),
        link: fresh_link(portal, &application).await?,
    };
    Ok((application, letter))
}
