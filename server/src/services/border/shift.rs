//! What an officer did, newest first.

use super::undo::undo_until;
use super::viewed;
use crate::cases::case_file::CaseFile;
use crate::error::is_unreadable;
use crate::services::cursor::{self, Cursor};
use crate::services::traveller::offer::ports;
use crate::state::Portal;
use crate::store::{Connection, CrossingRow};
use app::contract::{Caller, ListPage, Port, Role, ShiftEntry};
use app::error::{PortalError, Result};
use chrono::TimeDelta;
use serde_json::Map;

/// A shift, and what was before it since the same hour of yesterday.
const SHOWN: TimeDelta = TimeDelta::hours(24);

/// The officer's own crossings; the access is recorded.
pub async fn shift(portal: &Portal, caller: &Caller, cursor: &str) -> Result<ListPage<ShiftEntry>> {
    let officer = caller.with_role(Role::Border)?;
    let ports = ports(portal).await?;
    let mut db = portal.store.read().await?;
    let before = Cursor::decode(cursor).map(|cursor| (cursor.at, cursor.id));
    let since = portal.now() - SHOWN;
    let found = db
        .crossings_by(officer.id, since, before, cursor::LIMIT)
        .await?;
    let found = cursor::page(found, |row| {
        let (at, id) = (row.recorded_at, row.id);
        Some(Cursor { at, id })
    });
    let mut rows = Vec::new();
    for row in found.rows {
        rows.push(entry(portal, &mut *db, row, &ports).await?);
    }
    drop(db);
    let shown: Vec<_> = rows.iter().map(|row| row.case).collect();
    let list = ("shift.viewed", Map::new());
    viewed::record(portal, officer.id, list, &shown).await?;
    Ok(ListPage {
        rows,
        next: found.next,
    })
}

async fn entry(
    portal: &Portal,
    db: &mut dyn Connection,
    row: CrossingRow,
    ports: &[Port],
) -> Result<ShiftEntry> {
    // Of a record that was erased or cannot be read, the crossing is still theirs.
    let name = match CaseFile::load(portal, db, row.case_id).await {
        Ok(file) => Some(file.name()),
        Err(PortalError::Conflict(_)) => None,
        Err(error) if is_unreadable(&error) => None,
        Err(error) => return Err(error),
    };
    let port = ports.iter().find(|port| port.code == row.port);
    Ok(ShiftEntry {
        crossing: row.id,
        case: row.case_id,
        name,
        kind: row.kind,
        port_name: port.map_or_else(|| row.port.clone(), |port| port.name.clone()),
        event_at: row.event_at,
        recorded_at: row.recorded_at,
        undone_at: row.undone_at,
        undo_until: undo_until(db, &row, portal.now()).await?,
    })
}
