//! Everything typed so far, valid or not. A step is saved as typed, then read; what is wrong is
//! told by the page, every time it is shown.
//!
//! A request loads the application ([`load`]), reads all its forms once ([`readings`]), and answers
//! by these readings; [`mod@view`] is what the pages show of them.

mod exempt;
mod load;
mod readings;
mod save;
pub mod travellers;
mod view;

pub(super) use load::LoadedApplication;
pub(super) use readings::Readings;
pub use save::save;
pub use view::draft;
pub(super) use view::view;

use crate::audit::{Actor, Event};
use crate::queue::Job;
use crate::store::{ApplicationRow, CaseRow, Connection, PaymentRow};
use crate::transaction::Transaction;
use app::contract::Caller;
use app::error::{PortalError, Result};
use domain::states::{ApplicationState, CaseState, PaymentState, PendingPayment};
use uuid::Uuid;

/// The caller's application.
pub(super) async fn own_application(
    db: &mut dyn Connection,
    caller: &Caller,
) -> Result<ApplicationRow> {
    let id = caller.traveller()?;
    db.application(id).await?.ok_or(PortalError::SignInNeeded)
}

/// Whether a form was made from this application, in whose browser it was sent.
///
/// # Errors
/// `OtherApplication`; a conflict for a page of a version that did not say.
pub(super) fn check_reference(application: &ApplicationRow, reference: &str) -> Result<()> {
    if application.reference == reference {
        Ok(())
    } else if reference.is_empty() {
        Err(PortalError::conflict("conflict-page-too-old"))
    } else {
        Err(PortalError::OtherApplication {
            reference: reference.to_owned(),
        })
    }
}

/// One of the caller's travellers, within their application.
pub(super) fn own_case(cases: &[CaseRow], traveller: Uuid) -> Result<&CaseRow> {
    cases
        .iter()
        .find(|case| case.id == traveller)
        .ok_or(PortalError::NotFound)
}

/// Whether answers may still be changed: before paying all of them, afterwards only those of a
/// traveller whom the reviewer asked to correct something.
pub(super) fn may_change(application: &ApplicationRow, case: Option<&CaseRow>) -> bool {
    match application.state() {
        ApplicationState::Draft | ApplicationState::Submitted => true,
        ApplicationState::Paid => {
            case.is_some_and(|case| case.state() == CaseState::NeedsCorrection)
        }
        ApplicationState::Closed | ApplicationState::Expired => false,
    }
}

/// Nothing is changed while a payment is on its way: what it pays for must not change under it.
///
/// # Errors
/// A conflict while the bank, or a supervisor, has still to say what became of a charge.
pub(super) async fn check_no_payment_pending(
    db: &mut dyn Connection,
    application: &ApplicationRow,
) -> Result<()> {
    nothing_pending(pending_payment(db, application).await?)
}

fn nothing_pending(pending: Option<PendingPayment>) -> Result<()> {
    match pending {
        Some(_) => Err(PortalError::conflict("conflict-payment-on-its-way")),
        None => Ok(()),
    }
}

/// What is waited for, where a payment is on its way before the fee is paid.
async fn pending_payment(
    db: &mut dyn Connection,
    application: &ApplicationRow,
) -> Result<Option<PendingPayment>> {
    match application.state() {
        ApplicationState::Draft | ApplicationState::Submitted => {
            let payments = db.payments_of(application.id).await?;
            Ok(payments.iter().find_map(PaymentRow::pending))
        }
        ApplicationState::Paid | ApplicationState::Closed | ApplicationState::Expired => Ok(None),
    }
}

/// Answers that were changed are declared anew: what was sent and is not paid is a draft again, and the
/// card page that asks for it is closed. The caller saves the application, in which no payment is
/// pending.
pub(super) async fn reopen(tx: &mut Transaction, application: &mut ApplicationRow) -> Result<()> {
    if application.state() != ApplicationState::Submitted {
        return Ok(());
    }
    application.advance(ApplicationState::Draft)?;
    application.submitted_at = None;
    for payment in tx.payments_of(application.id).await? {
        if payment.state() == PaymentState::Created {
            tx.enqueue(Job::SyncPayment(payment.id));
        }
    }
    let event = Event::new(Actor::Traveller, "application.reopened");
    tx.append(event.of(application.id).about(application.id));
    Ok(())
}

pub(super) fn closed_for_changes() -> PortalError {
    PortalError::conflict("conflict-application-closed")
}
