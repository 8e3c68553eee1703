//! One case on one page: facts, checks, companions, what happened. The access is recorded.

use super::roles::with_review_role;
use super::{checks, denial, facts, queue, timeline};
use crate::audit::Actor;
use crate::cases::case_file::CaseFile;
use crate::cases::corrections::Correction;
use crate::cases::summary::{crossing_view, visa_summary};
use crate::services::traveller::offer::ports;
use crate::state::Portal;
use crate::store::{Connection, DecisionKind, DecisionRow};
use app::contract::{
    Caller, CaseView, CorrectionView, CrossingView, DenialView, Port, SentBack, StaffIdentity,
};
use app::error::Result;
use chrono::{DateTime, Utc};
use domain::states::CaseState;
use uuid::Uuid;

pub async fn case(portal: &Portal, caller: &Caller, case: Uuid) -> Result<CaseView> {
    let staff = with_review_role(caller)?;
    let ports = ports(portal).await?;
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
        correction: correction(portal, &mut *tx, &file).await?,
        mistakes: mistakes(portal, &file)?,
        sent_back: sent_back(&mut *tx, &file).await?,
        crossings: crossings(&mut *tx, &file, &ports).await?,
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
    let confirmed = match file.case.state() {
        CaseState::Denied => {
            db.latest_decision(file.case.id, DecisionKind::DenialConfirmed)
                .await?
        }
        _ => None,
    };
    let confirmed = match confirmed {
        Some(confirmed) => Some((name(db, &confirmed).await?, confirmed.at)),
        None => None,
    };
    Ok(Some(DenialView {
        ground: proposal.ground,
        note: note(file, &proposal),
        proposed_by: name(db, &proposal).await?,
        proposed_by_caller: proposal.staff_id == staff.id,
        proposed_at: proposal.at,
        confirmed,
    }))
}

fn mistakes(portal: &Portal, file: &CaseFile) -> Result<Vec<(DateTime<Utc>, String)>> {
    let told = file.application_document(portal)?.mistakes;
    Ok(told.into_iter().map(|told| (told.at, told.text)).collect())
}

/// The latest correction that was asked for, with the facts before it.
async fn correction(
    portal: &Portal,
    db: &mut dyn Connection,
    file: &CaseFile,
) -> Result<Option<CorrectionView>> {
    let asked = Correction::latest(portal, db, &file.key, file.case.id).await?;
    let Some(asked) = asked else {
        return Ok(None);
    };
    let photo_changed = asked.has_other_photo(portal, &file.key, &file.case).await?;
    let before = match asked.before {
        Some(before) => Some(facts::facts_of(portal, db, file, before).await?),
        None => None,
    };
    Ok(Some(CorrectionView {
        at: asked.decision.at,
        note: note(file, &asked.decision),
        pages: asked.pages,
        before,
        photo_changed,
        unanswered_at: asked.unanswered_at,
    }))
}

/// The latest proposal that was sent back, unless another one followed or the case is decided.
async fn sent_back(db: &mut dyn Connection, file: &CaseFile) -> Result<Option<SentBack>> {
    if !matches!(
        file.case.state(),
        CaseState::InReview | CaseState::Waiting | CaseState::NeedsCorrection
    ) {
        return Ok(None);
    }
    let rejected = db
        .latest_decision(file.case.id, DecisionKind::DenialRejected)
        .await?;
    let Some(rejected) = rejected else {
        return Ok(None);
    };
    Ok(Some(SentBack {
        by: name(db, &rejected).await?,
        at: rejected.at,
        reason: note(file, &rejected),
    }))
}

async fn name(db: &mut dyn Connection, decision: &DecisionRow) -> Result<String> {
    let name = queue::reviewer(db, Some(decision.staff_id)).await?;
    Ok(name.unwrap_or_default())
}

fn note(file: &CaseFile, decision: &DecisionRow) -> String {
    file.note("decisions", decision.id, decision.note.as_deref())
}

/// What officers at the border recorded of this traveller.
async fn crossings(
    db: &mut dyn Connection,
    file: &CaseFile,
    ports: &[Port],
) -> Result<Vec<CrossingView>> {
    let rows = db.crossings_of(file.case.id).await?;
    let rows = rows.iter().map(|row| crossing_view(file, row, ports));
    Ok(rows.collect())
}
