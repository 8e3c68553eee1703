//! Beginning a draft, and the mailed links that lead back to it.
//!
//! A link holds a random token of which only the hash is stored. Opening it changes nothing; a
//! button exchanges it for a session, so that mail scanners cannot use it up.

use super::email::{self, asked_for, mailbox, mailbox_key};
use crate::audit;
use crate::cases::email::{email_code, email_hash, is_begun_in, is_confirmed};
use crate::cases::records::{ApplicationDocument, CaseDocument};
use crate::queue::Job;
use crate::state::Portal;
use crate::store::{ApplicationRow, CaseRow, Connection, SessionKind};
use crate::throttle::Throttled;
use crate::vault::{Purpose, new_secret};
use app::contract::{Begun, Caller, EmailForm, ExchangedLink, LinkView, SessionToken};
use app::error::{FieldError, PortalError, Result};
use chrono::{DateTime, TimeDelta, Utc};
use domain::reference::Reference;
use domain::states::{ApplicationKind, ApplicationState};
use uuid::Uuid;

/// A traveller's session lasts half a day: long enough to fetch the passport, short enough for
/// a borrowed computer.
const SESSION: TimeDelta = TimeDelta::hours(12);

/// A browser is known for longer than an application and its visa take together.
const BROWSER: TimeDelta = TimeDelta::days(365);

pub async fn start(portal: &Portal, caller: &Caller, form: &EmailForm) -> Result<Begun> {
    let email = asked_for(form)?;
    portal
        .throttles
        .check(Throttled::Start, &caller.throttle_key())?;
    portal
        .throttles
        .check(Throttled::MailTo, &mailbox_key(email, caller))?;
    // Of many strangers only the mail is held back: the browser goes on, and the owner of the mailbox
    // asks for a link by the reference.
    let is_mailed = portal
        .throttles
        .check(Throttled::MailFlood, &mailbox(email))
        .is_ok();

    let now = portal.now();
    let mut row = new_application(portal, email, now);
    let (data_key, wrapped) = portal.vault.new_data_key(&portal.rng, row.id)?;
    row.key = wrapped;
    // Whoever began may open it here before the address is confirmed.
    let (browser, begun_in) = match &caller.browser {
        Some(hash) => (None, hash.clone()),
        None => new_browser(portal),
    };
    let document = ApplicationDocument {
        email: email.to_owned(),
        begun_in,
        ..Default::default()
    };
    row.document = portal.encrypt_application_document(&data_key, row.id, &document)?;
    let case = new_case(portal, &data_key, row.id, 1, None)?;

    let mut tx = portal.begin().await?;
    while tx.application_by_reference(&row.reference).await?.is_some() {
        row.reference = new_reference(portal);
    }
    tx.add_application(&row).await?;
    tx.add_case(&case).await?;
    let event = audit::Event::new(audit::Actor::Traveller, "application.started")
        .of(row.id)
        .about(row.id);
    tx.append(event);
    if is_mailed {
        tx.enqueue(Job::MailLink(row.id));
    }
    let token = add_session(portal, &mut *tx, row.id, now).await?;
    tx.commit().await?;
    Ok(Begun {
        session: token,
        browser,
    })
}

/// A secret for the browser, with the hash by which it is known again.
fn new_browser(portal: &Portal) -> (Option<SessionToken>, Vec<u8>) {
    let secret = new_secret(&portal.rng);
    let hash = portal.vault.hash(Purpose::Browser, &[&secret]);
    let browser = SessionToken {
        secret,
        seconds: BROWSER.num_seconds(),
    };
    (Some(browser), hash)
}

fn new_application(portal: &Portal, email: &str, now: DateTime<Utc>) -> ApplicationRow {
    let days = TimeDelta::days(i64::from(portal.config.service.draft_days));
    let mut row = ApplicationRow::draft(portal.id(), new_reference(portal), now, now + days);
    row.email_hash = email_hash(portal, email);
    row
}

/// An empty case for one more traveller.
pub(in crate::services) fn new_case(
    portal: &Portal,
    key: &crate::vault::DataKey,
    application: Uuid,
    position: i64,
    adult: Option<Uuid>,
) -> Result<CaseRow> {
    let id = portal.id();
    let document = portal.encrypt_case_document(key, id, &CaseDocument::default())?;
    Ok(CaseRow::waiting(id, application, position, adult, document))
}

pub(in crate::services) fn new_reference(portal: &Portal) -> String {
    Reference::from_random(u64::from_be_bytes(portal.rng.bytes())).to_string()
}

pub(super) async fn add_session(
    portal: &Portal,
    db: &mut dyn Connection,
    application: Uuid,
    now: DateTime<Utc>,
) -> Result<SessionToken> {
    let secret = new_secret(&portal.rng);
    let hash = portal.vault.hash(Purpose::Session, &[&secret]);
    db.add_session(
        &hash,
        SessionKind::Traveller,
        application,
        now,
        now + SESSION,
    )
    .await?;
    Ok(SessionToken {
        secret,
        seconds: SESSION.num_seconds(),
    })
}

