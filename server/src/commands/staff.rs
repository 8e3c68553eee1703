//! `portal staff add`: a member of staff with a one-time password, printed once.

use super::{Settings, say};
use crate::accounts::{NewStaff, create_staff};
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
}

pub async fn run(command: StaffCommand) -> anyhow::Result<()> {
    let StaffCommand::Add {
        settings,
        login,
        name,
        roles,
        port,
    } = command;
    let portal = Portal::assemble(settings.load_checked()?).await?;
    let created = create_staff(
        &portal,
        NewStaff {
            login: login.clone(),
            name,
            roles,
            port,
        },
    )
    .await?;
    say(&format!(
        "{login}: one-time password {}",
        created.one_time_password
    ))?;
    if let Some(address) = created.second_factor {
        say(&format!(
            "second factor, for an authenticator app: {address}"
        ))?;
    }
    say("Both are shown only now. The password must be changed at the first sign-in.")?;
    portal.store.close().await;
    Ok(())
}
