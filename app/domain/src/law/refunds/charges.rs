//! The classification of a charge: it settles its application, or it is refunded automatically,
//! since no service stands against it. The sub-decree is silent; our reading, by analogy with a
//! technical fault (Art. 7).

use super::RefundGround;
use crate::money::Money;
use crate::states::ApplicationState;

/// The outcome of classifying a charge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChargeOutcome {
    /// The charge settles the application.
    Settles,
    /// The charge is refunded, on this ground.
    Refund(RefundGround),
}

/// The application and its payments at the moment when a charge arrives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LedgerSnapshot {
    /// The amount that the payer was asked for.
    pub asked: Money,
    /// The state of the application.
    pub application: ApplicationState,
    /// Whether another charge has settled the application.
    pub settled: bool,
    /// Whether at least one traveller has not withdrawn.
    pub travellers: bool,
}

/// Classifies a charge: whether it settles the application or is refunded (our reading).
pub fn classify_charge(charged: Money, snapshot: LedgerSnapshot) -> ChargeOutcome {
    if charged != snapshot.asked {
        return ChargeOutcome::Refund(RefundGround::UnrecordedCharge);
    }
    if snapshot.settled {
        return ChargeOutcome::Refund(RefundGround::DoubleCharge);
    }
    match snapshot.application {
        ApplicationState::Submitted if snapshot.travellers => ChargeOutcome::Settles,
        ApplicationState::Draft => ChargeOutcome::Refund(RefundGround::UnrecordedCharge),
        ApplicationState::Submitted
        | ApplicationState::Paid
        | ApplicationState::Closed
        | ApplicationState::Expired => ChargeOutcome::Refund(RefundGround::LateCharge),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;
    use ApplicationState::{Closed, Draft, Expired, Paid, Submitted};

    #[test]
    fn our_reading_a_charge_settles_once_what_was_asked_and_is_still_wanted() {
        let asked = Money::usd(6000);
        let snapshot = |application, settled, travellers| LedgerSnapshot {
            asked,
            application,
            settled,
            travellers,
        };
        let refund = ChargeOutcome::Refund;
        let (double, late, unrecorded) = (
            refund(RefundGround::DoubleCharge),
            refund(RefundGround::LateCharge),
            refund(RefundGround::UnrecordedCharge),
        );
        for (charged, snapshot, outcome) in [
            (
                asked,
                snapshot(Submitted, false, true),
                ChargeOutcome::Settles,
            ),
            (asked, snapshot(Paid, true, true), double),
            (asked, snapshot(Closed, true, true), double),
            (asked, snapshot(Paid, false, true), late),
            (asked, snapshot(Expired, false, true), late),
            (asked, snapshot(Closed, false, false), late),
            (asked, snapshot(Submitted, false, false), late),
            (asked, snapshot(Draft, false, true), unrecorded),
            (
                Money::usd(5999),
                snapshot(Submitted, false, true),
                unrecorded,
            ),
            (
                Money::new(6000, Currency::Khr),
                snapshot(Submitted, false, true),
                unrecorded,
            ),
        ] {
            assert_eq!(
                classify_charge(charged, snapshot),
                outcome,
                "{charged} {snapshot:?}"
            );
        }
    }
}
