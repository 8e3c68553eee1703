//! The people of a family in compact rows, and what each of them may open.

use super::fate::{Fate, fate_of};
use super::fee;
use crate::contract::{Status, TravellerStatus};
use crate::text::{date, label, text, text_with};
use crate::traveller::steps::photo_address;
use domain::states::{ApplicationState, CaseState, StayState, VisaState};
use leptos::prelude::*;

/// Nothing for one person, of whom the head of the page says everything.
pub(super) fn rows(status: &Status) -> Option<AnyView> {
    if status.travellers.len() < 2 {
        return None;
    }
    let rows: Vec<_> = status
        .travellers
        .iter()
        .filter(|traveller| !traveller.name.is_empty())
        .map(|traveller| row(traveller, status))
        .collect();
    (!rows.is_empty()).then(|| {
        view! {
            // The head of the page says it to who sees.
            <h2 class="unseen">{text("status-travellers")}</h2>
            <ul class="party">{rows}</ul>
        }
        .into_any()
    })
}

fn row(traveller: &TravellerStatus, status: &Status) -> AnyView {
    let photo = traveller.photo_version.map(|version| {
        let source = photo_address(traveller.id, version);
        // The name stands beside it.
        view! { <img src=source alt="" width="48" height="72" loading="lazy" /> }
    });
    let not_let_in = fate_of(traveller, status.today) == Fate::NotLetIn;
    let fee = not_let_in.then(|| {
        view! {
            <p>{fee::says(fee::of(traveller, status), status)}</p>
            {fee::declined_note(traveller, status)}
        }
    });
    let documents = links(traveller, "");
    let documents = (!documents.is_empty()).then(|| view! { <p class="links">{documents}</p> });
    view! {
        <li>
            <div class="portrait">{photo}</div>
            <div class="who">
                <h3 dir="auto" translate="no">
                    {traveller.name.clone()}
                </h3>
                {tag(traveller, status)}
                {stays_until(traveller)}
            </div>
            <div class="what">
                {grounds(traveller)}
                {fee}
                {visa_fact(traveller).filter(|_| !not_let_in)}
                {documents}
            </div>
        </li>
    }
    .into_any()
}

/// The state of the case. One that is not paid for has none yet, since nobody reviews it.
fn tag(traveller: &TravellerStatus, status: &Status) -> Option<AnyView> {
    let is_reviewed = matches!(
        status.state,
        ApplicationState::Paid | ApplicationState::Closed
    );
    if !is_reviewed && traveller.state != CaseState::Withdrawn {
        return None;
    }
    let fate = fate_of(traveller, status.today);
    let class = match fate {
        Fate::Granted | Fate::InCountry(_) => "tag good",
        Fate::Denied | Fate::NotLetIn => "tag bad",
        Fate::CorrectionNeeded | Fate::Overstayed(_) => "tag warn",
        _ => "tag",
    };
    let says = match fate {
        Fate::VisaOver
        | Fate::NotLetIn
        | Fate::InCountry(_)
        | Fate::Overstayed(_)
        | Fate::Departed => label("status-one", fate.name()),
        _ => label("case-state", traveller.state),
    };
    Some(view! { <span class=class>{says}</span> }.into_any())
}

