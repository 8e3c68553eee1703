//! One person at the border: photo, passport data, visa, stay, crossings, and the actions that are
//! possible now.

use super::access::{self, Access};
use crate::components::{Notice, NoticeKind};
use crate::contract::{CrossingView, PersonView};
use crate::officer_frame::staff_page;
use crate::page::Page;
use crate::session::{border_service, caller, path_id};
use crate::text::{instant, label, text, text_with};
use chrono::TimeDelta;
use domain::states::CrossingKind;
use leptos::prelude::*;

pub fn page() -> impl IntoView {
    let case = path_id("case");
    staff_page(async move {
        let person = border_service().person(&caller(), case?).await?;
        Ok(person_page(person))
    })
}

fn person_page(person: PersonView) -> Page {
    let PersonView { row, crossings, .. } = person;
    let photo = format!("/border/people/{}/photo", row.case);
    let alternative = text_with("border-photo", &[("name", row.name.clone())]);
    let access = Access::of(&row);
    let inside = access == Access::Inside;
    let actions: Vec<_> = [
        (
            access == Access::Admissible,
            "admit",
            "border-admit",
            "button main",
        ),
        (
            row.admissible_before && !inside,
            "admit",
            "border-admit-before",
            "button second",
        ),
        (inside, "depart", "border-depart", "button main"),
        (!inside, "refuse", "border-refuse", "button danger"),
    ]
    .into_iter()
    .filter(|(possible, ..)| *possible)
    .map(|(_, action, label, class)| {
        let href = format!("/border/{action}/{}", row.case);
        view! { <a class=class href=href>{text(label)}</a> }
    })
    .collect();
    let refused = refused_before(&crossings);
    let body = view! {
        <p><a href="/border">{text("border-find-again")}</a></p>
        <div class="person single">
            <img src=photo alt=alternative width="300" height="450" />
            <div>
                <h1 class="mrz-name" dir="auto">{row.name.clone()}</h1>
                {access::access(&row)}
                {refused}
                {row.stay.as_ref().and_then(access::fine)}
                <div class="buttons">{actions}</div>
                {access::facts(&row)}
            </div>
        </div>
        {history(crossings)}
    };
    Page::new(text("border-person-title"), body).wide()
}

/// The last crossing, where it was a refusal: the visa may be valid still.
fn refused_before(crossings: &[CrossingView]) -> Option<impl IntoView + use<>> {
    let last = crossings.iter().max_by_key(|crossing| crossing.event_at)?;
    (last.kind == CrossingKind::Refusal).then(|| {
        let at = instant(last.event_at);
        let port = last.port_name.clone();
        let says = text_with("border-refused-before", &[("port", port), ("at", at)]);
        view! { <Notice kind=NoticeKind::Warning><p>{says}</p></Notice> }
    })
}

fn history(crossings: Vec<CrossingView>) -> impl IntoView {
    let rows: Vec<_> = crossings.into_iter().map(crossing).collect();
    let rows = if rows.is_empty() {
        view! { <p class="empty">{text("border-no-crossings")}</p> }.into_any()
    } else {
        view! { <ol class="crossings">{rows}</ol> }.into_any()
    };
    view! {
        <section aria-labelledby="crossings">
            <h2 id="crossings">{text("border-crossings")}</h2>
            {rows}
        </section>
    }
}

fn crossing(crossing: CrossingView) -> impl IntoView {
    // Less than a minute apart is on the spot, not afterwards.
    let afterwards =
        (crossing.recorded_at - crossing.event_at > TimeDelta::minutes(1)).then(|| {
            let at = instant(crossing.recorded_at);
            view! { <p class="afterwards">{text_with("border-recorded-at", &[("at", at)])}</p> }
        });
    let grounds: Vec<_> = crossing
        .grounds
        .into_iter()
        .map(|ground| {
            view! { <li>{label("ground", ground)} " " <span class="article">{ground.article()}</span></li> }
        })
        .collect();
    let grounds = (!grounds.is_empty()).then(|| view! { <ul>{grounds}</ul> });
    let event = crossing.event_at;
    view! {
        <li data-kind=crossing.kind.as_str()>
            <p>
                <strong>{label("crossing", crossing.kind)}</strong> ", " {crossing.port_name} ", "
                <time datetime=event.to_rfc3339()>{instant(event)}</time>
            </p>
            {afterwards}
            {grounds}
        </li>
    }
}
