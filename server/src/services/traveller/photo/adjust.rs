//! The photo as the traveller wants it: kept as it is shown, or cut anew from what was uploaded.
//!
//! A form says which photo it showed. By one whose photo was changed meanwhile nothing is done.

use super::{CutFrom, in_turn, permitted, put, saved};
use crate::photos;
use crate::state::Portal;
use crate::throttle::Throttled;
use app::contract::{Caller, FormOrigin, Saved};
use app::error::{PortalError, Result};
use domain::photo::PhotoChoice;
use uuid::Uuid;

/// Goes on with the photo that was shown. It is saved already.
pub async fn keep(
    portal: &Portal,
    caller: &Caller,
    traveller: Uuid,
    origin: &FormOrigin,
) -> Result<Saved> {
    let (row, _) = permitted(portal, caller, traveller, Some(origin)).await?;
    if row.photo.is_none() {
        return Err(PortalError::invalid("photo", "photo-missing"));
    }
    saved(portal, caller).await
}

/// Cuts the photo anew. A choice that is not offered changes nothing, nor does the one that holds.
pub async fn adjust(
    portal: &Portal,
    caller: &Caller,
    traveller: Uuid,
    origin: &FormOrigin,
    choice: PhotoChoice,
) -> Result<()> {
    let application = caller.traveller()?;
    portal
        .throttles
        .check(Throttled::Adjust, &application.to_string())?;
    let (row, key) = permitted(portal, caller, traveller, Some(origin)).await?;
    let gone = || PortalError::conflict("conflict-photo-original-gone");
    let impossible = || PortalError::conflict("conflict-photo-part");
    let (name, before) = row.photo_source().ok_or_else(gone)?;
    let source = before.after(choice).ok_or_else(impossible)?;
    if source == before {
        return Ok(());
    }
    let jpeg = match portal.photos.get_original(&key, row.id, name).await {
        Ok(jpeg) => jpeg,
        Err(error) if error.is_of_the_photo() => return Err(gone()),
        Err(error) => return Err(error.into()),
    };
    let cut = move || photos::cut_again(&jpeg, &source);
    let made = in_turn(portal, caller, false, cut).await?;
    let photo = made.map_err(|_| impossible())?;
    let cut_from = CutFrom::Kept(name.to_owned(), source);
    let (row, key) = permitted(portal, caller, traveller, Some(origin)).await?;
    put(portal, row, &key, &photo, cut_from, "photo.adjusted").await
}
