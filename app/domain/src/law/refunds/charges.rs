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
    /// Whom the charge pays for.
    pub coverage: Coverage,
}

/// Whom a charge pays for, of the travellers who have not withdrawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coverage {
    /// Nobody is left.
    Nobody,
    /// Somebody joined after it was asked for.
    NotAll,
    /// Each of them.
    All,
}

impl Coverage {
    /// Of a charge for `charged`, where `travellers` have not withdrawn.
    pub fn of<T: PartialEq>(charged: &[T], travellers: &[T]) -> Self {
        if travellers.is_empty() {
            Self::Nobody
        } else if travellers.iter().all(|one| charged.contains(one)) {
            Self::All
        } else {
            Self::NotAll
        }
    }
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
        ApplicationState::Submitted => match snapshot.coverage {
            Coverage::All => ChargeOutcome::Settles,
            Coverage::NotAll => ChargeOutcome::Refund(RefundGround::UnrecordedCharge),
            Coverage::Nobody => ChargeOutcome::Refund(RefundGround::LateCharge),
        },
        ApplicationState::Draft => ChargeOutcome::Refund(RefundGround::UnrecordedCharge),
        ApplicationState::Paid | ApplicationState::Closed | ApplicationState::Expired => {
            ChargeOutcome::Refund(RefundGround::LateCharge)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;
    use ApplicationState::{Closed, Draft, Expired, Paid, Submitted};
    use Coverage::{All, Nobody, NotAll};

    #[test]
    fn our_reading_a_charge_settles_once_what_was_asked_and_is_still_wanted() {
        let asked = Money::usd(6000);
        let snapshot = |application, settled, coverage| LedgerSnapshot {
            asked,
            application,
            settled,
            coverage,
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
                snapshot(Submitted, false, All),
                ChargeOutcome::Settles,
            ),
            (asked, snapshot(Paid, true, All), double),
            (asked, snapshot(Closed, true, All), double),
            (asked, snapshot(Paid, false, All), late),
            (asked, snapshot(Expired, false, All), late),
            (asked, snapshot(Closed, false, Nobody), late),
            (asked, snapshot(Submitted, false, Nobody), late),
            (asked, snapshot(Draft, false, All), unrecorded),
            (asked, snapshot(Submitted, false, NotAll), unrecorded),
            (asked, snapshot(Paid, true, NotAll), double),
            (
                Money::usd(5999),
                snapshot(Submitted, false, All),
                unrecorded,
            ),
            (
                Money::new(6000, Currency::Khr),
                snapshot(Submitted, false, All),
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

    #[test]
    fn a_charge_covers_who_was_asked_for_and_no_other() {
        for (charged, travellers, coverage) in [
            (&[1, 2][..], &[1, 2][..], All),
            (&[1, 2], &[2], All),
            (&[1], &[1, 2], NotAll),
            (&[1], &[2], NotAll),
            (&[], &[1], NotAll),
            (&[1], &[], Nobody),
        ] {
            assert_eq!(
                Coverage::of(charged, travellers),
                coverage,
                "{charged:?} {travellers:?}"
            );
        }
    }
}
