//! Refunds of the fee (Art. 6, 7): when, and how much.
//!
//! Art. 7 refunds the fee after a refusal of entry for a technical fault or insufficient
//! information. A denied request is not refunded (Art. 6). A charge without a service is refunded
//! automatically. [`decide`](decide()) combines these rules: from an event and the ledger to a
//! decision with amount and ground.

pub mod charges;
mod decide;
mod standing;

pub use decide::{Decision, Event, Ledger, NotRefunded, decide};
pub use standing::{ChargeStanding, FeeStanding, RefundStanding};

use super::grounds::{ENTRY, Ground};
use crate::money::{Money, MoneyError};
use crate::states::VisaState;
use crate::text_enum::text_enum;

text_enum! {
    /// The ground of a refund.
    RefundGround {
        /// Art. 7: entry refused for a technical fault of the e-visa system.
        TechnicalFault = "art7_technical_fault",
        /// Art. 7: entry refused for insufficient information from the traveller.
        InsufficientInformation = "art7_insufficient_information",
        /// The application was paid twice.
        DoubleCharge = "double_charge",
        /// The charge came after the application was withdrawn or had expired unpaid.
        LateCharge = "late_charge",
        /// A charge that matches no submitted application: of a draft, of another amount, or of other
        /// travellers.
        UnrecordedCharge = "unrecorded_charge",
    }
}

impl RefundGround {
    /// Whether the refund follows from the ledger alone. The other grounds need an officer's
    /// refusal of entry and a supervisor's approval.
    pub const fn is_automatic(self) -> bool {
        match self {
            Self::TechnicalFault | Self::InsufficientInformation => false,
            Self::DoubleCharge | Self::LateCharge | Self::UnrecordedCharge => true,
        }
    }

    /// The article of the refund, as cited; `None` where it follows from the ledger alone (our
    /// reading).
    pub const fn article(self) -> Option<&'static str> {
        match self {
            Self::TechnicalFault | Self::InsufficientInformation => Some("Art. 7"),
            Self::DoubleCharge | Self::LateCharge | Self::UnrecordedCharge => None,
        }
    }

    /// The ground of the refund for a ground of refusal; `None` unless that is one of the two of
    /// Art. 7.
    pub const fn of_refusal(ground: Ground) -> Option<Self> {
        match ground {
            Ground::TechnicalFault => Some(Self::TechnicalFault),
            Ground::InsufficientInformation => Some(Self::InsufficientInformation),
            _ => None,
        }
    }

    /// The key of the message that states the ground in plain words.
    pub fn message_key(self) -> String {
        format!("refund-{}", self.as_str().replace('_', "-"))
    }
}

/// The consequence of a refusal of entry for the fee (Art. 7).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefusalRefund {
    /// A refund on Art. 7 alone; the visa becomes void by the same action.
    Refund {
        /// The ground of Art. 7.
        ground: RefundGround,
    },
    /// A supervisor decides, since a ground of Art. 23 stands beside one of Art. 7, or there was no
    /// valid visa.
    SupervisorDecides {
        /// The ground of Art. 7.
        ground: RefundGround,
    },
    /// No refund.
    No(NotRefunded),
}

/// The consequence of a refusal of entry on these grounds for the fee (Art. 7); `visa` is the state
/// of the traveller's visa at that moment, if there was one. Where both grounds of Art. 7 are
/// given, the first one counts.
///
/// Our reading: the article does not require a valid visa, and the technical fault may be that the
/// visa appears as used or expired; but a person who entered on it had the service. So a supervisor
/// decides.
pub fn after_refusal(grounds: &[Ground], visa: Option<VisaState>) -> RefusalRefund {
    let Some(ground) = grounds
        .iter()
        .find_map(|&ground| RefundGround::of_refusal(ground))
    else {
        return RefusalRefund::No(NotRefunded::OtherGround);
    };
    let alone = !grounds.iter().any(|ground| ENTRY.contains(ground));
    match visa {
        Some(VISA_AFTER_REFUND) => RefusalRefund::No(NotRefunded::AlreadyRefunded),
        Some(VisaState::Valid) if alone => RefusalRefund::Refund { ground },
        _ => RefusalRefund::SupervisorDecides { ground },
    }
}

