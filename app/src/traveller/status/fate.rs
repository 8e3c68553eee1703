//! The fate of an application in one sentence: what happened to all who travel, if it is the same.

use crate::contract::{Status, TravellerStatus};
use crate::text::{date, label, text, text_with};
use crate::traveller::pay::pending_key;
use chrono::NaiveDate;
use domain::states::{ApplicationState, CaseState, PendingPayment, StayState, VisaState};

/// What happened to a traveller, or to all of an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// Not paid yet, or ended before anything was decided.
    Undecided,
    /// The payer has done their part, and nothing is booked yet.
    Pending(PendingPayment),
    BeingDecided,
    /// The reviewer asked for something.
    CorrectionNeeded,
    Granted,
    /// Granted, and the visa is over without an entry.
    VisaOver,
    Denied,
    Withdrawn,
    /// Refused entry, and not admitted since.
    NotLetIn,
    /// Admitted, with the last permitted day.
    InCountry(NaiveDate),
    /// Still in the country after that day.
    Overstayed(NaiveDate),
    Departed,
    /// Not the same for everybody.
    Mixed,
}

/// The fate of all; whoever has withdrawn counts only where all have.
pub(super) fn fate(status: &Status) -> Fate {
    if let (Some(pending), ApplicationState::Submitted) = (status.pending, status.state) {
        return Fate::Pending(pending);
    }
    if !matches!(
        status.state,
        ApplicationState::Paid | ApplicationState::Closed
    ) {
        return Fate::Undecided;
    }
    let all: Vec<Fate> = status
        .travellers
        .iter()
        .map(|traveller| fate_of(traveller, status.today))
        .collect();
    let first_of = |fate: Fate| all.contains(&fate).then_some(fate);
    let remaining: Vec<Fate> = all
        .iter()
        .copied()
        .filter(|fate| *fate != Fate::Withdrawn)
        .collect();
    let same = match remaining.as_slice() {
        [] => Fate::Withdrawn,
        [first, rest @ ..] if rest.iter().all(|fate| fate == first) => *first,
        _ => Fate::Mixed,
    };
    first_of(Fate::CorrectionNeeded)
        .or_else(|| first_of(Fate::BeingDecided))
        .unwrap_or(same)
}

fn fate_of(traveller: &TravellerStatus, today: NaiveDate) -> Fate {
    match (traveller.state, &traveller.pass) {
        (CaseState::NeedsCorrection, _) => Fate::CorrectionNeeded,
        (CaseState::Denied, _) => Fate::Denied,
        (CaseState::Withdrawn, _) => Fate::Withdrawn,
        (CaseState::Granted, _) if !traveller.grounds.is_empty() => Fate::NotLetIn,
        (CaseState::Granted, Some(pass)) => match pass.state {
            StayState::Open if pass.last_permitted_day < today => {
                Fate::Overstayed(pass.last_permitted_day)
            }
            StayState::Open => Fate::InCountry(pass.last_permitted_day),
            StayState::Departed => Fate::Departed,
        },
        (CaseState::Granted, None) => match &traveller.visa {
            Some(visa) if visa.state != VisaState::Valid || visa.valid_until < today => {
                Fate::VisaOver
            }
            _ => Fate::Granted,
        },
        _ => Fate::BeingDecided,
    }
}

impl Fate {
    pub(super) fn title(self, state: ApplicationState) -> String {
        match self {
            Self::Undecided | Self::BeingDecided => label("application-state", state),
            Self::Pending(pending) => text(&format!("{}-title", pending_key(pending))),
            Self::CorrectionNeeded => text("status-correction"),
            Self::Granted => text("status-fate-granted"),
            Self::VisaOver => text("status-fate-visa-over"),
            Self::Denied => text("status-fate-denied"),
            Self::Withdrawn => text("status-fate-withdrawn"),
            Self::NotLetIn => text("status-fate-not-let-in"),
            Self::InCountry(until) => text_with("status-fate-in-country", &[("date", date(until))]),
            Self::Overstayed(day) => text_with("status-fate-overstayed", &[("date", date(day))]),
            Self::Departed => text("status-fate-departed"),
            Self::Mixed => text("status-fate-mixed"),
        }
    }

