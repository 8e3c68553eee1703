//! The key that addresses a page of results: a keyed hash or a reference, and never personal
//! data. What a seal verified to is encrypted into the key, so that nobody can send an officer an
//! address that says it is valid; it is looked at again whenever the address is opened, and holds
//! for a quarter of an hour.

use crate::error::OrInternal;
use crate::services::verifier::inspect::Inspection;
use crate::state::Portal;
use crate::store::Connection;
use app::contract::SealVerdict;
use app::error::{PortalError, Result};
use app::seal_report::verdict;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use data_encoding::BASE64URL_NOPAD;
use domain::calendar::ministry_date;
use domain::doc9303::seal::{Document, SubIndication};
use domain::reference::Reference;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

const PURPOSE: &str = "border lookup";
const HASH: usize = 32;

/// How long a scan may be shown: a traveller at the desk has the document in hand.
const SCAN_HOLDS: TimeDelta = TimeDelta::minutes(15);

/// Whom to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lookup {
    /// Everyone on a passport, by its hash; with the seal that was scanned.
    Passport { hash: Vec<u8>, scan: Option<Scan> },
    /// Everyone of an application.
    Reference(String),
}

/// A scanned seal, without what it says of its holder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scan {
    at: DateTime<Utc>,
    /// The seal's name in lists, where it could be read.
    seal: Option<Vec<u8>>,
    sub_indication: Option<SubIndication>,
    is_pass: bool,
    last_day: Option<NaiveDate>,
    /// The case whose document carries the seal, where it is one of ours.
    pub case: Option<Uuid>,
}

impl Scan {
    pub fn of(portal: &Portal, seen: &Inspection, case: Option<Uuid>) -> Self {
        let today = ministry_date(portal.now());
        let document = seen.document.as_ref();
        Self {
            at: portal.now(),
            seal: seen.hash.clone(),
            sub_indication: seen.sub_indication,
            is_pass: matches!(document, Some(Document::VPass(_))),
            last_day: document.and_then(|document| document.last_day(today)),
            // A forged code is nobody's document.
            case: case.filter(|_| was_good(seen.sub_indication)),
        }
    }

    /// The verdict on the scanned document as of now.
    ///
    /// # Errors
    /// `Conflict` when the scan is too old.
    pub async fn verdict(&self, portal: &Portal, db: &mut dyn Connection) -> Result<SealVerdict> {
        if portal.now() - self.at > SCAN_HOLDS {
            return Err(PortalError::conflict("conflict-scan-too-old"));
        }
        let today = ministry_date(portal.now());
        let listed = match &self.seal {
            Some(seal) if was_good(self.sub_indication) => db.seal_state(seal, today).await?,
            _ => None,
        };
        let result = listed.map(SubIndication::from).or(self.sub_indication);
        Ok(verdict(result, self.is_pass, self.last_day, today))
    }
}

/// Whether a seal that verified so was signed with a good key.
fn was_good(result: Option<SubIndication>) -> bool {
    result.is_none_or(SubIndication::is_genuine)
}

/// The text of a lookup for an address.
pub fn write(portal: &Portal, lookup: &Lookup) -> Result<String> {
    Ok(match lookup {
        Lookup::Reference(reference) => reference.clone(),
        Lookup::Passport { hash, scan: None } => BASE64URL_NOPAD.encode(hash),
        Lookup::Passport {
            hash,
            scan: Some(scan),
        } => {
            let scan = serde_json::to_vec(scan).or_internal()?;
            let plain = [hash.as_slice(), &scan].concat();
            let encrypted = portal.vault.encrypt_cookie(&portal.rng, PURPOSE, &plain)?;
            BASE64URL_NOPAD.encode(&encrypted)
        }
    })
}

/// The lookup of such a text.
pub fn read(portal: &Portal, key: &str) -> Result<Lookup> {
    if let Ok(reference) = key.parse::<Reference>() {
        return Ok(Lookup::Reference(reference.to_string()));
    }
    let bytes = BASE64URL_NOPAD
        .decode(key.as_bytes())
        .map_err(|_| PortalError::NotFound)?;
    if bytes.len() == HASH {
        return Ok(Lookup::Passport {
            hash: bytes,
            scan: None,
        });
    }
    let plain = portal
        .vault
        .decrypt_cookie(PURPOSE, &bytes)
        .map_err(|_| PortalError::NotFound)?;
    let (hash, scan) = plain.split_at_checked(HASH).ok_or(PortalError::NotFound)?;
    // A key of an earlier version, which held the result as a word.
    let scan =
        serde_json::from_slice(scan).map_err(|_| PortalError::conflict("conflict-scan-too-old"))?;
    Ok(Lookup::Passport {
        hash: hash.to_vec(),
        scan: Some(scan),
    })
}

/// The scan in a key; none in an empty key, or one without a scan.
pub fn scan_of(portal: &Portal, key: &str) -> Result<Option<Scan>> {
    if key.is_empty() {
        return Ok(None);
    }
    Ok(match read(portal, key)? {
        Lookup::Passport { scan, .. } => scan,
        Lookup::Reference(_) => None,
    })
}
