//! The photo of one traveller: taken in, encrypted, kept with what it was cut from; shown to its owner.
//! Which part it is, the traveller chooses in [`adjust`].

pub mod adjust;

use super::draft::{
    check_no_payment_pending, check_reference, closed_for_changes, draft, may_change,
    own_application, own_case, reopen,
};
use crate::audit;
use crate::cases::corrections::Correction;
use crate::error::OrInternal;
use crate::photos::{self, NoTurn, Original, Photo, PhotoFault, Upload};
use crate::state::Portal;
use crate::store::CaseRow;
use crate::throttle::Throttled;
use crate::transaction::Transaction;
use crate::vault::DataKey;
use app::contract::{Caller, Download, FormOrigin, Saved};
use app::error::{FieldError, PortalError, Result};
use domain::photo::Source;
use domain::states::{ApplicationState, CaseState, CorrectionPage};
use uuid::Uuid;

/// Begins a file that may be sent here, before any of it is read.
pub async fn begin_upload(portal: &Portal, caller: &Caller, traveller: Uuid) -> Result<Upload> {
    let application = caller.traveller()?;
    portal
        .throttles
        .check(Throttled::Upload, &application.to_string())?;
    permitted(portal, caller, traveller, None).await?;
    let upload = portal.uploads.begin(application, &caller.throttle_key());
    upload.ok_or_else(|| PortalError::invalid("photo", "field-error-photo-two-at-once"))
}

/// Whether a form was made from this application and the photo that is there now.
///
/// # Errors
/// `OtherApplication`; a conflict when the photo was changed meanwhile.
pub async fn check_origin(
    portal: &Portal,
    caller: &Caller,
    traveller: Uuid,
    origin: &FormOrigin,
) -> Result<()> {
    permitted(portal, caller, traveller, Some(origin)).await?;
    Ok(())
}

/// Whether a form was made from the open application.
///
/// # Errors
/// `OtherApplication`.
pub async fn check_whose(portal: &Portal, caller: &Caller, reference: &str) -> Result<()> {
    let mut db = portal.store.read().await?;
    let application = own_application(&mut *db, caller).await?;
    check_reference(&application, reference)
}

/// `origin`: of the form, where it said.
pub async fn save(
    portal: &Portal,
    caller: &Caller,
    traveller: Uuid,
    origin: Option<&FormOrigin>,
    bytes: Vec<u8>,
) -> Result<Saved> {
    permitted(portal, caller, traveller, origin).await?;
    let looked = tokio::task::spawn_blocking(move || (photos::is_large(&bytes), bytes));
    let (is_large, bytes) = looked.await.or_internal()?;
    let make = move || photos::intake_with_original(&bytes);
    let made = in_turn(portal, caller, is_large, make).await?;
    let (photo, original) = made.map_err(|refusal| {
        let mut error = FieldError::new("photo", refusal.message_key());
        error.arguments = refusal.arguments();
        PortalError::Invalid(vec![error])
    })?;
    let (row, key) = permitted(portal, caller, traveller, origin).await?;
    let cut_from = CutFrom::Upload(original);
    put(portal, row, &key, &photo, cut_from, "photo.saved").await?;
    saved(portal, caller).await
}

/// What follows on the photo.
async fn saved(portal: &Portal, caller: &Caller) -> Result<Saved> {
    let draft = draft(portal, caller).await?;
    Ok(Saved {
        errors: Vec::new(),
        next: draft.next_step(),
        sent: draft.state == ApplicationState::Paid,
    })
}

/// Makes a photo, outside any transaction: decoding has its own threads, a few at a time. The turn
/// goes with the work, which ends by itself even where the caller has gone.
async fn in_turn<T: Send + 'static>(
    portal: &Portal,
    caller: &Caller,
    is_large: bool,
    make: impl FnOnce() -> Result<T, PhotoFault> + Send + 'static,
) -> Result<Result<T, PhotoFault>> {
    let turn = portal
        .photo_turns
        .take(&caller.throttle_key(), is_large)
        .await
        .map_err(|NoTurn| PortalError::Unavailable)?;
    tokio::task::spawn_blocking(move || {
        let _turn = turn;
        make()
    })
    .await
    .or_internal()
}

/// What a new photo is a part of.
enum CutFrom {
    Upload(Original),
    /// What is kept already, by its name.
    Kept(String, Source),
}