text_enum! {
    /// The consequence of a withdrawal for the fee (our reading: Art. 7 is the only way back). Whoever
    /// withdraws reads it first, and the form returns what it read.
    WithdrawalFee {
        /// Nothing was paid.
        Unpaid = "unpaid",
        /// It was paid, and is not given back.
        Kept = "kept",
    }
}

impl WithdrawalFee {
    /// By whether a charge bought the application.
    pub const fn of(is_paid: bool) -> Self {
        if is_paid { Self::Kept } else { Self::Unpaid }
    }
}

/// The ground on which a refusal of entry makes a visa void, whether or not anything is refunded from
/// here; `is_all_back` once the whole charge has gone back, by hand or by the payer's bank.
///
/// Our reading: of a charge that is disputed the payer has the money already, or gets it from here once
/// the bank leaves it here; so a visa whose fee Art. 7 alone gives back becomes void as with any other
/// refund, and not later. Where a supervisor would have decided, there is nothing left to decide once the
/// fee is back: nobody enters on what was refused and given back.
pub const fn voids_visa(refusal: RefusalRefund, is_all_back: bool) -> Option<RefundGround> {
    match refusal {
        RefusalRefund::Refund { ground } => Some(ground),
        RefusalRefund::SupervisorDecides { ground } if is_all_back => Some(ground),
        RefusalRefund::SupervisorDecides { .. } | RefusalRefund::No(_) => None,
    }
}

/// The state of a visa whose fee is refunded after a refusal of entry, set by the same action.
pub const VISA_AFTER_REFUND: VisaState = VisaState::Void;

/// The amount of one traveller's share that can still be refunded (Art. 7), in the currency paid:
/// never more than was paid, never twice.
///
/// # Errors
/// The two amounts are of different currencies.
pub fn refundable_amount(paid_share: Money, already_refunded: Money) -> Result<Money, MoneyError> {
    if paid_share.currency != already_refunded.currency {
        return Err(MoneyError::Currencies(
            paid_share.currency,
            already_refunded.currency,
        ));
    }
    let left = paid_share
        .minor
        .max(0)
        .saturating_sub(already_refunded.minor.max(0));
    Ok(Money::new(left.max(0), paid_share.currency))
}

