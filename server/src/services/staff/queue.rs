//! The queue: pages of fifty, the longest waiting first.

use super::roles::with_review_role;
use crate::audit::{Actor, Event};
use crate::cases::case_file::CaseFile;
use crate::error::unreadable;
use crate::services::cursor::{self, Cursor};
use crate::state::Portal;
use crate::store::{Connection, QueueEntry, QueueQuery};
use app::contract::{Caller, ListPage, QueueCounts, QueueFilter, QueueRow, Role};
use app::error::{PortalError, Result};
use chrono::{DateTime, Utc};
use domain::doc9303::countries::named;
use domain::reference::Reference;
use domain::states::CaseState;
use serde_json::json;
use uuid::Uuid;

/// Reviewer or supervisor, see `with_review_role`.
pub async fn queue(
    portal: &Portal,
    caller: &Caller,
    filter: &QueueFilter,
) -> Result<ListPage<QueueRow>> {
    let staff = with_review_role(caller)?;
    let reference = filter.reference.trim();
    // Whoever knows the reference looks for the case, in whatever state it is.
    let sets = if reference.is_empty() || !filter.state.is_empty() {
        vec![states(&filter.state, &staff.roles)]
    } else {
        ALL_STATES.to_vec()
    };
    let mut query = QueueQuery {
        states: sets[0],
        // What names no state finds nothing, as it should.
        nationality: named(&filter.nationality).map_or_else(
            || filter.nationality.trim().to_uppercase(),
            |country| country.code.to_owned(),
        ),
        port: filter.port.trim().to_owned(),
        // A mistyped reference finds nothing, as it should.
        reference: reference
            .parse::<Reference>()
            .map_or_else(|_| reference.to_owned(), |reference| reference.to_string()),
        after: Cursor::decode(&filter.cursor).map(|cursor| (cursor.at, cursor.id)),
        limit: cursor::LIMIT,
    };
    let mut db = portal.store.read().await?;
    let mut entries = Vec::new();
    for set in sets {
        query.states = set;
        entries.extend(db.queue(&query).await?);
    }
    let found = cursor::page(entries, |entry| {
        let (at, id) = (entry.case.queued_at?, entry.case.id);
        Some(Cursor { at, id })
    });
    drop(db);
    let event = Event::new(Actor::Staff(staff.id), "queue.viewed").with(json!({
        "rows": found.rows.len(),
        "state": filter.state.parse::<CaseState>().map(CaseState::as_str).unwrap_or_default(),
    }));
    portal
        .access_log
        .record(&portal.store, vec![event], portal.now())
        .await?;
    Ok(ListPage {
        rows: found.rows.iter().map(|entry| row(portal, entry)).collect(),
        next: found.next,
    })
}

/// How many cases wait for reviewers, and how many proposed denials for supervisors.
pub async fn counts(portal: &Portal, caller: &Caller) -> Result<QueueCounts> {
    with_review_role(caller)?;
    let mut db = portal.store.read().await?;
    let mut of = async |state| {
        let count = db.count_queue(state).await?;
        Ok::<_, PortalError>(u64::try_from(count).unwrap_or_default())
    };
    Ok(QueueCounts {
        to_review: of(CaseState::Waiting).await? + of(CaseState::InReview).await?,
        to_confirm: of(CaseState::DenialProposed).await?,
    })
}

/// All states, as many at a time as a query takes.
const ALL_STATES: [[CaseState; 3]; 3] = [
    [
        CaseState::Waiting,
        CaseState::InReview,
        CaseState::NeedsCorrection,
    ],
    [
        CaseState::DenialProposed,
        CaseState::Granted,
        CaseState::Denied,
    ],
    [CaseState::Withdrawn; 3],
];

/// What is asked for; without that, what waits for somebody of these roles.
fn states(code: &str, roles: &[Role]) -> [CaseState; 3] {
    let waiting = [CaseState::Waiting, CaseState::InReview];
    match code.parse::<CaseState>() {
        Ok(state) => [state; 3],
        Err(_) if !roles.contains(&Role::Supervisor) => [waiting[0], waiting[1], waiting[1]],
        Err(_) if !roles.contains(&Role::Reviewer) => [CaseState::DenialProposed; 3],
        Err(_) => [waiting[0], waiting[1], CaseState::DenialProposed],
    }
}

/// A case as a line; one that cannot be decrypted says so, and the others stand beside it.
fn row(portal: &Portal, entry: &QueueEntry) -> QueueRow {
    let name = name(portal, entry);
    QueueRow {
        case: entry.case.id,
        reference: entry.reference.clone(),
        position: position(entry.case.position),
        unreadable: name.is_err(),
        name: name.unwrap_or_default(),
        nationality: entry.case.nationality.clone(),
        state: entry.case.state(),
        paid_at: paid_at(entry.paid_at, entry.case.queued_at),
        decision_due_on: entry.decision_due_on,
        entry_date: entry.entry_date,
        reviewer: entry.reviewer.clone(),
    }
}

fn name(portal: &Portal, entry: &QueueEntry) -> Result<String> {
    let (application, case) = (entry.case.application_id, &entry.case);
    let key = portal
        .vault
        .unwrap_data_key(&entry.key, application)
        .map_err(|error| unreadable(application, error))?;
    let person = portal.case_document(&key, case)?.person;
    Ok(person.map(|person| person.full_name()).unwrap_or_default())
}

/// The other travellers of a case's application, as rows of the queue.
pub(super) async fn companions(
    portal: &Portal,
    db: &mut dyn Connection,
    file: &CaseFile,
) -> Result<Vec<QueueRow>> {
    let mut rows = Vec::new();
    for case in db.cases_of(file.application.id).await? {
        if case.id == file.case.id {
            continue;
        }
        let reviewer = reviewer(db, case.reviewer_id).await?;
        let entry = QueueEntry {
            reference: file.application.reference.clone(),
            key: file.application.key.clone(),
            paid_at: file.application.paid_at,
            decision_due_on: file.application.decision_due_on,
            entry_date: file.application.entry_date,
            reviewer,
            case,
        };
        rows.push(row(portal, &entry));
    }
    Ok(rows)
}

/// The name of the reviewer who holds a case.
pub(super) async fn reviewer(db: &mut dyn Connection, id: Option<Uuid>) -> Result<Option<String>> {
    let Some(id) = id else { return Ok(None) };
    let staff = db.staff(id).await?;
    Ok(staff.map(|staff| staff.name))
}

pub(super) fn position(position: i64) -> u32 {
    u32::try_from(position).unwrap_or_default()
}

fn paid_at(paid_at: Option<DateTime<Utc>>, queued_at: Option<DateTime<Utc>>) -> DateTime<Utc> {
    paid_at.or(queued_at).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_role_sees_what_waits_for_it() {
        let default = |roles: &[Role]| states("", roles).to_vec();
        assert!(!default(&[Role::Reviewer]).contains(&CaseState::DenialProposed));
        assert_eq!(default(&[Role::Supervisor]), [CaseState::DenialProposed; 3]);
        assert!(default(&[Role::Reviewer, Role::Supervisor]).contains(&CaseState::DenialProposed));
        assert_eq!(states("denied", &[]), [CaseState::Denied; 3]);
    }
}
