//! The head of the status page: who travels, the fate in one sentence, what it means, and the one
//! thing that can be done now.

use super::fate::Fate;
use super::{correction, fee, people};
use crate::contract::{Status, TravellerStatus};
use crate::text::{date, text, text_with};
use domain::calendar::ministry_date;
use domain::states::PendingPayment;
use leptos::prelude::*;

pub(super) fn head(status: &Status, fate: Fate) -> AnyView {
    let alone = alone(status);
    let name = alone.filter(|one| !one.name.is_empty()).map(|one| {
        view! {
            <p class="caption" dir="auto" translate="no">
                {one.name.clone()}
            </p>
        }
    });
    let lead = lead(status, fate).map(|says| view! { <p class="lead">{says}</p> });
    let next = fate.next(status).map(|says| view! { <p>{says}</p> });
    let grounds = alone.map(people::grounds);
    // Of a visa that is good the lead says it.
    let visa = alone
        .filter(|_| fate != Fate::Granted)
        .and_then(people::visa_says)
        .map(|says| view! { <p class="small">{says}</p> });
    let declined = alone
        .filter(|_| fate == Fate::NotLetIn)
        .and_then(|one| fee::declined_note(one, status));
    let asked: Vec<_> = status
        .travellers
        .iter()
        .filter_map(|one| {
            let asked = correction::asked(one, &status.reference)?;
            let whose = alone.is_none().then(|| {
                view! {
                    <p class="caption" dir="auto" translate="no">
                        {one.name.clone()}
                    </p>
                }
            });
            Some(view! { {whose} {asked} })
        })
        .collect();
    let decided = people::decided(status, fate).map(|says| view! { <p>{says}</p> });
    let action = action(status, fate).map(|action| view! { <div class="buttons">{action}</div> });
    view! {
        <div class="standing" data-tone=fate.tone()>
            {name}
            <h1>{fate.title(status)}</h1>
            {lead}
            {grounds}
            {next}
            {declined}
            {asked}
            {decided}
            {visa}
            {action}
            {arrival_card(status)}
        </div>
    }
    .into_any()
}

/// The way to the arrival card, once it is made or can be.
fn arrival_card(status: &Status) -> Option<AnyView> {
    let card = status.card.clone()?;
    let says = text(if card.is_made {
        "status-card-open"
    } else {
        "status-card-fill"
    });
    Some(view! { <p class="links"><a href=card.path>{says}</a></p> }.into_any())
}

/// The one person of an application.
pub(super) fn alone(status: &Status) -> Option<&TravellerStatus> {
    match status.travellers.as_slice() {
        [one] => Some(one),
        _ => None,
    }
}

/// The day that counts now.
fn lead(status: &Status, fate: Fate) -> Option<String> {
    let one = alone(status);
    match fate {
        Fate::BeingChecked => status
            .decision_due_on
            .map(|day| text_with("status-decision-due", &[("date", date(day))])),
        Fate::Late => {
            let (due, expected) = (status.decision_due_on?, status.decision_expected_on?);
            Some(text_with(
                "status-decision-late",
                &[("due", date(due)), ("expected", date(expected))],
            ))
        }
        Fate::Granted => people::visa_says(one?),
        Fate::InCountry(last) => {
            let days = (last - status.today).num_days();
            Some(text_with(
                "status-days-left",
                &[("count", days.to_string())],
            ))
        }
        Fate::Departed => {
            let on = ministry_date(one?.crossings.left_at?);
            Some(text_with("status-departed-on", &[("date", date(on))]))
        }
        _ => None,
    }
}

/// The one thing to do now, as a button, and what else may be opened beside it.
fn action(status: &Status, fate: Fate) -> Option<AnyView> {
    let link = |href: &'static str, key: &str| {
        view! {
            <a class="button" href=href>
                {text(key)}
            </a>
        }
        .into_any()
    };
    match fate {
        Fate::Draft => Some(link("/resume", "continue")),
        Fate::Unpaid => Some(
            view! {
                {link("/pay", "status-pay")}
                <a href="/apply/check">{text("status-change")}</a>
            }
            .into_any(),
        ),
        Fate::Pending(PendingPayment::Bank) => Some(link("/pay/done", "pay-check-again")),
        Fate::Expired | Fate::Withdrawn | Fate::VisaOver | Fate::Denied | Fate::Refunded { .. } => {
            // Whoever had been in the country keeps the proof of it.
            let documents = alone(status).map(|one| people::links(one, "button second"));
            Some(
                view! {
                    {link("/apply", "status-apply-again")}
                    {documents}
                }
                .into_any(),
            )
        }
        Fate::Granted
        | Fate::NotLetIn
        | Fate::InCountry(_)
        | Fate::Overstayed(_)
        | Fate::Departed => {
            let documents = people::links(alone(status)?, "button");
            (!documents.is_empty()).then(|| documents.into_any())
        }
        Fate::Pending(PendingPayment::Supervisor)
        | Fate::BeingChecked
        | Fate::Late
        | Fate::CorrectionNeeded
        | Fate::StaysDiffer(_)
        | Fate::Mixed => None,
    }
}
