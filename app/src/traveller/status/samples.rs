//! Applications for the tests of the status page. Today is 26 December 2026.

use crate::contract::{
    LatestCrossings, PassSummary, PaymentView, RefundView, Status, TravellerStatus,
};
use chrono::NaiveDate;
use domain::law::Ground;
use domain::law::refunds::RefundGround;
use domain::money::Money;
use domain::states::{ApplicationState, CaseState, PaymentState, RefundState, StayState};
use uuid::Uuid;

pub fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 12, day).unwrap()
}

pub fn status(state: ApplicationState, travellers: Vec<TravellerStatus>) -> Status {
    Status {
        reference: "KV-7Q2M-3DXA".to_owned(),
        state,
        submitted_at: None,
        paid_at: None,
        decision_due_on: None,
        decision_expected_on: None,
        today: day(26),
        total: Money::usd(3000),
        email_confirmed: true,
        can_pay: false,
        pending: None,
        travellers,
        payments: Vec::new(),
        timeline: Vec::new(),
        card: None,
    }
}

pub fn person(state: CaseState) -> TravellerStatus {
    TravellerStatus {
        id: Uuid::nil(),
        name: "Anna".to_owned(),
        photo_version: None,
        state,
        kept_from_withdrawing: Some("conflict-withdraw-decided"),
        checked_at: None,
        decided_at: None,
        crossings: LatestCrossings::default(),
        grounds: Vec::new(),
        correction: None,
        visa: None,
        evisa_path: None,
        pass: None,
    }
}

pub fn refused() -> TravellerStatus {
    TravellerStatus {
        grounds: vec![Ground::EntryUnclearPurpose],
        ..person(CaseState::Granted)
    }
}

pub fn with_pass(state: StayState, last: u32) -> TravellerStatus {
    TravellerStatus {
        pass: Some(PassSummary {
            number: "VP2600008".to_owned(),
            state,
            last_permitted_day: day(last),
            path: "/v/x".to_owned(),
        }),
        ..person(CaseState::Granted)
    }
}

pub fn payment(state: PaymentState, refund: RefundState) -> PaymentView {
    PaymentView {
        state,
        amount: Money::usd(6000),
        paid_at: None,
        settles: true,
        refunded_elsewhere: Money::usd(0),
        given_back: Money::usd(0),
        refunds: vec![RefundView {
            amount: Money::usd(3000),
            state: refund,
            reason: RefundGround::TechnicalFault,
            traveller: None,
            at: chrono::DateTime::UNIX_EPOCH,
            elsewhere: Money::usd(0),
            note: None,
        }],
    }
}
