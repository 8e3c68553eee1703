use super::*;
use crate::law::refunds::charges::Coverage;
use crate::money::Currency;
use crate::states::ApplicationState;
use proptest::prelude::*;

const FEE: Money = Money::usd(3000);

/// Three travellers paid one fee each; nothing is refunded yet.
const GROUP: Ledger = Ledger {
    payment: PaymentState::Paid,
    paid: Money::usd(9000),
    refunded: Money::usd(0),
    share: FEE,
    share_refunded: Money::usd(0),
};

const fn refused(grounds: &[Ground]) -> Event<'_> {
    Event::RefusedEntry {
        grounds,
        visa: Some(VisaState::Valid),
    }
}

const TECHNICAL_FAULT: Event<'static> = refused(&[Ground::TechnicalFault]);

fn no(event: Event<'_>, ledger: &Ledger) -> NotRefunded {
    match decide(event, ledger) {
        Ok(Decision::No(why)) => why,
        other => panic!("{other:?}"),
    }
}

#[test]
fn article_7_refused_entry_is_refunded_on_two_grounds() {
    for (ground, why) in [
        (Ground::TechnicalFault, RefundGround::TechnicalFault),
        (
            Ground::InsufficientInformation,
            RefundGround::InsufficientInformation,
        ),
    ] {
        let refund = Decision::Refund {
            amount: FEE,
            ground: why,
        };
        assert_eq!(decide(refused(&[ground]), &GROUP), Ok(refund));
        // With a ground of Art. 23 as well, a supervisor decides.
        let mixed = Decision::SupervisorDecides {
            amount: FEE,
            ground: why,
        };
        let grounds = [Ground::EntryUnclearPurpose, ground];
        assert_eq!(decide(refused(&grounds), &GROUP), Ok(mixed));
    }
    let other = no(refused(&[Ground::EntryUnclearPurpose]), &GROUP);
    assert_eq!(other, NotRefunded::OtherGround);
    assert_eq!(other.article(), Some("Art. 7"));
}

#[test]
fn article_7_without_a_valid_visa_a_supervisor_decides() {
    let grounds = &[Ground::TechnicalFault];
    for visa in [None, Some(VisaState::Used), Some(VisaState::Expired)] {
        let decided = decide(Event::RefusedEntry { grounds, visa }, &GROUP).unwrap();
        assert!(
            matches!(decided, Decision::SupervisorDecides { .. }),
            "{visa:?}: {decided:?}"
        );
    }
    let visa = Some(VisaState::Void);
    let again = Event::RefusedEntry { grounds, visa };
    assert_eq!(no(again, &GROUP), NotRefunded::AlreadyRefunded);
}

#[test]
fn article_13_a_visa_that_was_not_used_is_not_refunded() {
    assert_eq!(no(Event::NotUsed, &GROUP), NotRefunded::NotUsed);
    assert_eq!(NotRefunded::NotUsed.article(), Some("Art. 13"));
}

/// Our reading of Art. 6: the traveller is told before paying what leaves the fee unrefunded.
#[test]
fn article_6_what_is_told_before_payment() {
    let told: Vec<String> = NotRefunded::TOLD_BEFORE_PAYMENT
        .iter()
        .map(|why| why.message_key())
        .collect();
    assert_eq!(
        told,
        [
            "refund-no-denied",
            "refund-no-other-ground",
            "refund-no-withdrawn",
            "refund-no-not-used",
            "refund-no-disputed"
        ]
    );
}

/// That it holds online too is our reading.
#[test]
fn article_6_a_denied_request_is_not_refunded() {
    assert_eq!(no(Event::Denied, &GROUP), NotRefunded::Denied);
    assert_eq!(NotRefunded::Denied.article(), Some("Art. 6"));
}

#[test]
fn our_reading_withdrawn_after_payment_is_not_refunded() {
    assert_eq!(no(Event::Withdrawn, &GROUP), NotRefunded::Withdrawn);
    assert_eq!(NotRefunded::Withdrawn.article(), None);
}

