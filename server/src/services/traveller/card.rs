//! The e-Arrival card, of who needs no visa (Art. 5) and of who has an e-visa: made, shown by its secret link, changed until the
//! crossing. It is for one traveller or a group that arrives together; each of them is exempt by their own
//! nationality and passport.
//!
//! A card alone is an application that asks for no visa. It is sent at once, its cases are granted, and whoever is
//! admitted on it has a stay, a V-Pass and mails by the same paths as on a visa.
//!
//! - [`mod@file`]: a card as it is stored
//! - [`exempt`]: whether its travellers may come on it
//! - [`travellers`]: further ones, added, changed and taken off
//! - [`on_visa`]: the card of an application with e-visas
//! - [`view`]: the card as its holder sees it

mod exempt;
mod file;
mod on_visa;
mod travellers;
mod view;

use self::file::{CardFile, OnCard, card_changed, card_closed};
use super::email::{asked_for, mailbox, mailbox_key};
use super::reading::{self, Card};
use super::start::{new_case, new_reference};
use super::undecided;
use crate::audit::{Actor, Event};
use crate::cases::arrival_card::{questions_of_today, shown};
use crate::cases::email::email_hash;
use crate::cases::records::ApplicationDocument;
use crate::error::{OrInternal, case_changed, case_error, internal};
use crate::queue::Job;
use crate::state::Portal;
use crate::store::{ApplicationRow, CaseRow, Connection};
use crate::throttle::Throttled;
use crate::vault::{DataKey, Purpose};
use app::contract::{
    Caller, CardAnswers, CardQuestion, CardService, CardTravellerAnswers, CardView, EmailForm,
    PassportForm, VisaCardForm,
};
use app::error::{PortalError, Result};
use async_trait::async_trait;
use data_encoding::HEXLOWER;
use domain::calendar::{end_of_day, ministry_date};
use domain::law::arrival_card::{Question, good_until};
use domain::person::Person;
use domain::states::ApplicationKind;
use uuid::Uuid;

#[async_trait]
impl CardService for Portal {
    async fn questions(&self) -> Result<Vec<CardQuestion>> {
        let mut db = self.store.autocommit().await?;
        let questions = questions_of_today(self, &mut *db).await?;
        Ok(questions.iter().map(shown).collect())
    }

    fn new_page(&self) -> Uuid {
        self.id()
    }

    async fn make_card(
        &self,
        caller: &Caller,
        page: &str,
        answers: &mut CardAnswers,
    ) -> Result<String> {
        let id = id_of_press(self, page, answers)?;
        if is_made(self, id).await? {
            return Ok(self.vault.card_secret(id));
        }
        match make(self, caller, id, answers).await {
            // The other press of two at once was faster.
            Err(_) if is_made(self, id).await? => Ok(self.vault.card_secret(id)),
            made => made,
        }
    }

    async fn card_from_mail(
        &self,
        caller: &Caller,
        secret: &str,
        passport_number: &str,
    ) -> Result<String> {
        from_mail(self, caller, secret, passport_number).await
    }

    async fn card(&self, caller: &Caller, secret: &str) -> Result<CardView> {
        view::card(self, caller, secret).await
    }

    async fn change_card(
        &self,
        caller: &Caller,
        secret: &str,
        version: &str,
        answers: &mut CardAnswers,
    ) -> Result<()> {
        change(self, caller, secret, version, answers).await
    }

    async fn fill_visa_card(
        &self,
        caller: &Caller,
        secret: &str,
        version: &str,
        form: &mut VisaCardForm,
    ) -> Result<()> {
        on_visa::fill(self, caller, secret, version, form).await
    }

    async fn add_to_card(
        &self,
        caller: &Caller,
        secret: &str,
        answers: &mut CardTravellerAnswers,
    ) -> Result<()> {
        travellers::add(self, caller, secret, answers).await
    }

    async fn change_on_card(
        &self,
        caller: &Caller,
        secret: &str,
        traveller: (&str, &str),
        answers: &mut CardTravellerAnswers,
    ) -> Result<()> {
        travellers::change(self, caller, secret, traveller, answers).await
    }

    async fn take_off_card(
        &self,
        caller: &Caller,
        secret: &str,
        traveller: (&str, &str),
    ) -> Result<()> {
        travellers::take_off(self, caller, secret, traveller).await
    }
}

/// The id of the card that these answers from this page become: the same for each press of one button. A
/// page without a name, as a script has none, makes another card each time.
fn id_of_press(portal: &Portal, page: &str, answers: &CardAnswers) -> Result<Uuid> {
    let Ok(page) = page.parse::<Uuid>() else {
        return Ok(portal.id());
    };
    let said = serde_json::to_string(answers).or_internal()?;
    let parts = ["arrival card", &page.to_string(), &said];
    let hash = portal.vault.hash(Purpose::Press, &parts);
    let bytes = hash.first_chunk().ok_or_else(|| internal("a short hash"))?;
    Ok(uuid::Builder::from_random_bytes(*bytes).into_uuid())
}

async fn is_made(portal: &Portal, id: Uuid) -> Result<bool> {
    let mut db = portal.store.autocommit().await?;
    Ok(db.application(id).await?.is_some())
}

