//! Everyone on one passport, or of one application. The lookup is recorded for each application
//! that it showed, before anything is shown.

use super::admission::{note_findings, row, unreadable_row};
use super::find::cases_of;
use super::key::{self, Lookup};
use crate::audit::{Actor, Event};
use crate::cases::case_file::CaseFile;
use crate::error::{internal, is_unreadable};
use crate::state::Portal;
use app::contract::{Caller, People, Role};
use app::error::{PortalError, Result};
use domain::calendar::ministry_date;
use serde_json::json;

pub async fn people(portal: &Portal, caller: &Caller, key: &str) -> Result<People> {
    let staff = caller.with_role(Role::Border)?;
    let lookup = key::read(portal, key)?;
    // Nothing is decided by this page: an act on it asks again, with the version that it showed.
    let mut db = portal.store.autocommit().await?;
    let cases = cases_of(&mut *db, &lookup).await?;
    let scan = match lookup {
        Lookup::Passport { scan, .. } => scan,
        Lookup::Reference(_) => None,
    };
    let seal = match &scan {
        Some(scan) => Some(scan.verdict(portal, &mut *db).await?),
        None => None,
    };
    if cases.is_empty() && seal.is_none() {
        return Err(PortalError::NotFound);
    }
    let scanned = scan.and_then(|scan| scan.case);
    let today = ministry_date(portal.now());
    let (mut rows, mut applications) = (Vec::new(), Vec::new());
    for case in cases {
        let application = db.application(case.application_id).await?;
        let application = application.ok_or_else(|| internal("a case without its application"))?;
        if !applications.contains(&application.id) {
            applications.push(application.id);
        }
        let (closed, reference) = (case.clone(), application.reference.clone());
        rows.push(match CaseFile::open(portal, application, case) {
            Ok(file) => {
                let crossings = db.crossings_of(file.case.id).await?;
                let scanned = scanned == Some(file.case.id);
                row(portal, &mut *db, &file, crossings, scanned).await?
            }
            Err(error) if is_unreadable(&error) => {
                let mut row = unreadable_row(&mut *db, &closed, reference, today).await?;
                row.scanned = scanned == Some(closed.id);
                row
            }
            Err(error) => return Err(error),
        });
    }
    drop(db);
    // The traveller whose code was scanned stands first, then who may be admitted; within that the
    // newest application.
    rows.sort_by_key(|row| (!row.scanned, !row.admissible || row.refusal.is_some()));

    note_findings(portal, &rows, today).await?;
    let event = |application| {
        Event::new(Actor::Staff(staff.id), "border.looked_up")
            .of(application)
            .about(application)
            .with(json!({ "found": rows.len() }))
    };
    let events = applications.into_iter().map(event).collect();
    portal
        .access_log
        .record(&portal.store, events, portal.now())
        .await?;
    Ok(People { rows, seal })
}
