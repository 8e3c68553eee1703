//! One case on one page: facts, checks, companions, what happened. The access is recorded.

use super::roles::with_review_role;
use super::{checks, denial, facts, queue, timeline};
use crate::audit::Actor;
use crate::cases::case_file::CaseFile;
use crate::cases::summary::visa_summary;
use crate::state::Portal;
use crate::store::Connection;
use app::contract::{Caller, CaseView, DenialView, StaffIdentity};
use app::error::Result;
use domain::states::CaseState;
use uuid::Uuid;

pub async fn case(portal: &Portal, caller: &Caller, case: Uuid) -> Result<CaseView> {
    let staff = with_review_role(caller)?;
    let mut tx = portal.begin().await?;
    let file = CaseFile::load(portal, &mut *tx, case).await?;
    let visa = tx.visa_of_case(case).await?;
    let view = CaseView {
        case,
        version: file.case.version,
        reference: file.application.reference.clone(),
        position: queue::position(file.case.position),
        state: file.case.state(),
        reviewer: queue::reviewer(&mut *tx, file.case.reviewer_id).await?,
        mine: file.case.reviewer_id == Some(staff.id),
        facts: facts::facts(portal, &mut *tx, &file).await?,
        checks: checks::checks(portal, &mut *tx, &file).await?,
        companions: queue::companions(portal, &mut *tx, &file).await?,
        timeline: timeline::timeline(&mut *tx, file.application.id, case).await?,
        denial: denial_view(&mut *tx, &file, staff).await?,
        visa: visa.as_ref().map(visa_summary),
    };
    let actor = Actor::Staff(staff.id);
    tx.append(file.event(actor, "case.viewed"));
    tx.commit().await?;
    Ok(view)
}

async fn denial_view(
    db: &mut dyn Connection,
    file: &CaseFile,
    staff: &StaffIdentity,
) -> Result<Option<DenialView>> {
    if !matches!(
        file.case.state(),
        CaseState::DenialProposed | CaseState::Denied
    ) {
        return Ok(None);
    }
    let Some(proposal) = denial::proposal(db, file.case.id).await? else {
        return Ok(None);
    };
    let note = match &proposal.note {
        Some(note) => file.decrypt_note("decisions", proposal.id, note)?,
        None => String::new(),
    };
    let name = queue::reviewer(db, Some(proposal.staff_id)).await?;
    Ok(Some(DenialView {
        ground: proposal.ground,
        note,
        proposed_by: name.unwrap_or_default(),
        proposed_by_caller: proposal.staff_id == staff.id,
    }))
}
