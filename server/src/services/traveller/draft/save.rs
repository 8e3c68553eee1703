//! Saving a step, as typed. Whoever corrects something after paying then sends the correction,
//! which is another act ([`super::super::correction`]).

use super::gather::{Gathered, view};
use super::{closed_for_changes, may_change};
use crate::services::traveller::reading;
use crate::state::Portal;
use crate::store::{CaseRow, Connection};
use app::contract::{Caller, Draft, PassportForm, Progress, Saved, Step, StepAnswers};
use app::error::{FieldError, PortalError, Result};
use domain::states::ApplicationState;
use uuid::Uuid;

pub async fn save(portal: &Portal, caller: &Caller, answers: StepAnswers) -> Result<Saved> {
    let mut tx = portal.begin().await?;
    let mut gathered = Gathered::of(portal, &mut *tx, caller).await?;
    let saved = match answers {
        StepAnswers::Passport { traveller, form } => {
            save_passport(portal, &mut *tx, &mut gathered, traveller, *form).await?;
            Step::Passport(traveller)
        }
        StepAnswers::Trip(form) => {
            if !may_change(&gathered.application, None) {
                return Err(closed_for_changes());
            }
            gathered.document.trip = Some(form);
            save_application(portal, &mut *tx, &mut gathered).await?;
            Step::Trip
        }
        StepAnswers::Contact(form) => {
            if !may_change(&gathered.application, None) {
                return Err(closed_for_changes());
            }
            gathered.document.contact = Some(form);
            save_application(portal, &mut *tx, &mut gathered).await?;
            Step::Contact
        }
    };
    refresh_readings(portal, &mut *tx, &mut gathered).await?;
    let draft = view(portal, &mut *tx, &gathered).await?;
    tx.commit().await?;
    Ok(Saved {
        errors: faults(&draft, saved),
        next: draft.next_step(),
    })
}

/// What is wrong with the step that was saved.
fn faults(draft: &Draft, step: Step) -> Vec<FieldError> {
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

async fn save_application(
    portal: &Portal,
    db: &mut dyn Connection,
    gathered: &mut Gathered,
) -> Result<()> {
    if let Some(Ok(trip)) = gathered.trip() {
        gathered.application.entry_date = Some(trip.entry);
        gathered.application.port = Some(trip.port);
    }
    gathered.application.document = portal.encrypt_application_document(
        &gathered.key,
        gathered.application.id,
        &gathered.document,
    )?;
    db.save_application(&gathered.application).await?;
    gathered.application.version += 1;
    Ok(())
}

async fn save_passport(
    portal: &Portal,
    db: &mut dyn Connection,
    gathered: &mut Gathered,
    traveller: Uuid,
    mut form: PassportForm,
) -> Result<()> {
    reading::fill_from_zone(&mut form, gathered.today);
    let (row, _) = gathered.case(traveller).ok_or(PortalError::NotFound)?;
    if !may_change(&gathered.application, Some(row)) {
        return Err(closed_for_changes());
    }
    for (row, document) in &mut gathered.cases {
        if row.id == traveller {
            document.passport = Some(form.clone());
            row.document = portal.encrypt_case_document(&gathered.key, row.id, document)?;
            db.save_case(row).await?;
            row.version += 1;
        }
    }
    // Whoever submits in another window at this moment must not send what they did not see.
    save_application(portal, db, gathered).await
}

/// Stores the reading of every traveller whom a saved step can touch: the person, the search
/// hash, the nationality.
async fn refresh_readings(
    portal: &Portal,
    db: &mut dyn Connection,
    gathered: &mut Gathered,
) -> Result<()> {
    let mut changes = Vec::new();
    for (row, document) in &gathered.cases {
        if !is_touched(gathered, row) {
            continue;
        }
        let person = gathered
            .person(row, document)
            .and_then(|read| read.person.ok());
        // Once it is sent, answers that are not right yet leave the last right reading in place:
        // it is what a payment on its way pays for, and what the reviewer sees.
        let sent = gathered.application.state() != ApplicationState::Draft;
        if person != document.person && !(sent && person.is_none()) {
            let owner = gathered
                .adult_of(row)
                .map(|adult| adult.nationality)
                .or_else(|| person.as_ref().map(|person| person.nationality.clone()));
            changes.push((row.id, person, owner));
        }
    }
    for (row, document) in &mut gathered.cases {
        let Some((_, person, owner)) = changes.iter().find(|(id, ..)| *id == row.id) else {
            continue;
        };
        row.passport_hash = match (person, owner) {
            (Some(person), Some(owner)) => {
                Some(portal.passport_hash(&person.passport_number, owner))
            }
            _ => None,
        };
        row.nationality = person
            .as_ref()
            .map(|person| person.nationality.clone())
            .unwrap_or_default();
        document.person.clone_from(person);
        row.document = portal.encrypt_case_document(&gathered.key, row.id, document)?;
        db.save_case(row).await?;
        row.version += 1;
    }
    Ok(())
}

/// Whether a saved step can change what is read of this traveller: their own answers may still
/// change, or those of the adult whose passport it is, while they are not decided themselves.
fn is_touched(gathered: &Gathered, row: &CaseRow) -> bool {
    let adult = row
        .adult_id
        .and_then(|adult| gathered.case(adult))
        .is_some_and(|(adult, _)| may_change(&gathered.application, Some(adult)));
    may_change(&gathered.application, Some(row)) || (adult && row.decided_at.is_none())
}
