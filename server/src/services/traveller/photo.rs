//! The photo of one traveller: taken in, encrypted, kept; shown to its owner.

use super::draft::{closed_for_changes, draft, may_change, own_case, reopen};
use crate::audit;
use crate::cases::corrections::Correction;
use crate::error::OrInternal;
use crate::photos::{self, Upload};
use crate::state::Portal;
use crate::store::{CaseRow, StoreError};
use crate::throttle::Throttled;
use crate::transaction::Transaction;
use crate::vault::DataKey;
use app::contract::{Caller, Download, Saved};
use app::error::{FieldError, PortalError, Result};
use domain::states::{ApplicationState, CaseState, CorrectionPage};
use std::time::Duration;
use uuid::Uuid;

/// So long a photo waits for its turn.
const PATIENCE: Duration = Duration::from_secs(20);

/// Begins a file that may be sent here, before any of it is read.
pub async fn begin_upload(portal: &Portal, caller: &Caller, traveller: Uuid) -> Result<Upload> {
    let application = caller.traveller()?;
    portal
        .throttles
        .check(Throttled::Upload, &application.to_string())?;
    permitted(portal, caller, traveller).await?;
    let upload = portal.uploads.begin(application, &caller.throttle_key());
    upload.ok_or_else(|| PortalError::invalid("photo", "field-error-photo-two-at-once"))
}

pub async fn save(
    portal: &Portal,
    caller: &Caller,
    traveller: Uuid,
    bytes: Vec<u8>,
) -> Result<Saved> {
    let application = caller.traveller()?;
    permitted(portal, caller, traveller).await?;

    // Slow and outside any transaction: decoding has its own threads, a few at a time. The slot goes
    // with the work, which ends by itself even where the caller has gone.
    let slot = portal.photo_slots.clone().acquire_owned();
    let slot = tokio::time::timeout(PATIENCE, slot)
        .await
        .map_err(|_| PortalError::Unavailable)?
        .or_internal()?;
    let photo = tokio::task::spawn_blocking(move || {
        let _slot = slot;
        photos::intake(&bytes)
    })
    .await
    .or_internal()?
    .map_err(|refusal| {
        let mut error = FieldError::new("photo", refusal.message_key());
        error.arguments = refusal.arguments();
        PortalError::Invalid(vec![error])
    })?;

    let (row, key) = permitted(portal, caller, traveller).await?;
    let name = portal.photos.put(&key, &portal.rng, row.id, &photo).await?;
    let mut tx = portal.begin().await?;
    let mut row = row;
    let previous = row.photo.replace(name.clone());
    row.photo_version += 1;
    let event = audit::Event::new(audit::Actor::Traveller, "photo.saved")
        .of(application)
        .about(row.id);
    tx.append(event);
    reopen_application(&mut tx, application).await?;
    if let Err(error) = save_row(tx, &row).await {
        portal.photos.delete(&name).await?;
        return Err(error.into());
    }
    if let Some(previous) = previous {
        portal.photos.delete(&previous).await?;
    }
    let draft = draft(portal, caller).await?;
    Ok(Saved {
        errors: Vec::new(),
        next: draft.next_step(),
        sent: draft.state == ApplicationState::Paid,
    })
}

/// Another photo is another answer, which is declared anew.
async fn reopen_application(tx: &mut Transaction, application: Uuid) -> Result<()> {
    let Some(mut row) = tx.application(application).await? else {
        return Err(PortalError::NotFound);
    };
    if row.state() == ApplicationState::Submitted {
        reopen(tx, &mut row).await?;
        tx.save_application(&row).await?;
    }
    Ok(())
}

async fn save_row(mut tx: Transaction, row: &CaseRow) -> Result<(), StoreError> {
    tx.save_case(row).await?;
    tx.commit().await
}

/// The caller's traveller, while the photo may still be changed.
async fn permitted(
    portal: &Portal,
    caller: &Caller,
    traveller: Uuid,
) -> Result<(CaseRow, DataKey)> {
    let mut db = portal.store.read().await?;
    let application = super::draft::own_application(&mut *db, caller).await?;
    let cases = db.cases_of(application.id).await?;
    let row = own_case(&cases, traveller)?;
    let key = portal.data_key(&application)?;
    let waits = row.state() == CaseState::NeedsCorrection;
    let closed = waits
        && Correction::latest(portal, &mut *db, &key, row.id)
            .await?
            .is_some_and(|asked| !asked.opens(CorrectionPage::Photo));
    if closed || !may_change(&application, Some(row)) {
        return Err(closed_for_changes());
    }
    Ok((row.clone(), key))
}

pub async fn show(portal: &Portal, caller: &Caller, traveller: Uuid) -> Result<Download> {
    let mut db = portal.store.read().await?;
    let application = super::draft::own_application(&mut *db, caller).await?;
    let cases = db.cases_of(application.id).await?;
    let row = own_case(&cases, traveller)?;
    let name = row.photo.as_deref().ok_or(PortalError::NotFound)?;
    let key = portal.data_key(&application)?;
    drop(db);
    let bytes = portal.photos.get(&key, row.id, name).await?;
    Ok(Download {
        bytes: bytes.to_vec(),
        content_type: "image/jpeg",
        file_name: "photo.jpg".to_owned(),
    })
}
