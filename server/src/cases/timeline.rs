//! The timeline of an application, from the audit record. The pages have the words, and leave out
//! actions that are not for their readers.

use crate::store::{AuditRow, Connection};
use app::contract::TimelineEntry;
use app::error::Result;
use domain::person::Person;
use serde_json::Value;
use std::collections::{BTreeMap, HashSet};
use uuid::Uuid;

/// The events of an application, oldest first, without the names of staff. `names` has those of the
/// cases that are to be told apart.
pub async fn of_application(
    db: &mut dyn Connection,
    application: Uuid,
    names: &BTreeMap<Uuid, String>,
) -> Result<Vec<TimelineEntry>> {
    let rows = db.audit_of_application(application).await?;
    Ok(rows
        .into_iter()
        .map(|row| TimelineEntry {
            whose: row.subject_id.and_then(|case| names.get(&case).cloned()),
            ..entry(row)
        })
        .collect())
}

/// The names by which the people of a family are told apart, by their cases; none where the application has
/// one case. The given names where these are enough.
pub fn names_to_tell_apart(
    people: &BTreeMap<Uuid, &Person>,
    cases: usize,
) -> BTreeMap<Uuid, String> {
    if cases < 2 {
        return BTreeMap::new();
    }
    let given: HashSet<_> = people.values().map(|one| &one.given_names).collect();
    let are_enough = given.len() == people.len();
    people
        .iter()
        .map(|(case, person)| {
            let name = if are_enough && !person.given_names.is_empty() {
                person.given_names.clone()
            } else {
                person.full_name()
            };
            (*case, name)
        })
        .collect()
}

/// One event, without the names of whoever acted and whom it is about.
pub fn entry(row: AuditRow) -> TimelineEntry {
    TimelineEntry {
        at: row.at,
        details: details(&row),
        action: row.action,
        by: None,
        whose: None,
    }
}

/// The values of an event: its detail is a flat object of codes, ids, dates and amounts.
fn details(event: &AuditRow) -> Vec<(String, String)> {
    let Ok(Value::Object(detail)) = serde_json::from_str(&event.detail) else {
        return Vec::new();
    };
    detail
        .into_iter()
        .filter_map(|(name, value)| match value {
            Value::String(text) => Some((name, text)),
            Value::Number(number) => Some((name, number.to_string())),
            _ => None,
        })
        .collect()
}
