//! Provisional admissions that were not accepted: they stay on this list until somebody has looked into
//! each.

use super::day_pack::own_port;
use super::viewed;
use crate::audit::{Actor, Event};
use crate::cases::case_file::CaseFile;
use crate::cases::issue::port_name;
use crate::error::{changed_elsewhere, is_unreadable};
use crate::services::cursor::{self, Cursor};
use crate::state::Portal;
use crate::store::{Connection, ProvisionalRow};
use app::contract::{Caller, ListPage, NotAccepted, Role, StaffIdentity};
use app::error::{PortalError, Result};
use serde_json::{Map, json};
use uuid::Uuid;

/// Whose: of every port for supervisors, of the officer's own for others.
fn whose(caller: &Caller) -> Result<(&StaffIdentity, Option<&str>)> {
    if let Ok(supervisor) = caller.with_role(Role::Supervisor) {
        return Ok((supervisor, None));
    }
    let officer = caller.with_role(Role::Border)?;
    Ok((officer, Some(own_port(officer)?)))
}

pub async fn not_accepted(
    portal: &Portal,
    caller: &Caller,
    cursor: &str,
) -> Result<ListPage<NotAccepted>> {
    let (staff, port) = whose(caller)?;
    let mut db = portal.store.read().await?;
    let after = Cursor::decode(cursor).map(|cursor| (cursor.at, cursor.id));
    let found = db
        .provisional_to_look_into(port, after, cursor::LIMIT)
        .await?;
    let found = cursor::page(found, |row| {
        let (at, id) = (row.handed_in_at, row.id);
        Some(Cursor { at, id })
    });
    let mut rows = Vec::new();
    for row in found.rows {
        rows.push(entry(portal, &mut *db, row).await?);
    }
    drop(db);
    let shown: Vec<_> = rows.iter().map(|row| row.case).collect();
    let list = ("provisional.viewed", Map::new());
    viewed::record(portal, staff.id, list, &shown).await?;
    Ok(ListPage {
        rows,
        next: found.next,
    })
}

async fn entry(
    portal: &Portal,
    db: &mut dyn Connection,
    row: ProvisionalRow,
) -> Result<NotAccepted> {
    // Of a record that was erased or cannot be read, what happened stands all the same.
    let name = match CaseFile::load(portal, db, row.case_id).await {
        Ok(file) => Some(file.name()),
        Err(PortalError::Conflict(_)) => None,
        Err(error) if is_unreadable(&error) => None,
        Err(error) => return Err(error),
    };
    let officer = db.staff(row.officer_id).await?;
    Ok(NotAccepted {
        id: row.id,
        case: row.case_id,
        name,
        port_name: port_name(db, &row.port).await?,
        officer: officer.map(|officer| officer.name).unwrap_or_default(),
        event_at: row.event_at,
        handed_in_at: row.handed_in_at,
        reason: row.reason.unwrap_or_default(),
    })
}

pub async fn look_into(portal: &Portal, caller: &Caller, act: Uuid) -> Result<()> {
    let (staff, port) = whose(caller)?;
    let mut tx = portal.begin().await?;
    let row = tx.provisional(act).await?;
    let row = row
        .filter(|row| port.is_none_or(|port| row.port == port))
        .ok_or(PortalError::NotFound)?;
    // Whose list it was, and who handed it in, take nothing from the list of their own: another officer of
    // the port does, or a supervisor.
    let is_own = [row.officer_id, row.handed_in_by].contains(&staff.id);
    if is_own && !staff.has_any(&[Role::Supervisor]) {
        return Err(PortalError::conflict("conflict-provisional-own"));
    }
    let done = tx.look_into_provisional(row.id, staff.id, portal.now());
    done.await.map_err(|error| match error {
        error if error.is_stale() => changed_elsewhere(),
        error => error.into(),
    })?;
    let event = Event::new(Actor::Staff(staff.id), "border.provisional_looked_into");
    tx.append(event.about(row.case_id).with(json!({ "act": row.id })));
    tx.commit().await?;
    Ok(())
}
