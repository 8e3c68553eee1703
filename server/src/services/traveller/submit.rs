//! Declaring and submitting; withdrawing.

use super::draft::{Gathered, draft};
use crate::audit::{Actor, Event};
use crate::cases::closing;
use crate::error::changed_elsewhere;
use crate::state::Portal;
use app::contract::{Caller, DeclarationForm, Step};
use app::error::{FieldError, PortalError, Result};
use domain::law::group;
use domain::states::{ApplicationState, CaseState};
use uuid::Uuid;

pub async fn submit(portal: &Portal, caller: &Caller, form: &DeclarationForm) -> Result<()> {
    let answers = draft(portal, caller).await?;
    let mut faults = Vec::new();
    if form.truthful != "yes" {
        faults.push(FieldError::new("truthful", "field-error-truthful"));
    }
    if form.refunds_read != "yes" {
        faults.push(FieldError::new("refunds_read", "field-error-refunds-read"));
    }
    if answers.next_step() != Step::Check {
        faults.push(FieldError::new("truthful", "field-error-incomplete"));
    }
    if !faults.is_empty() {
        return Err(PortalError::Invalid(faults));
    }
    let mut tx = portal.begin().await?;
    let mut application = super::draft::own_application(&mut *tx, caller).await?;
    if application.state() == ApplicationState::Submitted {
        return Ok(());
    }
    // What was checked above must be what is submitted.
    if application.version != answers.version {
        return Err(changed_elsewhere());
    }
    application
        .advance(ApplicationState::Submitted)
        .map_err(|_| PortalError::conflict("conflict-application-closed"))?;
    let gathered = Gathered::open(portal, &mut *tx, application.clone()).await?;
    group::check(&gathered.party(), gathered.today)
        .and_then(|()| group::check_own_passports(&gathered.own_passports()))
        .map_err(|why| PortalError::invalid("truthful", why.message_key()))?;
    let now = portal.now();
    application.submitted_at = Some(now);
    tx.save_application(&application).await?;
    let event = Event::new(Actor::Traveller, "application.submitted");
    tx.append(event.of(application.id).about(application.id));
    tx.commit().await?;
    Ok(())
}

/// Withdraws one traveller; the application ends with its last one. After paying the fee is not given
/// back (rules: withdrawing after payment is not refunded).
pub async fn withdraw(portal: &Portal, caller: &Caller, traveller: Uuid) -> Result<()> {
    let mut tx = portal.begin().await?;
    // Before any of its cases is read: a charge that arrives now waits, or is seen here.
    tx.lock_application(caller.traveller()?).await?;
    let gathered = Gathered::of(portal, &mut *tx, caller).await?;
    let (row, _) = gathered.case(traveller).ok_or(PortalError::NotFound)?;
    let mut row = row.clone();
    row.advance(CaseState::Withdrawn)
        .map_err(|_| PortalError::conflict("conflict-cannot-withdraw"))?;
    let on_theirs = gathered.cases.iter().map(|(row, _)| row);
    let dependants: Vec<CaseState> = on_theirs
        .filter(|row| row.adult_id == Some(traveller))
        .map(|row| row.state())
        .collect();
    if !group::may_withdraw(&dependants) {
        return Err(PortalError::conflict("conflict-withdraw-dependants"));
    }
    row.decided_at = Some(portal.now());
    tx.save_case(&row).await?;
    let application = gathered.application.id;
    let event = Event::new(Actor::Traveller, "case.withdrawn");
    tx.append(event.of(application).about(row.id));
    closing::close_if_over(&mut tx, application, Actor::Traveller).await?;
    tx.commit().await?;
    Ok(())
}
