//! The traveller's photo, for staff.

use crate::audit::Actor;
use crate::cases::case_file::CaseFile;
use crate::services::staff::roles::with_review_role;
use crate::state::Portal;
use app::contract::{Caller, Download};
use app::error::{PortalError, Result};
use uuid::Uuid;

/// Reviewer or supervisor. Looking is recorded.
pub async fn case_photo(portal: &Portal, caller: &Caller, case: Uuid) -> Result<Download> {
    let staff = with_review_role(caller)?;
    photo(portal, staff.id, case).await
}

/// The stored photo of a case, for a caller who was let through; recorded, since its address can be
/// opened without the page around it.
pub async fn photo(portal: &Portal, staff: Uuid, case: Uuid) -> Result<Download> {
    let mut tx = portal.begin().await?;
    let file = CaseFile::load(portal, &mut *tx, case).await?;
    let actor = Actor::Staff(staff);
    tx.append(file.event(actor, "photo.viewed"));
    tx.commit().await?;
    let name = file.case.photo.as_deref().ok_or(PortalError::NotFound)?;
    let bytes = portal.photos.get(&file.key, case, name).await?;
    Ok(Download {
        bytes: bytes.to_vec(),
        content_type: "image/jpeg",
        file_name: format!("{}-{}.jpg", file.application.reference, file.case.position),
    })
}
