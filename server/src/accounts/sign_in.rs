//! Signing in: password, then (outside a demonstration) a code, then a fresh session. Whatever is
//! wrong, the answer is the same.

use super::create::is_login;
use super::sessions::{STAFF_SESSION_HOURS, begin_session};
use crate::accounts::codes;
use crate::audit::{Actor, Event};
use crate::error::internal;
use crate::passwords::PasswordError;
use crate::state::Portal;
use crate::store::{SessionKind, StaffRow};
use crate::throttle::Throttled;
use app::contract::{Caller, SessionToken, SignInForm};
use app::error::{PortalError, Result};
use chrono::TimeDelta;
use serde_json::json;

/// Whether the second factor is asked.
pub fn asks_code(portal: &Portal) -> bool {
    !portal.config.is_demo()
}

/// Signs a member of staff in.
pub async fn sign_in(portal: &Portal, caller: &Caller, form: &SignInForm) -> Result<SessionToken> {
    let login = form.login.trim().to_lowercase();
    let address = caller.throttle_key();
    portal.throttles.check(Throttled::SignInAddress, &address)?;
    portal.throttles.check(Throttled::SignInLogin, &login)?;

    // What can be no login is looked for nowhere, and takes as long.
    let row = if is_login(&login) {
        let mut tx = portal.store.read().await?;
        tx.staff_by_login(&login).await?
    } else {
        None
    };
    let row = row.filter(|row| row.active);
    let hash = row.as_ref().map(|row| row.password_hash.as_str());
    let right = portal
        .passwords
        .verify(&form.password, hash)
        .await
        .map_err(unavailable)?;
    let Some(row) = row.filter(|_| right) else {
        return Err(wrong());
    };
    let step = code_step(portal, &row, &form.code)?;

    let mut tx = portal.begin().await?;
    if let Some(step) = step
        && !tx.accept_code(row.id, step).await?
    {
        return Err(wrong());
    }
    let token = begin_session(
        portal,
        &mut *tx,
        SessionKind::Staff,
        row.id,
        TimeDelta::hours(STAFF_SESSION_HOURS),
    )
    .await?;
    let event = Event::new(Actor::Staff(row.id), "staff.signed_in")
        .about(row.id)
        .with(json!({ "second_factor": step.is_some() }));
    tx.append(event);
    tx.commit().await?;
    portal.throttles.forgive(Throttled::SignInAddress, &address);
    portal.throttles.forgive(Throttled::SignInLogin, &login);
    if step.is_some() {
        portal
            .throttles
            .forgive(Throttled::Code, &row.id.to_string());
    }
    Ok(token)
}

/// The time step of the code, `None` where none is asked.
fn code_step(portal: &Portal, row: &StaffRow, code: &str) -> Result<Option<i64>> {
    if !asks_code(portal) {
        return Ok(None);
    }
    portal
        .throttles
        .check(Throttled::Code, &row.id.to_string())?;
    let Some(encrypted) = &row.totp_secret else {
        tracing::warn!(staff = %row.id, "an account without a second factor was refused");
        return Err(wrong());
    };
    codes::step(&portal.vault, row.id, encrypted, code, portal.now())?
        .map(Some)
        .ok_or_else(wrong)
}

/// One answer for an unknown login, a wrong password and a wrong or used code.
fn wrong() -> PortalError {
    tracing::info!("a sign-in was refused");
    PortalError::invalid("login", "sign-in-wrong")
}

/// A hash could not be computed now.
pub(super) fn unavailable(error: PasswordError) -> PortalError {
    match error {
        PasswordError::Busy => PortalError::Unavailable,
        PasswordError::Hash(reason) => internal(reason),
    }
}
