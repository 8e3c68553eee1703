use super::*;
use crate::money::Currency;
use crate::states::ApplicationState;
use proptest::prelude::*;

const FEE: Money = Money::usd(3000);

/// Three travellers paid one fee each; nothing went back yet.
const GROUP: Ledger = Ledger {
    payment: PaymentState::Paid,
    paid: Money::usd(9000),
    given_back: Money::usd(0),
    share: FEE,
    share_given_back: Money::usd(0),
};

const fn refused(grounds: &[Ground]) -> Event<'_> {
    Event::RefusedEntry {
        grounds,
        visa: Some(VisaState::Valid),
    }
}

const FAULT: Event<'static> = refused(&[Ground::TechnicalFault]);

fn no(event: Event<'_>, ledger: &Ledger) -> NotGivenBack {
    match decide(event, ledger) {
        Ok(Decision::No(why)) => why,
        other => panic!("{other:?}"),
    }
}

#[test]
fn article_7_refused_entry_gives_back_on_two_grounds() {
    for (ground, why) in [
        (Ground::TechnicalFault, RefundGround::TechnicalFault),
        (
            Ground::InsufficientInformation,
            RefundGround::InsufficientInformation,
        ),
    ] {
        let given = Decision::GiveBack {
            amount: FEE,
            ground: why,
        };
        assert_eq!(decide(refused(&[ground]), &GROUP), Ok(given));
        // With a ground of Art. 23 besides, a supervisor decides.
        let mixed = Decision::SupervisorDecides {
            amount: FEE,
            ground: why,
        };
        let grounds = [Ground::EntryUnclearPurpose, ground];
        assert_eq!(decide(refused(&grounds), &GROUP), Ok(mixed));
    }
    let other = no(refused(&[Ground::EntryUnclearPurpose]), &GROUP);
    assert_eq!(other, NotGivenBack::OtherGround);
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
    assert_eq!(no(again, &GROUP), NotGivenBack::AlreadyGivenBack);
}

#[test]
fn article_13_a_visa_that_was_not_used_gives_nothing_back() {
    assert_eq!(no(Event::NotUsed, &GROUP), NotGivenBack::NotUsed);
    assert_eq!(NotGivenBack::NotUsed.article(), Some("Art. 13"));
}

