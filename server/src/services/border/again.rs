//! A button that was pressed twice: the second press finds done what it asks for, and is answered as the
//! first one was.

use super::undo::UNDO_WITHIN;
use crate::error::case_changed;
use crate::store::Connection;
use app::contract::StaffIdentity;
use app::error::{PortalError, Result};
use chrono::{DateTime, Utc};
use domain::states::CrossingKind;
use uuid::Uuid;

/// Whose press it is, and when.
pub struct Press {
    officer: Uuid,
    at: DateTime<Utc>,
    kind: CrossingKind,
}

impl Press {
    pub const fn of(officer: &StaffIdentity, at: DateTime<Utc>, kind: CrossingKind) -> Self {
        Self {
            officer: officer.id,
            at,
            kind,
        }
    }
}

/// The answer to a press on these pages, by case and version, which ended in this error: that of the first
/// press where the same officer pressed the same button a moment ago, and nothing else happened since the
/// pages were opened.
///
/// # Errors
/// The error that it ended in.
pub async fn answer_again(
    db: &mut dyn Connection,
    error: PortalError,
    press: &Press,
    pages: &[(Uuid, i64)],
) -> Result<()> {
    if error == case_changed() && is_done(db, press, pages).await? {
        Ok(())
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
                && last.undone_at.is_none()
                && press.at - last.recorded_at <= UNDO_WITHIN
        });
        if row.version != version + 1 || !is_theirs {
            return Ok(false);
        }
    }
    Ok(true)
}
