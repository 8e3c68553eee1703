//! Granting: the visa, its number and its seal, in the transaction that decides the case.

use super::{assignment, checks};
use crate::audit::Actor;
use crate::cases::case_file::CaseFile;
use crate::cases::issue;
use crate::queue::Job;
use crate::state::Portal;
use crate::store::{Connection, DecisionKind, DecisionRow, VisaRow};
use app::contract::{Caller, CheckFinding, CheckOutcome, DecisionForm, Role, checks_shown};
use app::error::{PortalError, Result};
use domain::calendar::ministry_date;
use domain::law::visa_types::{SOLD_ONLINE, valid_until};
use domain::states::CaseState;
use serde_json::json;

pub async fn grant(portal: &Portal, caller: &Caller, form: &DecisionForm) -> Result<()> {
    let staff = caller.with_role(Role::Reviewer)?;
    let mut tx = portal.begin().await?;
    let mut file = assignment::open_assigned(portal, &mut tx, staff, form).await?;
    let checks = checks::checks(portal, &mut *tx, &file).await?;
    if checks
        .iter()
        .any(|check| check.finding == CheckFinding::PhotoUnreadable)
    {
        return Err(PortalError::conflict("conflict-photo-unreadable"));
    }
    if checks
        .iter()
        .any(|check| check.outcome == CheckOutcome::Fail)
    {
        return Err(PortalError::conflict("conflict-check-failed"));
    }
    // A dispute, or a refusal on another passport, changes no version of the case.
    if !form.checks.is_empty() && form.checks != checks_shown(&checks) {
        return Err(PortalError::conflict("conflict-checks-changed"));
    }
    file.case.advance(CaseState::Granted)?;
    file.case.decided_at = Some(portal.now());
    file.save(&mut *tx).await?;
    let visa = issue_visa(portal, &mut *tx, &file).await?;
    let decision = DecisionRow {
        id: portal.id(),
        case_id: file.case.id,
        kind: DecisionKind::Granted,
        ground: None,
        note: None,
        staff_id: staff.id,
        at: portal.now(),
    };
    tx.add_decision(&decision).await?;
    let actor = Actor::Staff(staff.id);
    let detail = json!({ "visa": visa.id, "valid_until": visa.valid_until });
    tx.append(file.event(actor, "visa.granted").with(detail));
    tx.enqueue(Job::MailDecision(file.case.id));
    tx.commit().await?;
    Ok(())
}

/// The first edition of the case's visa, with a number that nobody has.
async fn issue_visa(portal: &Portal, db: &mut dyn Connection, file: &CaseFile) -> Result<VisaRow> {
    let person = file.person()?;
    let issued_on = ministry_date(portal.now());
    let mut number = issue::number(portal, "KV");
    while db.is_visa_number(&number).await? {
        number = issue::number(portal, "KV");
    }
    let valid_until = valid_until(
        SOLD_ONLINE,
        issued_on,
        person.expires_on,
        &portal.config.law,
    );
    let dates = (portal.now(), issued_on, valid_until);
    let mut visa = VisaRow::valid(portal.id(), file.case.id, number, SOLD_ONLINE, dates);
    let facts = issue::visa_facts(portal, db, file, &visa).await?;
    let issued = portal.documents.issue_visa(&facts, issued_on)?;
    visa.seal = file.key.encrypt(
        &portal.rng,
        issue::seal_data("visas", visa.id),
        &issued.bytes,
    )?;
    visa.seal_hash = issued.hash;
    db.add_visa(&visa).await?;
    Ok(visa)
}
