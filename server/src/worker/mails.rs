//! The jobs that write to people: about an [`application`], a [`case`], a [`payment`], and what
//! happened at the [`border`]. Each gathers what its letter says, outside any lock, and sends; the job's
//! own id is the mail's, so that a mailbox shows a repeated one once.
//!
//! A mail server may be away for days: a letter says what is true when it leaves. Of its own event it
//! tells the facts; what may have changed since is read anew, and what is not so any more is a link.

mod application;
mod border;
mod case;
mod payment;

use super::job_error::JobError;
use crate::audit::{Actor, Event};
use crate::cases::email::is_confirmed;
use crate::mail::{Letter, Mail, News, Who};
use crate::queue::Job;
use crate::state::Portal;
use crate::store::{ApplicationRow, CaseRow, Connection};
use crate::vault::{DataKey, Purpose, new_secret};
use app::text::text;
use chrono::TimeDelta;
use domain::states::{ApplicationKind, CaseState, PaymentState};
use uuid::Uuid;

/// Days for which a mailed link opens its application. Every mail brings a fresh one, and whoever comes
/// later asks for another.
const LINK_DAYS: i64 = 30;

/// Sends the mail of a job. `id` is the job's.
///
/// # Errors
/// When it could not be sent; the worker tries again.
pub async fn send(portal: &Portal, id: Uuid, job: Job) -> Result<(), JobError> {
    if let Job::MailCode(application) | Job::MailAddressChanged(application) = job {
        return application::about_address(portal, id, application, job).await;
    }
    let before = version(portal, &job).await?;
    let (mut application, mut letter) = written(portal, job).await?;
    // Its document took a while to draw. What happened meanwhile has a letter of its own, that may have left.
    if version(portal, &job).await? != before {
        (application, letter) = written(portal, job).await?;
    }
    let key = portal.data_key(&application)?;
    let to = portal.application_document(&key, &application)?.email;
    if to.is_empty() {
        // Who was recorded at the border gave no address.
        return Err(JobError::Moot);
    }
    // What was overtaken is a link, and recorded as one.
    let job = match letter.news {
        News::StatusLink { .. } | News::ResumeLink { .. } => Job::MailLink(application.id),
        _ => job,
    };
    deliver(portal, &application, job, Mail { id, to, letter }).await
}

/// The version of what a letter with a document is about: of a case, or a stay.
async fn version(portal: &Portal, job: &Job) -> Result<Option<i64>, JobError> {
    let mut db = portal.store.autocommit().await?;
    Ok(match *job {
        Job::MailDecision(case) => db.case(case).await?.map(|case| case.version),
        Job::MailPass(pass) => match db.pass(pass).await? {
            Some(pass) => db.stay(pass.stay_id).await?.map(|stay| stay.version),
            None => None,
        },
        _ => None,
    })
}

/// The letter of a job.
async fn written(portal: &Portal, job: Job) -> Result<(ApplicationRow, Letter), JobError> {
    Ok(match job {
        Job::MailCard(application) => application::card(portal, application).await?,
        Job::MailLink(application) => application::link(portal, application).await?,
        Job::MailEnding(application) => application::ending(portal, application).await?,
        Job::MailLate(application) => application::late(portal, application).await?,
        Job::MailMayApply(application) => application::may_apply(portal, application).await?,
        Job::MailPaymentReceived(payment) => payment::received(portal, payment).await?,
        Job::MailRefund(refund) => payment::refund_moved(portal, refund).await?,
        Job::MailDecision(case) => case::decision(portal, case).await?,
        Job::MailCorrection(case) => case::correction(portal, case).await?,
        Job::MailCorrectionReminder(case) => case::correction_reminder(portal, case).await?,
        Job::MailCorrectionOver(case) => case::correction_over(portal, case).await?,
        Job::MailWithdrawn(case) => case::withdrawn(portal, case).await?,
        Job::MailPass(pass) => border::pass_issued(portal, pass).await?,
        Job::MailRefusedEntry(crossing) => border::refused(portal, crossing).await?,
        Job::MailDeparture(crossing) => border::departed(portal, crossing).await?,
        Job::MailAdmissionUndone(crossing) => border::undone(portal, crossing).await?,
        other => return Err(JobError::GiveUp(format!("{other:?} is no mail"))),
    })
}

async fn deliver(
    portal: &Portal,
    application: &ApplicationRow,
    job: Job,
    mail: Mail,
) -> Result<(), JobError> {
    portal.mailer.send(mail).await?;
    let (kind, _) = job.stored();
    let event = Event::new(Actor::System, "mail.sent")
        .of(application.id)
        .with(serde_json::json!({ "kind": kind }));
    // Of a family it is told of whom.
    let event = match job {
        Job::MailDecision(case)
        | Job::MailCorrection(case)
        | Job::MailCorrectionReminder(case)
        | Job::MailCorrectionOver(case)
        | Job::MailWithdrawn(case) => event.about(case),
        _ => event,
    };
    let mut tx = portal.begin().await?;
    tx.append(event);
    tx.commit().await?;
    Ok(())
}

