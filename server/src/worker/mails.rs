//! The jobs that write to people. Each gathers what its letter says, outside any lock, and
//! sends; the job's own id is the mail's, so that a mailbox shows a repeated one once.

use super::job_error::JobError;
use crate::audit::{Actor, Event};
use crate::cases::case_file::CaseFile;
use crate::cases::documents::{PassDocument, VisaDocument};
use crate::cases::email::{email_code, is_confirmed};
use crate::mail::{Letter, Mail};
use crate::queue::Job;
use crate::state::Portal;
use crate::store::{ApplicationRow, CaseRow, Connection, DecisionKind};
use crate::vault::{Purpose, new_secret};
use app::text::text;
use chrono::TimeDelta;
use domain::calendar::ministry_date;
use domain::money::Money;
use domain::states::{ApplicationState, CaseState, RefundState};
use uuid::Uuid;

/// Days for which a mailed link opens its application. Every mail brings a fresh one, and whoever comes
/// later asks for another.
const LINK_DAYS: i64 = 30;

/// Sends the mail of a job. `id` is the job's.
///
/// # Errors
/// When it could not be sent; the worker tries again.
pub async fn send(portal: &Portal, id: Uuid, job: Job) -> Result<(), JobError> {
    let (application, letter) = match job {
        Job::MailLink(application) => link(portal, application).await?,
        Job::MailCode(application) | Job::MailAddressChanged(application) => {
            return about_address(portal, id, application, job).await;
        }
        Job::MailPaymentReceived(payment) => payment_received(portal, payment).await?,
        Job::MailDecision(case) => decision(portal, case).await?,
        Job::MailCorrection(case) => correction(portal, case).await?,
        Job::MailPass(pass) => pass_issued(portal, pass).await?,
        Job::MailRefund(refund) => refund_moved(portal, refund).await?,
        other => return Err(JobError::GiveUp(format!("{other:?} is no mail"))),
    };
    let key = portal.data_key(&application)?;
    let to = portal.application_document(&key, &application)?.email;
    deliver(portal, &application, job, Mail { id, to, letter }).await
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
    let mut tx = portal.begin().await?;
    tx.append(event);
    tx.commit().await?;
    Ok(())
}

