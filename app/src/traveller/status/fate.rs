//! The fate of an application in one sentence: what happened to all who travel, if it is the same.
//!
//! A new fate is a variant, its messages `status-fate-…` and `status-fate-…-next`, and a row of the
//! tests.

use super::fee;
use crate::contract::{Status, TravellerStatus};
use crate::text::{date, is_message, money, text, text_with};
use crate::traveller::pay::pending_key;
use chrono::NaiveDate;
use domain::states::{
    ApplicationState, CaseState, PaymentState, PendingPayment, StayState, VisaState,
};

/// What happened to a traveller, or to all of an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// Not sent yet.
    Draft,
    /// Sent, not paid yet.
    Unpaid,
    /// The payer has done their part, and nothing is booked yet.
    Pending(PendingPayment),
    /// Neither sent nor paid in time.
    Expired,
    BeingChecked,
    /// The promised day has passed without a decision.
    Late,
    /// The reviewer asked for something.
    CorrectionNeeded,
    Granted,
    /// Granted, and the visa is over without an entry.
    VisaOver,
    Denied,
    Withdrawn,
    /// Refused entry, and not admitted since.
    NotLetIn,
    /// Not let in, withdrawn or over, and the fee is with the payer again: all of it, or some.
    Refunded {
        all: bool,
    },
    /// Admitted, with the last permitted day.
    InCountry(NaiveDate),
    /// All are in the country, each with another last day; this is the first of them.
    StaysDiffer(NaiveDate),
    /// Still in the country after that day.
    Overstayed(NaiveDate),
    Departed,
    /// Not the same for everybody.
    Mixed,
}

/// The fate of all; whoever has withdrawn counts only where all have.
pub(super) fn fate(status: &Status) -> Fate {
    match (status.state, status.pending) {
        // Sent or not: whoever has paid must not be asked to pay.
        (ApplicationState::Draft | ApplicationState::Submitted, Some(pending)) => {
            return Fate::Pending(pending);
        }
        (ApplicationState::Draft, None) => return Fate::Draft,
        (ApplicationState::Submitted, None) => return Fate::Unpaid,
        (ApplicationState::Expired, _) => return Fate::Expired,
        (ApplicationState::Paid | ApplicationState::Closed, _) => {}
    }
    let all = fates(status);
    if all.contains(&Fate::CorrectionNeeded) {
        return Fate::CorrectionNeeded;
    }
    if all.contains(&Fate::BeingChecked) {
        return match status.decision_expected_on {
            Some(_) => Fate::Late,
            None => Fate::BeingChecked,
        };
    }
    let same = common(&all);
    match (same, refunded(status)) {
        // While one of several waits for a refund, or has none, that is not the news.
        (Fate::NotLetIn, Some(_)) if !fee::is_all_back(status) => same,
        (Fate::NotLetIn | Fate::VisaOver | Fate::Withdrawn, Some(all)) => Fate::Refunded { all },
        _ => same,
    }
}

/// The fate of each traveller.
pub(super) fn fates(status: &Status) -> Vec<Fate> {
    let travellers = status.travellers.iter();
    travellers
        .map(|traveller| fate_of(traveller, status.today))
        .collect()
}

/// What became of all that were decided.
fn common(all: &[Fate]) -> Fate {
    let remaining: Vec<Fate> = all
        .iter()
        .copied()
        .filter(|fate| *fate != Fate::Withdrawn)
        .collect();
    let last_days: Option<Vec<NaiveDate>> = remaining
        .iter()
        .map(|fate| match fate {
            Fate::InCountry(day) => Some(*day),
            _ => None,
        })
        .collect();
    match (remaining.as_slice(), last_days) {
        ([], _) => Fate::Withdrawn,
        ([first, rest @ ..], _) if rest.iter().all(|fate| fate == first) => *first,
        (_, Some(days)) => days
            .into_iter()
            .min()
            .map_or(Fate::Mixed, Fate::StaysDiffer),
        _ => Fate::Mixed,
    }
}

/// Whether all of the fee is with the payer again, or some; `None` while nothing has arrived.
fn refunded(status: &Status) -> Option<bool> {
    let paid = status.payments.iter().find(|payment| payment.settles)?;
    if paid.is_refund_on_its_way() {
        return None;
    }
    match paid.state {
        PaymentState::Refunded => Some(true),
        PaymentState::PartlyRefunded => Some(false),
        _ => None,
    }
}

/// Whether a charge, or a share of one, came when nothing was owed any more: it goes back, or has gone.
fn is_charged_afterwards(status: &Status) -> bool {
    status.payments.iter().any(|payment| {
        let is_unneeded = payment.paid_at.is_some() && !payment.settles;
        let mut refunds = payment.refunds.iter();
        is_unneeded || refunds.any(|refund| refund.reason.is_automatic())
    })
}

