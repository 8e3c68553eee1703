//! Telling wallets that a pass changed: its devices by a push each, after which they fetch it; Google, where it
//! was asked for, by the object itself.
//!
//! The change is noted before anybody is told, so that who asks finds it. A job that is run again tells them
//! again, which is no harm. Once the data of a pass are erased, wallets are told for the last time and forgotten.

use super::job_error::JobError;
use crate::cases::wallet::{WalletPass, file_of_stay, push_token_data, save_at_google};
use crate::state::Portal;
use crate::store::{WalletPassRow, WalletRegistrationRow};
use crate::vault::DataKey;
use crate::wallet::apple::push::{ApplePush, PushError};
use crate::wallet::google::Google;
use app::error::PortalError;
use uuid::Uuid;

pub async fn update(portal: &Portal, stay: Uuid) -> Result<(), JobError> {
    let mut tx = portal.begin().await?;
    let now = tx.now();
    let Some(row) = tx.wallet_pass(stay).await? else {
        return Err(JobError::Moot);
    };
    tx.change_wallet_pass(stay, now).await?;
    tx.commit().await?;

    let mut db = portal.store.read().await?;
    let file = match file_of_stay(portal, &mut *db, stay).await {
        Ok((file, _)) => file,
        Err(PortalError::NotFound) => {
            drop(db);
            return forget(portal, row).await;
        }
        Err(error) => return Err(error.into()),
    };
    let registrations = db.wallet_registrations(stay).await?;
    let pass = WalletPass::of_stay(portal, &mut *db, stay).await?;
    drop(db);
    // At the same time: neither waits for the other, or fails with it.
    let at_google = async {
        if row.google_since.is_some() {
            save_at_google(portal, google(portal)?, &pass).await?;
        }
        Ok(())
    };
    let on_devices = async {
        match &portal.wallets.apple {
            Some(apple) => push(portal, apple.push(), &file.key, registrations).await,
            None => Ok(()),
        }
    };
    let (at_google, on_devices) = tokio::join!(at_google, on_devices);
    at_google.and(on_devices)
}

/// Tells each device; those that are gone are forgotten. The first failure is told when all were tried.
async fn push(
    portal: &Portal,
    service: &dyn ApplePush,
    key: &DataKey,
    registrations: Vec<WalletRegistrationRow>,
) -> Result<(), JobError> {
    let mut failure = None;
    for row in registrations {
        let token = key.decrypt(push_token_data(row.id), &row.push_token);
        let token = token.map_err(|error| JobError::Retry(error.to_string()))?;
        let Ok(token) = std::str::from_utf8(&token) else {
            continue;
        };
        match service.notify(token).await {
            Ok(()) => {}
            Err(PushError::Gone) => {
                let mut tx = portal.begin().await?;
                tx.unregister_device(&row.device_hash, row.stay_id).await?;
                tx.commit().await?;
            }
            Err(error) => failure = failure.or(Some(error)),
        }
    }
    match failure {
        None => Ok(()),
        Some(error) => Err(JobError::Retry(error.to_string())),
    }
}

/// Google, which has the pass: while it is off, what it has waits until it can be told.
fn google(portal: &Portal) -> Result<&Google, JobError> {
    let google = portal.wallets.google.as_ref();
    google.ok_or_else(|| JobError::Retry("Google Wallet is off".to_owned()))
}

/// Google keeps its object until the last of it is taken out.
async fn forget(portal: &Portal, row: WalletPassRow) -> Result<(), JobError> {
    if row.google_since.is_some() {
        google(portal)?.clear(&row.serial, portal.now()).await?;
    }
    let mut tx = portal.begin().await?;
    tx.forget_wallet_pass(row.stay_id).await?;
    Ok(tx.commit().await?)
}
