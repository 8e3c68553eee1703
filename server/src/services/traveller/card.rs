//! The e-Arrival card of who needs no visa (Art. 5): made, shown by its secret link, changed until the
//! crossing.
//!
//! A card is an application that asks for no visa. It is sent at once, its case is granted, and whoever is
//! admitted on it has a stay, a V-Pass and mails by the same paths as on a visa.

use super::email::{asked_for, mailbox, mailbox_key};
use super::offer::ports;
use super::reading::{self, Card};
use super::start::{new_case, new_reference};
use super::undecided;
use crate::audit::{Actor, Event};
use crate::cases::case_file::CaseFile;
use crate::cases::email::email_hash;
use crate::cases::records::ApplicationDocument;
use crate::error::{case_changed, case_error, erased_is_not_found, internal};
use crate::queue::Job;
use crate::state::Portal;
use crate::store::{ApplicationRow, Connection, VisaAndStay};
use crate::throttle::Throttled;
use crate::vault::DataKey;
use app::contract::{Caller, CardAnswers, CardView, EmailForm};
use app::error::{FieldError, PortalError, Result};
use domain::calendar::{end_of_day, ministry_date};
use domain::law::application::{Exemption, VisaNeed, visa_need};
use domain::law::arrival_card::good_until;
use domain::states::{ApplicationKind, ApplicationState, StayState};
use uuid::Uuid;

pub async fn make(portal: &Portal, caller: &Caller, answers: &mut CardAnswers) -> Result<String> {
    let mut db = portal.store.read().await?;
    let card = read(portal, &mut *db, answers).await?;
    drop(db);
    let email = answers.card.email.trim().to_owned();
    let throttles = &portal.throttles;
    throttles.check(Throttled::Start, &caller.throttle_key())?;
    throttles.check(Throttled::MailTo, &mailbox_key(&email, caller))?;
    throttles.check(Throttled::MailFlood, &mailbox(&email))?;

    let now = portal.now();
    let mut row = ApplicationRow::draft(portal.id(), new_reference(portal), now, now);
    row.kind = ApplicationKind::Card;
    let (key, wrapped) = portal.vault.new_data_key(&portal.rng, row.id)?;
    row.key = wrapped;
    let document = ApplicationDocument::default();
    put(portal, &key, (&mut row, document), &card, answers)?;
    let mut case = new_case(portal, &key, row.id, 1, None)?;
    let seen = (&card.person, &answers.passport);
    undecided::put_person(portal, &key, &mut case, seen)?;

    let mut tx = portal.begin().await?;
    undecided::add(portal, &mut tx, (&mut row, &mut case)).await?;
    let event = Event::new(Actor::Traveller, "card.made");
    tx.append(event.of(row.id).about(row.id));
    tx.enqueue(Job::MailCard(row.id));
    tx.commit().await?;
    Ok(portal.vault.card_secret(row.id))
}

/// Reads the card on the ministry's day, after what the pasted MRZ says was filled in; everything that is
/// wrong with it at once.
async fn read(portal: &Portal, db: &mut dyn Connection, answers: &mut CardAnswers) -> Result<Card> {
    let today = ministry_date(portal.now());
    reading::fill_from_mrz(&mut answers.passport, today);
    let email = EmailForm {
        email: answers.card.email.clone(),
        asked: answers.card.asked.clone(),
    };
    let wrong_email = match asked_for(&email) {
        Ok(_) => Vec::new(),
        Err(PortalError::Invalid(errors)) => errors,
        Err(error) => return Err(error),
    };
    let ports = db.ports().await?;
    let card = match reading::card(answers, &ports, today) {
        Ok(card) => card,
        Err(mut errors) => {
            errors.extend(wrong_email);
            return Err(PortalError::Invalid(errors));
        }
    };
    let mut errors = not_exempt(db, &card).await?;
    errors.extend(wrong_email);
    if errors.is_empty() {
        Ok(card)
    } else {
        Err(PortalError::Invalid(errors))
    }
}

/// What keeps the traveller from entering on a card alone: no agreement of the day of arrival exempts
/// them, or not for as long as they stay (Art. 5).
async fn not_exempt(db: &mut dyn Connection, card: &Card) -> Result<Vec<FieldError>> {
    let Card { person, trip, .. } = card;
    let agreement = db
        .exemption(person.nationality.code, person.passport_kind, trip.entry)
        .await?
        .map(|row| Exemption { days: row.days });
    Ok(match visa_need(agreement, Some(trip.stay_days)) {
        VisaNeed::Exempt { .. } => Vec::new(),
        VisaNeed::LongerThanExemption { days } => {
            vec![FieldError::new("stay_days", "field-error-card-stay").with("days", days)]
        }
        VisaNeed::Needed => vec![FieldError::new("nationality", "field-error-card-visa")],
    })
}

/// Puts what was read into the application.
fn put(
    portal: &Portal,
    key: &DataKey,
    (row, mut document): (&mut ApplicationRow, ApplicationDocument),
    card: &Card,
    answers: &CardAnswers,
) -> Result<()> {
    row.entry_date = Some(card.trip.entry);
    row.port = Some(card.trip.port.clone());
    row.arrival_hour = card.hour;
    row.expires_at = end_of_day(good_until(card.trip.entry));
    let email = answers.card.email.trim();
    row.email_hash = email_hash(portal, email);
    email.clone_into(&mut document.email);
    document.trip = Some(answers.trip.clone());
    document.card = Some(answers.card.clone());
    row.document = portal.encrypt_application_document(key, row.id, &document)?;
    Ok(())
}