/// Our reading of Art. 6: whatever keeps the fee by the traveller's own doing is said before it is paid.
#[test]
fn article_6_what_is_told_before_payment() {
    let told: Vec<String> = NotGivenBack::TOLD_BEFORE_PAYMENT
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
fn article_6_a_denied_request_gives_nothing_back() {
    assert_eq!(no(Event::Denied, &GROUP), NotGivenBack::Denied);
    assert_eq!(NotGivenBack::Denied.article(), Some("Art. 6"));
}

#[test]
fn our_reading_withdrawn_after_payment_gives_nothing_back() {
    assert_eq!(no(Event::Withdrawn, &GROUP), NotGivenBack::Withdrawn);
    assert_eq!(NotGivenBack::Withdrawn.article(), None);
}

#[test]
fn our_reading_money_without_a_service_goes_back_whole() {
    let ledger = Ledger::of_charge(PaymentState::Paid, Money::usd(9000), Money::usd(0));
    let bought = Books {
        asked: Money::usd(9000),
        application: ApplicationState::Submitted,
        bought: false,
        travellers: true,
    };
    for (books, ground) in [
        (
            Books {
                application: ApplicationState::Paid,
                bought: true,
                ..bought
            },
            RefundGround::DoubleCharge,
        ),
        (
            Books {
                application: ApplicationState::Expired,
                ..bought
            },
            RefundGround::LateCharge,
        ),
        (
            Books {
                travellers: false,
                ..bought
            },
            RefundGround::LateCharge,
        ),
        (
            Books {
                asked: Money::usd(6000),
                ..bought
            },
            RefundGround::UnrecordedCharge,
        ),
    ] {
        let whole = Decision::GiveBack {
            amount: Money::usd(9000),
            ground,
        };
        assert_eq!(decide(Event::Charged(books), &ledger), Ok(whole));
        assert!(ground.is_automatic());
    }
    assert_eq!(no(Event::Charged(bought), &ledger), NotGivenBack::Bought);
}

#[test]
fn article_7_only_money_that_was_paid_and_is_still_here_goes_back() {
    for &payment in PaymentState::ALL {
        let given = decide(FAULT, &Ledger { payment, ..GROUP }).unwrap();
        let expected = match payment.as_str() {
            "paid" | "partly_refunded" => Decision::GiveBack {
                amount: FEE,
                ground: RefundGround::TechnicalFault,
            },
            "disputed" => Decision::No(NotGivenBack::Disputed),
            "refunded" => Decision::No(NotGivenBack::AlreadyGivenBack),
            _ => Decision::No(NotGivenBack::NotPaid),
        };
        assert_eq!(given, expected, "{payment}");
    }
    let nothing = Ledger {
        share: Money::usd(0),
        ..GROUP
    };
    assert_eq!(no(FAULT, &nothing), NotGivenBack::NotPaid);
}

#[test]
fn our_reading_a_disputed_charge_is_not_given_back() {
    let payment = PaymentState::Disputed;
    let refused_with_both = refused(&[Ground::TechnicalFault, Ground::EntryUnclearPurpose]);
    for event in [FAULT, refused_with_both] {
        let disputed = Ledger { payment, ..GROUP };
        assert_eq!(no(event, &disputed), NotGivenBack::Disputed);
    }
    let double = Event::Charged(Books {
        asked: FEE,
        application: ApplicationState::Paid,
        bought: true,
        travellers: true,
    });
    let disputed = Ledger::of_charge(payment, FEE, Money::usd(0));
    assert_eq!(no(double, &disputed), NotGivenBack::Disputed);
    assert_eq!(NotGivenBack::Disputed.article(), None);
}

#[test]
fn article_7_what_goes_back_is_in_the_currency_paid() {
    for &currency in Currency::ALL {
        let ledger = Ledger {
            payment: PaymentState::Paid,
            paid: Money::new(24_000_000, currency),
            given_back: Money::new(0, currency),
            share: Money::new(12_000_000, currency),
            share_given_back: Money::new(0, currency),
        };
        let given = Decision::GiveBack {
            amount: Money::new(12_000_000, currency),
            ground: RefundGround::TechnicalFault,
        };
        assert_eq!(decide(FAULT, &ledger), Ok(given));
    }
}

#[test]
fn article_7_in_a_group_only_the_refused_travellers_shares_go_back() {
    let share = Decision::GiveBack {
        amount: FEE,
        ground: RefundGround::TechnicalFault,
    };
    assert_eq!(decide(FAULT, &GROUP), Ok(share));
    // Another traveller of the group was refused before.
    let second = Ledger {
        payment: PaymentState::PartlyRefunded,
        given_back: FEE,
        ..GROUP
    };
    assert_eq!(decide(FAULT, &second), Ok(share));
}

#[test]
fn article_7_only_what_is_left_goes_back() {
    let half = Ledger {
        given_back: Money::usd(1000),
        share_given_back: Money::usd(1000),
        ..GROUP
    };
    let rest = Decision::GiveBack {
        amount: Money::usd(2000),
        ground: RefundGround::TechnicalFault,
    };
    assert_eq!(decide(FAULT, &half), Ok(rest));
    let whole = Ledger {
        given_back: FEE,
        share_given_back: FEE,
        ..GROUP
    };
    assert_eq!(no(FAULT, &whole), NotGivenBack::AlreadyGivenBack);
    // The others' shares went back, and a part of this one outside of the books of shares.
    let little = Ledger {
        given_back: Money::usd(8000),
        ..GROUP
    };
    let left = Decision::GiveBack {
        amount: Money::usd(1000),
        ground: RefundGround::TechnicalFault,
    };
    assert_eq!(decide(FAULT, &little), Ok(left));
}

#[test]
fn amounts_of_two_currencies_are_an_error() {
    let riel = Money::new(0, Currency::Khr);
    for ledger in [
        Ledger {
            given_back: riel,
            ..GROUP
        },
        Ledger {
            share_given_back: riel,
            ..GROUP
        },
        Ledger {
            share: Money::new(1, Currency::Khr),
            share_given_back: riel,
            ..GROUP
        },
    ] {
        let mixed = Err(MoneyError::Currencies(Currency::Usd, Currency::Khr));
        let turned = Err(MoneyError::Currencies(Currency::Khr, Currency::Usd));
        let decided = decide(FAULT, &ledger);
        assert!(decided == mixed || decided == turned, "{decided:?}");
    }
}

proptest! {
    #[test]
    fn article_7_never_more_than_was_paid_and_never_twice(
        fee in 1i64..1_000_000, travellers in 1usize..20, acts in proptest::collection::vec(0usize..20, 1..60),
    ) {
        let paid = fee * i64::try_from(travellers).unwrap();
        let mut shares = vec![0i64; travellers];
        for act in acts {
            let traveller = act % travellers;
            let given_back: i64 = shares.iter().sum();
            let ledger = Ledger {
                payment: PaymentState::PartlyRefunded,
                paid: Money::usd(paid),
                given_back: Money::usd(given_back),
                share: Money::usd(fee),
                share_given_back: Money::usd(shares[traveller]),
            };
            match decide(FAULT, &ledger).unwrap() {
                Decision::GiveBack { amount, .. } => {
                    prop_assert_eq!(shares[traveller], 0, "given back twice");
                    prop_assert_eq!(amount, Money::usd(fee));
                    shares[traveller] += amount.minor;
                }
                other => {
                    prop_assert_eq!(other, Decision::No(NotGivenBack::AlreadyGivenBack));
                    prop_assert_eq!(shares[traveller], fee);
                }
            }
            prop_assert!(shares.iter().sum::<i64>() <= paid);
        }
    }

    #[test]
    fn article_7_whatever_the_books_say_no_more_than_is_left(
        paid in 0i64.., given_back in 0i64.., share in 0i64.., share_given_back in 0i64..,
    ) {
        let ledger = Ledger {
            payment: PaymentState::Paid,
            paid: Money::usd(paid),
            given_back: Money::usd(given_back),
            share: Money::usd(share),
            share_given_back: Money::usd(share_given_back),
        };
        if let Decision::GiveBack { amount, .. } = decide(FAULT, &ledger).unwrap() {
            prop_assert!(amount.minor > 0);
            prop_assert!(amount.minor <= paid - given_back && amount.minor <= share - share_given_back);
        }
    }
}
