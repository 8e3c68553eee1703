//! Giving a pass to Google Wallet, which its holder is asked for first.
//!
//! That Google has it is committed before Google is given anything, so that it is never forgotten to take the
//! data back; what a crash leaves between, the job does.

use super::pass::open;
use crate::accounts::Throttled;
use crate::audit::Actor;
use crate::cases::wallet::{self, WalletPass};
use crate::queue::Job;
use crate::state::Portal;
use crate::wallet::google::Google;
use app::contract::{Caller, GoogleOffer};
use app::error::{PortalError, Result};
use domain::states::StayState;
use serde_json::json;

fn google(portal: &Portal) -> Result<&Google> {
    portal.wallets.google.as_ref().ok_or(PortalError::NotFound)
}

pub async fn offer(portal: &Portal, caller: &Caller, secret: &str) -> Result<GoogleOffer> {
    let google = google(portal)?;
    let mut db = portal.store.read().await?;
    let stay = open(portal, &mut *db, caller, secret).await?.stay;
    if stay.state() != StayState::Open {
        return Ok(GoogleOffer::Closed);
    }
    let row = db.wallet_pass(stay.id).await?;
    match row.filter(|row| row.google_since.is_some()) {
        Some(row) => Ok(GoogleOffer::Given(
            google.save_link(&row.serial, portal.now())?,
        )),
        None => Ok(GoogleOffer::Asked),
    }
}

/// Gives the pass to Google, as its holder asks; once more does nothing.
///
/// # Errors
/// `Unavailable` when Google does not take it now: it is tried again by itself. `TooManyTries` for a pass
/// that is given again and again.
pub async fn give(portal: &Portal, caller: &Caller, secret: &str) -> Result<()> {
    let google = google(portal)?;
    let mut db = portal.store.read().await?;
    let opened = open(portal, &mut *db, caller, secret).await?;
    drop(db);
    let stay = opened.stay;
    if stay.state() != StayState::Open {
        return Err(PortalError::NotFound);
    }
    let key = stay.id.to_string();
    portal.throttles.check(Throttled::GiveToGoogle, &key)?;
    wallet::make_known(portal, stay.id).await?;
    let mut tx = portal.begin().await?;
    let now = tx.now();
    if !tx.give_to_google(stay.id, now).await? {
        return Ok(());
    }
    let event = opened.file.event(Actor::Traveller, "pass.given_to_google");
    tx.append(event.with(json!({ "stay": stay.id })));
    tx.enqueue(Job::UpdateWallets(stay.id));
    tx.commit().await?;

    let mut db = portal.store.read().await?;
    let pass = WalletPass::of_stay(portal, &mut *db, stay.id).await?;
    drop(db);
    let saved = wallet::save_at_google(portal, google, &pass).await;
    saved.map_err(|error| {
        tracing::warn!(stay = %stay.id, %error, "a pass is not at Google yet");
        PortalError::Unavailable
    })
}
