//! Whom a payment pays for, of those who still travel.

use crate::payments::PaymentError;
use crate::store::{CaseRow, Connection, PaymentRow};
use domain::law::refunds::charges::Coverage;
use domain::states::{ApplicationState, CaseState};
use uuid::Uuid;

/// Whom the charge of a payment pays for, of these cases of its application.
pub(super) async fn coverage(
    db: &mut dyn Connection,
    payment: Uuid,
    cases: &[CaseRow],
) -> Result<Coverage, PaymentError> {
    let charged = charged_for(db, payment).await?;
    Ok(Coverage::of(&charged, &travellers(cases)))
}

/// Whether all that the payment was asked for is still owed.
pub(super) async fn is_wanted(
    db: &mut dyn Connection,
    payment: &PaymentRow,
) -> Result<bool, PaymentError> {
    let id = payment.application_id;
    let application = db.application(id).await?;
    if application.is_none_or(|row| row.state() != ApplicationState::Submitted) {
        return Ok(false);
    }
    let cases = db.cases_of(id).await?;
    let travellers = travellers(&cases);
    let charged = charged_for(db, payment.id).await?;
    let has_left = charged.iter().any(|case| !travellers.contains(case));
    Ok(!has_left && Coverage::of(&charged, &travellers) == Coverage::All)
}

/// The cases that are not withdrawn.
fn travellers(cases: &[CaseRow]) -> Vec<Uuid> {
    let cases = cases.iter();
    cases
        .filter(|case| case.state() != CaseState::Withdrawn)
        .map(|case| case.id)
        .collect()
}

/// The cases that a payment asks for.
async fn charged_for(db: &mut dyn Connection, payment: Uuid) -> Result<Vec<Uuid>, PaymentError> {
    let shares = db.shares_of(payment).await?;
    Ok(shares.into_iter().map(|(case, _)| case).collect())
}
