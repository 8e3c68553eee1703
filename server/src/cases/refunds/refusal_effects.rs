//! What a refusal of entry means for visa and fee (Art. 7).

use super::entitlement::RefundEntitlement;
use crate::audit::Actor;
use crate::cases::{closing, voiding};
use crate::state::Portal;
use crate::store::{CaseRow, CrossingRow, VisaRow};
use crate::transaction::Transaction;
use app::error::Result;
use domain::law::refunds::{
    Decision, Event, NotRefunded, VISA_AFTER_REFUND, after_refusal, voids_visa,
};

/// Decides on the fee, asks for its refund, and voids the visa where the fee is given back on Art. 7
/// alone, or [has gone back](voids_visa) by other means; the application ends with its last case. Whether the visa became void. The refusal's own event is appended before.
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
) -> Result<bool> {
    let entitlement = RefundEntitlement::of(&mut **tx, case).await?;
    // As it stood before the refusal, also where that is decided on anew.
    let visa_then = refusal.visa_state.or(visa.as_ref().map(VisaRow::state));
    let decision = entitlement.decide(Event::RefusedEntry {
        grounds: &refusal.grounds,
        visa: visa_then,
    })?;
    let is_all_back = entitlement.is_all_back();
    let given_back = match decision {
        Decision::Refund { .. }
        | Decision::SupervisorDecides { .. }
        | Decision::No(NotRefunded::Disputed) => {
            voids_visa(after_refusal(&refusal.grounds, visa_then), is_all_back)
        }
        Decision::No(_) => None,
    };
    let application = case.application_id;
    let visa = visa.filter(|visa| visa.state().may_become(VISA_AFTER_REFUND));
    let voided = match (given_back, visa) {
        (Some(ground), Some(visa)) => {
            voiding::void(tx, application, visa, ground, actor).await?;
            true
        }
        _ => false,
    };
    // Once all of it is back there is nothing to decide on.
    let is_decided = is_all_back && matches!(decision, Decision::SupervisorDecides { .. });
    if !is_decided {
        entitlement
            .ask(portal, tx, decision, refusal.id, refusal.officer_id)
            .await?;
    }
    if voided {
        closing::close_if_over(tx, application, actor).await?;
    }
    Ok(voided)
}
