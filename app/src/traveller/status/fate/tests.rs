use super::super::samples::{day, payment, person, refused, status, with_pass};
use super::*;
use crate::contract::{PaymentView, VisaSummary};
use domain::law::Ground;
use domain::law::refunds::FeeStanding;
use domain::money::Money;
use domain::states::RefundState;
use domain::visa::VisaType;
use uuid::Uuid;

/// The fate, its heading, and whether something is said below it.
fn assert_fate(status: &Status, expected: Fate, heading: &str) {
    let found = fate(status);
    assert_eq!(found, expected, "{status:?}");
    let title = found.title(status).replace('\u{a0}', " ");
    assert_eq!(title, heading);
    for word in ["Decided", "Closed", "status-", "{"] {
        assert!(!title.contains(word), "{title}");
    }
    let next = found.next(status).unwrap_or_default();
    assert!(!next.contains("status-") && !next.contains('{'), "{next}");
}

#[test]
fn before_a_decision_the_heading_says_who_has_to_do_something() {
    use ApplicationState::{Draft, Expired, Paid, Submitted};
    use CaseState as C;
    let waiting = || vec![person(C::Waiting)];
    let sent = || status(Submitted, waiting());
    let pending = |pending| Status {
        pending: Some(pending),
        ..sent()
    };
    let late = Status {
        decision_expected_on: Some(day(28)),
        ..status(Paid, vec![person(C::InReview), person(C::Granted)])
    };
    let corrected = vec![person(C::InReview), person(C::NeedsCorrection)];
    for (status, expected, heading) in [
        (
            status(Draft, waiting()),
            Fate::Draft,
            "Your application is not sent yet",
        ),
        (sent(), Fate::Unpaid, "Your application is not paid yet"),
        (
            pending(PendingPayment::Bank),
            Fate::Pending(PendingPayment::Bank),
            "Your payment is being confirmed",
        ),
        (
            pending(PendingPayment::Supervisor),
            Fate::Pending(PendingPayment::Supervisor),
            "We look at your payment",
        ),
        (
            status(Expired, waiting()),
            Fate::Expired,
            "Your application has expired",
        ),
        (
            status(Paid, vec![person(C::InReview), person(C::Granted)]),
            Fate::BeingChecked,
            "We are reviewing your application",
        ),
        (
            status(Paid, vec![person(C::DenialProposed)]),
            Fate::BeingChecked,
            "We are reviewing your application",
        ),
        (late, Fate::Late, "Our decision is late, and we are sorry"),
        (
            status(Paid, corrected),
            Fate::CorrectionNeeded,
            "We need something from you",
        ),
    ] {
        assert_fate(&status, expected, heading);
    }
}

#[test]
fn after_it_the_heading_says_what_happened_to_all() {
    use ApplicationState::{Closed, Paid};
    use CaseState as C;
    let in_country = |last| with_pass(StayState::Open, last);
    let departed = || with_pass(StayState::Departed, 26);
    for (state, travellers, expected, heading) in [
        (
            Paid,
            vec![person(C::Granted), person(C::Withdrawn)],
            Fate::Granted,
            "Your visa is granted",
        ),
        (
            Paid,
            vec![person(C::Granted), person(C::Granted)],
            Fate::Granted,
            "Your visas are granted",
        ),
        (
            Closed,
            vec![person(C::Denied), person(C::Denied)],
            Fate::Denied,
            "Your visas were denied",
        ),
        (
            Closed,
            vec![person(C::Withdrawn)],
            Fate::Withdrawn,
            "You withdrew this application",
        ),
        (
            Closed,
            vec![refused()],
            Fate::NotLetIn,
            "You were not let in at the border",
        ),
        (
            Paid,
            vec![in_country(26), in_country(26)],
            Fate::InCountry(day(26)),
            "You may stay until 26 December 2026",
        ),
        (
            Paid,
            vec![in_country(28), in_country(27)],
            Fate::StaysDiffer(day(27)),
            "The first of you may stay until 27 December 2026",
        ),
        (
            Paid,
            vec![in_country(25)],
            Fate::Overstayed(day(25)),
            "Your permitted stay ended on 25 December 2026",
        ),
        (
            Closed,
            vec![departed()],
            Fate::Departed,
            "You have left Cambodia",
        ),
        (
            Closed,
            vec![person(C::Denied), departed(), departed()],
            Fate::Mixed,
            "Your group of 3: 1 denied, 2 left Cambodia",
        ),
    ] {
        assert_fate(&status(state, travellers), expected, heading);
    }
}

