//! Saving a step, as typed. A correction that the reviewer asked for puts the case back into
//! review once it is right.

use super::gather::{Gathered, view};
use super::{closed_for_changes, first_open_step, may_change};
use crate::audit;
use crate::desks::internal;
use crate::desks::traveller::reading;
use crate::state::Portal;
use crate::store::Unit;
use app::desks::{Caller, PassportForm, Progress, Saved, StepAnswers};
use app::error::{FieldError, PortalError, Result};
use domain::states::{ApplicationState, CaseState};
use uuid::Uuid;

/// Somebody saved the same thing at the same moment, in another window.
fn raced() -> PortalError {
    PortalError::conflict("conflict-changed-elsewhere")
}

pub async fn save(portal: &Portal, caller: &Caller, answers: StepAnswers) -> Result<Saved> {
    let mut unit = portal.store.begin().await.map_err(internal)?;
    let mut gathered = Gathered::of(portal, &mut *unit, caller).await?;
    let touched = match answers {
        StepAnswers::Passport { traveller, form } => {
            save_passport(portal, &mut *unit, &mut gathered, traveller, *form).await?;
            Some(traveller)
        }
        StepAnswers::Trip(form) => {
            if !may_change(&gathered.application, None) {
                return Err(closed_for_changes());
            }
            gathered.document.trip = Some(form);
            save_application(portal, &mut *unit, &mut gathered).await?;
            None
        }
        StepAnswers::Contact(form) => {
            if !may_change(&gathered.application, None) {
                return Err(closed_for_changes());
            }
            gathered.document.contact = Some(form);
            save_application(portal, &mut *unit, &mut gathered).await?;
            None
        }
    };
    refresh_readings(portal, &mut *unit, &mut gathered).await?;
    let draft = view(portal, &mut *unit, &gathered).await?;
    unit.commit().await.map_err(internal)?;
    let errors: Vec<FieldError> = match touched {
        Some(id) => draft
            .travellers
            .iter()
            .find(|traveller| traveller.id == id && traveller.passport_progress == Progress::Faulty)
            .map(|traveller| traveller.passport_errors.clone())
            .unwrap_or_default(),
        None => Vec::new(),
    };
    Ok(Saved {
        errors,
        next: first_open_step(&draft),
    })
}

async fn save_application(
    portal: &Portal,
    unit: &mut dyn Unit,
    gathered: &mut Gathered,
) -> Result<()> {
    if let Some(Ok(trip)) = gathered.trip() {
        gathered.application.entry_date = Some(trip.entry);
        gathered.application.port = Some(trip.port);
    }
    gathered.application.document = portal.seal_application_document(
        &gathered.key,
        gathered.application.id,
        &gathered.document,
    )?;
    if !unit
        .save_application(&gathered.application)
        .await
        .map_err(internal)?
    {
        return Err(raced());
    }
    gathered.application.version += 1;
    Ok(())
}

async fn save_passport(
    portal: &Portal,
    unit: &mut dyn Unit,
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
            row.document = portal.seal_case_document(&gathered.key, row.id, document)?;
            if !unit.save_case(row).await.map_err(internal)? {
                return Err(raced());
            }
            row.version += 1;
        }
    }
    Ok(())
}

/// Stores the reading of every traveller whose answers can still change: the person, the search
/// hash, the nationality; and puts a corrected case back into review.
async fn refresh_readings(
    portal: &Portal,
    unit: &mut dyn Unit,
    gathered: &mut Gathered,
) -> Result<()> {
    let mut changes = Vec::new();
    for (row, document) in &gathered.cases {
        if !may_change(&gathered.application, Some(row)) {
            continue;
        }
        let person = gathered
            .person(row, document)
            .and_then(|read| read.person.ok());
        // After paying, a correction that is not right yet leaves the old reading in place.
        let paid = gathered.application.state == ApplicationState::Paid;
        if person != document.person && !(paid && person.is_none()) {
            let owner = gathered
                .adult_of(row)
                .map(|adult| adult.nationality)
                .or_else(|| person.as_ref().map(|person| person.nationality.clone()));
            changes.push((row.id, person, owner));
        }
    }
    for (row, document) in &mut gathered.cases {
        let change = changes.iter().find(|(id, ..)| *id == row.id);
        let corrected = row.state == CaseState::NeedsCorrection && change.is_some();
        if let Some((_, person, owner)) = change {
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
            row.document = portal.seal_case_document(&gathered.key, row.id, document)?;
        }
        if corrected {
            back_to_review(portal, unit, row).await?;
        }
        if change.is_some() {
            if !unit.save_case(row).await.map_err(internal)? {
                return Err(raced());
            }
            row.version += 1;
        }
    }
    Ok(())
}

/// Puts a corrected case back into review, or into the queue where nobody holds it. The row is
/// saved by the caller.
pub(in crate::desks::traveller) async fn back_to_review(
    portal: &Portal,
    unit: &mut dyn Unit,
    row: &mut crate::store::CaseRow,
) -> Result<()> {
    row.state = if row.reviewer_id.is_some() {
        CaseState::InReview
    } else {
        CaseState::Waiting
    };
    let event = audit::Event {
        at: portal.now(),
        actor: audit::Actor::Traveller,
        action: "case.corrected",
        application: Some(row.application_id),
        subject: Some(row.id),
        detail: serde_json::json!({}),
    };
    audit::record(unit, event).await.map_err(internal)
}
