//! The five milestones of an application with their days: sent, paid, checked, decision, entry. What
//! can no longer come is left out.

use super::fate::{Fate, fate_of, is_void};
use crate::components::day;
use crate::contract::{Status, TravellerStatus};
use crate::text::{date, money, text, text_with};
use chrono::{DateTime, Utc};
use domain::states::CaseState;
use leptos::prelude::*;

/// How a milestone stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Done,
    /// What happens now.
    Here,
    Ahead,
    /// It waits for the traveller.
    Asks,
    /// Denied, or refused entry.
    Refused,
    /// It ended without that.
    Over,
}

/// A milestone: its name, how it stands, a word on it, and when it was.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Milestone {
    key: &'static str,
    mark: Mark,
    says: Option<String>,
    at: Option<DateTime<Utc>>,
}

impl Milestone {
    const fn new(key: &'static str, mark: Mark) -> Self {
        Self {
            key,
            mark,
            says: None,
            at: None,
        }
    }

    fn on(key: &'static str, mark: Mark, at: Option<DateTime<Utc>>) -> Self {
        Self {
            at,
            ..Self::new(key, mark)
        }
    }

    fn saying(self, says: String) -> Self {
        Self {
            says: Some(says),
            ..self
        }
    }
}

/// Nothing for a draft, which has its tasks.
pub(super) fn list(status: &Status, fate: Fate) -> Option<AnyView> {
    let all = milestones(status, fate);
    let items: Vec<_> = all.into_iter().map(item).collect();
    (!items.is_empty()).then(|| {
        view! {
            <ol class="milestones" aria-label=text("milestones-label")>
                {items}
            </ol>
        }
        .into_any()
    })
}

fn item(milestone: Milestone) -> AnyView {
    // The style sheet draws the marks: on a page that is opened often, a sheet of signs is a burden.
    let class = match milestone.mark {
        Mark::Done => "done",
        Mark::Here => "here",
        Mark::Ahead => "ahead",
        Mark::Asks => "asks",
        Mark::Refused => "refused",
        Mark::Over => "over",
    };
    let current = matches!(milestone.mark, Mark::Here | Mark::Asks).then_some("step");
    let at = milestone.at.map(day);
    let between = (milestone.says.is_some() && at.is_some()).then_some(", ");
    view! {
        <li class=class aria-current=current>
            <span class="mark" aria-hidden="true"></span>
            <span class="name">{text(milestone.key)}</span>
            " "
            <span class="when">{milestone.says} {between} {at}</span>
        </li>
    }
    .into_any()
}

fn milestones(status: &Status, fate: Fate) -> Vec<Milestone> {
    let Some(sent) = status.submitted_at else {
        return Vec::new();
    };
    let mut all = vec![Milestone::on("milestone-sent", Mark::Done, Some(sent))];
    all.extend(paid(status, fate));
    let remaining: Vec<&TravellerStatus> = status
        .travellers
        .iter()
        .filter(|one| one.state != CaseState::Withdrawn)
        .collect();
    if remaining.is_empty() {
        let at = latest(status.travellers.iter().map(|one| one.decided_at));
        let withdrawn = Milestone::on("milestone-decision", Mark::Over, at);
        all.push(withdrawn.saying(text("milestone-withdrawn")));
    } else if status.paid_at.is_some() {
        all.push(checked(&remaining));
        all.push(decision(status, &remaining));
        all.extend(entry(status, &remaining, fate));
    } else if fate != Fate::Expired {
        let ahead = ["milestone-checked", "milestone-decision", "milestone-entry"];
        all.extend(ahead.map(|key| Milestone::new(key, Mark::Ahead)));
    }
    all
}

fn paid(status: &Status, fate: Fate) -> Option<Milestone> {
    let key = "milestone-paid";
    match (status.paid_at, fate) {
        (Some(at), _) => Some(Milestone::on(key, Mark::Done, Some(at))),
        (None, Fate::Pending(_)) => {
            Some(Milestone::new(key, Mark::Here).saying(text("milestone-confirming")))
        }
        (None, Fate::Unpaid) => {
            let total = ("total", money(status.total));
            let says = text_with("milestone-to-pay", &[total]);
            Some(Milestone::new(key, Mark::Asks).saying(says))
        }
        (None, _) => None,
    }
}

