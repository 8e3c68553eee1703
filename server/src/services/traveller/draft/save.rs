//! Saving a step, as typed. Whoever corrects something after paying then sends the correction,
//! which is another act ([`super::super::correction`]).

use super::load::LoadedApplication;
use super::readings::Readings;
use super::view::view;
use super::{closed_for_changes, may_change, reopen};
use crate::services::traveller::reading;
use crate::state::Portal;
use crate::store::{CaseRow, Connection};
use app::contract::{Caller, Draft, FormOrigin, Progress, Saved, Step, StepAnswers};
use app::error::{FieldError, PortalError, Result};
use chrono::NaiveDate;
use domain::calendar::ministry_date;
use domain::states::{ApplicationState, CorrectionPage};

pub async fn save(
    portal: &Portal,
    caller: &Caller,
    origin: &FormOrigin,
    answers: StepAnswers,
) -> Result<Saved> {
    let mut tx = portal.begin().await?;
    let mut loaded = LoadedApplication::to_change(portal, &mut *tx, caller).await?;
    loaded.check_reference(&origin.reference)?;
    loaded.check_no_payment_pending()?;
    let today = ministry_date(portal.now());
    let (step, changed) = fill_in(&mut loaded, origin, answers, today)?;
    if changed {
        reopen(&mut tx, &mut loaded.application).await?;
    }
    let readings = Readings::of(portal, &mut *tx, &loaded).await?;
    save_application(portal, &mut *tx, &mut loaded, &readings).await?;
    save_cases(portal, &mut *tx, &mut loaded, &readings, step).await?;
    let draft = view(portal, &mut *tx, &loaded, &readings).await?;
    tx.commit().await?;
    Ok(Saved {
        errors: errors_of(&draft, step),
        next: draft.next_step(),
        sent: loaded.application.state() == ApplicationState::Paid,
    })
}

/// Puts the answers into their document, as typed, where they may still be changed; their step, and
/// whether they are others than before.
fn fill_in(
    loaded: &mut LoadedApplication,
    origin: &FormOrigin,
    answers: StepAnswers,
    today: NaiveDate,
) -> Result<(Step, bool)> {
    let is_sent = loaded.application.state() == ApplicationState::Paid;
    // Once paid, a correction opens the page, or it stays as it is.
    let opens = |traveller, page| !is_sent || loaded.opens(traveller, page);
    let (traveller, page) = match &answers {
        StepAnswers::Passport { traveller, .. } => (Some(*traveller), CorrectionPage::Passport),
        StepAnswers::Trip(_) => (None, CorrectionPage::Trip),
        StepAnswers::Contact(_) => (None, CorrectionPage::Contact),
    };
    if !opens(traveller, page) {
        return Err(closed_for_changes());
    }
    let application = &loaded.application;
    match answers {
        StepAnswers::Passport {
            traveller,
            mut form,
        } => {
            let case = loaded.cases.iter_mut().find(|(row, _)| row.id == traveller);
            let (row, document) = case.ok_or(PortalError::NotFound)?;
            if !may_change(application, Some(row)) {
                return Err(closed_for_changes());
            }
            reading::fill_from_mrz(&mut form, today);
            let stored = (&mut document.passport, &mut document.passport_revision);
            let changed = replace(stored, origin, *form)?;
            Ok((Step::Passport(traveller), changed))
        }
        StepAnswers::Trip(_) | StepAnswers::Contact(_)
            if !is_sent && !may_change(application, None) =>
        {
            Err(closed_for_changes())
        }
        StepAnswers::Trip(form) => {
            let document = &mut loaded.document;
            let stored = (&mut document.trip, &mut document.trip_revision);
            Ok((Step::Trip, replace(stored, origin, form)?))
        }
        StepAnswers::Contact(form) => {
            let document = &mut loaded.document;
            let stored = (&mut document.contact, &mut document.contact_revision);
            Ok((Step::Contact, replace(stored, origin, form)?))
        }
    }
}

