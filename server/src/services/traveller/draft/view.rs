//! The draft as its pages show it: the forms as typed, what is wrong, how far it has come.

use super::exempt::exempt;
use super::load::LoadedApplication;
use super::readings::{Readings, TravellerReading};
use crate::cases::email::is_confirmed;
use crate::cases::records::CaseDocument;
use crate::error::OrInternal;
use crate::services::traveller::offer;
use crate::services::traveller::reading::PassportReading;
use crate::state::Portal;
use crate::store::{CaseRow, Connection};
use app::contract::{Caller, CorrectedPage, Draft, DraftTraveller, Progress};
use app::error::{FieldError, Result};
use chrono::NaiveDate;
use domain::doc9303::mrz::Format;
use domain::doc9303::names::mrz_name;
use domain::law::application::{TripWarning, trip_warnings};
use domain::law::fees;
use domain::law::visa_types::SOLD_ONLINE;
use domain::states::{ApplicationState, CaseState, CorrectionPage};

/// The caller's draft.
pub async fn draft(portal: &Portal, caller: &Caller) -> Result<Draft> {
    let mut db = portal.store.read().await?;
    let loaded = LoadedApplication::of(portal, &mut *db, caller).await?;
    let readings = Readings::of(portal, &mut *db, &loaded).await?;
    view(portal, &mut *db, &loaded, &readings).await
}

/// What the pages show of what was loaded and read.
pub async fn view(
    portal: &Portal,
    db: &mut dyn Connection,
    loaded: &LoadedApplication,
    readings: &Readings,
) -> Result<Draft> {
    let fee = offer::fee(portal, db).await?.fee;
    let travellers: Vec<DraftTraveller> = loaded
        .cases
        .iter()
        .zip(&readings.travellers)
        .filter(|((row, _), _)| row.state() != CaseState::Withdrawn)
        .map(|((row, document), read)| traveller(row, document, read, readings.today))
        .collect();
    let travelling = travellers.len();
    let contact_errors = readings.contact.clone().unwrap_or_default();
    let mut warnings = exempt(db, readings).await?;
    warnings.extend(trip_warnings_of(portal, readings));
    Ok(Draft {
        reference: loaded.application.reference.clone(),
        state: loaded.application.state(),
        email: loaded.document.email.clone(),
        email_confirmed: is_confirmed(&loaded.application, &loaded.document),
        revision: loaded.revision(),
        expires_at: loaded.application.expires_at,
        trip_revision: loaded.document.trip_revision,
        trip: loaded.document.trip.clone().unwrap_or_default(),
        trip_errors: match &readings.trip {
            Some(Err(errors)) => errors.clone(),
            _ => Vec::new(),
        },
        apply_from: readings
            .apply_from
            .filter(|_| loaded.application.state() == ApplicationState::Draft),
        remind_on: loaded.application.remind_on,
        trip_progress: progress(readings.trip.is_some(), readings.trip().is_some()),
        warnings,
        pending: loaded.pending,
        contact_revision: loaded.document.contact_revision,
        contact: loaded.document.contact.clone().unwrap_or_default(),
        contact_progress: progress(readings.contact.is_some(), contact_errors.is_empty()),
        contact_errors,
        travellers,
        corrected: corrected(portal, loaded).await?,
        under_review: loaded.is_under_review(),
        fee_each: fee,
        total: fees::total(fee, travelling).or_internal()?,
    })
}

async fn corrected(portal: &Portal, loaded: &LoadedApplication) -> Result<Vec<CorrectedPage>> {
    let mut opened = Vec::new();
    for (row, _) in &loaded.cases {
        let Some(asked) = loaded.corrections.get(&row.id) else {
            continue;
        };
        let note = asked.note(&loaded.key);
        for page in &asked.pages {
            let has_other_photo = *page == CorrectionPage::Photo
                && asked.has_other_photo(portal, &loaded.key, row).await?;
            opened.push(CorrectedPage {
                traveller: row.id,
                page: *page,
                note: note.clone(),
                has_other_photo,
            });
        }
    }
    Ok(opened)
}

const fn progress(saved: bool, right: bool) -> Progress {
    match (saved, right) {
        (false, _) => Progress::Untouched,
        (true, false) => Progress::Invalid,
        (true, true) => Progress::Done,
    }
}

fn traveller(
    row: &CaseRow,
    document: &CaseDocument,
    read: &TravellerReading,
    today: NaiveDate,
) -> DraftTraveller {
    let right = read.person().is_some();
    let (errors, notes) = match &read.page {
        Some(PassportReading { person, notes }) => (person.as_ref().err(), notes.clone()),
        None => (None, Vec::new()),
    };
    let form = document.passport.clone().unwrap_or_default();
    DraftTraveller {
        id: row.id,
        position: u32::try_from(row.position).unwrap_or(u32::MAX),
        adult: row.adult_id,
        may_hold_others: row.adult_id.is_none() && read.may_hold_others(today),
        mrz_name: mrz_name(&form.surname, &form.given_names, Format::Td3.name_width())
            .ok()
            .filter(|_| right),
        passport_progress: progress(document.passport.is_some(), right),
        passport: form,
        passport_revision: document.passport_revision,
        passport_errors: errors.cloned().unwrap_or_default(),
        passport_notes: notes,
        has_photo: row.photo.is_some(),
        photo_version: row.photo_version,
        photo_source: row.photo_source().map(|(_, source)| source),
    }
}

/// Whether a visa issued today would cover the trip.
fn trip_warnings_of(portal: &Portal, readings: &Readings) -> Vec<FieldError> {
    let Some(trip) = readings.trip() else {
        return Vec::new();
    };
    // A tourist visa does not look at the passport's last day, which may not be known yet.
    let expiry = readings
        .people()
        .map(|person| person.expires_on)
        .min()
        .unwrap_or(NaiveDate::MAX);
    trip_warnings(
        SOLD_ONLINE,
        readings.today,
        trip.entry,
        Some(trip.departure()),
        expiry,
        &portal.config.law,
    )
    .into_iter()
    .map(|warning| {
        let told = FieldError::new("trip", warning.message_key());
        match warning {
            TripWarning::ValidityEndsBeforeEntry { valid_until: date }
            | TripWarning::StayTooShort {
                last_permitted: date,
            } => told.with("date", date),
            TripWarning::LeavesBeforeEntry => told,
        }
    })
    .collect()
}
