//! What stands in rows: answers, steps, milestones, checks, cards.

use crate::components::{Row, SummaryList, icon};
use crate::text::text;
use leptos::prelude::*;

/// The bar of steps: complete, open, and where one is.
fn steps() -> impl IntoView {
    let steps = [
        ("step-passport", true, false),
        ("step-trip", true, false),
        ("step-contact", false, true),
        ("step-photo", false, false),
        ("step-check", false, false),
        ("step-pay", false, false),
    ]
    .map(|(key, done, here)| {
        view! {
            <li class:done=done aria-current=here.then_some("step")>
                {done.then(|| icon("check"))}
                <span>{text(key)}</span>
            </li>
        }
    });
    view! { <div class="steps"><ol>{steps.collect_view()}</ol></div> }
}

/// The milestones of an application, in every state.
fn milestones() -> impl IntoView {
    let all = [
        ("done", "milestone-sent"),
        ("here", "milestone-checked"),
        ("asks", "milestone-correction"),
        ("refused", "milestone-denied"),
        ("over", "milestone-withdrawn"),
        ("ahead", "milestone-entry"),
    ]
    .map(|(class, key)| {
        view! {
            <li class=class>
                <span class="mark" aria-hidden="true"></span>
                <span class="name">{text(key)}</span>
            </li>
        }
    });
    view! { <ol class="milestones">{all.collect_view()}</ol> }
}

/// The checks of a case, in every outcome.
fn checks() -> impl IntoView {
    let all = [
        ("fail", "✕", "staff-check-fail", "check-photo-missing"),
        ("look", "!", "staff-check-look", "check-mrz-none"),
        ("pass", "✓", "staff-check-pass", "check-mrz-same"),
    ]
    .map(|(outcome, sign, key, says)| {
        view! {
            <li data-outcome=outcome>
                <strong><span class="sign" aria-hidden="true">{sign}</span> " " {text(key)}</strong>
                <span>{text(says)}</span>
                <span class="article">"Doc 9303-3"</span>
            </li>
        }
    });
    view! { <div class="case-checks"><ul>{all.collect_view()}</ul></div> }
}

pub(super) fn lists() -> impl IntoView {
    let rows = vec![
        Row::new(text("reference"), "KV-7Q2M-3DXA").change("/style"),
        Row::new(text("nationality"), "Utopia"),
    ];
    view! {
        <h2>{text("style-lists")}</h2>
        <SummaryList rows=rows />
        {steps()}
        {milestones()}
        {checks()}
        <div class="card">
            <h3>{text("landing-how-pay-title")}</h3>
            <p>{text("landing-how-pay")}</p>
        </div>
    }
}
