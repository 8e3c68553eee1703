//! Signing out everywhere: every session of the application and every link that was mailed ends at once,
//! also for whoever reads the mailbox. A V-Pass has a secret of its own and stays.

use super::draft::{check_reference, own_application};
use super::start::add_session;
use crate::audit::{Actor, Event};
use crate::state::Portal;
use app::contract::{Caller, SessionToken};
use app::error::Result;

/// A fresh session for the browser that asked, which goes on.
pub async fn sign_out(portal: &Portal, caller: &Caller, reference: &str) -> Result<SessionToken> {
    let mut tx = portal.begin().await?;
    let row = own_application(&mut *tx, caller).await?;
    check_reference(&row, reference)?;
    // A mail that is being made has added its link before this, or adds it after all.
    tx.lock_application(row.id).await?;
    tx.remove_links(row.id).await?;
    tx.end_sessions_of(row.id).await?;
    let session = add_session(portal, &mut *tx, row.id, portal.now()).await?;
    let event = Event::new(Actor::Traveller, "application.signed_out_everywhere");
    tx.append(event.of(row.id).about(row.id));
    tx.commit().await?;
    Ok(session)
}
