//! What Apple Wallet asks of the portal: to be told of changes, and the pass as it is now. Source: Apple,
//! *Wallet Passes*, "Adding a Web Service to Update Passes".
//!
//! A device proves itself by the token that stands in the pass; a device that asks which of its passes changed,
//! by its library identifier, which nobody else knows. Misses are throttled by address, and an unknown serial
//! number is answered as a wrong token.

use crate::accounts::Throttled;
use crate::cases::wallet::{WalletPass, file_of_stay, push_token_data, token};
use crate::state::Portal;
use crate::store::{Connection, WalletPassRow, WalletRegistrationRow};
use crate::vault::Purpose;
use app::contract::Download;
use app::error::{PortalError, Result};
use chrono::{DateTime, TimeDelta, Utc};
use subtle::ConstantTimeEq;
use uuid::Uuid;

/// A change may be seen so long after the time it carries, when it had to wait for its transaction: a device
/// that comes back is told of it once more rather than never.
const OVERLAP: TimeDelta = TimeDelta::seconds(10);
/// The longest identifier and push token that are taken; Apple's have 32 and 64 characters.
const LONGEST: usize = 200;
/// So many devices of a pass are told of changes: a copy of its file is enough to register one.
const MOST_DEVICES: i64 = 20;

/// Who calls: by the address, for throttling, and for which pass by which token.
pub struct Bearer<'a> {
    /// Of [`app::contract::Caller::throttle_key`].
    pub throttle_key: &'a str,
    pub pass_type: &'a str,
    pub serial: &'a str,
    /// What follows `ApplePass ` in `Authorization`.
    pub token: &'a str,
}

impl Bearer<'_> {
    /// The pass, if the token is its own.
    ///
    /// # Errors
    /// `Forbidden`, or `TooManyTries` after some misses.
    async fn pass(&self, portal: &Portal, db: &mut dyn Connection) -> Result<WalletPassRow> {
        let apple = portal.wallets.apple.as_ref();
        let apple = apple.ok_or(PortalError::NotFound)?;
        let found = db.wallet_pass_by_serial(self.serial).await?;
        // Compared also where there is none, against nobody's.
        let stay = found.as_ref().map_or(Uuid::nil(), |row| row.stay_id);
        let is_own = token(portal, stay).as_bytes().ct_eq(self.token.as_bytes());
        match found {
            Some(row) if bool::from(is_own) && apple.pass_type() == self.pass_type => Ok(row),
            _ => {
                portal
                    .throttles
                    .check(Throttled::PassMiss, self.throttle_key)?;
                Err(PortalError::Forbidden)
            }
        }
    }
}

fn device_hash(portal: &Portal, device: &str) -> Result<Vec<u8>> {
    if device.is_empty() || device.len() > LONGEST {
        return Err(PortalError::NotFound);
    }
    Ok(portal.vault.hash(Purpose::WalletDevice, &[device]))
}

/// Registers a device for changes of a pass, in the place of the oldest of too many; whether it is new. `push_token` is hexadecimal.
///
/// # Errors
/// `Forbidden` without the pass's token, `NotFound` for a token that is none.
pub async fn register(
    portal: &Portal,
    bearer: &Bearer<'_>,
    device: &str,
    push_token: &str,
) -> Result<bool> {
    let device_hash = device_hash(portal, device)?;
    let is_token = !push_token.is_empty()
        && push_token.len() <= LONGEST
        && push_token.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let mut tx = portal.begin().await?;
    let pass = bearer.pass(portal, &mut *tx).await?;
    if !is_token {
        return Err(PortalError::NotFound);
    }
    let (file, _) = file_of_stay(portal, &mut *tx, pass.stay_id).await?;
    let id = portal.id();
    let row = WalletRegistrationRow {
        id,
        stay_id: pass.stay_id,
        device_hash,
        push_token: file
            .key
            .encrypt(&portal.rng, push_token_data(id), push_token.as_bytes())?,
        registered_at: tx.now(),
    };
    let is_new = tx.register_device(&row).await?;
    tx.keep_newest_devices(pass.stay_id, MOST_DEVICES).await?;
    tx.commit().await?;
    Ok(is_new)
}

/// Ends what [`register`] began.
///
/// # Errors
/// `Forbidden` without the pass's token.
pub async fn unregister(portal: &Portal, bearer: &Bearer<'_>, device: &str) -> Result<()> {
    let device_hash = device_hash(portal, device)?;
    let mut tx = portal.begin().await?;
    let pass = bearer.pass(portal, &mut *tx).await?;
    tx.unregister_device(&device_hash, pass.stay_id).await?;
    tx.commit().await?;
    Ok(())
}

/// The passes of a device that changed, and the tag with which it comes back.
pub struct Updated {
    /// Microseconds since 1970.
    pub tag: String,
    pub serials: Vec<String>,
}

/// The passes of a device that changed after `since`, an earlier tag; without one all of them. None where
/// there is nothing new.
///
/// # Errors
/// `TooManyTries` for an address that asks for unknown devices.
pub async fn updated(
    portal: &Portal,
    throttle_key: &str,
    pass_type: &str,
    device: &str,
    since: Option<&str>,
) -> Result<Option<Updated>> {
    let apple = portal.wallets.apple.as_ref();
    if apple.is_none_or(|apple| apple.pass_type() != pass_type) {
        return Err(PortalError::NotFound);
    }
    let hash = device_hash(portal, device)?;
    // A tag that is none of ours is that of a device that knows nothing yet.
    let since = since
        .and_then(|tag| tag.parse().ok())
        .and_then(DateTime::from_timestamp_micros)
        .unwrap_or(DateTime::UNIX_EPOCH);
    let now = portal.now();
    let mut db = portal.store.read().await?;
    let serials = db.changed_passes_of_device(&hash, since).await?;
    if serials.is_empty() {
        if db.count_passes_of_device(&hash).await? == 0 {
            portal.throttles.check(Throttled::PassMiss, throttle_key)?;
        }
        return Ok(None);
    }
    Ok(Some(Updated {
        tag: (now - OVERLAP).timestamp_micros().to_string(),
        serials,
    }))
}

/// The pass as it is now, with the time of its last change, in whole seconds.
pub enum Fetched {
    NotModified,
    Pass(Download, DateTime<Utc>),
}

/// The pass, if it changed after `known`.
///
/// # Errors
/// `Forbidden` without the pass's token, `NotFound` once its data are erased.
pub async fn fetch(
    portal: &Portal,
    bearer: &Bearer<'_>,
    known: Option<DateTime<Utc>>,
) -> Result<Fetched> {
    let mut db = portal.store.read().await?;
    let row = bearer.pass(portal, &mut *db).await?;
    if known.is_some_and(|known| row.changed_at <= known) {
        return Ok(Fetched::NotModified);
    }
    let pass = WalletPass::of_stay(portal, &mut *db, row.stay_id).await?;
    drop(db);
    let file = pass.pkpass(portal).await?;
    Ok(Fetched::Pass(file, row.changed_at))
}

/// What devices complain about is counted and not kept: anybody may post it, and it may name people. Nor may
/// anybody fill the log by it.
pub fn complained(portal: &Portal, throttle_key: &str, messages: usize) {
    let count = u64::try_from(messages).unwrap_or(u64::MAX);
    metrics::counter!("portal_wallet_complaints_total").increment(count);
    let throttled = portal.throttles.check(Throttled::Complaint, throttle_key);
    if throttled.is_ok() {
        tracing::warn!(messages, "a wallet reports errors with a pass");
    }
}
