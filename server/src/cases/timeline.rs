//! The timeline of an application, from the audit record. The pages have the words, and leave out
//! actions that are not for their readers.

use crate::store::{AuditRow, Connection};
use app::contract::TimelineEntry;
use app::error::Result;
use serde_json::Value;
use uuid::Uuid;

/// The events of an application, oldest first, without the names of staff.
pub async fn of_application(
    db: &mut dyn Connection,
    application: Uuid,
) -> Result<Vec<TimelineEntry>> {
    let rows = db.audit_of_application(application).await?;
    Ok(rows.into_iter().map(entry).collect())
}

/// One event, without the name of whoever acted.
pub fn entry(row: AuditRow) -> TimelineEntry {
    TimelineEntry {
        at: row.at,
        details: details(&row),
        action: row.action,
        by: None,
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
