//! The e-mail address of an application. It is confirmed before money is taken: by the code that was
//! mailed to it, typed in the browser that began, or by its link, opened there. Until then whoever reads
//! the mailbox sees nothing of the application; a mistyped address is somebody else's.
//!
//! It can be changed in the browser that began, at any time. While it is not confirmed the new one
//! takes its place at once; a confirmed one stays until the code of the new one was typed.

use super::draft::LoadedApplication;
use crate::audit::{Actor, Event};
use crate::cases::email::{check_email, email_code, email_hash, is_begun_in, is_confirmed};
use crate::cases::records::ApplicationDocument;
use crate::queue::Job;
use crate::state::Portal;
use crate::store::ApplicationRow;
use crate::throttle::Throttled;
use crate::transaction::Transaction;
use crate::vault::DataKey;
use app::contract::{Caller, EmailForm, EmailView, LIKELY_SLIP};
use app::error::{FieldError, PortalError, Result};
use domain::email::likely_domain;
use subtle::ConstantTimeEq;

pub async fn view(portal: &Portal, caller: &Caller) -> Result<EmailView> {
    let mut db = portal.store.autocommit().await?;
    let loaded = LoadedApplication::of(portal, &mut *db, caller).await?;
    let document = loaded.document;
    Ok(EmailView {
        confirmed: is_confirmed(&loaded.application, &document),
        may_change: is_begun_in(&document, caller.browser.as_deref()),
        reference: loaded.application.reference,
        email: document.email,
        new_email: document.new_email,
    })
}

pub async fn confirm(portal: &Portal, caller: &Caller, reference: &str, code: &str) -> Result<()> {
    let id = caller.traveller()?;
    portal
        .throttles
        .check(Throttled::EmailCode, &id.to_string())?;
    let mut tx = portal.begin().await?;
    let loaded = LoadedApplication::to_change(portal, &mut *tx, caller).await?;
    loaded.check_reference(reference)?;
    let (key, mut row, mut document) = (loaded.key, loaded.application, loaded.document);
    let was_confirmed = is_confirmed(&row, &document);
    if was_confirmed && document.new_email.is_none() {
        return Ok(());
    }
    let awaited = document.new_email.as_ref().filter(|_| was_confirmed);
    let expected = email_code(portal, row.id, awaited.unwrap_or(&document.email));
    let typed: String = code.chars().filter(char::is_ascii_digit).collect();
    if !bool::from(typed.as_bytes().ct_eq(expected.as_bytes())) {
        return Err(PortalError::invalid("code", "field-error-code"));
    }
    portal
        .throttles
        .forgive(Throttled::EmailCode, &id.to_string());
    if was_confirmed && let Some(email) = document.new_email.take() {
        replace(portal, &mut tx, &mut row, &mut document, email).await?;
    }
    store_confirmed(portal, &mut tx, &key, &mut row, &mut document).await?;
    tx.commit().await?;
    Ok(())
}

/// Stores that the address is confirmed.
pub(super) async fn store_confirmed(
    portal: &Portal,
    tx: &mut Transaction,
    key: &DataKey,
    row: &mut ApplicationRow,
    document: &mut ApplicationDocument,
) -> Result<()> {
    document.email_confirmed_at = Some(portal.now());
    row.document = portal.encrypt_application_document(key, row.id, document)?;
    tx.save_application(row).await?;
    let event = Event::new(Actor::Traveller, "application.email_confirmed");
    tx.append(event.of(row.id).about(row.id));
    Ok(())
}

pub async fn mail_code(portal: &Portal, caller: &Caller, reference: &str) -> Result<()> {
    let mut tx = portal.begin().await?;
    let loaded = LoadedApplication::to_change(portal, &mut *tx, caller).await?;
    loaded.check_reference(reference)?;
    let (id, document) = (loaded.application.id, loaded.document);
    let (email, job) = match document.new_email {
        Some(email) => (email, Job::MailCode(id)),
        None => (document.email, Job::MailLink(id)),
    };
    check_mail(portal, &email, caller)?;
    tx.enqueue(job);
    tx.commit().await?;
    Ok(())
}

pub async fn change(
    portal: &Portal,
    caller: &Caller,
    reference: &str,
    form: &EmailForm,
) -> Result<()> {
    let email = asked_for(form)?.to_owned();
    let mut tx = portal.begin().await?;
    let loaded = LoadedApplication::to_change(portal, &mut *tx, caller).await?;
    loaded.check_reference(reference)?;
    let (key, mut row, mut document) = (loaded.key, loaded.application, loaded.document);
    if !is_begun_in(&document, caller.browser.as_deref()) {
        return Err(PortalError::conflict("conflict-email-other-browser"));
    }
    if email == document.email {
        return Ok(());
    }
    check_mail(portal, &email, caller)?;
    if is_confirmed(&row, &document) {
        document.new_email = Some(email);
        tx.enqueue(Job::MailCode(row.id));
    } else {
        replace(portal, &mut tx, &mut row, &mut document, email).await?;
        tx.enqueue(Job::MailLink(row.id));
    }
    row.document = portal.encrypt_application_document(&key, row.id, &document)?;
    tx.save_application(&row).await?;
    tx.commit().await?;
    Ok(())
}

/// Puts another address in the place of the application's, ends the links that the old one was sent,
/// and has it told.
async fn replace(
    portal: &Portal,
    tx: &mut Transaction,
    row: &mut ApplicationRow,
    document: &mut ApplicationDocument,
    email: String,
) -> Result<()> {
    // A mail to the old address that is being made waits for the lock of the application: it has added its
    // link before this, or sees the new one.
    row.email_hash = email_hash(portal, &email);
    document.former_email = Some(std::mem::replace(&mut document.email, email));
    tx.remove_links(row.id).await?;
    tx.enqueue(Job::MailAddressChanged(row.id));
    let event = Event::new(Actor::Traveller, "application.address_changed");
    tx.append(event.of(row.id).about(row.id));
    Ok(())
}

/// The address that was typed, if mails can be sent to it and it does not look like a slip, about which
/// people are asked once.
pub(in crate::services) fn asked_for(form: &EmailForm) -> Result<&str> {
    let email = form.email.trim();
    if email.is_empty() {
        return Err(PortalError::invalid("email", "field-error-email-missing"));
    }
    check_email(email, "email")?;
    match likely_domain(email) {
        Some(domain) if form.asked.trim() != email => {
            let error = FieldError::new("email", LIKELY_SLIP);
            Err(PortalError::Invalid(vec![error.with("domain", domain)]))
        }
        _ => Ok(email),
    }
}

/// Takes a try to have a mail sent to an address that is not confirmed, from this network and at all:
/// nobody's mailbox is filled by changing an address again and again.
fn check_mail(portal: &Portal, email: &str, caller: &Caller) -> Result<()> {
    portal
        .throttles
        .check(Throttled::MailTo, &mailbox_key(email, caller))?;
    portal
        .throttles
        .check(Throttled::MailFlood, &mailbox(email))
}

/// By which mails into one mailbox are counted that one network asks for.
pub(super) fn mailbox_key(email: &str, caller: &Caller) -> String {
    format!("{} {}", mailbox(email), caller.throttle_key())
}

/// The mailbox of an address: what follows a plus leads there too.
pub(super) fn mailbox(email: &str) -> String {
    let email = email.trim().to_lowercase();
    match email.rsplit_once('@') {
        Some((local, host)) => {
            let local = local.split('+').next().unwrap_or_default();
            format!("{local}@{host}")
        }
        None => email,
    }
}
