//! `portal staff add | reset | close`: members of staff. One-time passwords are printed once.

use super::{Settings, say};
use crate::accounts::renew::{close_staff, reset_staff};
use crate::accounts::{CreatedStaff, NewStaff, create_staff};
use crate::state::Portal;
use clap::Subcommand;
use domain::roles::Role;

#[derive(Debug, Subcommand)]
pub enum StaffCommand {
    /// Add a member of staff.
    Add {
        #[command(flatten)]
        settings: Settings,
        /// 3 to 40 small letters, digits, dots and hyphens.
        #[arg(long)]
        login: String,
        #[arg(long)]
        name: String,
        /// reviewer, supervisor or border; may be given several times.
        #[arg(long = "role", required = true)]
        roles: Vec<Role>,
        /// Code of the port of entry, for border officers.
        #[arg(long)]
        port: Option<String>,
    },
    /// Give an account a fresh one-time password and second factor, and sign its owner out.
    Reset {
        #[command(flatten)]
        settings: Settings,
        #[arg(long)]
        login: String,
    },
    /// Close an account: its owner is signed out, and the cases they held wait for others.
    Close {
        #[command(flatten)]
        settings: Settings,
        #[arg(long)]
        login: String,
    },
}

pub async fn run(command: StaffCommand) -> anyhow::Result<()> {
    let (StaffCommand::Add { settings, .. }
    | StaffCommand::Reset { settings, .. }
    | StaffCommand::Close { settings, .. }) = &command;
    let portal = Portal::assemble(settings.load_checked()?).await?;
    match command {
        StaffCommand::Add {
            login,
            name,
            roles,
            port,
            ..
        } => {
            let new = NewStaff {
                login: login.clone(),
                name,
                roles,
                port,
            };
            show(&login, &create_staff(&portal, new).await?)?;
        }
        StaffCommand::Reset { login, .. } => show(&login, &reset_staff(&portal, &login).await?)?,
        StaffCommand::Close { login, .. } => {
            close_staff(&portal, &login).await?;
            say(&format!("{login} is closed"))?;
        }
    }
    portal.store.close().await;
    Ok(())
}

fn show(login: &str, account: &CreatedStaff) -> anyhow::Result<()> {
    say(&format!(
        "{login}: one-time password {}",
        account.one_time_password
    ))?;
    if let Some(address) = &account.second_factor {
        say(&format!(
            "second factor, for an authenticator app: {address}"
        ))?;
    }
    say("Both are shown only now. The password must be changed at the first sign-in.")?;
    Ok(())
}
