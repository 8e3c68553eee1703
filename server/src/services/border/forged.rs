//! Codes that say they are ours and are not. For a day every officer is told, however the passport is
//! looked up: the traveller shows the passport alone at the next desk.

use crate::audit::{Actor, Event};
use crate::cases::issue::port_name;
use crate::services::verifier::inspect::Inspection;
use crate::state::Portal;
use crate::store::{CaseRow, Connection, ForgedCodeRow};
use app::contract::{ForgedCode, StaffIdentity};
use app::error::Result;
use chrono::TimeDelta;
use domain::doc9303::seal::SubIndication;

/// Afterwards it stands in the record alone.
pub const TOLD_FOR: TimeDelta = TimeDelta::hours(24);

/// Whether a code says that it is ours, and is not. One that a key of ours has signed which is no longer good
/// may be genuine: it proves nothing, and nothing against its holder.
pub fn pretends(portal: &Portal, seen: &Inspection) -> bool {
    let ours = portal.config.service.issuing_state.as_str();
    let may_be_ours =
        |result: SubIndication| result.is_genuine() || result.is_of_the_key() && seen.is_signed;
    let pretends = |result| !may_be_ours(result);
    seen.issuer.as_deref() == Some(ours) && seen.sub_indication.is_some_and(pretends)
}

/// Keeps that such a code was shown with this passport, of which these cases were found.
pub async fn note(
    portal: &Portal,
    officer: &StaffIdentity,
    passport_hash: &[u8],
    cases: &[CaseRow],
) -> Result<()> {
    let mut tx = portal.begin().await?;
    tx.add_forged_code(&ForgedCodeRow {
        id: portal.id(),
        passport_hash: passport_hash.to_vec(),
        port: officer.port.clone(),
        officer_id: officer.id,
        shown_at: portal.now(),
    })
    .await?;
    let shown = || Event::new(Actor::Staff(officer.id), "border.forged_code_shown");
    if cases.is_empty() {
        tx.append(shown());
    }
    for case in cases {
        tx.append(shown().of(case.application_id).about(case.id));
    }
    tx.commit().await?;
    Ok(())
}

/// The latest that was shown with the passport of this case.
pub async fn lately(
    portal: &Portal,
    db: &mut dyn Connection,
    case: &CaseRow,
) -> Result<Option<ForgedCode>> {
    let Some(passport) = &case.passport_hash else {
        return Ok(None);
    };
    let since = portal.now() - TOLD_FOR;
    let Some(row) = db.forged_code_since(passport, since).await? else {
        return Ok(None);
    };
    let port_name = match &row.port {
        Some(port) => Some(port_name(db, port).await?),
        None => None,
    };
    Ok(Some(ForgedCode {
        at: row.shown_at,
        port_name,
    }))
}
