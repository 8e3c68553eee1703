//! What may happen to a row, by the tables of transitions.

use super::world::{Applicant, World};
use domain::states::{
    ApplicationState, CaseState, FineState, PaymentState, RefundState, StayState, VisaState,
};
use test_support::changes::Change;

/// Why a job may fail that is nobody's fault here: the provider or the mail server is away.
const ORDINARY_FAILURES: [&str; 2] = ["the card provider", "mail not sent"];

impl World<'_> {
    /// Every change since the last look is one that the tables allow.
    pub async fn check_changes(&mut self) {
        for change in self.changes.take().await {
            let Change {
                place,
                id,
                was,
                became,
                ..
            } = &change;
            self.log.about(format!("{place} {id} {was}>{became}"));
            assert!(is_allowed(&change), "{place} {id}: {was} became {became}");
            if place == "applications"
                && let Ok(state) = became.parse()
            {
                let of = |person: &&mut Applicant| person.id.to_string() == *id;
                if let Some(person) = self.people.iter_mut().find(of) {
                    person.state = state;
                }
            }
        }
    }
}

fn is_allowed(change: &Change) -> bool {
    let (was, became) = (change.was.as_str(), change.became.as_str());
    if change.place == "jobs" {
        return ORDINARY_FAILURES.iter().any(|part| became.contains(part));
    }
    match (was, became) {
        ("", new) => is_beginning(&change.place, new),
        // A traveller who is taken out of a draft.
        (old, "") => change.place == "cases" && old == CaseState::Waiting.as_str(),
        _ => may_become(&change.place, was, became),
    }
}

fn is_beginning(place: &str, state: &str) -> bool {
    match place {
        "applications" => state == ApplicationState::Draft.as_str(),
        "cases" => state == CaseState::Waiting.as_str(),
        "visas" => state == VisaState::Valid.as_str(),
        "stays" => state == StayState::Open.as_str(),
        "payments" => state == PaymentState::Created.as_str(),
        "refunds" => [RefundState::Requested, RefundState::Approved]
            .map(RefundState::as_str)
            .contains(&state),
        // It is written down when it is settled.
        "fines" => [FineState::Paid, FineState::Exempted]
            .map(FineState::as_str)
            .contains(&state),
        _ => false,
    }
}

fn may_become(place: &str, was: &str, became: &str) -> bool {
    macro_rules! table {
        ($state:ty) => {
            match (was.parse::<$state>(), became.parse::<$state>()) {
                (Ok(was), Ok(became)) => was.may_become(became),
                _ => false,
            }
        };
    }
    match place {
        "applications" => table!(ApplicationState),
        "cases" => table!(CaseState),
        "visas" => table!(VisaState),
        "stays" => table!(StayState),
        "fines" => table!(FineState),
        "payments" => table!(PaymentState),
        "refunds" => table!(RefundState),
        _ => false,
    }
}
