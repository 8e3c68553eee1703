//! The application in memory.

use super::{APPLICANT, CHILD};
use app::contract::{
    CardLink, ContactForm, CorrectionAsked, Draft, DraftTraveller, LatestCrossings, PassSummary,
    PassportForm, PaymentView, Progress, RefundView, Status, TimelineEntry, TravellerStatus,
    TripForm, VisaSummary,
};
use app::error::FieldError;
use chrono::{DateTime, NaiveDate, Utc};
use domain::law::Ground;
use domain::law::refunds::RefundGround;
use domain::money::Money;
use domain::photo::Source;
use domain::states::{
    ApplicationState, CaseState, CorrectionPage, PaymentState, RefundState, StayState, VisaState,
};
use domain::visa::VisaType;
use uuid::Uuid;

pub(super) fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn at(hour: u32) -> DateTime<Utc> {
    day(2026, 11, 20).and_hms_opt(hour, 5, 0).unwrap().and_utc()
}

fn traveller(id: Uuid, position: u32) -> DraftTraveller {
    DraftTraveller {
        id,
        position,
        adult: None,
        may_hold_others: true,
        passport: PassportForm {
            surname: "O’Connor".into(),
            given_names: "Enya Siobhan".into(),
            sex: "F".into(),
            birth_day: "5".into(),
            birth_month: "9".into(),
            birth_year: "1994".into(),
            birth_place: "Cork".into(),
            nationality: "IRL".into(),
            passport_kind: "ordinary".into(),
            passport_number: "XN5003778".into(),
            issuing_state: "IRL".into(),
            expiry_day: "31".into(),
            expiry_month: "2".into(),
            expiry_year: "2031".into(),
            ..PassportForm::default()
        },
        passport_revision: 1,
        passport_errors: vec![
            FieldError::new("issue_day", "field-error-issue-missing"),
            FieldError::new("expiry_day", "field-error-date-days")
                .with("which", "expiry-date")
                .with("month", "month-2")
                .with("year", 2031)
                .with("days", 28),
        ],
        passport_progress: Progress::Invalid,
        mrz_name: Some("O<CONNOR<<ENYA<SIOBHAN".into()),
        passport_notes: Vec::new(),
        has_photo: true,
        photo_version: 3,
        photo_source: Some(Source::of(2000, 1500)),
    }
}

pub(super) fn draft() -> Draft {
    let mut child = traveller(CHILD, 2);
    child.adult = Some(APPLICANT);
    child.may_hold_others = false;
    child.passport = PassportForm::default();
    child.passport_errors = Vec::new();
    child.passport_progress = Progress::Untouched;
    child.mrz_name = None;
    child.has_photo = false;
    child.photo_source = None;
    Draft {
        reference: "KV-7Q2M-3DXA".into(),
        state: ApplicationState::Draft,
        email: "enya@example.ie".into(),
        email_confirmed: false,
        revision: 4,
        trip_revision: 2,
        contact_revision: 1,
        expires_at: day(2026, 12, 20).and_hms_opt(10, 0, 0).unwrap().and_utc(),
        trip: TripForm {
            entry_day: "10".into(),
            entry_month: "1".into(),
            entry_year: "2027".into(),
            stay_days: "45".into(),
            port: "SAI".into(),
            address: "Hotel </textarea><script>alert(1)</script>\nSiem Reap".into(),
        },
        trip_errors: Vec::new(),
        trip_progress: Progress::Done,
        apply_from: None,
        remind_on: None,
        pending: None,
        warnings: vec![
            FieldError::new("trip", "trip-warning-stay").with("date", "10 February 2027"),
        ],
        contact: ContactForm::default(),
        contact_errors: Vec::new(),
        contact_progress: Progress::Untouched,
        travellers: vec![traveller(APPLICANT, 1), child],
        corrected: Vec::new(),
        under_review: false,
        fee_each: Money::usd(3000),
        total: Money::usd(6000),
    }
}

pub(super) fn status(paid: bool) -> Status {
    let person = |id, name: &str, state| TravellerStatus {
        id,
        name: name.into(),
        photo_version: (id == APPLICANT).then_some(3),
        state,
        kept_from_withdrawing: None,
        checked_at: Some(at(7)),
        decided_at: Some(at(8)),
        crossings: LatestCrossings::default(),
        grounds: Vec::new(),
        correction: None,
        visa: None,
        evisa_path: None,
        pass: None,
    };
    let mut granted = person(APPLICANT, "Enya Siobhan O’Connor", CaseState::Granted);
    granted.evisa_path = Some("/e/secret".into());
    granted.visa = Some(VisaSummary {
        id: Uuid::from_u128(5),
        number: "T12345678".into(),
        visa_type: VisaType::T,
        state: VisaState::Valid,
        issued_on: day(2026, 11, 21),
        valid_until: day(2027, 2, 21),
    });
    granted.pass = Some(PassSummary {
        number: "VP-1".into(),
        state: StayState::Open,
        last_permitted_day: day(2026, 12, 26),
        path: "/pass/abc".into(),
    });
    let mut correct = person(CHILD, "Finn O’Connor", CaseState::NeedsCorrection);
    correct.correction = Some(CorrectionAsked {
        note: "The photo shows two people.\nUpload one with the child alone.".into(),
        pages: CorrectionPage::ALL.to_vec(),
        changes: Some(2),
        asked_at: at(6),
        until: day(2026, 12, 5),
    });
    let mut denied = person(Uuid::from_u128(3), "Aoife O’Connor", CaseState::Denied);
    denied.grounds = vec![Ground::EntryUnclearPurpose];
    let entry = |hour, action: &str| TimelineEntry {
        at: at(hour),
        action: action.into(),
        details: Vec::new(),
        by: None,
        whose: None,
    };
    Status {
        reference: "KV-7Q2M-3DXA".into(),
        state: if paid {
            ApplicationState::Paid
        } else {
            ApplicationState::Submitted
        },
        submitted_at: Some(at(3)),
        paid_at: paid.then(|| at(4)),
        decision_due_on: Some(day(2026, 11, 25)),
        decision_expected_on: None,
        today: day(2026, 11, 24),
        total: Money::usd(6000),
        email_confirmed: true,
        can_pay: !paid,
        pending: None,
        travellers: vec![granted, correct, denied],
        payments: paid.then(payment).into_iter().collect(),
        card: paid.then(|| CardLink {
            path: "/card/secret".into(),
            is_made: false,
        }),
        timeline: vec![
            entry(1, "application.started"),
            entry(3, "application.submitted"),
            entry(4, "payment.settled"),
        ],
    }
}

/// A payment of which a part is on its way back.
fn payment() -> PaymentView {
    PaymentView {
        state: PaymentState::PartlyRefunded,
        amount: Money::usd(9000),
        paid_at: Some(at(4)),
        settles: true,
        given_back: Money::usd(0),
        refunded_elsewhere: Money::usd(0),
        refunds: vec![RefundView {
            elsewhere: Money::usd(0),
            note: None,
            amount: Money::usd(3000),
            state: RefundState::Sent,
            reason: RefundGround::TechnicalFault,
            traveller: None,
            at: at(9),
        }],
    }
}
