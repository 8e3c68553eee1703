//! One person at the counter: what may be done, and every crossing so far. The access is recorded.

use super::admission::{note_findings, row, unreadable_row};
use super::key;
use super::undo::undo_until;
use crate::audit::{Actor, Event};
use crate::cases::case_file::CaseFile;
use crate::cases::summary::crossing_view;
use crate::error::is_unreadable;
use crate::services::staff;
use crate::services::traveller::offer::ports;
use crate::state::Portal;
use crate::store::Connection;
use app::contract::{Caller, Companion, CrossingView, Download, PersonView, Role};
use app::error::Result;
use chrono::NaiveDate;
use domain::calendar::ministry_date;
use domain::states::CaseState;
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
    let mut shown_crossings = Vec::new();
    for crossing in &crossings {
        let undo_until = if crossing.officer_id == officer.id {
            undo_until(db, crossing, portal.now()).await?
        } else {
            None
        };
        shown_crossings.push(CrossingView {
            undo_until,
            ..crossing_view(&file, crossing, &ports)
        });
    }
    let view = PersonView {
        row,
        version: file.case.version,
        companions: companions(portal, db, &file, today).await?,
        crossings: shown_crossings,
        seal,
        scan: scan.to_owned(),
        port: officer.port.clone(),
        ports,
    };
    drop(connection);
    let actor = Actor::Staff(officer.id);
    let shown = [case].into_iter();
    let shown = shown.chain(view.companions.iter().map(|companion| companion.row.case));
    let events = shown.map(|case| {
        Event::new(actor, "border.viewed")
            .of(file.application.id)
            .about(case)
    });
    let events = events.collect();
    portal
        .access_log
        .record(&portal.store, events, portal.now())
        .await?;
    note_findings(portal, std::slice::from_ref(&view.row), today).await?;
    Ok(view)
}

/// The others of the application on the same passport, a child and its adult.
async fn companions(
    portal: &Portal,
    db: &mut dyn Connection,
    file: &CaseFile,
    today: NaiveDate,
) -> Result<Vec<Companion>> {
    let mut companions = Vec::new();
    for case in db.cases_of(file.application.id).await? {
        let is_here = case.passport_hash == file.case.passport_hash && case.queued_at.is_some();
        if case.id == file.case.id || !is_here || case.state() == CaseState::Withdrawn {
            continue;
        }
        let (version, closed) = (case.version, case.clone());
        let row = match CaseFile::open(portal, file.application.clone(), case) {
            Ok(other) => {
                let crossings = db.crossings_of(other.case.id).await?;
                row(portal, db, &other, crossings, false).await?
            }
            Err(error) if is_unreadable(&error) => {
                let reference = file.application.reference.clone();
                unreadable_row(db, &closed, reference, today).await?
            }
            Err(error) => return Err(error),
        };
        companions.push(Companion { row, version });
    }
    Ok(companions)
}

/// The photo. The access is recorded.
pub async fn photo(portal: &Portal, caller: &Caller, case: Uuid) -> Result<Download> {
    let officer = caller.with_role(Role::Border)?;
    staff::photo::photo(portal, officer.id, case).await
}
