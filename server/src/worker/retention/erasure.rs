//! Erasing personal data. The application's data key goes, and with it everything that was encrypted
//! under it (answers, notes, seals); search hashes and photos go too. The skeleton stays: states,
//! dates, nationality, port, amounts. A backup from before still holds the wrapped key, until its
//! master key is forgotten (`portal keys rotate`, then `rewrap`).

use super::AT_ONCE;
use crate::audit::{Actor, Event};
use crate::photos::PhotoStoreError;
use crate::state::Portal;
use crate::store::{ApplicationRow, Erasable, StoreError};
use chrono::{Months, TimeDelta};

/// A charge may still arrive for what expired unpaid, and its payer must be told.
const UNPAID_KEPT: TimeDelta = TimeDelta::days(30);

pub(super) async fn run(portal: &Portal) -> Result<(), StoreError> {
    let now = portal.now();
    let kept = Months::new(12 * portal.config.service.keep_years);
    let what = Erasable {
        unpaid_before: now - UNPAID_KEPT,
        closed_before: now - kept,
    };
    let mut db = portal.store.read().await?;
    let mut over = Vec::new();
    for id in db.erasable_applications(what, AT_ONCE).await? {
        over.extend(db.application(id).await?);
    }
    drop(db);
    for application in over {
        super::unless_stale(erase(portal, application).await)?;
    }
    Ok(())
}

async fn erase(portal: &Portal, application: ApplicationRow) -> Result<(), StoreError> {
    let mut db = portal.store.read().await?;
    let cases = db.cases_of(application.id).await?;
    drop(db);
    // Photos first: after a crash in between, the row still names what is to be deleted.
    for photo in cases.iter().filter_map(|case| case.photo.as_deref()) {
        match portal.photos.delete(photo).await {
            Ok(()) | Err(PhotoStoreError::NotFound) => {}
            Err(error) => {
                tracing::error!(application = %application.id, %error, "a photo could not be erased; the next run tries again");
                return Ok(());
            }
        }
    }
    let now = portal.now();
    let mut tx = portal.begin().await?;
    tx.erase_application(application.id, application.version, now)
        .await?;
    tx.append(
        Event::new(Actor::System, "application.erased")
            .of(application.id)
            .about(application.id),
    );
    tx.commit().await
}