async fn make(
    portal: &Portal,
    caller: &Caller,
    id: Uuid,
    answers: &mut CardAnswers,
) -> Result<String> {
    let mut db = portal.store.read().await?;
    let questions = questions_of_today(portal, &mut *db).await?;
    let card = read(portal, &mut *db, answers, (&questions, None)).await?;
    drop(db);
    let email = answers.card.email.trim().to_owned();
    let throttles = &portal.throttles;
    throttles.check(Throttled::Start, &caller.throttle_key())?;
    throttles.check(Throttled::MailTo, &mailbox_key(&email, caller))?;
    throttles.check(Throttled::MailFlood, &mailbox(&email))?;

    let now = portal.now();
    let mut row = ApplicationRow::draft(id, new_reference(portal), now, now);
    row.kind = ApplicationKind::Card;
    let (key, wrapped) = portal.vault.new_data_key(&portal.rng, row.id)?;
    row.key = wrapped;
    let document = ApplicationDocument::default();
    put(portal, &key, (&mut row, document), &card, answers)?;
    let mut case = new_case(portal, &key, row.id, 1, None)?;
    let seen = (&card.person, &answers.passport);
    let said = (&answers.card.declared[..], &questions[..]);
    put_traveller(portal, &key, &mut case, seen, said)?;

    let mut tx = portal.begin().await?;
    undecided::add(portal, &mut tx, (&mut row, &mut case)).await?;
    let event = Event::new(Actor::Traveller, "card.made");
    tx.append(event.of(row.id).about(row.id));
    tx.enqueue(Job::MailCard(row.id));
    tx.commit().await?;
    Ok(portal.vault.card_secret(row.id))
}

/// Reads the card on the ministry's day, after what the pasted MRZ says was filled in; everything that is
/// wrong with it at once. Of a card that is changed, it has to hold for the others on it too.
async fn read(
    portal: &Portal,
    db: &mut dyn Connection,
    answers: &mut CardAnswers,
    (questions, changed): (&[Question], Option<&CardFile>),
) -> Result<Card> {
    let today = ministry_date(portal.now());
    reading::fill_from_mrz(&mut answers.passport, today);
    reading::each_once(&mut answers.card.declared);
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
    let card = match reading::card(answers, &ports, questions, today) {
        Ok(card) => card,
        Err(mut errors) => {
            errors.extend(wrong_email);
            return Err(PortalError::Invalid(errors));
        }
    };
    let mut errors = exempt::wrong(db, &card.person, &card.trip, "stay_days").await?;
    if let Some(file) = changed {
        let others = file.others(file.travellers.first().map(|first| first.row.id));
        errors.extend(exempt::twice(portal, &card.person, others.clone()));
        errors.extend(exempt::wrong_with_others(db, &card.trip, others).await?);
    }
    errors.extend(wrong_email);
    if errors.is_empty() {
        Ok(card)
    } else {
        Err(PortalError::Invalid(errors))
    }
}

/// Puts a traveller into a row of a card. Another passport than stood there takes a try: whoever knows its
/// number may put it on a card, and officers read them all.
fn put_traveller(
    portal: &Portal,
    key: &DataKey,
    row: &mut CaseRow,
    seen: (&Person, &PassportForm),
    said: (&[String], &[Question]),
) -> Result<()> {
    let before = row.passport_hash.clone();
    undecided::put_person(portal, key, row, seen, Some(said))?;
    match &row.passport_hash {
        Some(hash) if row.passport_hash != before => portal
            .throttles
            .check(Throttled::CardOf, &HEXLOWER.encode(hash)),
        _ => Ok(()),
    }
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

/// The secret of the card to which a mail leads, for whoever types the number of a passport on it: the mail
/// may have reached a stranger.
///
/// # Errors
/// `NotFound` for no secret of ours, `Invalid` for another number, `TooManyTries`.
async fn from_mail(
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
    let file = CardFile::load(portal, &mut *db, id).await?;
    drop(db);
    let typed = reading::passport::number(passport_number);
    let is_theirs = |one: &OnCard| {
        let hash = portal.passport_hash(&typed, &one.row.nationality);
        one.row.passport_hash.as_deref() == Some(&hash[..])
    };
    if !file.travellers.iter().any(is_theirs) {
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

async fn change(
    portal: &Portal,
    caller: &Caller,
    secret: &str,
    version: &str,
    answers: &mut CardAnswers,
) -> Result<()> {
    let id = known(portal, caller, secret)?;
    let mut tx = portal.begin().await?;
    tx.lock_application(id).await?;
    let mut file = CardFile::load(portal, &mut *tx, id).await?;
    if !file.is_open() {
        return Err(card_closed());
    }
    if file.application.version.to_string() != version {
        return Err(card_changed());
    }
    let questions = questions_of_today(portal, &mut *tx).await?;
    let card = read(portal, &mut *tx, answers, (&questions, Some(&file))).await?;
    let reference = &file.application.reference;
    portal.throttles.check(Throttled::MailTo, reference)?;
    let email = answers.card.email.trim();
    if email != file.document.email {
        // Another mailbox is protected as by a new card.
        let throttles = &portal.throttles;
        throttles.check(Throttled::MailTo, &mailbox_key(email, caller))?;
        throttles.check(Throttled::MailFlood, &mailbox(email))?;
    }
    let application = (&mut file.application, file.document.clone());
    put(portal, &file.key, application, &card, answers)?;
    let first = file.travellers.first_mut().ok_or_else(case_changed)?;
    let seen = (&card.person, &answers.passport);
    let said = (&answers.card.declared[..], &questions[..]);
    put_traveller(portal, &file.key, &mut first.row, seen, said)?;
    tx.save_application(&file.application)
        .await
        .map_err(|_| case_changed())?;
    tx.save_case(&first.row).await.map_err(case_error)?;
    tx.append(file.event("card.changed"));
    tx.enqueue(Job::MailCard(id));
    tx.commit().await?;
    Ok(())
}
