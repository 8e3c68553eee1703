//! Mails about one traveller.

use super::{case_row, fee_stays, letter, status_link, traveller};
use crate::cases::case_file::CaseFile;
use crate::cases::documents::VisaDocument;
use crate::mail::{Letter, News};
use crate::state::Portal;
use crate::store::{ApplicationRow, CaseRow, DecisionKind, DecisionRow};
use crate::worker::job_error::JobError;
use app::text::text;
use domain::calendar::ministry_date;
use domain::law::refunds::WithdrawalFee;
use domain::law::time_limits::correction_until;
use domain::states::{CaseState, PaymentState};
use uuid::Uuid;

pub(super) async fn decision(
    portal: &Portal,
    id: Uuid,
) -> Result<(ApplicationRow, Letter), JobError> {
    let (row, case, document, denial, has_crossed, is_kept) = {
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
        let has_crossed = !db.crossings_of(case.id).await?.is_empty();
        let is_kept = fee_stays(&mut *db, row.id).await?;
        (row, case, document, denial, has_crossed, is_kept)
    };
    let today = ministry_date(portal.now());
    let news = match (case.state(), document, denial) {
        // Admitted, refused, replaced or over meanwhile: the status page tells it, and no document goes out
        // any more.
        (CaseState::Granted, Some(document), _)
            if has_crossed
                || !document.visa.state().is_shown()
                || document.visa.valid_until < today =>
        {
            status_link()
        }
        (CaseState::Granted, Some(document), _) => News::Granted {
            visa_number: document.visa.number.clone(),
            valid_until: document.visa.valid_until,
            page: format!(
                "{}/e/{}",
                portal.config.server.public_url,
                portal.vault.visa_secret(document.visa.id)
            ),
            pdf: document.pdf(portal).await?.bytes,
        },
        (CaseState::Denied, _, Some(ground)) => News::Denied {
            ground: text(&ground.message_key()),
            article: ground.article().to_owned(),
            is_kept,
        },
        _ => return Err(JobError::Retry(format!("case {id} is not decided"))),
    };
    about(portal, row, &case, news).await
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
    let note = file.note("decisions", decision.id, decision.note.as_deref());
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
    let news = if asked.case.state() == CaseState::NeedsCorrection {
        News::CorrectionAsked {
            until: correction_until(asked.decision.at),
            correction: asked.note,
        }
    } else {
        // Sent, or waited for no longer, while the mail server was away.
        status_link()
    };
    about(portal, asked.application, &asked.case, news).await
}

/// That it is still waited for; where it was sent meanwhile, the link.
pub(super) async fn correction_reminder(
    portal: &Portal,
    id: Uuid,
) -> Result<(ApplicationRow, Letter), JobError> {
    let asked = asked(portal, id).await?;
    let news = if asked.case.state() == CaseState::NeedsCorrection {
        News::CorrectionReminder {
            until: correction_until(asked.decision.at),
            correction: asked.note,
        }
    } else {
        status_link()
    };
    about(portal, asked.application, &asked.case, news).await
}

/// That it is waited for no longer; once it is decided, or something is asked anew, the link.
pub(super) async fn correction_over(
    portal: &Portal,
    id: Uuid,
) -> Result<(ApplicationRow, Letter), JobError> {
    let asked = asked(portal, id).await?;
    let state = asked.case.state();
    let is_open = state.is_undecided() && state != CaseState::NeedsCorrection;
    let row = &asked.application;
    let news = match row.decision_expected_on.or(row.decision_due_on) {
        Some(decision_due_on) if is_open => News::CorrectionOver { decision_due_on },
        _ => status_link(),
    };
    about(portal, asked.application, &asked.case, news).await
}

pub(super) async fn withdrawn(
    portal: &Portal,
    id: Uuid,
) -> Result<(ApplicationRow, Letter), JobError> {
    let mut db = portal.store.read().await?;
    let (application, case) = case_row(&mut *db, id).await?;
    // Whether they were charged, or may be at this moment: a card page is open that nobody has closed yet.
    let mut is_charged = false;
    for payment in db.payments_of(application.id).await? {
        let shares = db.shares_of(payment.id).await?;
        let is_theirs = shares.iter().any(|(whose, _)| *whose == case.id);
        let may_be_paid = payment.state() == PaymentState::Created && payment.session_id.is_some();
        is_charged |= is_theirs && (payment.paid_at.is_some() || may_be_paid);
    }
    let stays = fee_stays(&mut *db, application.id).await?;
    drop(db);
    let fee = match (case.queued_at.is_some(), is_charged) {
        (true, _) if stays => Some(WithdrawalFee::Kept),
        (false, false) => Some(WithdrawalFee::Unpaid),
        // Charged after the withdrawal, given back or disputed.
        _ => None,
    };
    about(portal, application, &case, News::Withdrawn { fee }).await
}

async fn about(
    portal: &Portal,
    application: ApplicationRow,
    case: &CaseRow,
    news: News,
) -> Result<(ApplicationRow, Letter), JobError> {
    let who = traveller(portal, &application, case)?;
    let letter = letter(portal, &application, Some(who), news).await?;
    Ok((application, letter))
}