pub async fn request_link(
    portal: &Portal,
    caller: &Caller,
    reference: &str,
    email: &str,
) -> Result<()> {
    portal
        .throttles
        .check(Throttled::LinkRequest, &caller.throttle_key())?;
    let reference = reference.parse::<Reference>();
    let mut errors = Vec::new();
    if reference.is_err() {
        errors.push(FieldError::new("reference", "field-error-reference"));
    }
    if email.trim().is_empty() {
        errors.push(FieldError::new("email", "field-error-email-missing"));
    } else if !is_of_mail(email) {
        errors.push(FieldError::new("email", "field-error-email"));
    }
    let reference = match reference {
        Ok(reference) if errors.is_empty() => reference,
        _ => return Err(PortalError::Invalid(errors)),
    };
    let mut tx = portal.begin().await?;
    let row = tx.application_by_reference(&reference.to_string()).await?;
    // Whether they belong together is not told; the hash is compared in either case.
    let asked = email_hash(portal, email);
    if let Some(row) = row
        && bool::from(subtle::ConstantTimeEq::ct_eq(
            row.email_hash.as_slice(),
            asked.as_slice(),
        ))
        // Only a mail that goes out counts, by its reference, so that nobody can use up another's; the
        // answer is the same again.
        && portal
            .throttles
            .check(Throttled::MailTo, &row.reference)
            .is_ok()
    {
        tx.enqueue(match row.kind {
            ApplicationKind::Visa => Job::MailLink(row.id),
            ApplicationKind::Card => Job::MailCard(row.id),
        });
        tx.commit().await?;
    }
    Ok(())
}

/// Whether a text has the shape of an address, of an earlier version too: nobody's is told otherwise.
fn is_of_mail(email: &str) -> bool {
    let parts = email.trim().rsplit_once('@');
    parts.is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty())
}

/// The application of a link that is still good; misses are throttled by address.
async fn linked(
    portal: &Portal,
    db: &mut dyn Connection,
    caller: &Caller,
    token: &str,
) -> Result<ApplicationRow> {
    let hash = portal.vault.hash(Purpose::Link, &[token]);
    let id = db.linked_application(&hash, portal.now()).await?;
    let row = match id {
        Some(id) => db.application(id).await?,
        None => None,
    };
    match row {
        Some(row) => Ok(row),
        None => {
            portal
                .throttles
                .check(Throttled::PassMiss, &caller.throttle_key())?;
            Err(PortalError::NotFound)
        }
    }
}

/// Whether the application must not be opened in this browser: the mailbox may be somebody else's, whose
/// address was typed by mistake.
fn is_closed_to(caller: &Caller, row: &ApplicationRow, document: &ApplicationDocument) -> bool {
    !is_confirmed(row, document) && !is_begun_in(document, caller.browser.as_deref())
}

pub async fn link(portal: &Portal, caller: &Caller, token: &str) -> Result<LinkView> {
    let mut db = portal.store.read().await?;
    let row = linked(portal, &mut *db, caller, token).await?;
    let key = portal.data_key(&row)?;
    let document = portal.application_document(&key, &row)?;
    let code =
        is_closed_to(caller, &row, &document).then(|| email_code(portal, row.id, &document.email));
    Ok(LinkView {
        draft: row.state() == ApplicationState::Draft,
        reference: row.reference,
        code,
    })
}

pub async fn open_link(portal: &Portal, caller: &Caller, token: &str) -> Result<ExchangedLink> {
    let mut tx = portal.begin().await?;
    let found = linked(portal, &mut *tx, caller, token).await?;
    // While this waits, the link may have ended: the address was changed, or all were signed out.
    tx.lock_application(found.id).await?;
    let mut row = linked(portal, &mut *tx, caller, token).await?;
    let key = portal.data_key(&row)?;
    let mut document = portal.application_document(&key, &row)?;
    if is_closed_to(caller, &row, &document) {
        return Err(PortalError::conflict("conflict-email-unconfirmed"));
    }
    if !is_confirmed(&row, &document) {
        // The mail was read in the browser that began.
        email::store_confirmed(portal, &mut tx, &key, &mut row, &mut document).await?;
    } else if document.begun_in.is_empty() && row.state() == ApplicationState::Draft {
        // Begun before addresses were confirmed: who opens the mail has shown that it is theirs.
        tx.end_sessions_of(row.id).await?;
    }
    let session = add_session(portal, &mut *tx, row.id, portal.now()).await?;
    tx.commit().await?;
    Ok(ExchangedLink {
        session,
        draft: row.state() == ApplicationState::Draft,
    })
}

pub async fn leave(portal: &Portal, session: &str) -> Result<()> {
    let hash = portal.vault.hash(Purpose::Session, &[session]);
    let mut tx = portal.begin().await?;
    tx.end_session(&hash).await?;
    tx.commit().await?;
    Ok(())
}
