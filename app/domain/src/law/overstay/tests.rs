use super::settlement::{Exempted, Lawsuit};
use super::*;
use crate::law::Ground;
use crate::states::FineState;
use proptest::prelude::*;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

#[test]
fn article_24_days_over_are_counted_from_the_last_permitted_day() {
    let last = day(2027, 2, 10);
    assert_eq!(days_over(last, day(2027, 1, 1)), 0);
    assert_eq!(days_over(last, last), 0);
    assert_eq!(days_over(last, day(2027, 2, 11)), 1);
    assert_eq!(days_over(last, day(2027, 3, 12)), 30);
}

/// That day 30 itself still belongs to Art. 24, and not to Art. 26, is our reading.
#[test]
fn article_24_ten_dollars_a_day_up_to_the_thirtieth() {
    let found = day(2027, 3, 12);
    assert_eq!(fine(0, found), None);
    let one = fine(1, found).unwrap();
    assert_eq!((one.days, one.amount), (1, Money::usd(1000)));
    assert_eq!((one.kind, one.evaded), (FineKind::Overstay, false));
    let thirty = fine(30, found).unwrap();
    assert_eq!(
        (thirty.amount, thirty.must_leave_by, thirty.expulsion),
        (Money::usd(30000), None, false)
    );
    assert_eq!(thirty.evaded().unwrap(), thirty);
}

#[test]
fn article_26_1_beyond_thirty_days_to_leave_within_seven() {
    let fined = fine(31, day(2027, 3, 13)).unwrap();
    assert_eq!(fined.amount, Money::usd(31000));
    assert_eq!(fined.must_leave_by, Some(day(2027, 3, 20)));
    assert!(!fined.expulsion);
}

#[test]
fn article_26_1_the_seven_days_do_not_move_when_asked_again() {
    // Last permitted day 10 February: day 30 over is 12 March, day 31 is 13 March.
    let last = day(2027, 2, 10);
    let leave = |first_found, today| {
        fine_of_stay(last, first_found, today).and_then(|fine| fine.must_leave_by)
    };
    let ordered = day(2027, 3, 13);
    assert_eq!(fine_of_stay(last, None, last), None);
    assert_eq!(leave(None, day(2027, 3, 12)), None);
    assert_eq!(leave(None, ordered), Some(day(2027, 3, 20)));
    assert_eq!(leave(Some(ordered), ordered), Some(day(2027, 3, 20)));
    assert_eq!(
        leave(Some(ordered), day(2027, 3, 19)),
        Some(day(2027, 3, 20))
    );
    assert_eq!(
        leave(Some(ordered), day(2027, 5, 1)),
        Some(day(2027, 3, 20))
    );
    // Found on the thirtieth day over: no order came with that.
    assert_eq!(
        leave(Some(day(2027, 3, 12)), day(2027, 4, 1)),
        Some(day(2027, 4, 8))
    );
    // The amount still grows.
    let fined = fine_of_stay(last, Some(ordered), day(2027, 3, 14)).unwrap();
    assert_eq!((fined.days, fined.amount), (32, Money::usd(32000)));
}

#[test]
fn article_26_2_evading_doubles_once_and_expels() {
    let fined = fine(31, day(2027, 3, 13)).unwrap();
    let evaded = fined.evaded().unwrap();
    assert_eq!(evaded.amount, Money::usd(62000));
    assert_eq!(evaded.must_leave_by, fined.must_leave_by);
    assert!(evaded.expulsion);
    assert_eq!(evaded.evaded().unwrap(), evaded);
}

#[test]
fn article_27_1_misuse_is_a_hundred_dollars_and_expulsion() {
    let fined = misuse_fine(day(2027, 3, 13));
    assert_eq!(fined.amount, Money::usd(10000));
    assert_eq!((fined.kind, fined.days), (FineKind::Misuse, 0));
    assert_eq!(fined.must_leave_by, Some(day(2027, 3, 20)));
    assert!(fined.expulsion);
}

#[test]
fn article_27_2_evading_doubles_once() {
    let evaded = misuse_fine(day(2027, 3, 13)).evaded().unwrap();
    assert_eq!(evaded.amount, Money::usd(20000));
    assert_eq!(evaded.evaded().unwrap(), evaded);
}

#[test]
fn article_23_b_5_only_a_due_fine_for_overstay_bars_departure() {
    for &kind in FineKind::ALL {
        for &state in FineState::ALL {
            let bars = (kind, state) == (FineKind::Overstay, FineState::Due);
            assert_eq!(
                bars_departure(kind, state),
                bars.then_some(Ground::ExitUnpaidFine),
                "{kind} {state}"
            );
        }
    }
}

#[test]
fn article_28_an_exemption_says_who_and_why() {
    let fine = misuse_fine(day(2027, 3, 13));
    assert_eq!(
        exempt(fine, FineState::Due, " Minister of Interior ", " illness "),
        Ok(Exempted {
            fine,
            by: "Minister of Interior",
            reason: "illness"
        })
    );
    // Of each of the three: Art. 24, 26 and 27.
    let found = day(2027, 3, 13);
    for fine in [super::fine(30, found), super::fine(31, found), Some(fine)] {
        let fine = fine.unwrap();
        let exempted = exempt(fine, FineState::Due, "Minister", "illness");
        assert_eq!(exempted.map(|exempted| exempted.fine), Ok(fine));
    }
    assert_eq!(
        exempt(fine, FineState::Due, " ", "illness"),
        Err(ExemptionError::NobodyNamed)
    );
    assert_eq!(
        exempt(fine, FineState::Due, "Minister", "\t"),
        Err(ExemptionError::NoReason)
    );
    for state in [FineState::Paid, FineState::Exempted] {
        assert_eq!(
            exempt(fine, state, "Minister", "illness"),
            Err(ExemptionError::Settled(state))
        );
    }
}

#[test]
fn article_29_paying_averts_the_lawsuit_and_refusing_leads_to_one() {
    for refused in [false, true] {
        assert_eq!(lawsuit(FineState::Paid, refused), Lawsuit::Averted);
        assert_eq!(lawsuit(FineState::Exempted, refused), Lawsuit::Averted);
    }
    assert_eq!(lawsuit(FineState::Due, true), Lawsuit::Filed);
    assert_eq!(lawsuit(FineState::Due, false), Lawsuit::Open);
}

proptest! {
    #[test]
    fn article_24_a_longer_overstay_never_costs_less(days in 0u32..1_000_000, more in 0u32..1_000_000) {
        let found = day(2027, 3, 13);
        let amount = |days| fine(days, found).map_or(0, |fine| fine.amount.minor);
        prop_assert!(amount(days + more) >= amount(days));
        prop_assert_eq!(amount(days), i64::from(days) * 1000);
    }
}
