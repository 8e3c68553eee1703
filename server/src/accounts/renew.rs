//! Accounts whose owner lost the way in, or has left: `portal staff reset` and `portal staff close`.

use super::create::{CreateStaffError, CreatedStaff};
use crate::accounts::codes;
use crate::audit::{self, Actor, Event};
use crate::passwords;
use crate::state::Portal;
use crate::store::{StaffRow, Unit};
use serde_json::json;

/// A fresh one-time password and, outside a demonstration, a fresh second factor; whoever is
/// signed in is signed out.
pub async fn reset_staff(portal: &Portal, login: &str) -> Result<CreatedStaff, CreateStaffError> {
    let one_time_password = passwords::one_time(&portal.entropy);
    let hash = portal
        .passwords
        .hash(&portal.entropy, &one_time_password)
        .await?;
    let mut unit = portal.store.begin().await?;
    let row = known(&mut *unit, login).await?;
    let second_factor = if portal.config.is_demo() {
        None
    } else {
        Some(codes::provision(
            &portal.vault,
            &portal.entropy,
            row.id,
            login,
            codes::ISSUER,
        )?)
    };
    let (totp, address) = second_factor.unzip();
    unit.reset_staff(row.id, &hash, totp.as_deref()).await?;
    ended(portal, unit, &row, "staff.reset").await?;
    Ok(CreatedStaff {
        id: row.id,
        one_time_password,
        second_factor: address,
    })
}

/// Closes an account for good: its owner is signed out, and the cases they held wait for others.
pub async fn close_staff(portal: &Portal, login: &str) -> Result<(), CreateStaffError> {
    let mut unit = portal.store.begin().await?;
    let row = known(&mut *unit, login).await?;
    unit.close_staff(row.id).await?;
    ended(portal, unit, &row, "staff.closed").await
}

async fn known(unit: &mut dyn Unit, login: &str) -> Result<StaffRow, CreateStaffError> {
    unit.staff_by_login(login)
        .await?
        .filter(|row| row.active)
        .ok_or(CreateStaffError::Unknown)
}

async fn ended(
    portal: &Portal,
    mut unit: Box<dyn Unit>,
    row: &StaffRow,
    action: &'static str,
) -> Result<(), CreateStaffError> {
    unit.end_sessions_of(row.id).await?;
    let event = Event {
        at: portal.now(),
        actor: Actor::System,
        action,
        application: None,
        subject: Some(row.id),
        detail: json!({}),
    };
    audit::record(&mut *unit, event).await?;
    unit.commit().await?;
    Ok(())
}
