//! Erasing personal data. The application's data key goes, and with it everything that was encrypted
//! under it (answers, notes, seals); search hashes and photos go too. The skeleton stays: states,
//! dates, nationality, port, amounts. A backup from before still holds the wrapped key, until its
//! master key is forgotten (`portal keys rotate`, `rewrap`, `forget`).

use super::AT_ONCE;
use crate::audit::{Actor, Event};
use crate::photos::PhotoStoreError;
use crate::queue::Job;
use crate::state::Portal;
use crate::store::{Erasable, StoreError};
use chrono::{Months, TimeDelta};
use uuid::Uuid;

/// A charge may still arrive for what expired unpaid, and its payer must be told.
const UNPAID_KEPT: TimeDelta = TimeDelta::days(30);

/// A paid application that never closes (a correction that nobody sent, a departure that nobody
/// recorded) is kept for as many years from its payment, and one more: no visa that it gave, and no
/// stay on it, lasts as long.
const UNCLOSED: Months = Months::new(12);

pub(super) async fn run(portal: &Portal) -> Result<(), StoreError> {
    for _ in 0..super::ROUNDS {
        if !round(portal).await? {
            break;
        }
    }
    Ok(())
}

/// Erases some; whether there may be more.
async fn round(portal: &Portal) -> Result<bool, StoreError> {
    let now = portal.now();
    let kept = Months::new(12 * portal.config.service.keep_years);
    let what = Erasable {
        unpaid_before: now - UNPAID_KEPT,
        closed_before: now - kept,
        paid_before: now - kept - UNCLOSED,
    };
    let mut db = portal.store.read().await?;
    let over = db.erasable_applications(what, AT_ONCE).await?;
    drop(db);
    let mut done = 0;
    for &id in &over {
        done += usize::from(super::go_on("application", id, erase(portal, id).await)?);
    }
    Ok(super::goes_on(over.len(), done))
}

async fn erase(portal: &Portal, id: Uuid) -> Result<(), StoreError> {
    let mut db = portal.store.read().await?;
    let Some(application) = db.application(id).await? else {
        return Ok(());
    };
    let cases = db.cases_of(application.id).await?;
    drop(db);
    // Photos first: after a crash in between, the row still names what is to be deleted.
    for case in &cases {
        let (photo, original) = (case.photo.as_deref(), case.photo_original.as_deref());
        match portal.photos.delete_of(photo, original).await {
            Ok(()) | Err(PhotoStoreError::NotFound) => {}
            Err(error) => {
                tracing::error!(application = %application.id, %error, "a photo could not be erased; the next run tries again");
                return Err(StoreError::Stale);
            }
        }
    }
    let now = portal.now();
    let mut tx = portal.begin().await?;
    for stay in tx.wallet_stays_of(application.id).await? {
        tx.enqueue(Job::UpdateWallets(stay));
    }
    tx.erase_application(application.id, application.version, now)
        .await?;
    tx.append(
        Event::new(Actor::System, "application.erased")
            .of(application.id)
            .about(application.id),
    );
    tx.commit().await
}
