//! Changing one's own password, which a one-time password asks for before anything else. All
//! sessions of the account end, and a fresh one begins.

use super::sessions::begin_anew;
use super::sign_in::unavailable;
use crate::audit::{Actor, Event};
use crate::passwords::{LEAST_CHARACTERS, MOST_BYTES, is_guessable};
use crate::state::Portal;
use crate::store::StoreError;
use crate::throttle::Throttled;
use app::contract::{Caller, ChangePasswordForm, SessionToken};
use app::error::{FieldError, PortalError, Result};

/// Changes the password of the member of staff who asks.
pub async fn change_password(
    portal: &Portal,
    caller: &Caller,
    form: &ChangePasswordForm,
) -> Result<SessionToken> {
    let staff = caller.staff.as_ref().ok_or(PortalError::SignInNeeded)?;
    let mut tx = portal.store.read().await?;
    let row = tx
        .staff(staff.id)
        .await?
        .filter(|row| row.active)
        .ok_or(PortalError::SignInNeeded)?;
    drop(tx);

    portal.throttles.check(Throttled::SignInLogin, &row.login)?;
    let right = portal
        .passwords
        .verify(&form.current, Some(&row.password_hash))
        .await
        .map_err(unavailable)?;
    if !right {
        return Err(PortalError::invalid("current", "password-current-wrong"));
    }
    portal.throttles.forgive(Throttled::SignInLogin, &row.login);
    check_new(form, &row.login, &row.name)?;

    let hash = portal
        .passwords
        .hash(&portal.rng, &form.new)
        .await
        .map_err(unavailable)?;
    let mut tx = portal.begin().await?;
    tx.set_password(row.id, row.version, &hash)
        .await
        .map_err(|error| match error {
            StoreError::Stale => PortalError::conflict("conflict-account-changed"),
            error => error.into(),
        })?;
    let token = begin_anew(portal, &mut *tx, row.id).await?;
    let event = Event::new(Actor::Staff(row.id), "staff.password_changed").about(row.id);
    tx.append(event);
    tx.commit().await?;
    Ok(token)
}

/// Length counts, not kinds of characters, and what guessers try first is refused (NIST SP 800-63B,
/// 3.1.1.2).
fn check_new(form: &ChangePasswordForm, login: &str, name: &str) -> Result<()> {
    let mut errors = Vec::new();
    let characters = form.new.chars().count();
    if characters < LEAST_CHARACTERS {
        errors.push(FieldError::new("new", "password-too-short").with("least", LEAST_CHARACTERS));
    } else if form.new.len() > MOST_BYTES {
        errors.push(FieldError::new("new", "password-too-long").with("most", MOST_BYTES));
    } else if form.new == form.current {
        errors.push(FieldError::new("new", "password-same"));
    } else if form.new.to_lowercase().contains(login) {
        errors.push(FieldError::new("new", "password-holds-login"));
    } else if is_guessable(&form.new, &[login, name]) {
        errors.push(FieldError::new("new", "password-guessable"));
    }
    if form.new != form.again {
        errors.push(FieldError::new("again", "password-differs"));
    }
    if errors.is_empty() {
        Ok(())
    } else {
        Err(PortalError::Invalid(errors))
    }
}
