//! Who is asking: the sessions behind the two cookies. Only hashes of their secrets are stored.

use crate::state::Portal;
use crate::store::{Connection, SessionKind, StaffRow};
use crate::vault::{Purpose, new_secret};
use app::contract::{SessionToken, StaffIdentity};
use app::error::Result;
use chrono::TimeDelta;
use uuid::Uuid;

/// A working day, not longer: OWASP's session sheet asks for an absolute end.
pub const STAFF_SESSION_HOURS: i64 = 8;

/// Whose sessions a request carries.
#[derive(Debug, Clone, Default)]
pub struct Who {
    pub application: Option<Uuid>,
    pub staff: Option<StaffIdentity>,
}

/// Looks up the secrets of the cookies; without any, asks nobody.
pub async fn who(portal: &Portal, traveller: Option<&str>, staff: Option<&str>) -> Result<Who> {
    if traveller.is_none() && staff.is_none() {
        return Ok(Who::default());
    }
    let mut db = portal.store.autocommit().await?;
    let mut who = Who::default();
    if let Some(secret) = traveller {
        who.application = db
            .session(&hash(portal, secret), SessionKind::Traveller, portal.now())
            .await?
            .map(|session| session.subject);
    }
    if let Some(secret) = staff {
        who.staff = db
            .staff_of_session(&hash(portal, secret), portal.now())
            .await?
            .map(identity);
    }
    Ok(who)
}

/// The member of staff whose session it is, while both are good.
pub async fn staff_of_session(portal: &Portal, secret: &str) -> Result<Option<StaffIdentity>> {
    Ok(who(portal, None, Some(secret)).await?.staff)
}

/// The application whose link was opened in this browser.
pub async fn application_of_session(portal: &Portal, secret: &str) -> Result<Option<Uuid>> {
    Ok(who(portal, Some(secret), None).await?.application)
}

/// Begins a session in the transaction of what permits it. The secret is always fresh: nobody
/// can plant a session that another person then signs in to.
pub async fn begin_session(
    portal: &Portal,
    db: &mut dyn Connection,
    kind: SessionKind,
    subject: Uuid,
    duration: TimeDelta,
) -> Result<SessionToken> {
    let secret = new_secret(&portal.rng);
    let now = portal.now();
    db.add_session(&hash(portal, &secret), kind, subject, now, now + duration)
        .await?;
    Ok(SessionToken {
        secret,
        seconds: duration.num_seconds(),
    })
}

/// Ends every session of a member of staff whose password or second factor is another now; the session
/// in which they go on.
pub async fn begin_anew(
    portal: &Portal,
    db: &mut dyn Connection,
    staff: Uuid,
) -> Result<SessionToken> {
    db.end_sessions_of(staff).await?;
    let duration = TimeDelta::hours(STAFF_SESSION_HOURS);
    begin_session(portal, db, SessionKind::Staff, staff, duration).await
}

/// Ends the session of this secret, whosever it is.
pub async fn end_session(portal: &Portal, secret: &str) -> Result<()> {
    let mut tx = portal.begin().await?;
    tx.end_session(&hash(portal, secret)).await?;
    tx.commit().await?;
    Ok(())
}

/// By which a session is stored.
pub(super) fn hash(portal: &Portal, secret: &str) -> Vec<u8> {
    portal.vault.hash(Purpose::Session, &[secret])
}

fn identity(row: StaffRow) -> StaffIdentity {
    StaffIdentity {
        id: row.id,
        name: row.name,
        roles: row.roles,
        port: row.port,
        must_change_password: row.must_change_password,
    }
}
