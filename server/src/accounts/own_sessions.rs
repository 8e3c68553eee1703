//! The open sessions of a member of staff, seen and ended by their owner.

use super::sessions::hash;
use crate::audit::{Actor, Event};
use crate::state::Portal;
use crate::store::SessionRow;
use app::contract::{Caller, OpenSession};
use app::error::{PortalError, Result};
use data_encoding::HEXLOWER;
use serde_json::json;
use uuid::Uuid;

/// Those that are open, latest first; `session` is the secret of the browser that asks.
pub async fn list(portal: &Portal, caller: &Caller, session: &str) -> Result<Vec<OpenSession>> {
    let staff = caller.member_of_staff()?;
    let this = hash(portal, session);
    let mut db = portal.store.read().await?;
    let rows = db.sessions_of(staff.id, portal.now()).await?;
    Ok(rows.into_iter().map(|row| open(row, &this)).collect())
}

/// Named by the hash of its secret, which opens nothing.
fn open(row: SessionRow, this: &[u8]) -> OpenSession {
    OpenSession {
        id: HEXLOWER.encode(&row.token_hash),
        begun_at: row.created_at,
        ends_at: row.expires_at,
        is_this: row.token_hash == this,
    }
}

/// Ends one of the caller's own sessions. Whose else it may be is not told.
pub async fn end_one(portal: &Portal, caller: &Caller, id: &str) -> Result<()> {
    let staff = caller.member_of_staff()?;
    let token_hash = HEXLOWER
        .decode(id.as_bytes())
        .map_err(|_| PortalError::NotFound)?;
    let mut tx = portal.begin().await?;
    if !tx.end_session_of(staff.id, &token_hash).await? {
        return Err(PortalError::NotFound);
    }
    tx.append(ended(staff.id, 1));
    tx.commit().await?;
    Ok(())
}

/// Ends all but the one whose secret is `session`.
pub async fn end_others(portal: &Portal, caller: &Caller, session: &str) -> Result<()> {
    let staff = caller.member_of_staff()?;
    let mut tx = portal.begin().await?;
    let count = tx
        .end_other_sessions(staff.id, &hash(portal, session))
        .await?;
    if count > 0 {
        tx.append(ended(staff.id, count));
    }
    tx.commit().await?;
    Ok(())
}

fn ended(staff: Uuid, count: u64) -> Event {
    Event::new(Actor::Staff(staff), "staff.session_ended")
        .about(staff)
        .with(json!({ "sessions": count }))
}
