//! What verifiers fetch, and the verification for browsers that cannot do it themselves.

use crate::documents::Documents;
use crate::error::OrInternal;
use crate::state::{Portal, SealListMade};
use app::contract::SealReport;
use app::error::Result;
use app::seal_report::report_of;
use chrono::TimeDelta;
use domain::calendar::ministry_date;

/// Verifies an address, a fragment or hexadecimal. The database is asked for replaced, revoked and
/// used seals rather than the published list, which may be hours old.
pub async fn verify(portal: &Portal, text: &str) -> Result<SealReport> {
    let today = ministry_date(portal.now());
    let keys = portal.documents.keys(today);
    let list = match Documents::seal_of(text) {
        Some((_, hash)) => {
            let mut db = portal.store.read().await?;
            let state = db.seal_state(&hash, today).await?;
            portal.documents.list_of_one(&hash, state, today)
        }
        None => None,
    };
    Ok(report_of(text, &keys, today, list.as_ref()))
}

/// The public keys, as JSON.
pub fn keys(portal: &Portal) -> Result<String> {
    let today = ministry_date(portal.now());
    serde_json::to_string(&portal.documents.published_keys(today)).or_internal()
}

/// A list is made anew when another seal is listed, on a new day, and after so long.
const KEPT: TimeDelta = TimeDelta::minutes(10);

/// The signed list of replaced, revoked and used seals. Anybody may ask for it as often as they like; it is
/// made by one at a time, and only when there is something new to say.
pub async fn seal_list(portal: &Portal) -> Result<Vec<u8>> {
    let mut made = portal.cache.seals.lock().await;
    let (now, day) = (portal.now(), ministry_date(portal.now()));
    let mut db = portal.store.read().await?;
    let count = db.count_listed_seals(day).await?;
    if let Some(list) = made.as_ref()
        && (list.day, list.listed) == (day, count)
        && now - list.at < KEPT
    {
        return Ok(list.bytes.clone());
    }
    let listed = db.listed_seals(day).await?;
    let standing = db.standing_seals(day).await?;
    drop(db);
    let documents = portal.documents.clone();
    let bytes = tokio::task::spawn_blocking(move || documents.seal_list(day, &listed, &standing))
        .await
        .or_internal()?
        .or_internal()?;
    *made = Some(SealListMade {
        day,
        listed: count,
        at: now,
        bytes: bytes.clone(),
    });
    Ok(bytes)
}
