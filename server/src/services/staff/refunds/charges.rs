//! Charges that a supervisor has to look at: those of which something went back without the portal,
//! and those that cannot be booked.

use crate::audit::{Actor, Event};
use crate::error::changed_elsewhere;
use crate::services::cursor;
use crate::state::Portal;
use crate::store::ListedPayment;
use app::contract::{Caller, ChargeToReview, ReviewedCharge, Role};
use app::error::{PortalError, Result};
use domain::law::refunds::VISA_AFTER_REFUND;
use serde_json::json;
use uuid::Uuid;

/// Oldest first. For a supervisor.
pub async fn to_review(portal: &Portal, caller: &Caller) -> Result<Vec<ChargeToReview>> {
    caller.with_role(Role::Supervisor)?;
    let mut db = portal.store.read().await?;
    let found = db.payments_to_review(cursor::LIMIT).await?;
    let mut rows = Vec::new();
    for row in found {
        let cases = db.cases_of(row.payment.application_id).await?;
        let waits = cases.iter().any(|case| case.state().is_undecided());
        let mut voids = false;
        for case in &cases {
            let visa = db.visa_of_case(case.id).await?;
            voids |= visa.is_some_and(|visa| visa.state() == VISA_AFTER_REFUND);
        }
        rows.push(listed(row, waits, voids));
    }
    Ok(rows)
}

fn listed(row: ListedPayment, waits: bool, voids: bool) -> ChargeToReview {
    let payment = row.payment;
    ChargeToReview {
        payment: payment.id,
        version: payment.version,
        reference: row.reference,
        amount: payment.amount,
        holds: waits && payment.is_held(),
        why: match payment.unknown_currency.clone() {
            Some(currency) => ReviewedCharge::UnknownCurrency(currency),
            None if payment.is_lost() => ReviewedCharge::Lost {
                amount: payment.given_back_elsewhere(),
                voids,
            },
            None => ReviewedCharge::GivenBack(payment.given_back_elsewhere()),
        },
    }
}

/// Decides that the review goes on, although so much of the fee went back. For a supervisor.
///
/// # Errors
/// `Conflict` when the payment changed since it was shown.
pub async fn accept(portal: &Portal, caller: &Caller, payment: Uuid, version: i64) -> Result<()> {
    let staff = caller.with_role(Role::Supervisor)?;
    let mut tx = portal.begin().await?;
    let row = tx.payment(payment).await?.ok_or(PortalError::NotFound)?;
    tx.lock_application(row.application_id).await?;
    let mut row = tx.payment(payment).await?.ok_or(PortalError::NotFound)?;
    if row.version != version || row.refunded_elsewhere <= row.elsewhere_reviewed {
        return Err(changed_elsewhere());
    }
    row.elsewhere_reviewed = row.refunded_elsewhere;
    tx.save_payment(&row).await?;
    tx.append(
        Event::new(Actor::Staff(staff.id), "payment.given_back_accepted")
            .of(row.application_id)
            .about(row.id)
            .with(json!({ "amount": row.given_back_elsewhere().to_string() })),
    );
    tx.commit().await?;
    Ok(())
}
