//! The review of a requested refund: whether a supervisor has to decide (Art. 7, our reading).

use crate::store::{Connection, RefundRow};
use app::error::Result;
use domain::law::Ground;
use domain::law::refunds::{RefusalRefund, VISA_AFTER_REFUND, after_refusal};
use domain::states::VisaState;

/// The reasons for which a supervisor may decline a refund.
pub struct RefundReview {
    /// Grounds of Art. 23 that were recorded with the one for the refund.
    pub further_grounds: Vec<Ground>,
    /// Whether the refusal found no visa that could be entered on: one that was valid became void by
    /// it, unless a further ground was recorded.
    pub without_visa: bool,
}

impl RefundReview {
    pub async fn of(db: &mut dyn Connection, refund: &RefundRow) -> Result<Self> {
        let crossing = match refund.crossing_id {
            Some(id) => db.crossing(id).await?,
            None => None,
        };
        let Some(crossing) = crossing else {
            return Ok(Self {
                further_grounds: Vec::new(),
                without_visa: false,
            });
        };
        let mut further_grounds = crossing.grounds.clone();
        further_grounds.retain(|ground| !ground.is_refundable());
        let then = match crossing.visa_state {
            Some(state) => Some(state),
            // Of earlier refusals only the visa of today is known: one that is void was valid then.
            None => db
                .visa_of_case(crossing.case_id)
                .await?
                .map(|visa| match visa.state() {
                    VISA_AFTER_REFUND => VisaState::Valid,
                    state => state,
                }),
        };
        let decides = matches!(
            after_refusal(&crossing.grounds, then),
            RefusalRefund::SupervisorDecides { .. }
        );
        Ok(Self {
            without_visa: decides && further_grounds.is_empty(),
            further_grounds,
        })
    }

    /// Whether Art. 7 alone refunds the fee, so that there is nothing to decline.
    pub fn is_due(&self) -> bool {
        self.further_grounds.is_empty() && !self.without_visa
    }
}