/// Whether every visa that was issued was made void.
pub(super) fn is_void(status: &Status) -> bool {
    let visas = status.travellers.iter().filter_map(|one| one.visa.as_ref());
    let mut states = visas.map(|visa| visa.state).peekable();
    states.peek().is_some() && states.all(|state| state == VisaState::Void)
}

/// The fate of one traveller of an application that was paid.
pub(super) fn fate_of(traveller: &TravellerStatus, today: NaiveDate) -> Fate {
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
        _ => Fate::BeingChecked,
    }
}

impl Fate {
    /// The sentence above the page.
    pub(super) fn title(self, status: &Status) -> String {
        match self {
            Self::Pending(pending) => text(&format!("{}-title", pending_key(pending))),
            Self::CorrectionNeeded => text("status-correction"),
            Self::Mixed => text_with(
                "status-fate-mixed",
                &[
                    ("total", status.travellers.len().to_string()),
                    ("counts", counts(&fates(status))),
                ],
            ),
            Self::InCountry(day) | Self::StaysDiffer(day) | Self::Overstayed(day) => {
                // A heading that breaks in its date is hard to read.
                let day = date(day).replace(' ', "\u{a0}");
                text_with(&self.key(), &[("date", day)])
            }
            _ => {
                let all = fates(status);
                let count = all.iter().filter(|fate| **fate == self).count();
                text_with(&self.key(), &[("count", count.to_string())])
            }
        }
    }

    /// What it means, and what can be done next.
    pub(super) fn next(self, status: &Status) -> Option<String> {
        match self {
            Self::Pending(pending) => Some(text(pending_key(pending))),
            Self::Expired | Self::Withdrawn if is_charged_afterwards(status) => {
                Some(text("status-fate-charged-afterwards"))
            }
            Self::Expired if status.submitted_at.is_none() => {
                Some(text("status-fate-expired-unsent"))
            }
            Self::Expired => Some(text("status-fate-expired-unpaid")),
            Self::VisaOver if is_void(status) => Some(text("status-fate-visa-over-void")),
            Self::NotLetIn => Some(match fee::of_all(status) {
                Some(fee) => fee::says(fee, status),
                None => text("status-fee-differs"),
            }),
            Self::Refunded { .. } => {
                let paid = status.payments.iter().find(|payment| payment.settles)?;
                let amount = money(paid.given_back);
                let key = if paid.refunds.iter().any(fee::went_to_card) {
                    "status-fate-refunded-next"
                } else {
                    "status-fate-refunded-otherwise"
                };
                Some(text_with(key, &[("amount", amount)]))
            }
            _ => {
                let key = format!("{}-next", self.key());
                let total = ("total", money(status.total));
                is_message(&key).then(|| text_with(&key, &[total]))
            }
        }
    }

    /// The colour of the panel: a name of `style/status.css`.
    pub(super) const fn tone(self) -> &'static str {
        match self {
            Self::Draft
            | Self::Unpaid
            | Self::Late
            | Self::CorrectionNeeded
            | Self::Overstayed(_) => "asks",
            Self::Pending(_) | Self::BeingChecked | Self::Mixed => "goes-on",
            Self::Granted | Self::InCountry(_) | Self::StaysDiffer(_) => "good",
            Self::Denied | Self::NotLetIn => "bad",
            Self::Expired
            | Self::VisaOver
            | Self::Withdrawn
            | Self::Refunded { .. }
            | Self::Departed => "over",
        }
    }

    fn key(self) -> String {
        format!("status-fate-{}", self.name())
    }

    /// The part of its message keys.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Unpaid | Self::Pending(_) => "unpaid",
            Self::Expired => "expired",
            Self::BeingChecked => "being-checked",
            Self::Late => "late",
            Self::CorrectionNeeded => "correction",
            Self::Granted => "granted",
            Self::VisaOver => "visa-over",
            Self::Denied => "denied",
            Self::Withdrawn => "withdrawn",
            Self::NotLetIn => "not-let-in",
            Self::Refunded { all: true } => "refunded-all",
            Self::Refunded { all: false } => "refunded-some",
            Self::InCountry(_) => "in-country",
            Self::StaysDiffer(_) => "stays-differ",
            Self::Overstayed(_) => "overstayed",
            Self::Departed => "departed",
            Self::Mixed => "mixed",
        }
    }
}

/// How many have which fate, in the order in which they travel: `2 granted, 1 denied`.
fn counts(all: &[Fate]) -> String {
    let mut names: Vec<&'static str> = Vec::new();
    for fate in all {
        if !names.contains(&fate.name()) {
            names.push(fate.name());
        }
    }
    let counted: Vec<String> = names
        .into_iter()
        .map(|name| {
            let count = all.iter().filter(|fate| fate.name() == name).count();
            let key = format!("status-count-{name}");
            // The number stays with its word.
            text_with(&key, &[("count", count.to_string())]).replacen(' ', "\u{a0}", 1)
        })
        .collect();
    counted.join(", ")
}

#[cfg(test)]
mod tests;
