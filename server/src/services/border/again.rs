//! A button that was pressed twice: the second press finds done what it asks for, and is answered as the
//! first one was. Whoever sends something else from the same page is told that it was not recorded.

use super::undo::UNDO_WITHIN;
use crate::error::{OrInternal, case_changed};
use crate::state::Portal;
use crate::store::Connection;
use crate::transaction::Transaction;
use crate::vault::Purpose;
use app::contract::{CrossingForm, StaffIdentity};
use app::error::{PortalError, Result};
use chrono::{DateTime, Utc};
use domain::states::CrossingKind;
use uuid::Uuid;

/// Whose press it is, when, and what was sent with it.
pub struct Press {
    pub officer: Uuid,
    /// One press, one instant: by it what was recorded together is undone together.
    pub at: DateTime<Utc>,
    kind: CrossingKind,
    /// The keyed hash of all that was sent.
    pub hash: Vec<u8>,
}

impl Press {
    pub fn of(
        portal: &Portal,
        officer: &StaffIdentity,
        form: &CrossingForm,
        kind: CrossingKind,
    ) -> Result<Self> {
        let sent = serde_json::to_string(form).or_internal()?;
        Ok(Self {
            officer: officer.id,
            at: portal.now(),
            kind,
            hash: portal.vault.hash(Purpose::Press, &[kind.as_str(), &sent]),
        })
    }
}

/// The answer to a press on these pages, by case and version, which ended in this error: that of the first
/// press where the same officer pressed the same button a moment ago, and nothing else happened since the
/// pages were opened. It is answered after the disk has confirmed what the first one did.
///
/// # Errors
/// The error that it ended in.
pub async fn answer_again(
    mut tx: Transaction,
    error: PortalError,
    press: &Press,
    pages: &[(Uuid, i64)],
) -> Result<()> {
    if error == case_changed() && is_done(&mut *tx, press, pages).await? {
        Ok(tx.commit().await?)
    } else {
        Err(error)
    }
}

async fn is_done(db: &mut dyn Connection, press: &Press, pages: &[(Uuid, i64)]) -> Result<bool> {
    for (case, version) in pages {
        let row = db.case(*case).await?.ok_or(PortalError::NotFound)?;
        let last = db.crossings_of(*case).await?.into_iter().next_back();
        let is_theirs = last.is_some_and(|last| {
            last.kind == press.kind
                && last.officer_id == press.officer
                && last.press_hash.as_ref() == Some(&press.hash)
                && last.undone_at.is_none()
                && press.at - last.recorded_at <= UNDO_WITHIN
        });
        if row.version != version + 1 || !is_theirs {
            return Ok(false);
        }
    }
    Ok(true)
}
