//! Access at one glance: a word, a colour and a sign, then the obstacles.

use crate::contract::{PersonRow, StayView};
use crate::text::{birth_date_of_iso, date, label, money, text, text_with};
use domain::law::Ground;
use domain::states::StayState;
use leptos::prelude::*;

/// Whether a person may enter today.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Access {
    Admissible,
    NotAdmissible,
    /// In the country: neither to be admitted nor refused, but to depart.
    Inside,
}

impl Access {
    pub fn of(row: &PersonRow) -> Self {
        match &row.stay {
            Some(stay) if stay.state == StayState::Open => Self::Inside,
            _ if row.admissible => Self::Admissible,
            _ => Self::NotAdmissible,
        }
    }
}

/// The person's access and its obstacles.
pub fn access(row: &PersonRow) -> impl IntoView + use<> {
    let (kind, sign, key) = match Access::of(row) {
        Access::Inside => ("inside", "●", "border-inside"),
        Access::Admissible => ("yes", "✓", "border-admissible"),
        Access::NotAdmissible => ("no", "✕", "border-not-admissible"),
    };
    let obstacles: Vec<_> = row
        .obstacles
        .iter()
        .map(|obstacle| {
            let article = obstacle.ground().map(Ground::article).unwrap_or_default();
            view! { <li>{text(&obstacle.message_key())} " " <span class="article">{article}</span></li> }
        })
        .collect();
    let obstacles =
        (!obstacles.is_empty()).then(|| view! { <ul class="obstacles">{obstacles}</ul> });
    view! {
        <p class="access" data-access=kind><span aria-hidden="true">{sign}</span> " " {text(key)}</p>
        {obstacles}
    }
}

/// The facts that the officer compares with the passport in hand.
pub fn facts(row: &PersonRow) -> impl IntoView + use<> {
    let visa = row.visa.as_ref().map(|visa| {
        text_with(
            "border-visa-line",
            &[
                ("type", visa.visa_type.to_string()),
                ("number", visa.number.clone()),
                ("state", label("visa-state", visa.state)),
                ("until", date(visa.valid_until)),
            ],
        )
    });
    let rows: Vec<_> = [
        ("border-passport-number", row.passport_number.clone()),
        ("border-nationality", row.nationality.clone()),
        ("border-birth-date", birth_date_of_iso(&row.birth_date)),
        ("border-reference", row.reference.clone()),
        (
            "border-visa",
            visa.unwrap_or_else(|| text("border-no-visa")),
        ),
    ]
    .into_iter()
    .chain(
        row.stay
            .as_ref()
            .map(|stay| ("border-stay", stay_line(stay))),
    )
    .map(|(label, value)| view! { <div><dt>{text(label)}</dt><dd dir="auto">{value}</dd></div> })
    .collect();
    view! { <dl class="facts">{rows}</dl> }
}

fn stay_line(stay: &StayView) -> String {
    let last = ("last", date(stay.last_permitted_day));
    match (stay.state, stay.departed_on) {
        (StayState::Departed, Some(departed)) => text_with(
            "border-stay-departed",
            &[
                ("entered", date(stay.entered_on)),
                ("departed", date(departed)),
            ],
        ),
        _ if stay.days_over > 0 => text_with(
            "border-stay-over",
            &[last, ("count", stay.days_over.to_string())],
        ),
        _ => text_with(
            "border-stay-open",
            &[last, ("count", stay.days_left.to_string())],
        ),
    }
}

/// The fine for days over, and the day by which to leave (Art. 24, 26).
pub fn fine(stay: &StayView) -> Option<AnyView> {
    let fine = stay.fine.as_ref()?;
    let leave = fine.must_leave_by.map(|day| {
        view! { <p>{text_with("border-must-leave-by", &[("date", date(day))])}</p> }
    });
    let amount = text_with(
        "border-fine",
        &[
            ("amount", money(fine.amount)),
            ("count", fine.days.to_string()),
        ],
    );
    let state = label("fine-state", fine.state);
    Some(
        view! {
            <div class="notice warning fine">
                <p><strong>{amount}</strong> " " <span class="tag warn">{state}</span></p>
                {leave}
            </div>
        }
        .into_any(),
    )
}
