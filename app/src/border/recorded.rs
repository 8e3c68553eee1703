//! What the officer sees once a crossing is recorded: that it is, what follows, and the next
//! traveller.

use super::find;
use super::here::desk_key;
use super::shift::undo_button;
use crate::contract::{CrossingView, PersonView};
use crate::text::{date, instant, label, money, text, text_with};
use chrono::{DateTime, NaiveDate, Utc};
use domain::calendar::{PHNOM_PENH, ministry_date};
use domain::states::{CrossingKind, FineState};
use leptos::prelude::*;

/// The answer to a crossing that was recorded just now.
pub struct Recorded {
    pub title: String,
    pub verdict: AnyView,
    pub view: AnyView,
}

/// The answer, where the page was opened after recording a crossing of the kind `done`, and it is
/// the latest one.
pub fn recorded(person: &PersonView, done: &str, today: NaiveDate) -> Option<Recorded> {
    let last = person
        .crossings
        .iter()
        .max_by_key(|crossing| crossing.recorded_at)
        .filter(|crossing| crossing.kind.as_str() == done)?;
    let at = ("time", time(last.event_at, today));
    let (kind, sign, says) = match last.kind {
        CrossingKind::Admission => {
            let stay = person.row.stay.as_ref()?;
            let until = ("last", date(stay.last_permitted_day));
            ("yes", "✓", text_with("border-done-admission", &[at, until]))
        }
        CrossingKind::Departure => ("departed", "✓", text_with("border-done-departure", &[at])),
        CrossingKind::Refusal => ("no", "✕", text_with("border-done-refusal", &[at])),
    };
    let verdict = view! {
        <p class="access" data-access=kind role="status"><span aria-hidden="true">{sign}</span> " " {says.clone()}</p>
    };
    let view = view! {
        {follows(person, last)}
        {settled(person, last)}
        {find::next()}
        {last.undo_until.map(|until| undo_button(last.id, until, person.row.name.clone(), Some("F9")))}
    };
    Some(Recorded {
        title: says,
        verdict: verdict.into_any(),
        view: view.into_any(),
    })
}

/// What the admission has caused besides.
fn follows(person: &PersonView, crossing: &CrossingView) -> Option<impl IntoView + use<>> {
    let record = person.row.without_application.as_ref();
    let is_mailed = record.is_none_or(|record| record.has_email);
    let shown = (!is_mailed).then(|| {
        let href = format!("/border/pass/{}", person.row.case);
        view! { " " <a href=href>{text("border-pass-show")}</a> }
    });
    let says = text(if is_mailed {
        "border-done-pass"
    } else {
        "border-done-pass-shown"
    });
    (crossing.kind == CrossingKind::Admission).then(|| view! { <p>{says} {shown}</p> })
}

/// What a departure settled.
fn settled(person: &PersonView, crossing: &CrossingView) -> Option<AnyView> {
    let fine = person.row.stay.as_ref()?.fine.as_ref()?;
    (crossing.kind == CrossingKind::Departure && fine.state != FineState::Due).then(|| {
        let says = text_with(
            "border-done-fine",
            &[
                ("amount", money(fine.amount)),
                ("days", fine.days.to_string()),
                ("state", label("fine-state", fine.state)),
            ],
        );
        view! { <p>{says}</p> }.into_any()
    })
}

/// The time of an event of today; day and time of an earlier one.
fn time(at: DateTime<Utc>, today: NaiveDate) -> String {
    if ministry_date(at) == today {
        at.with_timezone(&PHNOM_PENH).format("%H:%M").to_string()
    } else {
        instant(at)
    }
}

/// The form that admits in one press, now and at the officer's own port; beside one that admits others
/// too, it says whom.
pub fn admit_at_once(person: &PersonView, port: &str, beside: bool) -> AnyView {
    if beside {
        let name = ("name", person.row.name.clone());
        let label = text_with("border-admit-alone", &[name]);
        return admitting(
            person,
            String::new(),
            label,
            ("button second", "Shift+F4", "⇧F4"),
        );
    }
    let label = text_with("border-admit-at", &[("port", port.to_owned())]);
    admitting(person, String::new(), label, MAIN)
}

/// The form that admits all who are on the passport and may be, `with` the traveller.
pub fn admit_together(person: &PersonView, with: &[String], port: &str) -> AnyView {
    let label = text_with(
        "border-admit-together",
        &[
            ("count", (with.len() + 1).to_string()),
            ("port", port.to_owned()),
        ],
    );
    admitting(person, with.join(" "), label, MAIN)
}

/// Class, key and how the key is written, of the first button.
const MAIN: (&str, &str, &str) = ("button main", "F4", "F4");

fn admitting(
    person: &PersonView,
    with: String,
    label: String,
    (class, shortcut, written): (&'static str, &'static str, &'static str),
) -> AnyView {
    let with = (!with.is_empty()).then(|| view! { <input type="hidden" name="with" value=with /> });
    view! {
        <form method="post" action="/act/border/admit">
            <input type="hidden" name="case" value=person.row.case.to_string() />
            <input type="hidden" name="version" value=person.version.to_string() />
            <input type="hidden" name="scan" value=person.scan.clone() />
            {with}
            <button type="submit" class=class aria-keyshortcuts=shortcut>{label} {desk_key(written)}</button>
        </form>
    }
    .into_any()
}
