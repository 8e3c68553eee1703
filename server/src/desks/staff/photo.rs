//! The traveller's photo, for staff.

use super::case::with_review_role;
use crate::desks::case_file::CaseFile;
use crate::desks::internal;
use crate::state::Portal;
use app::desks::{Caller, Download};
use app::error::{PortalError, Result};
use uuid::Uuid;

/// Reviewer or supervisor. The page that shows it recorded the viewing.
pub async fn case_photo(portal: &Portal, caller: &Caller, case: Uuid) -> Result<Download> {
    with_review_role(caller)?;
    photo(portal, case).await
}

/// The stored photo of a case, for a caller who was let through.
pub async fn photo(portal: &Portal, case: Uuid) -> Result<Download> {
    let mut unit = portal.store.read().await.map_err(internal)?;
    let file = CaseFile::load(portal, &mut *unit, case).await?;
    drop(unit);
    let name = file.case.photo.as_deref().ok_or(PortalError::NotFound)?;
    let bytes = portal
        .photos
        .get(&file.key, case, name)
        .await
        .map_err(internal)?;
    Ok(Download {
        bytes: bytes.to_vec(),
        content_type: "image/jpeg",
        file_name: format!("{}-{}.jpg", file.application.reference, file.case.position),
    })
}