#[test]
fn what_is_over_is_not_called_granted() {
    let visa = |state, last| TravellerStatus {
        visa: Some(VisaSummary {
            id: Uuid::nil(),
            number: "T12345678".to_owned(),
            visa_type: VisaType::T,
            state,
            issued_on: day(1),
            valid_until: day(last),
        }),
        ..person(CaseState::Granted)
    };
    let over = "Your visa can no longer be used";
    for (visa, expected, heading) in [
        (
            visa(VisaState::Valid, 26),
            Fate::Granted,
            "Your visa is granted",
        ),
        (visa(VisaState::Valid, 25), Fate::VisaOver, over),
        (visa(VisaState::Expired, 25), Fate::VisaOver, over),
        (visa(VisaState::Void, 30), Fate::VisaOver, over),
    ] {
        let status = status(ApplicationState::Paid, vec![visa]);
        assert_fate(&status, expected, heading);
    }
}

#[test]
fn a_refund_is_the_heading_once_it_has_arrived_and_nothing_else_counts() {
    use PaymentState::{PartlyRefunded, Refunded};
    use RefundState::{Sent, Succeeded};
    let closed = |travellers, paid| Status {
        payments: vec![paid],
        ..status(ApplicationState::Closed, travellers)
    };
    let some = "Part of the fee was given back to you";
    let whole = "The fee was given back to you";
    let out = "You were not let in at the border";
    let left = vec![with_pass(StayState::Departed, 26)];
    for (travellers, paid, expected, heading) in [
        (
            vec![refused()],
            payment(Refunded, Succeeded),
            Fate::Refunded { all: true },
            whole,
        ),
        (
            vec![refused()],
            payment(PartlyRefunded, Succeeded),
            Fate::Refunded { all: false },
            some,
        ),
        (
            vec![refused()],
            payment(Refunded, Sent),
            Fate::NotLetIn,
            out,
        ),
        (
            left,
            payment(PartlyRefunded, Succeeded),
            Fate::Departed,
            "You have left Cambodia",
        ),
    ] {
        assert_fate(&closed(travellers, paid), expected, heading);
    }
    // A charge that bought nothing went back by itself: that is no news about the application.
    let unneeded = PaymentView {
        settles: false,
        ..payment(Refunded, Succeeded)
    };
    let status = closed(vec![refused()], unneeded);
    assert_eq!(fate(&status), Fate::NotLetIn);
}

#[test]
fn who_was_not_let_in_reads_what_becomes_of_the_fee() {
    let next = |ground, refund: Option<RefundState>| {
        let traveller = TravellerStatus {
            grounds: vec![ground],
            ..refused()
        };
        let paid = match refund {
            Some(state) => payment(PaymentState::Paid, state),
            None => PaymentView {
                refunds: Vec::new(),
                ..payment(PaymentState::Paid, RefundState::Requested)
            },
        };
        let status = Status {
            payments: vec![paid],
            ..status(ApplicationState::Closed, vec![traveller])
        };
        Fate::NotLetIn.next(&status).unwrap_or_default()
    };
    let (fault, law) = (Ground::TechnicalFault, Ground::EntryForgedDocuments);
    for (ground, refund, says) in [
        (fault, Some(RefundState::Requested), "A supervisor decides"),
        (fault, Some(RefundState::Approved), "The fee goes back"),
        (fault, Some(RefundState::Sent), "The fee goes back"),
        (fault, Some(RefundState::Failed), "did not reach your card"),
        (
            fault,
            Some(RefundState::Declined),
            "has decided that the fee is not",
        ),
        (fault, None, "A supervisor decides"),
        (law, None, "not refunded on this ground"),
    ] {
        let next = next(ground, refund);
        assert!(next.contains(says), "{ground:?} {refund:?}: {next}");
    }
}

