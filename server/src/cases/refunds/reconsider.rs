//! Refusals of entry that were recorded while the charge was disputed.

use super::Claim;
use crate::audit::Actor;
use crate::cases::refunds::refusal_effects::Consequence;
use crate::state::Portal;
use crate::store::{CaseRow, CrossingRow, PaymentRow, Unit};
use app::error::Result;
use domain::states::CrossingKind;

/// What is decided anew on the travellers of a payment; rows first, events by [`Again::record`].
pub struct Again(Vec<(CaseRow, CrossingRow, Consequence)>);

impl Again {
    /// Decides on each traveller whose last crossing is a refusal: now that the money is here, Art. 7
    /// gives it back and voids the visa as it would have done on the day of the refusal.
    pub async fn of(portal: &Portal, unit: &mut dyn Unit, payment: &PaymentRow) -> Result<Self> {
        let mut decided = Vec::new();
        let cases = unit.cases_of(payment.application_id).await;
        for case in cases? {
            let crossings = unit.crossings_of(case.id).await?;
            let last = crossings.into_iter().next_back();
            let Some(refusal) = last.filter(|last| last.kind == CrossingKind::Refusal) else {
                continue;
            };
            if Claim::of(unit, &case).await?.waits() {
                continue;
            }
            let visa = unit.visa_of_case(case.id).await?;
            let meant = Consequence::of(portal, unit, &case, visa, &refusal).await?;
            decided.push((case, refusal, meant));
        }
        Ok(Self(decided))
    }

    /// Adds the events, and asks for the refunds.
    pub async fn record(self, portal: &Portal, unit: &mut dyn Unit) -> Result<()> {
        for (case, refusal, meant) in self.0 {
            meant
                .record(portal, unit, &case, &refusal, Actor::System)
                .await?;
        }
        Ok(())
    }
}