fn checked(remaining: &[&TravellerStatus]) -> Milestone {
    let key = "milestone-checked";
    let corrections = remaining
        .iter()
        .filter(|one| one.state == CaseState::NeedsCorrection)
        .map(|one| one.correction.as_ref().map(|asked| asked.asked_at));
    let mut corrections = corrections.peekable();
    if corrections.peek().is_some() {
        let asked = Milestone::on(key, Mark::Asks, latest(corrections));
        return asked.saying(text("milestone-correction"));
    }
    if remaining.iter().any(|one| one.state.is_undecided()) {
        return Milestone::new(key, Mark::Here).saying(text("milestone-checking"));
    }
    let at = latest(remaining.iter().map(|one| one.checked_at));
    Milestone::on(key, Mark::Done, at)
}

fn decision(status: &Status, remaining: &[&TravellerStatus]) -> Milestone {
    let key = "milestone-decision";
    let of = |state| remaining.iter().filter(|one| one.state == state).count();
    let decided = of(CaseState::Granted) + of(CaseState::Denied);
    if decided < remaining.len() {
        let ahead = Milestone::new(key, Mark::Ahead);
        let due = status.decision_expected_on.or(status.decision_due_on);
        return if of(CaseState::NeedsCorrection) > 0 {
            ahead.saying(text("milestone-after-correction"))
        } else if let Some(day) = due {
            ahead.saying(text_with("milestone-by", &[("date", date(day))]))
        } else {
            ahead
        };
    }
    let at = latest(remaining.iter().map(|one| one.decided_at));
    if of(CaseState::Granted) == decided {
        Milestone::on(key, Mark::Done, at).saying(text("milestone-granted"))
    } else if of(CaseState::Denied) == decided {
        Milestone::on(key, Mark::Refused, at).saying(text("milestone-denied"))
    } else {
        Milestone::on(key, Mark::Done, at)
    }
}

/// Nothing once nobody can enter.
fn entry(status: &Status, remaining: &[&TravellerStatus], fate: Fate) -> Option<Milestone> {
    let key = "milestone-entry";
    let undecided = remaining.iter().any(|one| one.state.is_undecided());
    let granted: Vec<_> = remaining
        .iter()
        .filter(|one| one.state == CaseState::Granted)
        .collect();
    if granted.is_empty() {
        return undecided.then(|| Milestone::new(key, Mark::Ahead));
    }
    let entered = granted.iter().filter(|one| one.pass.is_some()).count();
    let turned_away = granted.iter().filter(|one| !one.grounds.is_empty());
    if turned_away.clone().count() == granted.len() {
        let at = latest(turned_away.map(|one| one.crossings.refused_at));
        let refused = Milestone::on(key, Mark::Refused, at);
        return Some(refused.saying(text("milestone-not-let-in")));
    }
    if entered == granted.len() && !undecided {
        let at = latest(granted.iter().map(|one| one.crossings.entered_at));
        return Some(Milestone::on(key, Mark::Done, at));
    }
    if matches!(fate, Fate::VisaOver | Fate::Refunded { .. }) {
        let says = if is_void(status) {
            "milestone-void"
        } else {
            "milestone-not-used"
        };
        return Some(Milestone::new(key, Mark::Over).saying(text(says)));
    }
    if entered > 0 {
        let part = [
            ("count", entered.to_string()),
            ("total", granted.len().to_string()),
        ];
        return Some(Milestone::new(key, Mark::Here).saying(text_with("milestone-part", &part)));
    }
    let until = granted
        .iter()
        .filter(|one| fate_of(one, status.today) == Fate::Granted)
        .filter_map(|one| Some(one.visa.as_ref()?.valid_until))
        .min()?;
    let by = text_with("milestone-by", &[("date", date(until))]);
    Some(Milestone::new(key, Mark::Ahead).saying(by))
}

fn latest(times: impl Iterator<Item = Option<DateTime<Utc>>>) -> Option<DateTime<Utc>> {
    times.flatten().max()
}

#[cfg(test)]
mod tests;
