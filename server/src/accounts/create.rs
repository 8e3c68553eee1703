//! A new member of staff: `portal staff add`, and the three of the demonstration.

use crate::accounts::codes;
use crate::audit::{Actor, Event};
use crate::passwords;
use crate::state::Portal;
use crate::store::{StaffRow, StoreError};
use crate::vault::VaultError;
use domain::roles::Role;
use serde_json::json;
use uuid::Uuid;

/// Who is to be added.
#[derive(Debug, Clone)]
pub struct NewStaff {
    /// 3 to 40 small letters, digits, dots and hyphens.
    pub login: String,
    pub name: String,
    pub roles: Vec<Role>,
    /// Code of the port at which a border officer stands.
    pub port: Option<String>,
}

/// What is told once and not kept in the clear.
pub struct CreatedStaff {
    pub id: Uuid,
    pub one_time_password: String,
    /// The address (`otpauth://…`) for an authenticator app; none in a demonstration.
    pub second_factor: Option<String>,
}

#[derive(Debug, thiserror::Error)]
pub enum CreateStaffError {
    #[error("a login has 3 to 40 small letters, digits, dots and hyphens")]
    Login,
    #[error("the login is taken")]
    Taken,
    #[error("nobody has this login, or the account was closed")]
    Unknown,
    #[error("a name and at least one role are needed")]
    Incomplete,
    #[error("no port of entry has this code")]
    Port,
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Vault(#[from] VaultError),
    #[error(transparent)]
    Password(#[from] passwords::PasswordError),
}

/// 3 to 40 small letters, digits, dots and hyphens.
pub(super) fn is_login(text: &str) -> bool {
    let letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || ".-".contains(c);
    (3..=40).contains(&text.len()) && text.chars().all(letter)
}

/// Adds a member of staff with a one-time password and, outside a demonstration, a second factor.
pub async fn create_staff(
    portal: &Portal,
    new: NewStaff,
) -> Result<CreatedStaff, CreateStaffError> {
    if !is_login(&new.login) {
        return Err(CreateStaffError::Login);
    }
    if new.name.trim().is_empty() || new.roles.is_empty() {
        return Err(CreateStaffError::Incomplete);
    }
    let id = portal.id();
    let one_time_password = passwords::one_time(&portal.rng);
    let password_hash = portal
        .passwords
        .hash(&portal.rng, &one_time_password)
        .await?;
    let second_factor = if portal.config.is_demo() {
        None
    } else {
        Some(codes::provision(
            &portal.vault,
            &portal.rng,
            id,
            &new.login,
            codes::ISSUER,
        )?)
    };
    let (totp_secret, address) = second_factor.unzip();
    let row = StaffRow {
        id,
        login: new.login,
        name: new.name.trim().to_owned(),
        roles: new.roles,
        port: new.port,
        password_hash,
        must_change_password: true,
        totp_secret,
        totp_step: 0,
        active: true,
        version: 1,
        created_at: portal.now(),
    };
    let mut tx = portal.begin().await?;
    if let Some(code) = &row.port
        && !tx.ports().await?.iter().any(|port| port.code == *code)
    {
        return Err(CreateStaffError::Port);
    }
    tx.add_staff(&row).await.map_err(|error| {
        if error.is_duplicate() {
            CreateStaffError::Taken
        } else {
            error.into()
        }
    })?;
    let roles: Vec<&str> = row.roles.iter().map(|role| role.as_str()).collect();
    tx.append(
        Event::new(Actor::System, "staff.added")
            .about(id)
            .with(json!({ "roles": roles.join(" "), "port": row.port })),
    );
    tx.commit().await?;
    Ok(CreatedStaff {
        id,
        one_time_password,
        second_factor: address,
    })
}

/// Gives an account whose one-time password was never used a fresh one.
pub async fn renew_one_time_password(
    portal: &Portal,
    row: &StaffRow,
) -> Result<String, CreateStaffError> {
    let password = passwords::one_time(&portal.rng);
    let hash = portal.passwords.hash(&portal.rng, &password).await?;
    let mut tx = portal.begin().await?;
    tx.renew_one_time_password(row.id, &hash).await?;
    tx.commit().await?;
    Ok(password)
}
