use super::super::fate::fate;
use super::super::samples::{day, person, refused, status, with_pass};
use super::*;
use crate::contract::{CorrectionAsked, LatestCrossings};
use domain::states::ApplicationState::{Closed, Expired, Paid, Submitted};
use domain::states::{ApplicationState, StayState};

fn at(day_of_month: u32) -> DateTime<Utc> {
    day(day_of_month).and_time(chrono::NaiveTime::MIN).and_utc()
}

/// The milestones in a line each: `checked asks We asked 24`.
fn lines(status: &Status) -> Vec<String> {
    milestones(status, fate(status))
        .into_iter()
        .map(|one| {
            let name = one.key.trim_start_matches("milestone-");
            let mark = format!("{:?}", one.mark).to_lowercase();
            let says = one.says.unwrap_or_default();
            let day = one.at.map(|at| at.format("%d").to_string());
            format!("{name} {mark} {says} {}", day.unwrap_or_default())
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect()
}

fn sent(state: ApplicationState, travellers: Vec<TravellerStatus>) -> Status {
    Status {
        submitted_at: Some(at(20)),
        paid_at: matches!(state, Paid | Closed).then(|| at(21)),
        decision_due_on: Some(day(28)),
        ..status(state, travellers)
    }
}

fn decided(one: TravellerStatus) -> TravellerStatus {
    TravellerStatus {
        checked_at: Some(at(22)),
        decided_at: Some(at(23)),
        ..one
    }
}

#[test]
fn they_tell_what_is_done_and_what_is_ahead() {
    let unpaid = sent(Submitted, vec![person(CaseState::Waiting)]);
    let ahead = ["checked ahead", "decision ahead", "entry ahead"];
    let expected = [
        &["sent done 20", "paid asks USD\u{a0}30.00 to pay"],
        &ahead[..],
    ]
    .concat();
    let plain: Vec<_> = expected
        .iter()
        .map(|line| line.replace('\u{a0}', " "))
        .collect();
    assert_eq!(lines(&unpaid), plain);

    let expired = sent(Expired, vec![person(CaseState::Waiting)]);
    assert_eq!(lines(&expired), ["sent done 20"]);

    let checking = sent(Paid, vec![person(CaseState::InReview)]);
    assert_eq!(
        lines(&checking)[2..],
        [
            "checked here in progress",
            "decision ahead by 28 December 2026",
            "entry ahead"
        ]
    );

    let asked = TravellerStatus {
        correction: Some(CorrectionAsked {
            note: String::new(),
            pages: Vec::new(),
            changes: None,
            asked_at: at(24),
            until: day(30),
        }),
        ..person(CaseState::NeedsCorrection)
    };
    assert_eq!(
        lines(&sent(Paid, vec![asked]))[2..],
        [
            "checked asks We asked 24",
            "decision ahead after your correction",
            "entry ahead"
        ]
    );
}

#[test]
fn a_denial_and_a_refusal_are_states_of_their_own_and_end_the_list() {
    let denied = sent(Closed, vec![decided(person(CaseState::Denied))]);
    assert_eq!(
        lines(&denied)[2..],
        ["checked done 22", "decision refused Denied 23"]
    );

    let withdrawn = sent(Closed, vec![decided(person(CaseState::Withdrawn))]);
    assert_eq!(lines(&withdrawn)[2..], ["decision over Withdrawn 23"]);

    let turned_away = TravellerStatus {
        crossings: LatestCrossings {
            refused_at: Some(at(25)),
            ..LatestCrossings::default()
        },
        ..decided(refused())
    };
    assert_eq!(
        lines(&sent(Paid, vec![turned_away]))[3..],
        ["decision done Granted 23", "entry refused Not let in 25"]
    );
}

#[test]
fn a_family_has_entered_when_all_of_it_has() {
    let entered = || TravellerStatus {
        crossings: LatestCrossings {
            entered_at: Some(at(25)),
            ..LatestCrossings::default()
        },
        ..decided(with_pass(StayState::Open, 30))
    };
    let granted = || decided(person(CaseState::Granted));
    let some = sent(Paid, vec![entered(), granted()]);
    assert_eq!(lines(&some)[4..], ["entry here 1 of 2"]);
    let all = sent(Paid, vec![entered(), entered()]);
    assert_eq!(lines(&all)[4..], ["entry done 25"]);
}
