//! What the page after the hosted checkout says.

use super::{Found, look};
use crate::accounts::Throttled;
use crate::state::Portal;
use app::contract::PaymentOutcome;
use app::error::{PortalError, Result};
use domain::states::{PaymentState, RefundState};
use uuid::Uuid;

/// How the application's payment stands. Asks the provider itself while it is open, so that a
/// late webhook keeps nobody waiting; a provider that is away changes nothing.
pub async fn outcome(portal: &Portal, application: Uuid) -> Result<PaymentOutcome> {
    let mut db = portal.store.read().await?;
    let payments = db.payments_of(application).await?;
    drop(db);
    let mut unpaid = Vec::new();
    if !payments.iter().any(|payment| payment.settles) {
        for payment in &payments {
            let asked = portal
                .throttles
                .check(Throttled::Ask, &payment.id.to_string());
            if payment.state() == PaymentState::Created && asked.is_ok() {
                match look(portal, payment.id).await {
                    Ok(Found {
                        is_unpaid: true, ..
                    }) => unpaid.push(payment.id),
                    Ok(_) => {}
                    Err(error) => {
                        tracing::warn!(payment = %payment.id, %error, "a payment could not be looked up");
                    }
                }
            }
        }
    }
    let mut db = portal.store.read().await?;
    let application = db
        .application(application)
        .await?
        .ok_or(PortalError::NotFound)?;
    let payments = db.payments_of(application.id).await?;
    // The charge that bought the application tells more than a later attempt.
    let shown = payments
        .iter()
        .find(|payment| payment.settles)
        .or(payments.first())
        .ok_or(PortalError::NotFound)?;
    let refunds = db.refunds_of(shown.id).await?;
    let cases = db.cases_of(application.id).await?;
    let is_awaited = cases.iter().any(|case| case.state().is_undecided());
    Ok(PaymentOutcome {
        settles: shown.settles,
        is_unpaid: match shown.state() {
            PaymentState::Created => unpaid.contains(&shown.id),
            state => matches!(state, PaymentState::Expired | PaymentState::Failed),
        },
        pending: shown.pending(),
        refund_on_its_way: refunds.iter().any(|row| row.state() == RefundState::Sent),
        reference: application.reference,
        state: shown.state(),
        amount: shown.amount,
        decision_due_on: application.decision_due_on.filter(|_| is_awaited),
    })
}
