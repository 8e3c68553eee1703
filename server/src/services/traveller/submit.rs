//! Declaring and submitting; withdrawing.

use super::draft::{LoadedApplication, Readings, view};
use crate::audit::{Actor, Event};
use crate::cases::closing;
use crate::payments::check_payable;
use crate::queue::Job;
use crate::state::Portal;
use crate::store::CaseRow;
use app::contract::{Caller, DeclarationForm, FormOrigin, Step};
use app::error::{FieldError, PortalError, Result};
use domain::law::group;
use domain::law::refunds::WithdrawalFee;
use domain::states::{ApplicationState, CaseState, PaymentState};
use uuid::Uuid;

pub async fn submit(
    portal: &Portal,
    caller: &Caller,
    origin: &FormOrigin,
    form: &DeclarationForm,
) -> Result<()> {
    let mut tx = portal.begin().await?;
    let loaded = LoadedApplication::to_change(portal, &mut *tx, caller).await?;
    loaded.check_reference(&origin.reference)?;
    match loaded.application.state() {
        ApplicationState::Draft | ApplicationState::Expired => {}
        ApplicationState::Submitted => return Ok(()),
        ApplicationState::Paid | ApplicationState::Closed => {
            return check_payable(&loaded.application);
        }
    }
    loaded.check_no_payment_pending()?;
    // Nobody declares what they were not shown.
    if !origin.is_of(loaded.revision()) {
        return Err(PortalError::conflict("conflict-answers-changed"));
    }
    let readings = Readings::of(portal, &mut *tx, &loaded).await?;
    let draft = view(portal, &mut *tx, &loaded, &readings).await?;
    let mut errors = Vec::new();
    if form.truthful != "yes" {
        errors.push(FieldError::new("truthful", "field-error-truthful"));
    }
    if form.refunds_read != "yes" {
        errors.push(FieldError::new("refunds_read", "field-error-refunds-read"));
    }
    if draft.travellers.is_empty() || draft.next_step() != Step::Check {
        errors.push(FieldError::new("truthful", "field-error-incomplete"));
    }
    if !errors.is_empty() {
        return Err(PortalError::Invalid(errors));
    }
    let mut application = loaded.application;
    application
        .advance(ApplicationState::Submitted)
        .map_err(|_| PortalError::conflict("conflict-application-closed"))?;
    readings
        .check_group()
        .map_err(|why| PortalError::invalid("truthful", why.message_key()))?;
    let now = portal.now();
    application.submitted_at = Some(now);
    tx.save_application(&application).await?;
    let event = Event::new(Actor::Traveller, "application.submitted");
    tx.append(event.of(application.id).about(application.id));
    tx.commit().await?;
    Ok(())
}

/// What keeps a case from being withdrawn now, as the key of a message: it can be once it was sent, until
/// it is decided, and not while a payment is on its way. A traveller of a draft is taken out of it instead,
/// and one whose time ran out has nothing to withdraw.
pub(super) fn kept_from_withdrawing(
    loaded: &LoadedApplication,
    case: &CaseRow,
) -> Option<&'static str> {
    if loaded.pending.is_some() {
        return Some("conflict-payment-on-its-way");
    }
    match (loaded.application.state(), case.state()) {
        (ApplicationState::Draft, _) => Some("conflict-withdraw-draft"),
        (ApplicationState::Expired, _) => Some("conflict-withdraw-expired"),
        (_, CaseState::DenialProposed) => Some("conflict-withdraw-deciding"),
        (_, CaseState::Granted | CaseState::Denied) => Some("conflict-withdraw-decided"),
        (_, CaseState::Withdrawn) => Some("conflict-withdraw-done"),
        (_, CaseState::Waiting | CaseState::InReview | CaseState::NeedsCorrection) => None,
    }
}

/// Withdraws one traveller; the application ends with its last one. After paying the fee is not given
/// back (rules: withdrawing after payment is not refunded). Whoever has withdrawn already has. Nobody loses
/// a fee that the page, which says what becomes of it, did not `show`.
pub async fn withdraw(
    portal: &Portal,
    caller: &Caller,
    reference: &str,
    (traveller, shown): (Uuid, Option<WithdrawalFee>),
) -> Result<()> {
    let mut tx = portal.begin().await?;
    // A charge that arrives now waits, or is seen here.
    let loaded = LoadedApplication::to_change(portal, &mut *tx, caller).await?;
    loaded.check_reference(reference)?;
    let (row, _) = loaded.case(traveller).ok_or(PortalError::NotFound)?;
    if row.state() == CaseState::Withdrawn {
        return Ok(());
    }
    if let Some(why) = kept_from_withdrawing(&loaded, row) {
        return Err(PortalError::conflict(why));
    }
    let is_paid = loaded.application.state() == ApplicationState::Paid;
    if shown != Some(WithdrawalFee::of(is_paid)) {
        return Err(PortalError::conflict("conflict-withdrawal-fee"));
    }
    let mut row = row.clone();
    row.advance(CaseState::Withdrawn)?;
    let on_theirs = loaded.cases.iter().map(|(row, _)| row);
    let dependants: Vec<CaseState> = on_theirs
        .filter(|row| row.adult_id == Some(traveller))
        .map(CaseRow::state)
        .collect();
    if !group::may_withdraw(&dependants) {
        return Err(PortalError::conflict("conflict-withdraw-dependants"));
    }
    row.decided_at = Some(portal.now());
    tx.save_case(&row).await?;
    let application = loaded.application.id;
    let event = Event::new(Actor::Traveller, "case.withdrawn");
    tx.append(event.of(application).about(row.id));
    tx.enqueue(Job::MailWithdrawn(row.id));
    closing::close_if_over(&mut tx, application, Actor::Traveller).await?;
    // A card page that asks for who withdrew is closed at once.
    for payment in tx.payments_of(application).await? {
        if payment.state() == PaymentState::Created {
            tx.enqueue(Job::SyncPayment(payment.id));
        }
    }
    tx.commit().await?;
    Ok(())
}
