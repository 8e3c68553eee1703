//! What verifiers fetch, and the verification for browsers that cannot do it themselves.

use crate::desks::internal;
use crate::documents::Documents;
use crate::state::Portal;
use app::desks::SealReport;
use app::error::Result;
use app::seal_report::report_of;
use domain::calendar::ministry_date;

/// Verifies an address, a fragment or hexadecimal. The database is asked for replaced and
/// revoked seals rather than the published list, which may be hours old.
pub async fn verify(portal: &Portal, text: &str) -> Result<SealReport> {
    let today = ministry_date(portal.now());
    let keys = portal.documents.keys(today).map_err(internal)?;
    let list = match Documents::seal_of(text) {
        Some((_, hash)) => {
            let mut unit = portal.store.read().await.map_err(internal)?;
            let withdrawn = unit.withdrawn_seal(&hash).await.map_err(internal)?;
            portal.documents.list_of_one(&hash, withdrawn, today)
        }
        None => None,
    };
    Ok(report_of(text, &keys, today, list.as_ref()))
}

/// The public keys, as JSON.
pub fn keys(portal: &Portal) -> Result<String> {
    let today = ministry_date(portal.now());
    serde_json::to_string(&portal.documents.published_keys(today)).map_err(internal)
}

/// The signed list of replaced and revoked seals.
pub async fn seal_list(portal: &Portal) -> Result<Vec<u8>> {
    let mut unit = portal.store.read().await.map_err(internal)?;
    let withdrawn = unit.withdrawn_seals().await.map_err(internal)?;
    let standing = unit.standing_seals().await.map_err(internal)?;
    drop(unit);
    let today = ministry_date(portal.now());
    portal
        .documents
        .seal_list(today, &withdrawn, &standing)
        .map_err(internal)
}