/// Keeps a photo in the place of the one that `row` has.
async fn put(
    portal: &Portal,
    mut row: CaseRow,
    key: &DataKey,
    photo: &Photo,
    cut_from: CutFrom,
    action: &'static str,
) -> Result<()> {
    let (kept, fresh, source) = match cut_from {
        CutFrom::Kept(name, source) => (Some(name), None, source),
        CutFrom::Upload(original) => {
            let source = original.source();
            let name = portal
                .photos
                .put_original(key, &portal.rng, row.id, &original);
            (None, Some(name.await?), source)
        }
    };
    let name = match portal.photos.put(key, &portal.rng, row.id, photo).await {
        Ok(name) => name,
        Err(error) => {
            portal.photos.delete_of(None, fresh.as_deref()).await?;
            return Err(error.into());
        }
    };
    let (photo_before, original_before) = (row.photo.take(), row.photo_original.take());
    let original = kept.clone().or_else(|| fresh.clone()).unwrap_or_default();
    row.set_photo(name.clone(), original, source);
    if let Err(error) = save_row(portal, &row, action).await {
        portal
            .photos
            .delete_of(Some(&name), fresh.as_deref())
            .await?;
        return Err(error);
    }
    let replaced = original_before.filter(|before| Some(before) != kept.as_ref());
    portal
        .photos
        .delete_of(photo_before.as_deref(), replaced.as_deref())
        .await?;
    Ok(())
}

async fn save_row(portal: &Portal, row: &CaseRow, action: &'static str) -> Result<()> {
    let mut tx = portal.begin().await?;
    tx.append(
        audit::Event::new(audit::Actor::Traveller, action)
            .of(row.application_id)
            .about(row.id),
    );
    reopen_application(&mut tx, row.application_id).await?;
    tx.save_case(row).await?;
    tx.commit().await?;
    Ok(())
}

/// Another photo is another answer, which is declared anew.
async fn reopen_application(tx: &mut Transaction, application: Uuid) -> Result<()> {
    tx.lock_application(application).await?;
    let Some(mut row) = tx.application(application).await? else {
        return Err(PortalError::NotFound);
    };
    check_no_payment_pending(&mut **tx, &row).await?;
    if row.state() == ApplicationState::Submitted {
        reopen(tx, &mut row).await?;
        tx.save_application(&row).await?;
    }
    Ok(())
}

/// The caller's traveller, while the photo may still be changed; by a form that shows another photo
/// than the one that is there, it may not.
async fn permitted(
    portal: &Portal,
    caller: &Caller,
    traveller: Uuid,
    origin: Option<&FormOrigin>,
) -> Result<(CaseRow, DataKey)> {
    let mut db = portal.store.read().await?;
    let application = own_application(&mut *db, caller).await?;
    if let Some(origin) = origin {
        check_reference(&application, &origin.reference)?;
    }
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
    check_no_payment_pending(&mut *db, &application).await?;
    if origin.is_some_and(|origin| !origin.is_of(row.photo_version)) {
        return Err(PortalError::conflict("conflict-photo-changed"));
    }
    Ok((row.clone(), key))
}

pub async fn show(portal: &Portal, caller: &Caller, traveller: Uuid) -> Result<Download> {
    let (row, key) = own(portal, caller, traveller).await?;
    let name = row.photo.as_deref().ok_or(PortalError::NotFound)?;
    let bytes = portal.photos.get(&key, row.id, name).await?;
    Ok(jpeg(&bytes))
}

/// The whole of what the photo was cut from, small.
pub async fn overview(portal: &Portal, caller: &Caller, traveller: Uuid) -> Result<Download> {
    let (row, key) = own(portal, caller, traveller).await?;
    let (name, _) = row.photo_source().ok_or(PortalError::NotFound)?;
    let bytes = portal.photos.get_overview(&key, row.id, name).await?;
    Ok(jpeg(&bytes))
}

async fn own(portal: &Portal, caller: &Caller, traveller: Uuid) -> Result<(CaseRow, DataKey)> {
    let mut db = portal.store.read().await?;
    let application = own_application(&mut *db, caller).await?;
    let cases = db.cases_of(application.id).await?;
    let row = own_case(&cases, traveller)?;
    let key = portal.data_key(&application)?;
    Ok((row.clone(), key))
}

fn jpeg(bytes: &[u8]) -> Download {
    Download {
        bytes: bytes.to_vec(),
        content_type: "image/jpeg",
        file_name: "photo.jpg".to_owned(),
    }
}
