//! What a refusal of entry means for visa and fee (Art. 7): the one transaction's rows first, then its
//! events, since rows are locked before the record's end everywhere.

use crate::audit::Actor;
use crate::cases::refunds::Claim;
use crate::cases::{closing, voiding};
use crate::state::Portal;
use crate::store::{CaseRow, CrossingRow, Unit, VisaRow};
use app::error::Result;
use domain::law::refunds::{Decision, Event, RefundGround};

/// Decided and, but for its events and the request for the refund, done.
pub struct Consequence {
    claim: Claim,
    decision: Decision,
    voided: Option<(VisaRow, RefundGround)>,
    closed: bool,
}

impl Consequence {
    /// Decides, and voids the visa where the fee is given back on Art. 7 alone.
    pub async fn of(
        portal: &Portal,
        unit: &mut dyn Unit,
        case: &CaseRow,
        visa: Option<VisaRow>,
        refusal: &CrossingRow,
    ) -> Result<Self> {
        let claim = Claim::of(unit, case).await?;
        let decision = claim.decide(Event::RefusedEntry {
            grounds: &refusal.grounds,
            visa: visa.as_ref().map(|visa| visa.state),
        })?;
        let voided = match decision {
            Decision::GiveBack { ground, .. } => visa.map(|visa| (visa, ground)),
            Decision::SupervisorDecides { .. } | Decision::No(_) => None,
        };
        let closed = match &voided {
            Some((visa, _)) => {
                voiding::void(portal, unit, visa).await?;
                closing::close_if_over(portal, unit, case.application_id).await?
            }
            None => false,
        };
        Ok(Self {
            claim,
            decision,
            voided,
            closed,
        })
    }

    /// Adds the events, and asks for the refund.
    pub async fn record(
        self,
        portal: &Portal,
        unit: &mut dyn Unit,
        case: &CaseRow,
        refusal: &CrossingRow,
        actor: Actor,
    ) -> Result<()> {
        let application = case.application_id;
        if let Some((visa, ground)) = &self.voided {
            voiding::record(portal, unit, application, visa, *ground, actor).await?;
        }
        self.claim
            .ask(portal, unit, self.decision, refusal.id, refusal.officer_id)
            .await?;
        if self.closed {
            closing::record(portal, unit, application, actor).await?;
        }
        Ok(())
    }
}