    /// The message that says what can be done next.
    pub(super) const fn next_key(self) -> Option<&'static str> {
        Some(match self {
            Self::Pending(pending) => pending_key(pending),
            Self::Granted => "status-fate-granted-next",
            Self::VisaOver => "status-fate-visa-over-next",
            Self::Denied => "status-fate-denied-next",
            Self::Withdrawn => "status-fate-withdrawn-next",
            Self::NotLetIn => "status-fate-not-let-in-next",
            Self::InCountry(_) => "status-fate-in-country-next",
            Self::Overstayed(_) => "status-fate-overstayed-next",
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::{PassSummary, VisaSummary};
    use domain::law::Ground;
    use domain::money::Money;
    use domain::visa::VisaType;
    use uuid::Uuid;

    fn status(state: ApplicationState, travellers: Vec<TravellerStatus>) -> Status {
        Status {
            reference: "KV-7Q2M-3DXA".to_owned(),
            state,
            decision_due_on: None,
            decision_expected_on: None,
            today: NaiveDate::from_ymd_opt(2026, 12, 26).unwrap(),
            total: Money::usd(3000),
            email_confirmed: true,
            can_pay: false,
            pending: None,
            can_withdraw: false,
            travellers,
            payments: Vec::new(),
            timeline: Vec::new(),
        }
    }

    fn person(state: CaseState) -> TravellerStatus {
        TravellerStatus {
            id: Uuid::nil(),
            name: "Anna".to_owned(),
            state,
            grounds: Vec::new(),
            correction: None,
            visa: None,
            pass: None,
        }
    }

    fn with_pass(state: StayState, day: u32) -> TravellerStatus {
        TravellerStatus {
            pass: Some(PassSummary {
                number: "VP2600008".to_owned(),
                state,
                last_permitted_day: NaiveDate::from_ymd_opt(2026, 12, day).unwrap(),
                path: "/v/x".to_owned(),
            }),
            ..person(CaseState::Granted)
        }
    }

    #[test]
    fn the_heading_says_what_happened_to_all() {
        use ApplicationState::{Closed, Paid, Submitted};
        use CaseState as C;
        let refused = TravellerStatus {
            grounds: vec![Ground::EntryUnclearPurpose],
            ..person(C::Granted)
        };
        let day = |day| NaiveDate::from_ymd_opt(2026, 12, day).unwrap();
        for (state, travellers, expected) in [
            (Submitted, vec![person(C::Waiting)], Fate::Undecided),
            (
                Paid,
                vec![person(C::InReview), person(C::Granted)],
                Fate::BeingDecided,
            ),
            (
                Paid,
                vec![person(C::InReview), person(C::NeedsCorrection)],
                Fate::CorrectionNeeded,
            ),
            (
                Paid,
                vec![person(C::Granted), person(C::Withdrawn)],
                Fate::Granted,
            ),
            (
                Closed,
                vec![person(C::Denied), person(C::Denied)],
                Fate::Denied,
            ),
            (Closed, vec![person(C::Withdrawn)], Fate::Withdrawn),
            (Closed, vec![refused], Fate::NotLetIn),
            (
                Paid,
                vec![with_pass(StayState::Open, 26)],
                Fate::InCountry(day(26)),
            ),
            (
                Paid,
                vec![
                    with_pass(StayState::Open, 26),
                    with_pass(StayState::Open, 27),
                ],
                Fate::Mixed,
            ),
            (
                Closed,
                vec![with_pass(StayState::Departed, 26)],
                Fate::Departed,
            ),
            (
                Closed,
                vec![person(C::Denied), with_pass(StayState::Departed, 26)],
                Fate::Mixed,
            ),
        ] {
            let status = status(state, travellers);
            assert_eq!(fate(&status), expected, "{status:?}");
            assert!(!expected.title(state).contains("status-"));
            assert!(expected.next_key().is_none_or(crate::text::is_message));
        }
    }

    #[test]
    fn what_is_over_is_not_called_granted() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 12, day).unwrap();
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
        for (visa, expected) in [
            (visa(VisaState::Valid, 26), Fate::Granted),
            (visa(VisaState::Valid, 25), Fate::VisaOver),
            (visa(VisaState::Expired, 25), Fate::VisaOver),
            (visa(VisaState::Void, 30), Fate::VisaOver),
            (with_pass(StayState::Open, 25), Fate::Overstayed(day(25))),
        ] {
            let status = status(ApplicationState::Paid, vec![visa]);
            assert_eq!(fate(&status), expected, "{status:?}");
        }
    }
}
