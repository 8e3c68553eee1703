//! The timeline of a status page or a case, read from the record. An action `a.b` is told by
//! the message `timeline-a-b`; actions without a message are not for telling.

use crate::store::{AuditRow, Connection};
use app::contract::TimelineEntry;
use app::error::Result;
use serde_json::Value;
use uuid::Uuid;

/// What happened to an application, oldest first.
pub async fn of_application(
    db: &mut dyn Connection,
    application: Uuid,
) -> Result<Vec<TimelineEntry>> {
    let rows = db.audit_of_application(application).await?;
    Ok(rows.into_iter().filter_map(entry).collect())
}

/// The line of one event, where there is a message for it.
fn entry(row: AuditRow) -> Option<TimelineEntry> {
    let message = format!("timeline-{}", row.action.replace(['.', '_'], "-"));
    app::text::is_message(&message).then(|| TimelineEntry {
        at: row.at,
        arguments: arguments(&row),
        message,
    })
}

/// The arguments of an event's message: its detail is a flat object of codes, ids, dates and
/// amounts.
pub fn arguments(event: &AuditRow) -> Vec<(String, String)> {
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
