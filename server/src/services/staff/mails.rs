//! Mails that did not arrive: a supervisor sees them, and has them sent again, where need be to
//! another address of the application.

use crate::audit::{Actor, Event};
use crate::cases::email::{check_email, email_hash};
use crate::error::changed_elsewhere;
use crate::queue::Job;
use crate::services::cursor::{self, Cursor};
use crate::state::Portal;
use crate::store::{ApplicationRow, Connection, UndeliveredRow};
use crate::transaction::Transaction;
use app::contract::{Caller, ListPage, Role, SendAgainForm, UndeliveredMail};
use app::error::{PortalError, Result};
use serde_json::json;
use uuid::Uuid;

/// A mail that was tried so often, which takes a quarter of an hour, is shown while it is still tried.
const SHOWN_AFTER: i64 = 10;

/// The mails that did not arrive, oldest first. For a supervisor; the access is recorded.
pub async fn list(
    portal: &Portal,
    caller: &Caller,
    cursor: &str,
) -> Result<ListPage<UndeliveredMail>> {
    let staff = caller.with_role(Role::Supervisor)?;
    let mut db = portal.store.read().await?;
    let after = Cursor::decode(cursor).map(|cursor| (cursor.at, cursor.id));
    let found = db
        .undelivered_mails(SHOWN_AFTER, after, cursor::LIMIT)
        .await?;
    let found = cursor::page(found, |row| {
        let (at, id) = (row.created_at, row.id);
        Some(Cursor { at, id })
    });
    let mut rows = Vec::new();
    for row in found.rows {
        let application = application_of(&mut *db, &row).await?;
        rows.push(shown(row, application));
    }
    drop(db);
    let event =
        Event::new(Actor::Staff(staff.id), "mails.viewed").with(json!({ "rows": rows.len() }));
    portal
        .access_log
        .record(&portal.store, vec![event], portal.now())
        .await?;
    Ok(ListPage {
        rows,
        next: found.next,
    })
}

fn shown(row: UndeliveredRow, application: Option<ApplicationRow>) -> UndeliveredMail {
    UndeliveredMail {
        job: row.id,
        reference: application.map(|application| application.reference),
        failed_at: row.finished_at.unwrap_or(row.created_at),
        given_up: row.state == "dead",
        attempts: row.attempts,
        reason: row.last_error.unwrap_or_default(),
        kind: row.kind,
    }
}

/// Queues a mail again, its tries counted anew; a filled address becomes the application's. For a
/// supervisor.
///
/// # Errors
/// `Invalid` for an address that no mail can be sent to, `Conflict` when the mail has gone out since.
pub async fn send_again(portal: &Portal, caller: &Caller, form: &SendAgainForm) -> Result<()> {
    let staff = caller.with_role(Role::Supervisor)?;
    let email = form.email.trim();
    if !email.is_empty() {
        check_email(email, &app::contract::send_again_field(&form.job))?;
    }
    let id: Uuid = form.job.parse().map_err(|_| PortalError::NotFound)?;
    let mut tx = portal.begin().await?;
    let row = tx.undelivered_mail(id).await?;
    let row = row.ok_or_else(changed_elsewhere)?;
    let job = Job::read(&row.kind, &row.subject).ok_or(PortalError::NotFound)?;
    let application = application_of(&mut *tx, &row).await?;
    let application = application.ok_or(PortalError::NotFound)?;
    let actor = Actor::Staff(staff.id);
    let of = application.id;
    if !email.is_empty() {
        change_address(portal, &mut tx, application, email).await?;
        tx.append(
            Event::new(actor, "application.address_changed")
                .of(of)
                .about(of),
        );
    }
    let event = Event::new(actor, "mail.sent_again").of(of).about(of);
    tx.append(event.with(json!({ "kind": row.kind })));
    tx.enqueue(job);
    tx.commit().await?;
    Ok(())
}

/// The links that were mailed to the old address end with it.
async fn change_address(
    portal: &Portal,
    tx: &mut Transaction,
    mut application: ApplicationRow,
    email: &str,
) -> Result<()> {
    let key = portal.data_key(&application)?;
    let mut document = portal.application_document(&key, &application)?;
    email.clone_into(&mut document.email);
    application.document = portal.encrypt_application_document(&key, application.id, &document)?;
    application.email_hash = email_hash(portal, email);
    tx.save_application(&application).await?;
    tx.remove_links(application.id).await?;
    Ok(())
}

/// The application that a mail is about; none where its row is gone or another version queued it.
async fn application_of(
    db: &mut dyn Connection,
    row: &UndeliveredRow,
) -> Result<Option<ApplicationRow>> {
    let Some(job) = Job::read(&row.kind, &row.subject) else {
        return Ok(None);
    };
    let case = match job {
        Job::MailLink(application)
        | Job::MailCode(application)
        | Job::MailEnding(application)
        | Job::MailLate(application)
        | Job::MailMayApply(application)
        | Job::MailAddressChanged(application) => return Ok(db.application(application).await?),
        Job::MailPaymentReceived(payment) => return of_payment(db, payment).await,
        Job::MailRefund(refund) => {
            return match db.refund(refund).await? {
                Some(refund) => of_payment(db, refund.payment_id).await,
                None => Ok(None),
            };
        }
        Job::MailPass(pass) => {
            let stay = match db.pass(pass).await? {
                Some(pass) => db.stay(pass.stay_id).await?,
                None => None,
            };
            stay.map(|stay| stay.case_id)
        }
        Job::MailRefusedEntry(crossing)
        | Job::MailDeparture(crossing)
        | Job::MailAdmissionUndone(crossing) => {
            let crossing = db.crossing(crossing).await?;
            crossing.map(|crossing| crossing.case_id)
        }
        Job::MailDecision(case)
        | Job::MailCorrection(case)
        | Job::MailCorrectionReminder(case)
        | Job::MailCorrectionOver(case)
        | Job::MailWithdrawn(case) => Some(case),
        _ => None,
    };
    let case = match case {
        Some(case) => db.case(case).await?,
        None => None,
    };
    match case {
        Some(case) => Ok(db.application(case.application_id).await?),
        None => Ok(None),
    }
}

async fn of_payment(db: &mut dyn Connection, payment: Uuid) -> Result<Option<ApplicationRow>> {
    match db.payment(payment).await? {
        Some(payment) => Ok(db.application(payment.application_id).await?),
        None => Ok(None),
    }
}
