//! A V-Pass that its holder lost: found by passport, birth and day of entry, sent again by mail, and shown
//! by an officer.

use super::pass::{pass_by_id, view_of};
use crate::accounts::Throttled;
use crate::audit::{Actor, Event};
use crate::cases::case_file::CaseFile;
use crate::cases::issue;
use crate::queue::Job;
use crate::services::traveller::reading::lost_pass;
use crate::state::Portal;
use crate::store::{Connection, PassName, VisaAndStay};
use app::contract::{Caller, LostPassForm, PassView, Role};
use app::error::{PortalError, Result};
use chrono::NaiveDate;
use data_encoding::HEXLOWER;
use domain::calendar::ministry_date;
use domain::states::StayState;
use std::time::Duration;
use uuid::Uuid;

/// No answer comes earlier: its time tells nobody whether there is such a passport.
const ANSWER_AFTER: Duration = Duration::from_millis(400);

/// The path of the pass that fits passport, birth and day of entry; of several, that of the page which says
/// that they are mailed.
///
/// # Errors
/// `Invalid` for what cannot be any of these; `Conflict`, always the same, unless all of them fit.
pub async fn find_pass(portal: &Portal, caller: &Caller, form: &LostPassForm) -> Result<String> {
    let asked = lost_pass::read(form, ministry_date(portal.now()))?;
    let hash = portal.passport_hash(&asked.passport_number, asked.nationality);
    // Who guesses is slowed down, whichever passport, and for this one wherever they are.
    let passport = HEXLOWER.encode(&hash);
    let tries = [
        (Throttled::LostPass, caller.throttle_key()),
        (
            Throttled::LostPassOf,
            format!("{passport} {}", caller.throttle_key()),
        ),
        (Throttled::LostPassAnywhere, passport),
    ];
    for (purpose, key) in &tries {
        portal.throttles.check(*purpose, key)?;
    }
    let answer = tokio::time::Instant::now() + ANSWER_AFTER;
    let mut db = portal.store.read().await?;
    let mut found = Vec::new();
    for case in db.cases_on_passport(&hash).await? {
        let stay_of = (case.id, asked.entered_on);
        let Some(pass) = pass_of_entry(&mut *db, stay_of).await? else {
            continue;
        };
        let file = match CaseFile::of(portal, &mut *db, case).await {
            Ok(file) => file,
            // Erased, or unreadable: it cannot be told whose it is.
            Err(PortalError::Conflict(_)) => continue,
            Err(error) => return Err(error),
        };
        let person = file.document.person.as_ref();
        if person.is_some_and(|person| person.birth_date.iso() == asked.birth) {
            found.push((pass, file));
        }
    }
    drop(db);
    tokio::time::sleep_until(answer).await;
    if found.is_empty() {
        return Err(PortalError::conflict("conflict-no-such-pass"));
    }
    // Who finds their own takes no try from the next one at the hotel.
    for (purpose, key) in &tries {
        portal.throttles.forgive(*purpose, key);
    }
    let [(pass, file)] = found.as_slice() else {
        // Twins on one passport: which of them asks, nobody can tell; both go to their address.
        for (pass, file) in &found {
            enqueue(portal, file, Actor::Traveller, pass.id).await?;
        }
        return Ok("/pass-sent".to_owned());
    };
    let event = file.event(Actor::Traveller, "pass.found");
    portal
        .access_log
        .record(&portal.store, vec![event], portal.now())
        .await?;
    Ok(format!("/v/{}", portal.vault.pass_secret(pass.id)))
}

/// The pass of a case whose stay began on this day.
async fn pass_of_entry(
    db: &mut dyn Connection,
    (case, entered_on): (Uuid, NaiveDate),
) -> Result<Option<PassName>> {
    let VisaAndStay { stay, pass, .. } = db.visa_and_stay(case).await?;
    Ok(pass.filter(|_| stay.is_some_and(|stay| stay.entered_on == entered_on)))
}

/// Mails the pass of this secret again, to the address of its application.
pub async fn mail_pass(portal: &Portal, caller: &Caller, secret: &str) -> Result<()> {
    let mut db = portal.store.read().await?;
    let opened = super::pass::open(portal, &mut *db, caller, secret).await?;
    drop(db);
    if opened.stay.state() != StayState::Open {
        return Err(PortalError::conflict("conflict-pass-closed"));
    }
    let (pass, file) = (opened.pass, opened.file);
    // No document is made of what cannot be read.
    issue::open_seal(&file, "passes", pass.id, &pass.seal)?;
    enqueue(portal, &file, Actor::Traveller, pass.id).await
}

async fn enqueue(portal: &Portal, file: &CaseFile, actor: Actor, pass: Uuid) -> Result<()> {
    portal
        .throttles
        .check(Throttled::MailTo, &pass.to_string())?;
    let mut tx = portal.begin().await?;
    tx.append(file.event(actor, "pass.mailed_again"));
    tx.enqueue(Job::MailPass(pass));
    tx.commit().await?;
    Ok(())
}

/// The pass of a case, for an officer to show on the screen of the desk; recorded.
pub async fn at_desk(portal: &Portal, caller: &Caller, case: Uuid) -> Result<PassView> {
    let officer = caller.with_role(Role::Border)?;
    let mut db = portal.store.read().await?;
    let VisaAndStay { pass, .. } = db.visa_and_stay(case).await?;
    let pass = pass.ok_or(PortalError::NotFound)?;
    let opened = pass_by_id(portal, &mut *db, pass.id).await?;
    drop(db);
    let event = Event::new(Actor::Staff(officer.id), "pass.shown_at_desk");
    let event = event.of(opened.file.application.id).about(case);
    portal
        .access_log
        .record(&portal.store, vec![event], portal.now())
        .await?;
    view_of(portal, opened).await
}

/// Mails the pass of a case again, for an officer.
///
/// # Errors
/// `Conflict` once the stay is over: then no pass is mailed, whoever asks; where no address is known; and
/// where the seal cannot be read.
pub async fn mail_from_desk(portal: &Portal, caller: &Caller, case: Uuid) -> Result<()> {
    let officer = caller.with_role(Role::Border)?;
    let mut db = portal.store.read().await?;
    let VisaAndStay { stay, pass, .. } = db.visa_and_stay(case).await?;
    let pass = pass.ok_or(PortalError::NotFound)?;
    if stay.is_none_or(|stay| stay.state() != StayState::Open || stay.undone_at.is_some()) {
        return Err(PortalError::conflict("conflict-pass-closed"));
    }
    let file = CaseFile::load(portal, &mut *db, case).await?;
    let pass = db.pass(pass.id).await?.ok_or(PortalError::NotFound)?;
    drop(db);
    if file.application_document(portal)?.email.is_empty() {
        return Err(PortalError::conflict("conflict-no-address"));
    }
    issue::open_seal(&file, "passes", pass.id, &pass.seal)?;
    enqueue(portal, &file, Actor::Staff(officer.id), pass.id).await
}
