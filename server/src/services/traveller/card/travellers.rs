//! Further travellers on a card, each with a passport of their own and their own declarations. A page saves
//! its own traveller or nothing.

use super::file::{CardFile, OnCard, card_changed, card_closed};
use super::{exempt, known, put_traveller};
use crate::cases::arrival_card::questions_of_today;
use crate::error::{case_error, internal};
use crate::services::traveller::start::new_case;
use crate::services::traveller::{reading, undecided};
use crate::state::Portal;
use crate::store::Connection;
use app::contract::{Caller, CardTravellerAnswers};
use app::error::{PortalError, Result};
use domain::calendar::ministry_date;
use domain::law::application::MAX_TRAVELLERS;
use domain::law::arrival_card::Question;
use domain::person::Person;
use uuid::Uuid;

pub(super) async fn add(
    portal: &Portal,
    caller: &Caller,
    secret: &str,
    answers: &mut CardTravellerAnswers,
) -> Result<()> {
    let id = known(portal, caller, secret)?;
    let mut tx = portal.begin().await?;
    tx.lock_application(id).await?;
    let file = CardFile::load(portal, &mut *tx, id).await?;
    if !file.is_open() {
        return Err(card_closed());
    }
    if file.travellers.len() >= MAX_TRAVELLERS {
        return Err(PortalError::conflict("conflict-card-full"));
    }
    let questions = questions_of_today(portal, &mut *tx).await?;
    let on_file = (&file, None);
    let person = read(portal, &mut *tx, on_file, &questions, answers).await?;
    let last = file.travellers.iter().map(|one| one.row.position).max();
    let position = last.unwrap_or(0) + 1;
    let mut case = new_case(portal, &file.key, id, position, None)?;
    let seen = (&person, &answers.passport);
    let said = (&answers.said.declared[..], &questions[..]);
    put_traveller(portal, &file.key, &mut case, seen, said)?;
    undecided::add_case(portal, &mut tx, &mut case).await?;
    tx.append(file.event_of("card.traveller_added", case.id));
    tx.commit().await?;
    Ok(())
}

pub(super) async fn change(
    portal: &Portal,
    caller: &Caller,
    secret: &str,
    (traveller, version): (&str, &str),
    answers: &mut CardTravellerAnswers,
) -> Result<()> {
    let id = known(portal, caller, secret)?;
    let mut tx = portal.begin().await?;
    tx.lock_application(id).await?;
    let file = CardFile::load(portal, &mut *tx, id).await?;
    let one = found(&file, traveller).ok_or_else(card_changed)?;
    check(&file, one, version)?;
    let questions = questions_of_today(portal, &mut *tx).await?;
    let on_file = (&file, Some(one.row.id));
    let person = read(portal, &mut *tx, on_file, &questions, answers).await?;
    let mut row = one.row.clone();
    let seen = (&person, &answers.passport);
    let said = (&answers.said.declared[..], &questions[..]);
    put_traveller(portal, &file.key, &mut row, seen, said)?;
    tx.save_case(&row).await.map_err(case_error)?;
    tx.append(file.event_of("card.traveller_changed", row.id));
    tx.commit().await?;
    Ok(())
}

/// The first traveller stays: the card is theirs, and can be changed to be another one's.
pub(super) async fn take_off(
    portal: &Portal,
    caller: &Caller,
    secret: &str,
    (traveller, version): (&str, &str),
) -> Result<()> {
    let id = known(portal, caller, secret)?;
    let mut tx = portal.begin().await?;
    tx.lock_application(id).await?;
    let file = CardFile::load(portal, &mut *tx, id).await?;
    // Pressed twice: they are off it already.
    let Some(one) = found(&file, traveller) else {
        return Ok(());
    };
    check(&file, one, version)?;
    if one.row.position == 1 {
        return Err(PortalError::conflict("conflict-card-first"));
    }
    tx.remove_case(one.row.id).await?;
    tx.append(file.event_of("card.traveller_removed", one.row.id));
    tx.commit().await?;
    Ok(())
}

fn found<'a>(file: &'a CardFile, traveller: &str) -> Option<&'a OnCard> {
    let id = traveller.parse::<Uuid>().ok()?;
    file.travellers.iter().find(|one| one.row.id == id)
}

/// Whether a page that showed this version may still act on the traveller.
fn check(file: &CardFile, one: &OnCard, version: &str) -> Result<()> {
    if !file.is_open_for(one) {
        return Err(card_closed());
    }
    if one.row.version.to_string() != version {
        return Err(card_changed());
    }
    Ok(())
}

/// Reads the answers of one traveller, after what the pasted MRZ says was filled in.
async fn read(
    portal: &Portal,
    db: &mut dyn Connection,
    (file, traveller): (&CardFile, Option<Uuid>),
    questions: &[Question],
    answers: &mut CardTravellerAnswers,
) -> Result<Person> {
    let today = ministry_date(portal.now());
    reading::fill_from_mrz(&mut answers.passport, today);
    reading::each_once(&mut answers.said.declared);
    let trip = file.document.trip.as_ref().and_then(reading::card_trip);
    let trip = trip.ok_or_else(|| internal("a card without a trip"))?;
    let person = reading::card_traveller(answers, questions, trip.entry, today);
    let person = person.map_err(PortalError::Invalid)?;
    let mut errors = exempt::wrong(db, &person, &trip, "nationality").await?;
    errors.extend(exempt::twice(portal, &person, file.others(traveller)));
    if errors.is_empty() {
        Ok(person)
    } else {
        Err(PortalError::Invalid(errors))
    }
}
