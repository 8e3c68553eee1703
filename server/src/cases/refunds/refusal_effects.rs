//! What a refusal of entry means for visa and fee (Art. 7).

use super::entitlement::RefundEntitlement;
use crate::audit::Actor;
use crate::cases::{closing, voiding};
use crate::state::Portal;
use crate::store::{CaseRow, CrossingRow, VisaRow};
use crate::transaction::Transaction;
use app::error::Result;
use domain::law::refunds::{Decision, Event};

/// Decides on the fee, asks for its refund, and voids the visa where the fee is refunded on Art. 7
/// alone; the application ends with its last case. The refusal's own event is appended before.
///
/// # Errors
/// `Conflict` when visa, refund or application changed at the same moment.
pub async fn apply_refusal(
    portal: &Portal,
    tx: &mut Transaction,
    case: &CaseRow,
    visa: Option<VisaRow>,
    refusal: &CrossingRow,
    actor: Actor,
) -> Result<()> {
    let entitlement = RefundEntitlement::of(&mut **tx, case).await?;
    let decision = entitlement.decide(Event::RefusedEntry {
        grounds: &refusal.grounds,
        visa: visa.as_ref().map(VisaRow::state),
    })?;
    let application = case.application_id;
    let voided = match (decision, visa) {
        (Decision::Refund { ground, .. }, Some(visa)) => {
            voiding::void(tx, application, visa, ground, actor).await?;
            true
        }
        _ => false,
    };
    entitlement
        .ask(portal, tx, decision, refusal.id, refusal.officer_id)
        .await?;
    if voided {
        closing::close_if_over(tx, application, actor).await?;
    }
    Ok(())
}