/// Puts answers in the place of those that their page showed. An older page does not write over what
/// another window saved since. Whether they are others.
fn replace<F: PartialEq>(
    (stored, revision): (&mut Option<F>, &mut i64),
    origin: &FormOrigin,
    form: F,
) -> Result<bool> {
    if stored.as_ref() == Some(&form) {
        return Ok(false);
    }
    if !origin.is_of(*revision) {
        return Err(PortalError::conflict("conflict-newer-answers"));
    }
    *stored = Some(form);
    *revision += 1;
    Ok(true)
}

/// What is wrong with the step that was saved.
fn errors_of(draft: &Draft, step: Step) -> Vec<FieldError> {
    match step {
        Step::Passport(id) => draft
            .travellers
            .iter()
            .find(|traveller| {
                traveller.id == id && traveller.passport_progress == Progress::Invalid
            })
            .map(|traveller| traveller.passport_errors.clone())
            .unwrap_or_default(),
        Step::Trip => draft.trip_errors.clone(),
        Step::Contact => draft.contact_errors.clone(),
        _ => Vec::new(),
    }
}

/// Also where a passport page was saved: whoever submits in another window at this moment must not
/// send what they did not see.
async fn save_application(
    portal: &Portal,
    db: &mut dyn Connection,
    loaded: &mut LoadedApplication,
    readings: &Readings,
) -> Result<()> {
    if let Some(trip) = readings.trip() {
        loaded.application.entry_date = Some(trip.entry);
        loaded.application.port = Some(trip.port.clone());
    }
    // Another trip, another day: whoever changes it asks again.
    if loaded.application.remind_on != readings.apply_from {
        loaded.application.remind_on = None;
    }
    loaded.application.document = portal.encrypt_application_document(
        &loaded.key,
        loaded.application.id,
        &loaded.document,
    )?;
    db.save_application(&loaded.application).await?;
    loaded.application.version += 1;
    Ok(())
}

/// Stores the passport page that was saved, and what was read of every traveller whom the step can
/// touch: the person, the search hash, the nationality.
async fn save_cases(
    portal: &Portal,
    db: &mut dyn Connection,
    loaded: &mut LoadedApplication,
    readings: &Readings,
    step: Step,
) -> Result<()> {
    let touched: Vec<bool> = loaded
        .cases
        .iter()
        .map(|(row, _)| is_touched(loaded, row))
        .collect();
    // Once it is sent, answers that are not right yet leave the last right reading in place: it is
    // what a payment on its way pays for, and what the reviewer sees.
    let sent = loaded.application.state() != ApplicationState::Draft;
    let read = readings.travellers.iter().zip(touched);
    for ((row, document), (read, touched)) in loaded.cases.iter_mut().zip(read) {
        let person = read.person();
        let is_news = touched && person != document.person.as_ref() && !(sent && person.is_none());
        if is_news {
            row.passport_hash = read
                .passport_key()
                .map(|(nationality, number)| portal.passport_hash(number, nationality.code));
            row.nationality = person
                .map(|person| person.nationality.code.to_owned())
                .unwrap_or_default();
            document.person = person.cloned();
        }
        if is_news || step == Step::Passport(row.id) {
            row.document = portal.encrypt_case_document(&loaded.key, row.id, document)?;
            db.save_case(row).await?;
            row.version += 1;
        }
    }
    Ok(())
}

/// Whether a saved step can change what is read of this traveller: their own answers may still
/// change, or those of the adult whose passport it is, while they are not decided themselves.
fn is_touched(loaded: &LoadedApplication, row: &CaseRow) -> bool {
    let adult = row
        .adult_id
        .and_then(|adult| loaded.case(adult))
        .is_some_and(|(adult, _)| may_change(&loaded.application, Some(adult)));
    may_change(&loaded.application, Some(row)) || (adult && row.decided_at.is_none())
}
