//! The queue: pages of fifty, the longest waiting first.

use crate::cases::case_file::CaseFile;
use crate::state::Portal;
use crate::store::{Connection, QueueEntry, QueueQuery};
use app::contract::{Caller, ListPage, QueueFilter, QueueRow, Role};
use app::error::Result;
use chrono::{DateTime, Utc};
use data_encoding::BASE64URL_NOPAD;
use domain::reference::Reference;
use domain::states::CaseState;
use uuid::Uuid;

const PAGE: u8 = 50;

/// Reviewer or supervisor, see `with_review_role`.
pub async fn queue(
    portal: &Portal,
    caller: &Caller,
    filter: &QueueFilter,
) -> Result<ListPage<QueueRow>> {
    let staff = crate::services::staff::roles::with_review_role(caller)?;
    let reference = filter.reference.trim();
    let query = QueueQuery {
        states: states(&filter.state, &staff.roles),
        nationality: filter.nationality.trim().to_uppercase(),
        port: filter.port.trim().to_owned(),
        // A mistyped reference finds nothing, as it should.
        reference: reference
            .parse::<Reference>()
            .map_or_else(|_| reference.to_owned(), |reference| reference.to_string()),
        after: read_cursor(&filter.cursor),
        limit: i64::from(PAGE) + 1,
    };
    let mut db = portal.store.read().await?;
    let mut entries = db.queue(&query).await?;
    let more = entries.len() > usize::from(PAGE);
    entries.truncate(usize::from(PAGE));
    let next = entries
        .last()
        .filter(|_| more)
        .and_then(|last| Some(cursor(last.case.queued_at?, last.case.id)));
    let rows = entries
        .iter()
        .map(|entry| row(portal, entry))
        .collect::<Result<_>>()?;
    Ok(ListPage { rows, next })
}

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

fn row(portal: &Portal, entry: &QueueEntry) -> Result<QueueRow> {
    let key = portal
        .vault
        .unwrap_data_key(&entry.key, entry.case.application_id)?;
    let document = portal.case_document(&key, &entry.case)?;
    Ok(QueueRow {
        case: entry.case.id,
        reference: entry.reference.clone(),
        position: position(entry.case.position),
        name: document
            .person
            .map(|person| person.full_name())
            .unwrap_or_default(),
        nationality: entry.case.nationality.clone(),
        state: entry.case.state(),
        paid_at: paid_at(entry.paid_at, entry.case.queued_at),
        decision_due_on: entry.promised_on,
        entry_date: entry.entry_date,
        reviewer: entry.reviewer.clone(),
    })
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
            promised_on: file.application.promised_on,
            entry_date: file.application.entry_date,
            reviewer,
            case,
        };
        rows.push(row(portal, &entry)?);
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

/// Where the next page begins. It says nothing that the page itself does not.
fn cursor(at: DateTime<Utc>, id: Uuid) -> String {
    let mut bytes = at.timestamp_micros().to_be_bytes().to_vec();
    bytes.extend(id.as_bytes());
    BASE64URL_NOPAD.encode(&bytes)
}

/// A cursor that is none begins at the start.
fn read_cursor(cursor: &str) -> Option<(DateTime<Utc>, Uuid)> {
    let bytes = BASE64URL_NOPAD.decode(cursor.as_bytes()).ok()?;
    let (at, id) = bytes.split_first_chunk::<8>()?;
    let at = DateTime::from_timestamp_micros(i64::from_be_bytes(*at))?;
    Some((at, Uuid::from_slice(id).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_comes_back_and_nonsense_begins_at_the_start() {
        let at = DateTime::from_timestamp_micros(1_800_000_000_123_456).unwrap();
        let id = Uuid::from_u128(77);
        assert_eq!(read_cursor(&cursor(at, id)), Some((at, id)));
        for nonsense in ["", "x", "AAAA", "é"] {
            assert_eq!(read_cursor(nonsense), None);
        }
    }

    #[test]
    fn each_role_sees_what_waits_for_it() {
        let default = |roles: &[Role]| states("", roles).to_vec();
        assert!(!default(&[Role::Reviewer]).contains(&CaseState::DenialProposed));
        assert_eq!(default(&[Role::Supervisor]), [CaseState::DenialProposed; 3]);
        assert!(default(&[Role::Reviewer, Role::Supervisor]).contains(&CaseState::DenialProposed));
        assert_eq!(states("denied", &[]), [CaseState::Denied; 3]);
    }
}
