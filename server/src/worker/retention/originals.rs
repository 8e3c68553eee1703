//! What a photo was cut from goes as soon as the photo is final: paid for, given back after a
//! correction, withdrawn, or over with its application. The photo itself stays.
//!
//! One look at the rows does for all of these, and for whatever a crash left between.

use super::{AT_ONCE, ROUNDS, go_on, goes_on};
use crate::photos::PhotoStoreError;
use crate::state::Portal;
use crate::store::StoreError;
use uuid::Uuid;

pub(super) async fn run(portal: &Portal) -> Result<(), StoreError> {
    for _ in 0..ROUNDS {
        let mut db = portal.store.read().await?;
        let needless = db.needless_originals(AT_ONCE).await?;
        drop(db);
        let mut done = 0;
        for (case, original) in &needless {
            let forgotten = forget(portal, *case, original).await;
            done += usize::from(go_on("original of a photo", *case, forgotten)?);
        }
        if !goes_on(needless.len(), done) {
            break;
        }
    }
    Ok(())
}

/// The picture first: after a crash in between, the row still names what is to be deleted.
async fn forget(portal: &Portal, case: Uuid, original: &str) -> Result<(), StoreError> {
    match portal.photos.delete_original(original).await {
        Ok(()) | Err(PhotoStoreError::NotFound) => {}
        Err(error) => {
            tracing::error!(%case, %error, "what a photo was cut from could not be deleted; the next run tries again");
            return Err(StoreError::Stale);
        }
    }
    let mut tx = portal.begin().await?;
    tx.forget_original(case, original).await?;
    tx.commit().await
}
