//! A refund that the card does not take for good, paid by another way.

use super::decision::load;
use crate::audit::Actor;
use crate::cases::refunds::event;
use crate::error::changed_elsewhere;
use crate::queue::Job;
use crate::state::Portal;
use app::contract::{Caller, OtherWayForm, Role};
use app::error::{PortalError, Result};
use domain::states::RefundState;

/// The longest receipt number.
const LONGEST: usize = 40;

/// Records that a failed refund was paid by another way, with its receipt. For a supervisor who is
/// not the one who asked for it.
///
/// # Errors
/// `Invalid` without a receipt number, `Conflict` when the refund changed since it was shown.
pub async fn record(portal: &Portal, caller: &Caller, form: &OtherWayForm) -> Result<()> {
    let staff = caller.with_role(Role::Supervisor)?;
    let refund = form.refund.parse().map_err(|_| PortalError::NotFound)?;
    let version = form.version.parse().map_err(|_| changed_elsewhere())?;
    let receipt = receipt(&form.receipt)?;
    let mut tx = portal.begin().await?;
    let asked = (refund, version);
    let (mut row, mut payment) = load(&mut tx, staff.id, asked, RefundState::Succeeded).await?;
    // An approved one is on its way to the card.
    if row.state() != RefundState::Failed {
        return Err(changed_elsewhere());
    }
    row.advance(RefundState::Succeeded)?;
    row.receipt = Some(receipt);
    row.settled_at = Some(tx.now());
    let mut refunds = tx.refunds_of(payment.id).await?;
    refunds.retain(|other| other.id != row.id);
    refunds.push(row.clone());
    payment.follow_refunds(&refunds)?;
    tx.save_payment(&payment).await?;
    tx.save_refund(&row).await?;
    let actor = Actor::Staff(staff.id);
    tx.append(event(&payment, &row, actor, "refund.paid_otherwise"));
    tx.enqueue(Job::MailRefund(row.id));
    tx.commit().await?;
    Ok(())
}

/// A receipt number as typed. It stands in the record, which holds nothing about people.
fn receipt(typed: &str) -> Result<String> {
    let receipt = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    if receipt.is_empty() {
        return Err(PortalError::invalid(
            "receipt",
            "field-error-receipt-missing",
        ));
    }
    let is_number = receipt.chars().any(|letter| letter.is_ascii_digit())
        && receipt.chars().all(|letter| {
            letter.is_ascii_alphanumeric() || matches!(letter, ' ' | '-' | '/' | '.' | '_')
        });
    if receipt.len() > LONGEST || !is_number {
        return Err(PortalError::invalid("receipt", "field-error-receipt-form"));
    }
    Ok(receipt)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_receipt_is_a_number_and_no_text_about_people() {
        for (typed, read) in [("  NBC 2026/118-7 ", "NBC 2026/118-7"), ("4711", "4711")] {
            assert_eq!(receipt(typed).as_deref(), Ok(read));
        }
        for typed in [
            "",
            "  ",
            "paid to Sok Dara",
            "1 <b>",
            "៤៧១១",
            &"1".repeat(41),
        ] {
            assert!(receipt(typed).is_err(), "{typed}");
        }
    }
}
