//! The end of the audit record, signed and published once a day: under
//! `/.well-known/portal-record.json`, in the log, and as a file a day in the folder of objects. Who
//! keeps one of them can prove that nothing before it was changed or cut off since, even by somebody
//! who holds the database and its keys.

use crate::audit::Head;
use crate::documents::Documents;
use crate::error::{OrInternal, OrUnavailable};
use crate::state::Portal;
use anyhow::Context;
use app::error::{PortalError, Result};
use chrono::{DateTime, TimeDelta, Utc};
use data_encoding::{BASE64, HEXLOWER};
use domain::calendar::ministry_date;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// Events without a MAC that are older than this are of an earlier version, which runs no more.
const ROLLED_OUT: TimeDelta = TimeDelta::days(1);

/// A head as it is published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedHead {
    pub at: DateTime<Utc>,
    /// The number of the last event, and its hash in hexadecimal.
    pub sequence: i64,
    pub hash: String,
    pub keyed_from: Option<i64>,
    /// The `certificate_reference` of the key, as in `portal-keys.json`.
    pub key: String,
    /// ECDSA with P-256 and SHA-256 over [`statement`], `r` and `s` in base 64.
    pub signature: String,
}

/// What is signed: a line of text for each field.
fn statement(at: DateTime<Utc>, head: &Head) -> String {
    format!(
        "portal record head\n{}\n{}\n{}\n{}\n",
        at.timestamp_micros(),
        head.sequence,
        HEXLOWER.encode(&head.hash),
        head.keyed_from.unwrap_or_default()
    )
}

impl PublishedHead {
    /// The head, if one of our keys signed it.
    fn opened(&self, documents: &Documents) -> Option<Head> {
        let head = Head {
            sequence: self.sequence,
            hash: HEXLOWER.decode(self.hash.as_bytes()).ok()?,
            keyed_from: self.keyed_from,
        };
        let signature = BASE64.decode(self.signature.as_bytes()).ok()?;
        let said = statement(self.at, &head);
        documents
            .verify_record_head(&self.key, said.as_bytes(), &signature)
            .then_some(head)
    }
}

/// A file of published heads that is not as the portal writes it.
#[derive(Debug, thiserror::Error)]
#[error("{0}: no head of the record that a key of ours signed")]
pub struct BadHead(String);

fn folder(objects: &Path) -> PathBuf {
    objects.join("record")
}

/// Publishes the end of the record, unless that was done today.
///
/// # Errors
/// When the database or the folder of objects is away.
pub async fn publish(portal: &Portal) -> Result<()> {
    let now = portal.now();
    let folder = folder(&portal.config.objects.folder);
    let file = folder.join(format!("{}.json", ministry_date(now)));
    if tokio::fs::try_exists(&file).await.or_unavailable()? {
        return Ok(());
    }
    let before = latest(portal).await?;
    let mut db = portal.store.read().await?;
    let unkeyed = db.last_unkeyed().await?;
    let (sequence, hash) = db.audit_head().await?;
    drop(db);
    if sequence == 0 {
        return Ok(());
    }
    let keyed_from = match (before.and_then(|head| head.keyed_from), unkeyed) {
        (Some(from), _) => Some(from),
        (None, None) => Some(1),
        (None, Some((last, at))) => (at < now - ROLLED_OUT).then_some(last + 1),
    };
    let head = Head {
        sequence,
        hash,
        keyed_from,
    };
    let said = statement(now, &head);
    let (key, signature) = portal
        .documents
        .sign_record_head(said.as_bytes())
        .or_internal()?;
    let published = PublishedHead {
        at: now,
        sequence,
        hash: HEXLOWER.encode(&head.hash),
        keyed_from,
        key,
        signature: BASE64.encode(&signature),
    };
    let json = serde_json::to_vec_pretty(&published).or_internal()?;
    tokio::fs::create_dir_all(&folder).await.or_unavailable()?;
    // Whole or not at all, also where two processes publish at once.
    let fresh = folder.join(format!("{}.new", portal.id()));
    tokio::fs::write(&fresh, json).await.or_unavailable()?;
    tokio::fs::rename(&fresh, &file).await.or_unavailable()?;
    tracing::info!(
        sequence,
        hash = published.hash,
        key = published.key,
        signature = published.signature,
        "the end of the audit record"
    );
    Ok(())
}

/// The newest published head; none before the first.
///
/// # Errors
/// When the folder of objects is away.
pub async fn latest(portal: &Portal) -> Result<Option<PublishedHead>> {
    let files = files(&portal.config.objects.folder).or_unavailable()?;
    let Some(newest) = files.last() else {
        return Ok(None);
    };
    let json = tokio::fs::read(newest).await.or_unavailable()?;
    serde_json::from_slice(&json).map(Some).or_internal()
}

/// The newest published head as JSON.
///
/// # Errors
/// `NotFound` before the first.
pub async fn published(portal: &Portal) -> Result<String> {
    let head = latest(portal).await?.ok_or(PortalError::NotFound)?;
    serde_json::to_string(&head).or_internal()
}

/// All heads that were published into the folder of objects, for proving the record.
///
/// # Errors
/// Names the file that no key of ours signed, and what cannot be read.
pub fn all(objects: &Path, documents: &Documents) -> anyhow::Result<Vec<Head>> {
    let mut heads = Vec::new();
    let read = |file: &Path| std::fs::read(file).with_context(|| file.display().to_string());
    let folder = || folder(objects).display().to_string();
    for file in files(objects).with_context(folder)? {
        let bad = || BadHead(file.display().to_string());
        let head: PublishedHead = serde_json::from_slice(&read(&file)?).map_err(|_| bad())?;
        heads.push(head.opened(documents).ok_or_else(bad)?);
    }
    Ok(heads)
}

/// Oldest first, since a file is named after its day.
fn files(objects: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    match std::fs::read_dir(folder(objects)) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(files),
        Err(error) => return Err(error),
        Ok(entries) => {
            for entry in entries {
                let path = entry?.path();
                if path
                    .extension()
                    .is_some_and(|extension| extension == "json")
                {
                    files.push(path);
                }
            }
        }
    }
    files.sort();
    Ok(files)
}
