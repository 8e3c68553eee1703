//! The card of an application with e-visas: passports, trip and address are known, and the address for mails
//! is confirmed. It lies with the application.

use super::file::{CardFile, card_changed, card_closed};
use super::known;
use crate::cases::arrival_card::{asked, questions_of_today};
use crate::error::{case_changed, case_error};
use crate::queue::Job;
use crate::services::traveller::reading;
use crate::state::Portal;
use crate::throttle::Throttled;
use app::contract::{Caller, CardForm, VisaCardForm};
use app::error::{PortalError, Result};
use uuid::Uuid;

pub(super) async fn fill(
    portal: &Portal,
    caller: &Caller,
    secret: &str,
    version: &str,
    form: &mut VisaCardForm,
) -> Result<()> {
    let id = known(portal, caller, secret)?;
    let mut tx = portal.begin().await?;
    tx.lock_application(id).await?;
    let mut file = CardFile::load(portal, &mut *tx, id).await?;
    if !file.is_open_on_visa(portal) {
        return Err(card_closed());
    }
    let travellers = file.travellers.iter().filter(|one| one.has_visa);
    let travellers: Vec<Uuid> = travellers.map(|one| one.row.id).collect();
    // A visa was granted since, or made void: the page asked others.
    let shown = form.shown.split_whitespace().map(str::parse::<Uuid>);
    let is_shown = shown.eq(travellers.iter().map(|id| Ok(*id)));
    if !is_shown || file.application.version.to_string() != version {
        return Err(card_changed());
    }
    let questions = questions_of_today(portal, &mut *tx).await?;
    let card = reading::visa_card(form, &travellers, &questions).map_err(PortalError::Invalid)?;
    let reference = &file.application.reference;
    portal.throttles.check(Throttled::MailTo, reference)?;

    let was_made = file.document.card.is_some();
    file.document.card = Some(CardForm {
        vehicle: form.vehicle.clone(),
        hour: form.hour.clone(),
        purpose: form.purpose.clone(),
        truthful: form.truthful.clone(),
        ..CardForm::default()
    });
    let row = &mut file.application;
    row.arrival_hour = card.hour;
    row.document = portal.encrypt_application_document(&file.key, id, &file.document)?;
    tx.save_application(row).await.map_err(|_| case_changed())?;
    for (case, declared) in card.declared {
        let found = file.travellers.iter_mut().find(|one| one.row.id == case);
        let one = found.ok_or_else(case_changed)?;
        one.document.asked = Some(asked(&questions, &declared));
        one.document.declared = Some(declared);
        one.row.document = portal.encrypt_case_document(&file.key, case, &one.document)?;
        tx.save_case(&one.row).await.map_err(case_error)?;
    }
    let action = if was_made {
        "card.changed"
    } else {
        "card.made"
    };
    tx.append(file.event(action));
    tx.enqueue(Job::MailCard(id));
    tx.commit().await?;
    Ok(())
}
