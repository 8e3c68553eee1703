//! What there is for a supervisor to decide on a requested refund (Art. 7, our reading).

use crate::store::{Connection, RefundRow};
use app::error::Result;
use domain::law::grounds::REFUNDABLE;
use domain::law::refunds::{RefusalRefund, VISA_AFTER_REFUND, after_refusal};
use domain::states::VisaState;

/// Why a supervisor may say no.
pub struct RefundReview {
    /// Message keys of the grounds of Art. 23 that were recorded with the one for the refund.
    pub further_grounds: Vec<String>,
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
        let others = crossing.grounds.iter();
        let further_grounds: Vec<String> = others
            .filter(|ground| !REFUNDABLE.contains(ground))
            .map(|ground| ground.message_key())
            .collect();
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
