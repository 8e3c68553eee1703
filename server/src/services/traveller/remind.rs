//! A mail on the day from which a visa is good for the trip (Art. 13).

use super::draft::{LoadedApplication, Readings};
use crate::audit::{Actor, Event};
use crate::cases::email::is_confirmed;
use crate::state::Portal;
use app::contract::Caller;
use app::error::{PortalError, Result};
use chrono::TimeDelta;
use domain::states::ApplicationState;
use serde_json::json;

/// Notes the day, and keeps the draft as long after it as a new one is kept.
///
/// # Errors
/// `Conflict` where no later day is waited for.
pub async fn remind(portal: &Portal, caller: &Caller, reference: &str) -> Result<()> {
    let mut tx = portal.begin().await?;
    let mut loaded = LoadedApplication::to_change(portal, &mut *tx, caller).await?;
    loaded.check_reference(reference)?;
    let readings = Readings::of(portal, &mut *tx, &loaded).await?;
    let from = readings
        .apply_from
        .filter(|_| loaded.application.state() == ApplicationState::Draft)
        .ok_or_else(|| PortalError::conflict("conflict-nothing-to-wait-for"))?;
    // A mail to a mistyped address would reach nobody, or somebody else.
    if !is_confirmed(&loaded.application, &loaded.document) {
        return Err(PortalError::conflict("conflict-email-unconfirmed-yet"));
    }
    let row = &mut loaded.application;
    if row.remind_on == Some(from) {
        return Ok(());
    }
    let kept = TimeDelta::days(i64::from(portal.config.service.draft_days));
    row.remind_on = Some(from);
    row.expires_at = row
        .expires_at
        .max(portal.now() + (from - readings.today) + kept);
    row.end_noticed_at = None;
    tx.save_application(row).await?;
    let event = Event::new(Actor::Traveller, "application.reminder_asked");
    let event = event.of(row.id).about(row.id);
    tx.append(event.with(json!({ "on": from.to_string() })));
    tx.commit().await?;
    Ok(())
}
