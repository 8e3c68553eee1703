//! Mails about an application as a whole.

use super::{application_row, deliver, letter, status_link, travellers};
use crate::cases::email::{email_code, is_confirmed};
use crate::mail::{Letter, Mail, News};
use crate::queue::Job;
use crate::services::traveller::draft;
use crate::state::Portal;
use crate::store::ApplicationRow;
use crate::worker::job_error::JobError;
use app::contract::Caller;
use domain::calendar::ministry_date;
use domain::states::{ApplicationKind, ApplicationState, CaseState};
use uuid::Uuid;

/// The mails around a change of the address; the application's own address gets neither, and neither
/// names anybody.
pub(super) async fn about_address(
    portal: &Portal,
    id: Uuid,
    application: Uuid,
    job: Job,
) -> Result<(), JobError> {
    let row = application_row(&mut *portal.store.read().await?, application).await?;
    let key = portal.data_key(&row)?;
    let document = portal.application_document(&key, &row)?;
    let (to, news) = if matches!(job, Job::MailCode(_)) {
        let news = document.new_email.as_ref().map(|email| News::EmailCode {
            code: email_code(portal, row.id, email),
        });
        (document.new_email, news)
    } else {
        (document.former_email, Some(News::AddressChanged))
    };
    // Changed again, or confirmed, in the meantime.
    let (Some(to), Some(news)) = (to, news) else {
        return Ok(());
    };
    let letter = Letter {
        reference: row.reference.clone(),
        kind: row.kind,
        who: None,
        link: None,
        news,
    };
    deliver(portal, &row, job, Mail { id, to, letter }).await
}

/// Sends news about the whole application, to whom it names as its travellers.
async fn about_all(
    portal: &Portal,
    row: ApplicationRow,
    news: News,
) -> Result<(ApplicationRow, Letter), JobError> {
    let who = travellers(portal, &mut *portal.store.read().await?, &row).await?;
    let letter = letter(portal, &row, who, news).await?;
    Ok((row, letter))
}

/// The code that confirms the address, while it is not.
fn code(portal: &Portal, row: &ApplicationRow) -> Result<Option<String>, JobError> {
    let key = portal.data_key(row)?;
    let document = portal.application_document(&key, row)?;
    Ok((!is_confirmed(row, &document)).then(|| email_code(portal, row.id, &document.email)))
}

/// The way to the card; of an e-visa's, to the status. A card alone names nobody: its address was typed, and
/// never confirmed.
pub(super) async fn card(portal: &Portal, id: Uuid) -> Result<(ApplicationRow, Letter), JobError> {
    let mut db = portal.store.read().await?;
    let row = application_row(&mut *db, id).await?;
    let who = match row.kind {
        ApplicationKind::Visa => travellers(portal, &mut *db, &row).await?,
        ApplicationKind::Card => None,
    };
    drop(db);
    // Over before the letter left.
    let arrives_on = row.entry_date.ok_or(JobError::Moot)?;
    let letter = letter(portal, &row, who, News::Card { arrives_on }).await?;
    Ok((row, letter))
}

pub(super) async fn link(portal: &Portal, id: Uuid) -> Result<(ApplicationRow, Letter), JobError> {
    let row = application_row(&mut *portal.store.read().await?, id).await?;
    let code = code(portal, &row)?;
    let news = if row.state() == ApplicationState::Draft {
        // Counted as on the pages: days of the calendar in Phnom Penh.
        let left = ministry_date(row.expires_at) - ministry_date(portal.now());
        let left = left.num_days().max(0);
        News::ResumeLink {
            code,
            days: u32::try_from(left).unwrap_or(u32::MAX),
        }
    } else {
        News::StatusLink { code }
    };
    about_all(portal, row, news).await
}

/// That it is not paid and ends soon; where it was paid, is being paid or ended meanwhile, its link.
pub(super) async fn ending(
    portal: &Portal,
    id: Uuid,
) -> Result<(ApplicationRow, Letter), JobError> {
    let mut db = portal.store.read().await?;
    let row = application_row(&mut *db, id).await?;
    let payments = db.payments_of(id).await?;
    drop(db);
    let open = matches!(
        row.state(),
        ApplicationState::Draft | ApplicationState::Submitted
    );
    let is_pending = payments.iter().any(|payment| payment.pending().is_some());
    let news = if open && !is_pending && row.expires_at > portal.now() {
        let until = row.expires_at;
        News::Ending { until }
    } else {
        status_link()
    };
    about_all(portal, row, news).await
}

/// That the decision is late, and by when it is expected now.
pub(super) async fn late(portal: &Portal, id: Uuid) -> Result<(ApplicationRow, Letter), JobError> {
    let (row, is_awaited) = {
        let mut db = portal.store.read().await?;
        let cases = db.cases_of(id).await?;
        // Who has to correct something must not read that nothing is to be done.
        let is_awaited = cases.iter().any(|case| case.state().is_undecided())
            && !cases
                .iter()
                .any(|case| case.state() == CaseState::NeedsCorrection);
        (application_row(&mut *db, id).await?, is_awaited)
    };
    let today = ministry_date(portal.now());
    let news = match (row.decision_due_on, row.decision_expected_on) {
        (Some(due_on), Some(expected_on)) if is_awaited && today <= expected_on => News::Late {
            due_on,
            expected_on,
        },
        // Decided meanwhile, waiting for the traveller, or later still.
        _ => status_link(),
    };
    about_all(portal, row, news).await
}

/// That a visa issued now is good for the trip; where the trip was changed meanwhile, or it was sent, the
/// link.
pub(super) async fn may_apply(
    portal: &Portal,
    id: Uuid,
) -> Result<(ApplicationRow, Letter), JobError> {
    let mut db = portal.store.read().await?;
    let row = application_row(&mut *db, id).await?;
    drop(db);
    let caller = Caller {
        application: Some(id),
        ..Caller::default()
    };
    let draft = draft::draft(portal, &caller).await?;
    let open = row.state() == ApplicationState::Draft && row.expires_at > portal.now();
    if !open || draft.apply_from.is_some() {
        return link(portal, id).await;
    }
    let news = News::MayApply {
        until: row.expires_at,
        code: code(portal, &row)?,
    };
    about_all(portal, row, news).await
}