/// The id of the card of this secret; misses are throttled.
fn known(portal: &Portal, caller: &Caller, secret: &str) -> Result<Uuid> {
    let Some(id) = portal.vault.card_of_secret(secret) else {
        let address = caller.throttle_key();
        portal.throttles.check(Throttled::PassMiss, &address)?;
        return Err(PortalError::NotFound);
    };
    Ok(id)
}

/// The secret of the card to which a mail leads, for whoever types the number of its passport: the mail may
/// have reached a stranger.
///
/// # Errors
/// `NotFound` for no secret of ours, `Invalid` for another number, `TooManyTries`.
pub async fn from_mail(
    portal: &Portal,
    caller: &Caller,
    secret: &str,
    passport_number: &str,
) -> Result<String> {
    let Some(id) = portal.vault.card_of_mail_secret(secret) else {
        let address = caller.throttle_key();
        portal.throttles.check(Throttled::PassMiss, &address)?;
        return Err(PortalError::NotFound);
    };
    let tries = [
        (Throttled::LostPass, caller.throttle_key()),
        (Throttled::LostPassAnywhere, format!("card {id}")),
    ];
    for (purpose, key) in &tries {
        portal.throttles.check(*purpose, key)?;
    }
    let mut db = portal.store.read().await?;
    let file = open(portal, &mut *db, id).await?;
    drop(db);
    let typed = reading::passport::number(passport_number);
    let hash = portal.passport_hash(&typed, &file.case.nationality);
    if file.case.passport_hash.as_deref() != Some(&hash[..]) {
        return Err(PortalError::invalid(
            "passport_number",
            "field-error-card-other",
        ));
    }
    for (purpose, key) in &tries {
        portal.throttles.forgive(*purpose, key);
    }
    Ok(portal.vault.card_secret(id))
}

async fn open(portal: &Portal, db: &mut dyn Connection, id: Uuid) -> Result<CaseFile> {
    let case = db.cases_of(id).await?.into_iter().next();
    let case = case.ok_or(PortalError::NotFound)?;
    let file = CaseFile::of(portal, db, case).await;
    // What was erased is gone for its holder too.
    file.map_err(erased_is_not_found)
}

/// Whether the card can be changed: until the crossing, and while it is good.
async fn is_open(portal: &Portal, db: &mut dyn Connection, file: &CaseFile) -> Result<bool> {
    let is_sent = file.application.state() == ApplicationState::Submitted;
    // What an officer recorded is no card to change.
    let is_card = file.application_document(portal)?.card.is_some();
    Ok(is_sent && is_card && db.crossings_of(file.case.id).await?.is_empty())
}

pub async fn card(portal: &Portal, caller: &Caller, secret: &str) -> Result<CardView> {
    let id = known(portal, caller, secret)?;
    let ports = ports(portal).await?;
    let mut db = portal.store.read().await?;
    let file = open(portal, &mut *db, id).await?;
    let is_open = is_open(portal, &mut *db, &file).await?;
    let VisaAndStay { stay, pass, .. } = db.visa_and_stay(file.case.id).await?;
    drop(db);
    let document = file.application_document(portal)?;
    let arrives_on = file.application.entry_date;
    let arrives_on = arrives_on.ok_or_else(|| internal("a card without a day of arrival"))?;
    let port = file.application.port.clone().unwrap_or_default();
    let pass = pass.filter(|_| stay.is_some_and(|stay| stay.state() == StayState::Open));
    Ok(CardView {
        name: file.name(),
        arrives_on,
        port_name: ports
            .into_iter()
            .find(|one| one.code == port)
            .map_or(port, |one| one.name),
        good_until: good_until(arrives_on),
        at_desk: document.card.is_none(),
        answers: CardAnswers {
            passport: file.document.passport.clone().unwrap_or_default(),
            trip: document.trip.unwrap_or_default(),
            card: document.card.unwrap_or_default(),
        },
        version: file.application.version,
        is_open,
        pass_path: pass.map(|pass| format!("/v/{}", portal.vault.pass_secret(pass.id))),
        code: portal.documents.qr_code(&file.application.reference)?,
        reference: file.application.reference,
    })
}

pub async fn change(
    portal: &Portal,
    caller: &Caller,
    secret: &str,
    version: &str,
    answers: &mut CardAnswers,
) -> Result<()> {
    let id = known(portal, caller, secret)?;
    let mut tx = portal.begin().await?;
    tx.lock_application(id).await?;
    let mut file = open(portal, &mut *tx, id).await?;
    if !is_open(portal, &mut *tx, &file).await? {
        return Err(PortalError::conflict("conflict-card-closed"));
    }
    if file.application.version.to_string() != version {
        return Err(PortalError::conflict("conflict-card-changed"));
    }
    let card = read(portal, &mut *tx, answers).await?;
    let reference = &file.application.reference;
    portal.throttles.check(Throttled::MailTo, reference)?;
    let document = file.application_document(portal)?;
    let application = (&mut file.application, document);
    put(portal, &file.key, application, &card, answers)?;
    let seen = (&card.person, &answers.passport);
    undecided::put_person(portal, &file.key, &mut file.case, seen)?;
    tx.save_application(&file.application)
        .await
        .map_err(|_| case_changed())?;
    tx.save_case(&file.case).await.map_err(case_error)?;
    tx.append(file.event(Actor::Traveller, "card.changed"));
    tx.enqueue(Job::MailCard(id));
    tx.commit().await?;
    Ok(())
}
