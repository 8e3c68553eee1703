//! What is known of a person: what the officer compares with the passport in hand, until when the
//! stay would last, and what the portal's own records say.

use super::access::Access;
use crate::contract::{
    CardAtBorder, PersonRow, QuestionWords, SealVerdict, StayView, WithoutApplication,
};
use crate::text::{birth_date_of_iso, date, label, text, text_with, visa_standing, visa_type};
use chrono::NaiveDate;
use domain::calendar::{Period, last_day};
use domain::doc9303::countries::name_with_code;
use domain::person::PassportKind;
use domain::states::StayState;
use domain::visa::Length;
use leptos::prelude::*;

/// The photo, so many pixels wide; none where no visa was applied for, since nobody was asked for one.
pub fn portrait(row: &PersonRow, name: String, width: u32) -> Option<impl IntoView + use<>> {
    let photo = format!("/border/people/{}/photo", row.case);
    let alternative = text_with("border-photo", &[("name", name)]);
    let height = width * 3 / 2;
    row.without_application.is_none().then(|| {
        view! { <img src=photo alt=alternative width=width height=height /> }
    })
}

/// What the officer compares with the passport in hand, before anything is pressed.
pub fn identity(row: &PersonRow) -> impl IntoView + use<> {
    // An ordinary passport is what everybody expects to see.
    let kind = row
        .passport_kind
        .filter(|kind| *kind != PassportKind::Ordinary)
        .map(|kind| format!(" · {}", label("passport-kind", kind)))
        .unwrap_or_default();
    let number = format!("{}{kind}", row.passport_number);
    let rows: Vec<_> = [
        ("border-passport-number", number),
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
    if access != Access::Admissible && !access.asks_reason() {
        return None;
    }
    let record = row.without_application.as_ref();
    let stay = match record.and_then(|record| record.exempt_days) {
        Some(days) => Period::Days(days),
        None => match row.visa.as_ref()?.visa_type.stay() {
            Length::Period(stay) => stay,
            _ => return None,
        },
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
    let record = row.without_application.as_ref();
    let visa = visa.unwrap_or_else(|| {
        record.map_or_else(
            || text("border-no-visa"),
            |record| without_visa(record, row.passport_kind),
        )
    });
    let at_desk = record.is_some_and(|record| record.at_desk);
    let reference = row.reference.clone();
    view! {
        <dl class="facts">
            <div><dt>{text("border-reference")}</dt><dd><span class="reference">{reference}</span></dd></div>
            <div><dt>{text("border-visa")}</dt><dd>{visa}</dd></div>
            {stay.map(|stay| view! { <div><dt>{text("border-stay")}</dt><dd>{stay}</dd></div> })}
            {at_desk.then(recorded_here)}
            {row.card.as_ref().map(declared)}
        </dl>
    }
}

/// Whether an agreement takes the place of the visa (Art. 5).
fn without_visa(record: &WithoutApplication, kind: Option<PassportKind>) -> String {
    let Some(days) = record.exempt_days else {
        return text(if record.at_desk {
            "border-no-visa"
        } else {
            "border-card-not-exempt"
        });
    };
    let key = if record.at_desk {
        "border-walk-in-exempt"
    } else {
        "border-card-exempt"
    };
    let kind = kind.unwrap_or(PassportKind::Ordinary);
    let kind = ("kind", label("passport-kind", kind));
    text_with(key, &[("days", days.to_string()), kind])
}

/// That an officer made the record.
fn recorded_here() -> AnyView {
    view! { <div><dt>{text("border-record")}</dt><dd>{text("border-record-at-desk")}</dd></div> }
        .into_any()
}

/// What an arrival card says: how the traveller comes, what for and where to, and what was declared.
fn declared(card: &CardAtBorder) -> AnyView {
    let vehicle = together([card.vehicle.clone(), card.hour.clone()]);
    let stay = if card.stay_days.is_empty() {
        String::new()
    } else {
        text_with("border-card-stay", &[("count", card.stay_days.clone())])
    };
    let purpose = Some(&card.purpose).filter(|code| !code.is_empty());
    let purpose = purpose.map_or_else(String::new, |code| label("purpose", code));
    let trip = together([purpose, stay, card.address.clone()]);
    let trip = (!trip.is_empty()).then(|| {
        view! { <div><dt>{text("border-card-trip")}</dt><dd dir="auto">{trip}</dd></div> }
    });
    let nothing = card.declared.yes.is_empty().then(|| {
        text(if card.declared.was_asked {
            "border-card-nothing-declared"
        } else {
            "border-card-nothing-asked"
        })
    });
    let lines = lines(&card.declared.yes);
    let unasked = &card.declared.unasked;
    let unasked = (!unasked.is_empty()).then(|| {
        view! { <div><dt>{text("border-card-unasked")}</dt><dd>{self::lines(unasked)}</dd></div> }
    });
    view! {
        <div><dt>{text("card-vehicle")}</dt><dd dir="auto">{vehicle}</dd></div>
        {trip}
        <div><dt>{text("border-card-declared")}</dt><dd>{nothing} {lines}</dd></div>
        {unasked}
    }
    .into_any()
}

/// What there is of these, on one line.
fn together<const N: usize>(parts: [String; N]) -> String {
    let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}

/// Questions of the card as they were asked, in Khmer too where the ministry gave the words.
fn lines(questions: &[QuestionWords]) -> AnyView {
    let line = |one: &QuestionWords| {
        let khmer = one.khmer.clone();
        let khmer = khmer.map(|words| view! { <p lang="km">{words}</p> });
        view! { <p>{one.words.clone()}</p> {khmer} }
    };
    questions.iter().map(line).collect::<Vec<_>>().into_any()
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
