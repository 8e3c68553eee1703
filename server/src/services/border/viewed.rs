//! Lists that officers look at: the look is recorded, and each traveller whom it showed, before anything is
//! shown.

use crate::audit::{Actor, Event};
use crate::state::Portal;
use app::error::Result;
use serde_json::{Map, Value, json};
use uuid::Uuid;

/// Records that the list of this name (`shift.viewed`) was looked at, with these cases; `detail` says which
/// part of it.
pub async fn record(
    portal: &Portal,
    staff: Uuid,
    (list, mut detail): (&'static str, Map<String, Value>),
    cases: &[Uuid],
) -> Result<()> {
    let actor = Actor::Staff(staff);
    detail.insert("rows".to_owned(), json!(cases.len()));
    let each = cases
        .iter()
        .map(|case| Event::new(actor, "border.viewed").about(*case));
    let viewed = Event::new(actor, list).with(detail.into());
    let events = std::iter::once(viewed).chain(each).collect();
    portal
        .access_log
        .record(&portal.store, events, portal.now())
        .await?;
    Ok(())
}
