//! Accounts whose owner lost the way in, or has left: `portal staff reset` and `portal staff close`.

use super::create::{CreateStaffError, CreatedStaff};
use crate::accounts::codes;
use crate::audit::{Actor, Event};
use crate::passwords;
use crate::state::Portal;
use crate::store::{Connection, StaffRow};
use crate::transaction::Transaction;

/// A fresh one-time password and, outside a demonstration, a fresh second factor; whoever is
/// signed in is signed out.
pub async fn reset_staff(portal: &Portal, login: &str) -> Result<CreatedStaff, CreateStaffError> {
    let one_time_password = passwords::one_time(&portal.rng);
    let hash = portal
        .passwords
        .hash(&portal.rng, &one_time_password)
        .await?;
    let mut tx = portal.begin().await?;
    let row = known(&mut *tx, login).await?;
    let second_factor = if portal.config.is_demo() {
        None
    } else {
        Some(codes::provision(
            &portal.vault,
            &portal.rng,
            row.id,
            login,
            codes::ISSUER,
        )?)
    };
    let (totp, address) = second_factor.unzip();
    tx.reset_staff(row.id, &hash, totp.as_deref()).await?;
    ended(tx, &row, "staff.reset").await?;
    Ok(CreatedStaff {
        id: row.id,
        one_time_password,
        second_factor: address,
    })
}

/// Closes an account for good: its owner is signed out, and the cases they held wait for others.
pub async fn close_staff(portal: &Portal, login: &str) -> Result<(), CreateStaffError> {
    let mut tx = portal.begin().await?;
    let row = known(&mut *tx, login).await?;
    tx.close_staff(row.id).await?;
    ended(tx, &row, "staff.closed").await
}

async fn known(db: &mut dyn Connection, login: &str) -> Result<StaffRow, CreateStaffError> {
    db.staff_by_login(login)
        .await?
        .filter(|row| row.active)
        .ok_or(CreateStaffError::Unknown)
}

async fn ended(
    mut tx: Transaction,
    row: &StaffRow,
    action: &'static str,
) -> Result<(), CreateStaffError> {
    tx.end_sessions_of(row.id).await?;
    let event = Event::new(Actor::System, action).about(row.id);
    tx.append(event);
    tx.commit().await?;
    Ok(())
}
