//! The crossings of a person as officers and reviewers read them.

use crate::contract::CrossingView;
use crate::text::{instant, label, text, text_with};
use chrono::TimeDelta;
use leptos::prelude::*;

#[component]
pub fn Crossings(crossings: Vec<CrossingView>) -> impl IntoView {
    let rows: Vec<_> = crossings.into_iter().map(crossing).collect();
    if rows.is_empty() {
        view! { <p class="empty">{text("border-no-crossings")}</p> }.into_any()
    } else {
        view! { <ol class="crossings">{rows}</ol> }.into_any()
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
    let note = (!crossing.note.is_empty()).then(|| view! { <p class="note">{crossing.note}</p> });
    let event = crossing.event_at;
    view! {
        <li data-kind=crossing.kind.as_str()>
            <p>
                <strong>{label("crossing", crossing.kind)}</strong> ", " {crossing.port_name} ", "
                <time datetime=event.to_rfc3339()>{instant(event)}</time>
            </p>
            {afterwards}
            {grounds}
            {note}
        </li>
    }
}
