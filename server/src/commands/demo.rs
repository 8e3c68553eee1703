//! What a demonstration has on its first start: the schema, and three members of staff whose
//! one-time passwords are printed. As long as one was not used, every start prints a fresh one.

use super::say;
use crate::accounts::{CreateStaffError, NewStaff, create_staff, renew_one_time_password};
use crate::state::Portal;
use domain::roles::Role;

const STAFF: &[(&str, &str, Role, Option<&str>)] = &[
    ("reviewer", "Chan Dara", Role::Reviewer, None),
    ("supervisor", "Kim Sophea", Role::Supervisor, None),
    ("border", "Sok Vichea", Role::Border, Some("KTI")),
];

/// Makes sure of the three and prints what somebody needs to sign in.
pub async fn prepare(portal: &Portal) -> anyhow::Result<()> {
    for (login, name, role, port) in STAFF {
        let known = {
            let mut db = portal.store.read().await?;
            db.staff_by_login(login).await?
        };
        let password = match known {
            None => {
                let new = NewStaff {
                    login: (*login).to_owned(),
                    name: (*name).to_owned(),
                    roles: vec![*role],
                    port: port.map(str::to_owned),
                };
                match create_staff(portal, new).await {
                    // A server that began at the same moment was faster.
                    Err(CreateStaffError::Taken) => {
                        say(&format!(
                            "  {login:<11} one-time password printed by another server"
                        ))?;
                        continue;
                    }
                    created => Some(created?.one_time_password),
                }
            }
            Some(row) if row.must_change_password => {
                Some(renew_one_time_password(portal, &row).await?)
            }
            Some(_) => None,
        };
        match password {
            Some(password) => say(&format!("  {login:<11} one-time password {password}"))?,
            None => say(&format!(
                "  {login:<11} signs in with the password that was chosen"
            ))?,
        }
    }
    Ok(())
}
