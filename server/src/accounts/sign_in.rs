//! Signing in: password, then (outside a demonstration) a code, then a fresh session. Whatever is
//! wrong, the answer is the same.

use super::create::is_login;
use super::sessions::{STAFF_SESSION_HOURS, begin_session};
use crate::accounts::codes;
use crate::audit::{Actor, Event, caller_hash};
use crate::error::internal;
use crate::passwords::PasswordError;
use crate::state::Portal;
use crate::store::{SessionKind, StaffRow};
use crate::throttle::Throttled;
use app::contract::{Caller, SessionToken, SignInForm};
use app::error::{FieldError, PortalError, Result};
use chrono::TimeDelta;
use serde_json::json;
use uuid::Uuid;

/// Whether the second factor is asked.
pub fn asks_code(portal: &Portal) -> bool {
    !portal.config.is_demo()
}

/// Signs a member of staff in. What fails is recorded: whose login it was, why, and a hash of the
/// caller's address.
pub async fn sign_in(portal: &Portal, caller: &Caller, form: &SignInForm) -> Result<SessionToken> {
    check_filled(portal, form)?;
    let login = form.login.trim().to_lowercase();
    let address = caller.throttle_key();
    portal.throttles.check(Throttled::SignInAddress, &address)?;
    portal.throttles.check(Throttled::SignInLogin, &login)?;

    // What can be no login is looked for nowhere, and takes as long.
    let found = if is_login(&login) {
        let mut tx = portal.store.read().await?;
        tx.staff_by_login(&login).await?
    } else {
        None
    };
    let (known, active) = (
        found.as_ref().map(|row| row.id),
        found.filter(|row| row.active),
    );
    let hash = active.as_ref().map(|row| row.password_hash.as_str());
    let right = portal
        .passwords
        .verify(&form.password, hash)
        .await
        .map_err(unavailable)?;
    let refused = async |reason: &'static str| {
        record_refusal(portal, caller, "staff.sign_in_refused", known, reason).await;
        Err(wrong(portal))
    };
    let Some(row) = active.filter(|_| right) else {
        return refused(if known.is_some() { "password" } else { "login" }).await;
    };
    // Whoever guesses does not learn that the password is right, however many codes they try.
    let step = match code_step(portal, caller, &row, &form.code)? {
        Code::Right(step) => Some(step),
        Code::NotAsked => None,
        Code::Wrong(reason) => return refused(reason).await,
    };

    let mut tx = portal.begin().await?;
    if let Some(step) = step
        && !tx.accept_code(row.id, step).await?
    {
        drop(tx);
        return refused("used code").await;
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
        let key = code_key(caller, &row);
        portal.throttles.forgive(Throttled::Code, &key);
    }
    Ok(token)
}

/// What the second factor says.
pub(super) enum Code {
    NotAsked,
    /// With its time step.
    Right(i64),
    /// With the reason, for the record.
    Wrong(&'static str),
}

/// The key of [`Throttled::Code`].
pub(super) fn code_key(caller: &Caller, row: &StaffRow) -> String {
    format!("{} {}", row.id, caller.throttle_key())
}

/// Asks the second factor about a code, which counts as a try.
pub(super) fn code_step(
    portal: &Portal,
    caller: &Caller,
    row: &StaffRow,
    code: &str,
) -> Result<Code> {
    if !asks_code(portal) {
        return Ok(Code::NotAsked);
    }
    let from_here = portal
        .throttles
        .check(Throttled::Code, &code_key(caller, row));
    let throttled = from_here.and_then(|()| {
        let anywhere = row.id.to_string();
        portal.throttles.check(Throttled::CodeAnywhere, &anywhere)
    });
    if throttled.is_err() {
        return Ok(Code::Wrong("too many codes"));
    }
    let Some(encrypted) = &row.totp_secret else {
        return Ok(Code::Wrong("no second factor"));
    };
    let step = codes::step(&portal.vault, row.id, encrypted, code, portal.now())?;
    Ok(step.map_or(Code::Wrong("code"), Code::Right))
}

fn check_filled(portal: &Portal, form: &SignInForm) -> Result<()> {
    let missing = [
        (
            "login",
            form.login.trim().is_empty(),
            "sign-in-login-missing",
        ),
        (
            "password",
            form.password.is_empty(),
            "sign-in-password-missing",
        ),
        (
            "code",
            asks_code(portal) && form.code.trim().is_empty(),
            "sign-in-code-missing",
        ),
    ];
    let errors: Vec<_> = missing
        .into_iter()
        .filter(|(_, is_missing, _)| *is_missing)
        .map(|(field, _, message)| FieldError::new(field, message))
        .collect();
    if errors.is_empty() {
        Ok(())
    } else {
        Err(PortalError::Invalid(errors))
    }
}

/// One answer for an unknown login, a wrong password and a wrong or used code.
fn wrong(portal: &Portal) -> PortalError {
    let message = if asks_code(portal) {
        "sign-in-wrong"
    } else {
        "sign-in-wrong-no-code"
    };
    PortalError::invalid("login", message)
}

/// Records that somebody was not let on, and why, with a hash of the caller's address.
pub(super) async fn record_refusal(
    portal: &Portal,
    caller: &Caller,
    action: &'static str,
    known: Option<Uuid>,
    reason: &str,
) {
    let from = caller_hash(&portal.vault, &caller.throttle_key());
    let staff = known.map(|id| id.to_string()).unwrap_or_default();
    tracing::warn!(
        staff,
        reason,
        caller = from,
        action,
        "password or code was refused"
    );
    let mut event =
        Event::new(Actor::System, action).with(json!({ "reason": reason, "caller": from }));
    if let Some(id) = known {
        event = event.about(id);
    }
    let kept = portal
        .access_log
        .record(&portal.store, vec![event], portal.now());
    // The refusal stands either way; why it is not recorded, the log says.
    let _ = kept.await;
}

/// A hash could not be computed now.
pub(super) fn unavailable(error: PasswordError) -> PortalError {
    match error {
        PasswordError::Busy => PortalError::Unavailable,
        PasswordError::Hash(reason) => internal(reason),
    }
}
