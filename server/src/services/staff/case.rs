//! One case on one screen: facts, checks, companions, what happened. Looking is recorded.

use super::roles::with_review_role;
use super::{checks, denial, facts, queue, timeline};
use crate::audit::Actor;
use crate::cases::case_file::CaseFile;
use crate::cases::summary::visa_summary;
use crate::state::Portal;
use crate::store::Unit;
use app::contract::{Caller, CaseView, DenialView, StaffIdentity};
use app::error::Result;
use domain::states::CaseState;
use serde_json::json;
use uuid::Uuid;

pub async fn case(portal: &Portal, caller: &Caller, case: Uuid) -> Result<CaseView> {
    let staff = with_review_role(caller)?;
    let mut unit = portal.store.begin().await?;
    let file = CaseFile::load(portal, &mut *unit, case).await?;
    let visa = unit.visa_of_case(case).await?;
    let view = CaseView {
        case,
        version: file.case.version,
        reference: file.application.reference.clone(),
        position: queue::position(file.case.position),
        state: file.case.state,
        reviewer: queue::reviewer(&mut *unit, file.case.reviewer_id).await?,
        mine: file.case.reviewer_id == Some(staff.id),
        facts: facts::facts(portal, &mut *unit, &file).await?,
        checks: checks::checks(portal, &mut *unit, &file).await?,
        companions: queue::companions(portal, &mut *unit, &file).await?,
        timeline: timeline::timeline(&mut *unit, file.application.id, case).await?,
        denial: denial_view(&mut *unit, &file, staff).await?,
        visa: visa.as_ref().map(visa_summary),
    };
    let actor = Actor::Staff(staff.id);
    file.record(portal, &mut *unit, actor, "case.viewed", json!({}))
        .await?;
    unit.commit().await?;
    Ok(view)
}

async fn denial_view(
    unit: &mut dyn Unit,
    file: &CaseFile,
    staff: &StaffIdentity,
) -> Result<Option<DenialView>> {
    if !matches!(
        file.case.state,
        CaseState::DenialProposed | CaseState::Denied
    ) {
        return Ok(None);
    }
    let Some(proposal) = denial::proposal(unit, file.case.id).await? else {
        return Ok(None);
    };
    let note = match &proposal.note {
        Some(note) => file.open_note("decisions", proposal.id, note)?,
        None => String::new(),
    };
    let name = queue::reviewer(unit, Some(proposal.staff_id)).await?;
    Ok(Some(DenialView {
        ground: proposal
            .ground
            .map(|ground| ground.as_str().to_owned())
            .unwrap_or_default(),
        note,
        proposed_by: name.unwrap_or_default(),
        proposed_by_caller: proposal.staff_id == staff.id,
    }))
}
