//! The timeline of a case for staff, from the audit record: with the names of those who acted.

use crate::cases::timeline::entry;
use crate::store::Connection;
use app::contract::TimelineEntry;
use app::error::Result;
use std::collections::HashMap;
use uuid::Uuid;

/// The timeline of one case: its own events and those of its application.
pub async fn timeline(
    db: &mut dyn Connection,
    application: Uuid,
    case: Uuid,
) -> Result<Vec<TimelineEntry>> {
    let events = db.audit_of_application(application).await?;
    let others: Vec<Uuid> = db
        .cases_of(application)
        .await?
        .into_iter()
        .map(|other| other.id)
        .filter(|other| *other != case)
        .collect();
    let mut names: HashMap<Uuid, String> = HashMap::new();
    let mut entries = Vec::new();
    for event in events {
        if event
            .subject_id
            .is_some_and(|subject| others.contains(&subject))
        {
            continue;
        }
        let by = match event.actor_id {
            Some(id) => Some(name(db, &mut names, id).await?),
            None => None,
        };
        entries.push(TimelineEntry { by, ..entry(event) });
    }
    Ok(entries)
}

/// The name of a member of staff, asked for once.
async fn name(
    db: &mut dyn Connection,
    names: &mut HashMap<Uuid, String>,
    id: Uuid,
) -> Result<String> {
    if let Some(name) = names.get(&id) {
        return Ok(name.clone());
    }
    let staff = db.staff(id).await?;
    let name = staff.map(|staff| staff.name).unwrap_or_default();
    names.insert(id, name.clone());
    Ok(name)
}