#[test]
fn of_a_family_each_reads_what_becomes_of_the_own_fee() {
    use RefundState::{Approved, Requested, Succeeded};
    let person = |id: u128, ground| TravellerStatus {
        id: Uuid::from_u128(id),
        grounds: vec![ground],
        ..refused()
    };
    let (fault, law) = (Ground::TechnicalFault, Ground::EntryForgedDocuments);
    let said = |travellers: Vec<TravellerStatus>, refunds: &[(u128, RefundState)]| {
        let mut paid = payment(PaymentState::Paid, Requested);
        let one = paid.refunds.remove(0);
        for (whose, state) in refunds {
            paid.refunds.push(crate::contract::RefundView {
                traveller: Some(Uuid::from_u128(*whose)),
                state: *state,
                ..one.clone()
            });
        }
        let status = Status {
            payments: vec![paid],
            ..status(ApplicationState::Closed, travellers)
        };
        let fees: Vec<FeeStanding> = status
            .travellers
            .iter()
            .map(|one| fee::of(one, &status))
            .collect();
        (fees, fee::of_all(&status))
    };
    let both = || vec![person(1, fault), person(2, fault)];
    assert_eq!(
        said(both(), &[(1, Approved), (2, Requested)]),
        (vec![FeeStanding::GoesBack, FeeStanding::ToDecide], None)
    );
    assert_eq!(
        said(both(), &[(1, Requested), (2, Requested)]),
        (vec![FeeStanding::ToDecide; 2], Some(FeeStanding::ToDecide))
    );
    assert_eq!(
        said(both(), &[(1, Succeeded)]),
        (vec![FeeStanding::Back, FeeStanding::ToDecide], None)
    );
    let mixed = vec![person(1, fault), person(2, law)];
    assert_eq!(
        said(mixed, &[(1, Approved)]),
        (vec![FeeStanding::GoesBack, FeeStanding::Kept], None)
    );

    // The whole charge went back by hand while one refund was waited for.
    let all_back = PaymentView {
        given_back: Money::usd(6000),
        ..payment(PaymentState::Refunded, Requested)
    };
    let status = Status {
        payments: vec![all_back],
        ..status(ApplicationState::Closed, both())
    };
    assert_eq!(fee::of_all(&status), Some(FeeStanding::BackOtherwise));
}

#[test]
fn what_went_another_way_than_to_the_card_waits_for_no_bank() {
    let says = |elsewhere| {
        let mut paid = payment(PaymentState::Refunded, RefundState::Succeeded);
        paid.given_back = Money::usd(3000);
        paid.refunds[0].elsewhere = Money::usd(elsewhere);
        let status = Status {
            payments: vec![paid],
            ..status(ApplicationState::Closed, vec![refused()])
        };
        let fate = fate(&status);
        assert_eq!(fate, Fate::Refunded { all: true });
        (fate.next(&status).unwrap(), fee::of_all(&status).unwrap())
    };
    for (elsewhere, words, fee) in [
        (0, "Your bank may take", FeeStanding::Back),
        (1000, "Your bank may take", FeeStanding::Back),
        (3000, "outside this portal", FeeStanding::BackOtherwise),
    ] {
        let (next, found) = says(elsewhere);
        assert!(next.contains(words), "{next}");
        assert_eq!(found, fee);
    }
}

#[test]
fn a_charge_that_came_too_late_is_no_nothing() {
    use ApplicationState::{Closed, Expired};
    let late = PaymentView {
        settles: false,
        paid_at: Some(chrono::DateTime::UNIX_EPOCH),
        ..payment(PaymentState::Paid, RefundState::Approved)
    };
    for (state, who, without) in [
        (Closed, CaseState::Withdrawn, "Nothing more happens"),
        (Expired, CaseState::Waiting, "Nothing was charged"),
    ] {
        let said = |payments| {
            let status = Status {
                payments,
                ..status(state, vec![person(who)])
            };
            fate(&status).next(&status).unwrap()
        };
        assert!(said(Vec::new()).contains(without));
        let charged = said(vec![late.clone()]);
        assert!(charged.contains("We give it back"), "{charged}");
        assert!(!charged.contains(without), "{charged}");
    }
}
