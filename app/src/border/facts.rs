//! What is known of a person: what the officer compares with the passport in hand, until when the
//! stay would last, and what the portal's own records say.

use super::access::Access;
use crate::contract::{PersonRow, SealVerdict, StayView};
use crate::text::{birth_date_of_iso, date, text, text_with, visa_standing, visa_type};
use chrono::NaiveDate;
use domain::calendar::last_day;
use domain::doc9303::countries::name_with_code;
use domain::states::StayState;
use domain::visa::Length;
use leptos::prelude::*;

/// What the officer compares with the passport in hand, before anything is pressed.
pub fn identity(row: &PersonRow) -> impl IntoView + use<> {
    let rows: Vec<_> = [
        ("border-passport-number", row.passport_number.clone()),
        ("border-nationality", name_with_code(&row.nationality)),
        ("border-birth-date", birth_date_of_iso(&row.birth_date)),
    ]
    .into_iter()
    .map(|(label, value)| view! { <div><dt>{text(label)}</dt><dd dir="auto">{value}</dd></div> })
    .collect();
    view! { <dl class="facts identity">{rows}</dl> }
}

/// Until when whoever is admitted today may stay. It is none where the stay is no period.
pub fn if_admitted(
    row: &PersonRow,
    seal: Option<SealVerdict>,
    today: NaiveDate,
) -> Option<impl IntoView + use<>> {
    let access = Access::of(row, seal);
    let visa = row
        .visa
        .as_ref()
        .filter(|_| access == Access::Admissible || access.asks_reason())?;
    let Length::Period(stay) = visa.visa_type.stay() else {
        return None;
    };
    let last = ("last", date(last_day(today, stay)));
    let says = text_with("border-if-admitted", &[last]);
    Some(view! { <p class="if-admitted">{says}</p> })
}

/// What the portal knows besides: the file, the visa, the stay.
pub fn facts(row: &PersonRow) -> impl IntoView + use<> {
    let visa = row.visa.as_ref().map(|visa| {
        text_with(
            "border-visa-line",
            &[
                ("type", visa_type(visa.visa_type)),
                ("number", visa.number.clone()),
                ("standing", visa_standing(visa.state, visa.valid_until)),
            ],
        )
    });
    let stay = row.stay.as_ref().map(stay_line);
    let visa = visa.unwrap_or_else(|| text("border-no-visa"));
    let reference = row.reference.clone();
    view! {
        <dl class="facts">
            <div><dt>{text("border-reference")}</dt><dd><span class="reference">{reference}</span></dd></div>
            <div><dt>{text("border-visa")}</dt><dd>{visa}</dd></div>
            {stay.map(|stay| view! { <div><dt>{text("border-stay")}</dt><dd>{stay}</dd></div> })}
        </dl>
    }
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
