//! One person at the counter: what may be done, and every crossing so far. The access is recorded.

use super::admission::{note_findings, row};
use super::key;
use crate::audit::Actor;
use crate::cases::case_file::CaseFile;
use crate::cases::summary::crossing_view;
use crate::services::staff;
use crate::services::traveller::offer::ports;
use crate::state::Portal;
use app::contract::{Caller, Download, PersonView, Role};
use app::error::Result;
use domain::calendar::ministry_date;
use uuid::Uuid;

pub async fn person(
    portal: &Portal,
    caller: &Caller,
    case: Uuid,
    scan: &str,
) -> Result<PersonView> {
    let officer = caller.with_role(Role::Border)?;
    // Nothing is decided by this page: an act on it asks again, with the version that it showed.
    let ports = ports(portal).await?;
    let mut connection = portal.store.autocommit().await?;
    let db = &mut *connection;
    let file = CaseFile::load(portal, db, case).await?;
    let crossings = db.crossings_of(case).await?;
    let today = ministry_date(portal.now());
    let scanned = key::scan_of(portal, scan)?;
    let seal = match &scanned {
        Some(scanned) => Some(scanned.verdict(portal, db).await?),
        None => None,
    };
    let scanned = scanned.and_then(|scanned| scanned.case) == Some(case);
    let row = row(portal, db, &file, crossings.clone(), scanned).await?;
    let view = PersonView {
        row,
        version: file.case.version,
        crossings: crossings
            .iter()
            .map(|crossing| crossing_view(&file, crossing, &ports))
            .collect::<Result<_>>()?,
        seal,
        scan: scan.to_owned(),
        port: officer.port.clone(),
        ports,
    };
    drop(connection);
    let event = file.event(Actor::Staff(officer.id), "border.viewed");
    portal
        .access_log
        .record(&portal.store, vec![event], portal.now())
        .await?;
    note_findings(portal, std::slice::from_ref(&view.row), today).await?;
    Ok(view)
}

/// The photo. The access is recorded.
pub async fn photo(portal: &Portal, caller: &Caller, case: Uuid) -> Result<Download> {
    let officer = caller.with_role(Role::Border)?;
    staff::photo::photo(portal, officer.id, case).await
}