/// While others are still waited for: who was decided on already, by name.
pub(super) fn decided(status: &Status, fate: Fate) -> Option<String> {
    if !matches!(
        fate,
        Fate::BeingChecked | Fate::Late | Fate::CorrectionNeeded
    ) {
        return None;
    }
    let parts: Vec<_> = [CaseState::Granted, CaseState::Denied, CaseState::Withdrawn]
        .into_iter()
        .filter_map(|state| {
            let travellers = status.travellers.iter().filter(|one| one.state == state);
            let names: Vec<_> = travellers.map(|one| one.name.as_str()).collect();
            let says = [
                ("state", label("case-state", state)),
                ("names", names.join("; ")),
            ];
            (!names.is_empty()).then(|| text_with("status-decided", &says))
        })
        .collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// Why a traveller was denied, or refused entry.
pub(super) fn grounds(traveller: &TravellerStatus) -> Vec<AnyView> {
    let grounds = traveller.grounds.iter();
    grounds
        .map(|ground| {
            view! {
                <p>
                    {text("status-ground")} " " {label("ground", ground)}
                    {format!(" ({})", ground.article())}
                </p>
            }
            .into_any()
        })
        .collect()
}

/// The last day of who is in the country, beside the tag that says so.
fn stays_until(traveller: &TravellerStatus) -> Option<AnyView> {
    let pass = traveller.pass.as_ref();
    let pass = pass.filter(|pass| pass.state == StayState::Open)?;
    let last = ("date", date(pass.last_permitted_day));
    let says = text_with("status-stays-until", &[last]);
    Some(view! { <span class="small">{says}</span> }.into_any())
}

/// What is to be known of the visa. In the country it is the pass that counts.
fn visa_fact(traveller: &TravellerStatus) -> Option<AnyView> {
    if matches!(&traveller.pass, Some(pass) if pass.state == StayState::Open) {
        return None;
    }
    let says = visa_in_brief(traveller)?;
    Some(view! { <p class="small">{says}</p> }.into_any())
}

/// The same in a row, where the head of the page has said what it is good for.
fn visa_in_brief(traveller: &TravellerStatus) -> Option<String> {
    let visa = traveller.visa.as_ref()?;
    if visa.state != VisaState::Valid {
        return visa_says(traveller);
    }
    let says = [
        ("number", visa.number.clone()),
        ("until", date(visa.valid_until)),
    ];
    Some(text_with("status-visa-brief", &says))
}

/// The number of the visa, and until when it is good.
pub(super) fn visa_says(traveller: &TravellerStatus) -> Option<String> {
    let visa = traveller.visa.as_ref()?;
    let number = ("number", visa.number.clone());
    Some(match visa.state {
        VisaState::Valid => text_with(
            "status-visa-valid",
            &[number, ("until", date(visa.valid_until))],
        ),
        state => {
            let state = label("visa-state", state).to_lowercase();
            text_with("status-visa", &[number, ("state", state)])
        }
    })
}

/// The documents, the one that counts first. `class` makes them buttons: of the first, and of others
/// with `second` behind it. Without one they are the short links of a row.
pub(super) fn links(traveller: &TravellerStatus, class: &'static str) -> Vec<AnyView> {
    let in_row = class.is_empty();
    let pass = traveller.pass.as_ref().map(|pass| {
        let key = match (pass.state, in_row) {
            (StayState::Open, false) => "status-pass",
            (StayState::Open, true) => "status-row-pass",
            (StayState::Departed, false) => "status-pass-closed",
            (StayState::Departed, true) => "status-row-pass-closed",
        };
        (pass.path.clone(), key, pass.state == StayState::Open)
    });
    let has_left = matches!(&traveller.pass, Some(pass) if pass.state == StayState::Departed);
    let visa = traveller
        .visa
        .as_ref()
        .filter(|visa| match visa.state {
            VisaState::Valid => true,
            VisaState::Used => !has_left,
            _ => false,
        })
        .zip(traveller.evisa_path.clone())
        .map(|(_, path)| {
            let key = if in_row {
                "status-row-evisa"
            } else {
                "status-evisa"
            };
            (path, key, traveller.pass.is_none())
        });
    let name = in_row.then(|| traveller.name.clone());
    pass.into_iter()
        .chain(visa)
        .map(|(path, key, counts)| {
            let class = match (class, counts) {
                ("", _) => None,
                (_, true) => Some("button"),
                (_, false) => Some("button second"),
            };
            let whose = name.clone().map(|name| {
                view! { <span class="unseen">" " {name}</span> }
            });
            view! {
                <a class=class href=path>
                    {text(key)}
                    {whose}
                </a>
            }
            .into_any()
        })
        .collect()
}