#[test]
fn our_reading_a_charge_without_a_service_is_refunded_in_full() {
    let ledger = Ledger::of_charge(PaymentState::Paid, Money::usd(9000), Money::usd(0));
    let settles = LedgerSnapshot {
        asked: Money::usd(9000),
        application: ApplicationState::Submitted,
        settled: false,
        coverage: Coverage::All,
    };
    for (snapshot, ground) in [
        (
            LedgerSnapshot {
                application: ApplicationState::Paid,
                settled: true,
                ..settles
            },
            RefundGround::DoubleCharge,
        ),
        (
            LedgerSnapshot {
                application: ApplicationState::Expired,
                ..settles
            },
            RefundGround::LateCharge,
        ),
        (
            LedgerSnapshot {
                coverage: Coverage::Nobody,
                ..settles
            },
            RefundGround::LateCharge,
        ),
        (
            LedgerSnapshot {
                coverage: Coverage::NotAll,
                ..settles
            },
            RefundGround::UnrecordedCharge,
        ),
        (
            LedgerSnapshot {
                asked: Money::usd(6000),
                ..settles
            },
            RefundGround::UnrecordedCharge,
        ),
    ] {
        let whole = Decision::Refund {
            amount: Money::usd(9000),
            ground,
        };
        assert_eq!(decide(Event::Charged(snapshot), &ledger), Ok(whole));
        assert!(ground.is_automatic());
    }
    assert_eq!(
        no(Event::Charged(settles), &ledger),
        NotRefunded::SettledApplication
    );
}

#[test]
fn article_7_only_money_that_was_paid_and_is_still_here_is_refunded() {
    for &payment in PaymentState::ALL {
        let refund = decide(TECHNICAL_FAULT, &Ledger { payment, ..GROUP }).unwrap();
        let expected = match payment.as_str() {
            "paid" | "partly_refunded" => Decision::Refund {
                amount: FEE,
                ground: RefundGround::TechnicalFault,
            },
            "disputed" => Decision::No(NotRefunded::Disputed),
            "refunded" => Decision::No(NotRefunded::AlreadyRefunded),
            _ => Decision::No(NotRefunded::NotPaid),
        };
        assert_eq!(refund, expected, "{payment}");
    }
    let nothing = Ledger {
        share: Money::usd(0),
        ..GROUP
    };
    assert_eq!(no(TECHNICAL_FAULT, &nothing), NotRefunded::NotPaid);
}

#[test]
fn our_reading_a_disputed_charge_is_not_refunded() {
    let payment = PaymentState::Disputed;
    let refused_with_both = refused(&[Ground::TechnicalFault, Ground::EntryUnclearPurpose]);
    for event in [TECHNICAL_FAULT, refused_with_both] {
        let disputed = Ledger { payment, ..GROUP };
        assert_eq!(no(event, &disputed), NotRefunded::Disputed);
    }
    let double = Event::Charged(LedgerSnapshot {
        asked: FEE,
        application: ApplicationState::Paid,
        settled: true,
        coverage: Coverage::All,
    });
    let disputed = Ledger::of_charge(payment, FEE, Money::usd(0));
    assert_eq!(no(double, &disputed), NotRefunded::Disputed);
    assert_eq!(NotRefunded::Disputed.article(), None);
}

#[test]
fn article_7_a_refund_is_in_the_currency_paid() {
    for &currency in Currency::ALL {
        let ledger = Ledger {
            payment: PaymentState::Paid,
            paid: Money::new(24_000_000, currency),
            refunded: Money::new(0, currency),
            share: Money::new(12_000_000, currency),
            share_refunded: Money::new(0, currency),
        };
        let refund = Decision::Refund {
            amount: Money::new(12_000_000, currency),
            ground: RefundGround::TechnicalFault,
        };
        assert_eq!(decide(TECHNICAL_FAULT, &ledger), Ok(refund));
    }
}

