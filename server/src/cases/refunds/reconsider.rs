//! Refusals of entry that were recorded before the fee went back by other means, or came back here.

use super::entitlement::RefundEntitlement;
use super::refusal_effects::apply_refusal;
use crate::audit::Actor;
use crate::queue::Job;
use crate::state::Portal;
use crate::store::PaymentRow;
use crate::transaction::Transaction;
use app::error::Result;
use domain::states::CrossingKind;

/// Decides anew on each traveller of the payment whose last crossing is a refusal of entry: now that
/// the money is here, a refund on Art. 7 is requested, as on the day of the refusal; once it went back by
/// hand or by the bank, the visa is void, and the traveller is told. A request that waits already stays as
/// it is.
///
/// # Errors
/// `Conflict` when one of the cases changed at the same moment.
pub async fn reconsider(portal: &Portal, tx: &mut Transaction, payment: &PaymentRow) -> Result<()> {
    for case in tx.cases_of(payment.application_id).await? {
        let crossings = tx.crossings_of(case.id).await?;
        let last = crossings.into_iter().next_back();
        let Some(refusal) = last.filter(|last| last.kind == CrossingKind::Refusal) else {
            continue;
        };
        if RefundEntitlement::of(&mut **tx, &case).await?.waits() && !payment.is_all_back() {
            continue;
        }
        let visa = tx.visa_of_case(case.id).await?;
        if apply_refusal(portal, tx, &case, visa, &refusal, Actor::System).await? {
            tx.enqueue(Job::MailRefusedEntry(refusal.id));
        }
    }
    Ok(())
}
