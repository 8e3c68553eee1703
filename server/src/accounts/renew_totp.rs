//! The second factor, renewed by its owner. Password and code of the old one show who asks; the new
//! secret waits, encrypted, with the session that asked, and takes the old one's place once a code of
//! it was typed. Then all sessions of the account end, and a fresh one begins.

use super::codes::{self, Secret};
use super::sessions::{begin_anew, hash};
use super::sign_in::{Code, asks_code, code_key, code_step, record_refusal, unavailable};
use crate::audit::{Actor, Event};
use crate::documents::QrMatrix;
use crate::state::Portal;
use crate::store::{Connection, PendingTotp, StaffRow};
use crate::throttle::Throttled;
use app::contract::{Caller, RenewTotpForm, SecondFactor, SessionToken};
use app::error::{FieldError, PortalError, Result};
use chrono::TimeDelta;
use uuid::Uuid;

/// For so long a new secret waits for its first code.
const PENDING: TimeDelta = TimeDelta::minutes(15);

/// How the second factor of whoever asks stands; `session` is the secret of the browser that asks,
/// which alone is shown a new one.
pub async fn view(portal: &Portal, caller: &Caller, session: &str) -> Result<SecondFactor> {
    let staff = caller.member_of_staff()?;
    if !asks_code(portal) {
        return Ok(SecondFactor::NotAsked);
    }
    let mut db = portal.store.read().await?;
    let row = active(&mut *db, staff.id).await?;
    let pending = db
        .pending_totp(row.id, &hash(portal, session), portal.now())
        .await?;
    let Some(pending) = pending else {
        return Ok(SecondFactor::InForce);
    };
    let secret = decrypt(portal, row.id, &pending)?;
    // Drawn anew each time: nothing that was drawn of a secret is kept.
    let code = QrMatrix::of(&secret.address(codes::ISSUER, &row.login))?.path();
    Ok(SecondFactor::Renewing {
        code,
        secret: secret.text(),
        until: pending.until,
    })
}

/// Makes a new secret for whoever knows the password and has a code of the old one. What fails is
/// answered alike, counted and recorded as at signing in.
pub async fn begin(
    portal: &Portal,
    caller: &Caller,
    session: &str,
    form: &RenewTotpForm,
) -> Result<()> {
    let staff = caller.member_of_staff()?;
    if !asks_code(portal) {
        return Err(PortalError::conflict("conflict-no-second-factor"));
    }
    check_filled(form)?;
    let address = caller.throttle_key();
    let row = active(&mut *portal.store.read().await?, staff.id).await?;
    portal.throttles.check(Throttled::SignInAddress, &address)?;
    portal.throttles.check(Throttled::SignInLogin, &row.login)?;

    let refused = async |reason: &'static str| {
        let action = "staff.totp_renewal_refused";
        record_refusal(portal, caller, action, Some(row.id), reason).await;
        Err(PortalError::invalid("current", "totp-renewal-wrong"))
    };
    let right = portal
        .passwords
        .verify(&form.current, Some(&row.password_hash))
        .await
        .map_err(unavailable)?;
    if !right {
        return refused("password").await;
    }
    let step = match code_step(portal, caller, &row, &form.code)? {
        Code::Right(step) => step,
        Code::Wrong(reason) => return refused(reason).await,
        Code::NotAsked => return Err(PortalError::conflict("conflict-no-second-factor")),
    };

    let secret = Secret::fresh(&portal.rng);
    let pending = PendingTotp {
        secret: secret.encrypt(&portal.vault, &portal.rng, codes::pending_place(row.id))?,
        until: portal.now() + PENDING,
    };
    let mut tx = portal.begin().await?;
    if !tx.accept_code(row.id, step).await? {
        drop(tx);
        return refused("used code").await;
    }
    tx.store_pending_totp(row.id, &hash(portal, session), &pending)
        .await?;
    let event = Event::new(Actor::Staff(row.id), "staff.totp_renewal_begun");
    tx.append(event.about(row.id));
    tx.commit().await?;
    portal.throttles.forgive(Throttled::SignInAddress, &address);
    portal.throttles.forgive(Throttled::SignInLogin, &row.login);
    let key = code_key(caller, &row);
    portal.throttles.forgive(Throttled::Code, &key);
    Ok(())
}

/// Puts the new secret in the old one's place once a code of it was typed. Tries are not counted:
/// whoever may try was shown the secret.
pub async fn confirm(
    portal: &Portal,
    caller: &Caller,
    session: &str,
    code: &str,
) -> Result<SessionToken> {
    let staff = caller.member_of_staff()?;
    if code.trim().is_empty() {
        return Err(PortalError::invalid("code", "sign-in-code-missing"));
    }
    let now = portal.now();
    let mut tx = portal.begin().await?;
    let row = active(&mut *tx, staff.id).await?;
    let pending = tx
        .pending_totp(row.id, &hash(portal, session), now)
        .await?
        .ok_or_else(|| PortalError::conflict("conflict-totp-renewal-over"))?;
    let secret = decrypt(portal, row.id, &pending)?;
    let Some(step) = secret.step(code, now)? else {
        return Err(PortalError::invalid("code", "totp-renewal-code-wrong"));
    };
    let encrypted = secret.encrypt(&portal.vault, &portal.rng, codes::place(row.id))?;
    tx.renew_totp(row.id, row.version, &encrypted, step).await?;
    let token = begin_anew(portal, &mut *tx, row.id).await?;
    let event = Event::new(Actor::Staff(row.id), "staff.totp_renewed").about(row.id);
    tx.append(event);
    tx.commit().await?;
    Ok(token)
}

fn decrypt(portal: &Portal, staff: Uuid, pending: &PendingTotp) -> Result<Secret> {
    let place = codes::pending_place(staff);
    Ok(Secret::decrypt(&portal.vault, place, &pending.secret)?)
}

async fn active(db: &mut dyn Connection, staff: Uuid) -> Result<StaffRow> {
    let row = db.staff(staff).await?.filter(|row| row.active);
    row.ok_or(PortalError::SignInNeeded)
}

fn check_filled(form: &RenewTotpForm) -> Result<()> {
    let mut errors = Vec::new();
    if form.current.is_empty() {
        errors.push(FieldError::new("current", "sign-in-password-missing"));
    }
    if form.code.trim().is_empty() {
        errors.push(FieldError::new("code", "sign-in-code-missing"));
    }
    if errors.is_empty() {
        Ok(())
    } else {
        Err(PortalError::Invalid(errors))
    }
}