/// The mails around a change of the address; the application's own address gets neither.
async fn about_address(
    portal: &Portal,
    id: Uuid,
    application: Uuid,
    job: Job,
) -> Result<(), JobError> {
    let row = self::application(&mut *portal.store.read().await?, application).await?;
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

async fn application(db: &mut dyn Connection, id: Uuid) -> Result<ApplicationRow, JobError> {
    db.application(id)
        .await?
        .ok_or_else(|| JobError::missing("application", id))
}

async fn case(db: &mut dyn Connection, id: Uuid) -> Result<(ApplicationRow, CaseRow), JobError> {
    let case = db
        .case(id)
        .await?
        .ok_or_else(|| JobError::missing("case", id))?;
    Ok((application(db, case.application_id).await?, case))
}

/// A fresh link into the application; only its hash is stored.
async fn fresh_link(portal: &Portal, application: &ApplicationRow) -> Result<String, JobError> {
    let secret = new_secret(&portal.rng);
    let hash = portal.vault.hash(Purpose::Link, &[&secret]);
    let now = portal.now();
    let mut tx = portal.begin().await?;
    tx.add_link(&hash, application.id, now, now + TimeDelta::days(LINK_DAYS))
        .await?;
    tx.commit().await?;
    Ok(format!("{}/link/{secret}", portal.config.server.public_url))
}

fn full_name(
    portal: &Portal,
    application: &ApplicationRow,
    case: &CaseRow,
) -> Result<String, JobError> {
    let key = portal.data_key(application)?;
    let person = portal
        .case_document(&key, case)?
        .person
        .ok_or_else(|| JobError::Retry("the case has no person".to_owned()))?;
    Ok(person.full_name())
}

async fn link(portal: &Portal, id: Uuid) -> Result<(ApplicationRow, Letter), JobError> {
    let row = application(&mut *portal.store.read().await?, id).await?;
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

async fn payment_received(portal: &Portal, id: Uuid) -> Result<(ApplicationRow, Letter), JobError> {
    let (row, amount) = {
        let mut db = portal.store.read().await?;
        let payment = db
            .payment(id)
            .await?
            .ok_or_else(|| JobError::missing("payment", id))?;
        (
            application(&mut *db, payment.application_id).await?,
            payment.amount,
        )
    };
    let letter = Letter::PaymentReceived {
        reference: row.reference.clone(),
        amount,
        decision_due_on: row
            .decision_due_on
            .ok_or_else(|| JobError::Retry("a paid application has a promised date".to_owned()))?,
        link: fresh_link(portal, &row).await?,
    };
    Ok((row, letter))
}

async fn decision(portal: &Portal, id: Uuid) -> Result<(ApplicationRow, Letter), JobError> {
    let (row, case, document, denial) = {
        let mut db = portal.store.read().await?;
        let (row, case) = case(&mut *db, id).await?;
        let document = match db.visa_of_case(case.id).await? {
            Some(visa) => {
                let file = CaseFile::of(portal, &mut *db, case.clone()).await?;
                Some(VisaDocument::load(portal, file, visa)?)
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

async fn correction(portal: &Portal, id: Uuid) -> Result<(ApplicationRow, Letter), JobError> {
    let (row, case, correction) = {
        let mut db = portal.store.read().await?;
        let (row, case) = case(&mut *db, id).await?;
        let latest = db
            .latest_decision(case.id, DecisionKind::CorrectionAsked)
            .await?;
        let asked = latest.ok_or_else(|| JobError::Retry("nothing was asked".to_owned()))?;
        let file = CaseFile::of(portal, &mut *db, case.clone()).await?;
        let note = match &asked.note {
            Some(note) => file.decrypt_note("decisions", asked.id, note)?,
            None => String::new(),
        };
        (row, case, note)
    };
    let letter = Letter::CorrectionAsked {
        reference: row.reference.clone(),
        name: full_name(portal, &row, &case)?,
        correction,
        link: fresh_link(portal, &row).await?,
    };
    Ok((row, letter))
}

async fn pass_issued(portal: &Portal, id: Uuid) -> Result<(ApplicationRow, Letter), JobError> {
    let (row, case, document) = {
        let mut db = portal.store.read().await?;
        let pass = db
            .pass(id)
            .await?
            .ok_or_else(|| JobError::missing("pass", id))?;
        let stay = db
            .stay(pass.stay_id)
            .await?
            .ok_or_else(|| JobError::Retry("a pass has a stay".to_owned()))?;
        let (row, case) = case(&mut *db, stay.case_id).await?;
        let file = CaseFile::of(portal, &mut *db, case.clone()).await?;
        let document = PassDocument::load(portal, &mut *db, file, pass, stay).await?;
        (row, case, document)
    };
    let letter = Letter::Pass {
        reference: row.reference.clone(),
        name: full_name(portal, &row, &case)?,
        last_permitted_day: document.stay.last_permitted_day,
        link: format!(
            "{}/v/{}",
            portal.config.server.public_url,
            portal.vault.pass_secret(document.pass.id)
        ),
        pdf: document.pdf(portal).await?.bytes,
    };
    Ok((row, letter))
}

async fn refund_moved(portal: &Portal, id: Uuid) -> Result<(ApplicationRow, Letter), JobError> {
    let (row, refund) = {
        let mut db = portal.store.read().await?;
        let refund = db
            .refund(id)
            .await?
            .ok_or_else(|| JobError::missing("refund", id))?;
        let payment = db
            .payment(refund.payment_id)
            .await?
            .ok_or_else(|| JobError::Retry("a refund has a payment".to_owned()))?;
        (application(&mut *db, payment.application_id).await?, refund)
    };
    let link = fresh_link(portal, &row).await?;
    let reference = row.reference.clone();
    let elsewhere = Some(refund.part_elsewhere()).filter(|part| part.minor > 0);
    let sent = Money::new(refund.gone(), refund.amount.currency);
    let amount = refund.amount;
    let letter = match refund.state() {
        RefundState::Succeeded if refund.receipt.is_some() || sent.minor == 0 => {
            Letter::RefundElsewhere {
                reference,
                amount,
                link,
            }
        }
        RefundState::Succeeded => Letter::RefundDone {
            reference,
            amount: sent,
            elsewhere,
            link,
        },
        RefundState::Declined => Letter::RefundDeclined {
            reference,
            amount,
            link,
        },
        RefundState::Failed => Letter::RefundFailed {
            reference,
            amount,
            link,
        },
        RefundState::Requested | RefundState::Approved | RefundState::Sent => Letter::RefundSent {
            reference,
            amount: if sent.minor > 0 { sent } else { amount },
            elsewhere,
            reason: text(&refund.ground.message_key()),
            link,
        },
    };
    Ok((row, letter))
}