/// The part of a refund of `amount` that is still to be sent to the card, all in minor units of one
/// currency: what the charge has left, where the rest went back by other means (`elsewhere`). `None`
/// where the two together are less than the refund.
///
/// Our reading: the payer gets the fee back once, by whatever way it went.
pub fn part_to_send(amount: i64, left: i64, elsewhere: i64) -> Option<i64> {
    let missing = amount.saturating_sub(left.max(0)).max(0);
    (missing <= elsewhere).then(|| amount - missing)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;
    use proptest::prelude::*;

    const VALID: Option<VisaState> = Some(VisaState::Valid);

    #[test]
    fn article_7_refunds_on_its_two_grounds_alone() {
        for (grounds, refund) in [
            (
                vec![Ground::TechnicalFault],
                RefusalRefund::Refund {
                    ground: RefundGround::TechnicalFault,
                },
            ),
            (
                vec![Ground::InsufficientInformation, Ground::TechnicalFault],
                RefusalRefund::Refund {
                    ground: RefundGround::InsufficientInformation,
                },
            ),
            (
                vec![Ground::EntryListed, Ground::TechnicalFault],
                RefusalRefund::SupervisorDecides {
                    ground: RefundGround::TechnicalFault,
                },
            ),
            (
                vec![Ground::EntryUnclearPurpose],
                RefusalRefund::No(NotRefunded::OtherGround),
            ),
            (vec![], RefusalRefund::No(NotRefunded::OtherGround)),
        ] {
            assert_eq!(after_refusal(&grounds, VALID), refund, "{grounds:?}");
        }
        for &ground in Ground::ALL {
            let no = RefusalRefund::No(NotRefunded::OtherGround);
            let refunds = after_refusal(&[ground], VALID) != no;
            assert_eq!(refunds, ground.article() == "Art. 7");
        }
    }

    #[test]
    fn articles_7_and_23_a_supervisor_decides_where_both_stand() {
        for &other in ENTRY {
            for (ground, refund) in [
                (Ground::TechnicalFault, RefundGround::TechnicalFault),
                (
                    Ground::InsufficientInformation,
                    RefundGround::InsufficientInformation,
                ),
            ] {
                let decides = RefusalRefund::SupervisorDecides { ground: refund };
                assert_eq!(after_refusal(&[other, ground], VALID), decides);
                assert_eq!(after_refusal(&[ground, other], VALID), decides);
            }
        }
    }

    #[test]
    fn our_reading_only_what_follows_from_the_ledger_is_refunded_automatically() {
        for &ground in RefundGround::ALL {
            let art7 = ground.as_str().starts_with("art7_");
            assert_eq!(ground.is_automatic(), !art7);
            assert_eq!(ground.article(), art7.then_some("Art. 7"));
        }
        assert_eq!(RefundGround::LateCharge.message_key(), "refund-late-charge");
    }

    #[test]
    fn article_7_a_refund_for_refused_entry_makes_the_visa_void() {
        assert_eq!(VISA_AFTER_REFUND, VisaState::Void);
        // Only a visa that is valid is refunded for by the refusal itself, and such a one may
        // become void, for good.
        for &visa in VisaState::ALL {
            let refund = after_refusal(&[Ground::TechnicalFault], Some(visa));
            let refunded = matches!(refund, RefusalRefund::Refund { .. });
            assert_eq!(refunded, visa == VisaState::Valid, "{visa}");
            assert_eq!(visa.may_become(VISA_AFTER_REFUND), refunded, "{visa}");
            assert!(!VISA_AFTER_REFUND.may_become(visa), "{visa}");
        }
    }

    #[test]
    fn article_7_without_a_valid_visa_a_supervisor_decides() {
        let ground = RefundGround::TechnicalFault;
        let decides = RefusalRefund::SupervisorDecides { ground };
        for visa in [
            None,
            Some(VisaState::Used),
            Some(VisaState::Expired),
            Some(VisaState::Replaced),
        ] {
            let grounds = [Ground::TechnicalFault];
            assert_eq!(after_refusal(&grounds, visa), decides, "{visa:?}");
        }
        // The fee of a void visa is refunded, or on its way.
        let again = RefusalRefund::No(NotRefunded::AlreadyRefunded);
        let void = Some(VisaState::Void);
        assert_eq!(after_refusal(&[Ground::TechnicalFault], void), again);
    }

    #[test]
    fn our_reading_a_refused_visa_is_void_once_its_fee_is_back() {
        let ground = RefundGround::TechnicalFault;
        let (refund, decides) = (
            RefusalRefund::Refund { ground },
            RefusalRefund::SupervisorDecides { ground },
        );
        let no = RefusalRefund::No(NotRefunded::OtherGround);
        for (refusal, is_all_back, void) in [
            (refund, false, Some(ground)),
            (refund, true, Some(ground)),
            (decides, false, None),
            (decides, true, Some(ground)),
            (no, true, None),
        ] {
            assert_eq!(voids_visa(refusal, is_all_back), void, "{refusal:?}");
        }
    }

    #[test]
    fn our_reading_what_went_back_by_other_means_is_not_sent_again() {
        for (amount, left, elsewhere, part) in [
            (3000, 9000, 0, Some(3000)),
            (3000, 3000, 6000, Some(3000)),
            (3000, 2000, 1000, Some(2000)),
            (3000, 0, 3000, Some(0)),
            (3000, -1, 3000, Some(0)),
            (3000, 0, 9000, Some(0)),
            (3000, 2000, 999, None),
            (3000, 0, 0, None),
        ] {
            assert_eq!(
                part_to_send(amount, left, elsewhere),
                part,
                "{amount} {left}"
            );
        }
    }

    #[test]
    fn amounts_of_two_currencies_are_not_compared() {
        assert_eq!(
            refundable_amount(Money::usd(1), Money::new(0, Currency::Khr)),
            Err(MoneyError::Currencies(Currency::Usd, Currency::Khr))
        );
    }

    proptest! {
        #[test]
        fn article_7_a_refund_never_exceeds_what_was_paid(paid in 0i64.., refunded in 0i64..) {
            let left = refundable_amount(Money::usd(paid), Money::usd(refunded)).unwrap().minor;
            prop_assert!((0..=paid).contains(&left));
            prop_assert!(left == 0 || left + refunded == paid);
            let again = refundable_amount(Money::usd(paid), Money::usd(refunded.saturating_add(left))).unwrap();
            prop_assert_eq!(again.minor, 0);
        }
    }
}
