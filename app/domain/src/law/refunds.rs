//! When the fee is given back (Art. 6, 7), to whom and how much.
//!
//! Art. 7 gives it back on refusal of entry for a technical fault or insufficient information.
//! A denied request gives nothing back (Art. 6). Money taken without a service is given back without
//! being asked for. [`decide`](decide()) puts these together: from what happened and the ledger to
//! yes or no, how much, why.

pub mod charges;
mod decide;

pub use decide::{Decision, Event, Ledger, NotGivenBack, decide};

use super::grounds::{ENTRY, Ground};
use crate::money::{Money, MoneyError};
use crate::states::VisaState;
use crate::text_enum::text_enum;

text_enum! {
    /// Why money is given back, as the ledger records it.
    RefundGround {
        /// Art. 7: refused entry on a technical fault of the e-visa system.
        TechnicalFault = "art7_technical_fault",
        /// Art. 7: refused entry on insufficient information from the traveller.
        InsufficientInformation = "art7_insufficient_information",
        /// One payment was taken twice.
        DoubleCharge = "double_charge",
        /// The charge came after the application was withdrawn or had expired unpaid.
        LateCharge = "late_charge",
        /// A charge for an application that was not recorded.
        UnrecordedCharge = "unrecorded_charge",
    }
}

impl RefundGround {
    /// Whether the refund follows from the ledger alone. The others are decided by people: an
    /// officer's refusal, and a supervisor's approval.
    pub const fn is_automatic(self) -> bool {
        match self {
            Self::TechnicalFault | Self::InsufficientInformation => false,
            Self::DoubleCharge | Self::LateCharge | Self::UnrecordedCharge => true,
        }
    }

    /// The article that gives the fee back, as cited; none where the ledger alone says so, which is
    /// the project's reading.
    pub const fn article(self) -> Option<&'static str> {
        match self {
            Self::TechnicalFault | Self::InsufficientInformation => Some("Art. 7"),
            Self::DoubleCharge | Self::LateCharge | Self::UnrecordedCharge => None,
        }
    }

    /// The ground of refusal that gives the fee back, if it is one of Art. 7's two.
    pub const fn of_refusal(ground: Ground) -> Option<Self> {
        match ground {
            Ground::TechnicalFault => Some(Self::TechnicalFault),
            Ground::InsufficientInformation => Some(Self::InsufficientInformation),
            _ => None,
        }
    }

    /// The id of the message that says the ground in plain words.
    pub fn message_key(self) -> String {
        format!("refund-{}", self.as_str().replace('_', "-"))
    }
}

/// What a refusal of entry means for the fee.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefusalRefund {
    /// Art. 7 alone stands: given back; the visa becomes void in the same act.
    Refund {
        /// Which of the two.
        ground: RefundGround,
    },
    /// A ground of Art. 23 stands beside one of Art. 7, or there was no visa that could still be
    /// entered on: a supervisor decides.
    SupervisorDecides {
        /// Which of the two.
        ground: RefundGround,
    },
    /// Not given back.
    No(NotGivenBack),
}

/// What the recorded grounds of a refusal of entry mean for the fee (Art. 7); `visa` is the
/// traveller's as it stood at that moment, if there was one. Where both of Art. 7's grounds stand,
/// the first one recorded is named.
///
/// Our reading: the article asks for no valid visa, and a fault may be just that the visa shows as
/// used or over; but whoever entered on it had the service. So a supervisor looks at it.
pub fn after_refusal(grounds: &[Ground], visa: Option<VisaState>) -> RefusalRefund {
    let Some(ground) = grounds
        .iter()
        .find_map(|&ground| RefundGround::of_refusal(ground))
    else {
        return RefusalRefund::No(NotGivenBack::OtherGround);
    };
    let alone = !grounds.iter().any(|ground| ENTRY.contains(ground));
    match visa {
        Some(VISA_AFTER_REFUND) => RefusalRefund::No(NotGivenBack::AlreadyGivenBack),
        Some(VisaState::Valid) if alone => RefusalRefund::Refund { ground },
        _ => RefusalRefund::SupervisorDecides { ground },
    }
}

/// What becomes of a visa whose fee is given back after a refusal of entry, in the same act.
pub const VISA_AFTER_REFUND: VisaState = VisaState::Void;

/// What can still be given back of one traveller's share (Art. 7), in the currency paid: never more
/// than was paid, never twice.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;
    use proptest::prelude::*;

    const VALID: Option<VisaState> = Some(VisaState::Valid);

    #[test]
    fn article_7_gives_back_on_its_two_grounds_alone() {
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
                RefusalRefund::No(NotGivenBack::OtherGround),
            ),
            (vec![], RefusalRefund::No(NotGivenBack::OtherGround)),
        ] {
            assert_eq!(after_refusal(&grounds, VALID), refund, "{grounds:?}");
        }
        for &ground in Ground::ALL {
            let no = RefusalRefund::No(NotGivenBack::OtherGround);
            let gives_back = after_refusal(&[ground], VALID) != no;
            assert_eq!(gives_back, ground.article() == "Art. 7");
        }
    }

    #[test]
    fn articles_7_and_23_a_supervisor_decides_where_both_stand() {
        for &beside in ENTRY {
            for (ground, refund) in [
                (Ground::TechnicalFault, RefundGround::TechnicalFault),
                (
                    Ground::InsufficientInformation,
                    RefundGround::InsufficientInformation,
                ),
            ] {
                let decides = RefusalRefund::SupervisorDecides { ground: refund };
                assert_eq!(after_refusal(&[beside, ground], VALID), decides);
                assert_eq!(after_refusal(&[ground, beside], VALID), decides);
            }
        }
    }

    #[test]
    fn our_reading_only_what_follows_from_the_ledger_goes_back_unasked() {
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
            let recorded = [Ground::TechnicalFault];
            assert_eq!(after_refusal(&recorded, visa), decides, "{visa:?}");
        }
        // What is void was given back, or is on its way.
        let again = RefusalRefund::No(NotGivenBack::AlreadyGivenBack);
        let void = Some(VisaState::Void);
        assert_eq!(after_refusal(&[Ground::TechnicalFault], void), again);
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