/// The application that a mail is about, unless it is erased: then nobody knows whom to write to.
async fn application_row(db: &mut dyn Connection, id: Uuid) -> Result<ApplicationRow, JobError> {
    let row = db
        .application(id)
        .await?
        .ok_or_else(|| JobError::missing("application", id))?;
    if row.erased_at.is_some() {
        return Err(JobError::Moot);
    }
    Ok(row)
}

async fn case_row(
    db: &mut dyn Connection,
    id: Uuid,
) -> Result<(ApplicationRow, CaseRow), JobError> {
    let case = db
        .case(id)
        .await?
        .ok_or_else(|| JobError::missing("case", id))?;
    Ok((application_row(db, case.application_id).await?, case))
}

/// A fresh link into the application, as it was read for the mail; only its hash is stored. Where the
/// address was changed since, none: the mail would go to the old one.
async fn fresh_link(portal: &Portal, application: &ApplicationRow) -> Result<String, JobError> {
    let secret = new_secret(&portal.rng);
    let hash = portal.vault.hash(Purpose::Link, &[&secret]);
    let now = portal.now();
    let mut tx = portal.begin().await?;
    tx.lock_application(application.id).await?;
    let stored = application_row(&mut *tx, application.id).await?;
    if stored.email_hash != application.email_hash {
        return Err(JobError::Retry("the address was changed".to_owned()));
    }
    tx.add_link(&hash, application.id, now, now + TimeDelta::days(LINK_DAYS))
        .await?;
    tx.commit().await?;
    Ok(format!("{}/link/{secret}", portal.config.server.public_url))
}

/// The address that leads to an arrival card, with the number of its passport: the mailbox was typed, and
/// never confirmed.
fn card_link(portal: &Portal, application: &ApplicationRow) -> String {
    let secret = portal.vault.card_mail_secret(application.id);
    format!("{}/card-link/{secret}", portal.config.server.public_url)
}

/// The traveller of a case.
fn traveller(
    portal: &Portal,
    application: &ApplicationRow,
    case: &CaseRow,
) -> Result<Who, JobError> {
    let key = portal.data_key(application)?;
    let person = portal
        .case_document(&key, case)?
        .person
        .ok_or_else(|| JobError::Retry("the case has no person".to_owned()))?;
    Ok(Who::one(person.full_name()))
}

/// The name of a traveller; none where there is no passport yet, or the record cannot be read: what a
/// mail tells of money and days does not wait for that.
fn name(portal: &Portal, key: &DataKey, case: &CaseRow) -> Option<String> {
    let document = portal.case_document(key, case).ok()?;
    document.person.map(|person| person.full_name())
}

/// The travellers of an application whose address is confirmed; nobody where it is not, or where none
/// has a name yet. Who has withdrawn is not among them, unless all have.
async fn travellers(
    portal: &Portal,
    db: &mut dyn Connection,
    application: &ApplicationRow,
) -> Result<Option<Who>, JobError> {
    let key = portal.data_key(application)?;
    if !is_confirmed(
        application,
        &portal.application_document(&key, application)?,
    ) {
        return Ok(None);
    }
    let mut cases = db.cases_of(application.id).await?;
    if cases
        .iter()
        .any(|case| case.state() != CaseState::Withdrawn)
    {
        cases.retain(|case| case.state() != CaseState::Withdrawn);
    }
    let others = cases.len().saturating_sub(1);
    let Some(first) = cases.iter().min_by_key(|case| case.position) else {
        return Ok(None);
    };
    let name = name(portal, &key, first);
    Ok(name.map(|name| Who { name, others }))
}

/// A letter about an application, with a fresh link into it.
async fn letter(
    portal: &Portal,
    application: &ApplicationRow,
    who: Option<Who>,
    news: News,
) -> Result<Letter, JobError> {
    let (link, who) = match application.kind {
        ApplicationKind::Visa => (fresh_link(portal, application).await?, who),
        // Nobody has confirmed its address: what goes there names nobody.
        ApplicationKind::Card => {
            let holder = who.map(|_| Who::one(text("mail-card-holder")));
            (card_link(portal, application), holder)
        }
    };
    Ok(Letter {
        reference: application.reference.clone(),
        kind: application.kind,
        who,
        link: Some(link),
        news,
    })
}

/// Whether the fee lies where the payment put it: no bank holds it, and nothing of it went back.
async fn fee_stays(db: &mut dyn Connection, application: Uuid) -> Result<bool, JobError> {
    let payments = db.payments_of(application).await?;
    let mut charged = payments.iter().filter(|row| row.paid_at.is_some());
    Ok(charged.all(|row| row.settles && row.state() == PaymentState::Paid))
}

/// What is sent in place of a letter that is true no longer: the status page tells how it stands.
const fn status_link() -> News {
    News::StatusLink { code: None }
}