#[test]
fn article_7_in_a_group_only_the_refused_travellers_shares_are_refunded() {
    let share = Decision::Refund {
        amount: FEE,
        ground: RefundGround::TechnicalFault,
    };
    assert_eq!(decide(TECHNICAL_FAULT, &GROUP), Ok(share));
    // Another traveller of the group was refused before.
    let second = Ledger {
        payment: PaymentState::PartlyRefunded,
        refunded: FEE,
        ..GROUP
    };
    assert_eq!(decide(TECHNICAL_FAULT, &second), Ok(share));
}

#[test]
fn article_7_only_what_is_left_is_refunded() {
    let half = Ledger {
        refunded: Money::usd(1000),
        share_refunded: Money::usd(1000),
        ..GROUP
    };
    let rest = Decision::Refund {
        amount: Money::usd(2000),
        ground: RefundGround::TechnicalFault,
    };
    assert_eq!(decide(TECHNICAL_FAULT, &half), Ok(rest));
    let whole = Ledger {
        refunded: FEE,
        share_refunded: FEE,
        ..GROUP
    };
    assert_eq!(no(TECHNICAL_FAULT, &whole), NotRefunded::AlreadyRefunded);
    // The others' shares are refunded, and a part of this one that no share accounts for.
    let little = Ledger {
        refunded: Money::usd(8000),
        ..GROUP
    };
    let left = Decision::Refund {
        amount: Money::usd(1000),
        ground: RefundGround::TechnicalFault,
    };
    assert_eq!(decide(TECHNICAL_FAULT, &little), Ok(left));
}

#[test]
fn amounts_of_two_currencies_are_an_error() {
    let riel = Money::new(0, Currency::Khr);
    for ledger in [
        Ledger {
            refunded: riel,
            ..GROUP
        },
        Ledger {
            share_refunded: riel,
            ..GROUP
        },
        Ledger {
            share: Money::new(1, Currency::Khr),
            share_refunded: riel,
            ..GROUP
        },
    ] {
        let mixed = Err(MoneyError::Currencies(Currency::Usd, Currency::Khr));
        let turned = Err(MoneyError::Currencies(Currency::Khr, Currency::Usd));
        let decided = decide(TECHNICAL_FAULT, &ledger);
        assert!(decided == mixed || decided == turned, "{decided:?}");
    }
}

proptest! {
    #[test]
    fn article_7_never_more_than_was_paid_and_never_twice(
        fee in 1i64..1_000_000, travellers in 1usize..20, actions in proptest::collection::vec(0usize..20, 1..60),
    ) {
        let paid = fee * i64::try_from(travellers).unwrap();
        let mut shares = vec![0i64; travellers];
        for action in actions {
            let traveller = action % travellers;
            let refunded: i64 = shares.iter().sum();
            let ledger = Ledger {
                payment: PaymentState::PartlyRefunded,
                paid: Money::usd(paid),
                refunded: Money::usd(refunded),
                share: Money::usd(fee),
                share_refunded: Money::usd(shares[traveller]),
            };
            match decide(TECHNICAL_FAULT, &ledger).unwrap() {
                Decision::Refund { amount, .. } => {
                    prop_assert_eq!(shares[traveller], 0, "refunded twice");
                    prop_assert_eq!(amount, Money::usd(fee));
                    shares[traveller] += amount.minor;
                }
                other => {
                    prop_assert_eq!(other, Decision::No(NotRefunded::AlreadyRefunded));
                    prop_assert_eq!(shares[traveller], fee);
                }
            }
            prop_assert!(shares.iter().sum::<i64>() <= paid);
        }
    }

    #[test]
    fn article_7_whatever_the_ledger_says_no_more_than_is_left(
        paid in 0i64.., refunded in 0i64.., share in 0i64.., share_refunded in 0i64..,
    ) {
        let ledger = Ledger {
            payment: PaymentState::Paid,
            paid: Money::usd(paid),
            refunded: Money::usd(refunded),
            share: Money::usd(share),
            share_refunded: Money::usd(share_refunded),
        };
        if let Decision::Refund { amount, .. } = decide(TECHNICAL_FAULT, &ledger).unwrap() {
            prop_assert!(amount.minor > 0);
            prop_assert!(amount.minor <= paid - refunded && amount.minor <= share - share_refunded);
        }
    }
}
