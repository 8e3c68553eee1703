//! What the traveller says after sending: mistakes in the application, and the correction that was
//! asked for.

use super::facts;
use crate::contract::{CaseFacts, CorrectionView};
use crate::text::{instant, label, text, text_with};
use chrono::{DateTime, Utc};
use domain::states::CaseState;
use leptos::prelude::*;

/// What the traveller said was wrong after sending the application.
pub(super) fn mistakes(told: Vec<(DateTime<Utc>, String)>) -> Option<AnyView> {
    if told.is_empty() {
        return None;
    }
    let told: Vec<_> = told
        .into_iter()
        .map(|(at, words)| {
            view! {
                <p>{instant(at)}</p>
                <p class="note" dir="auto">{words}</p>
            }
        })
        .collect();
    Some(
        view! {
            <section class="denial" aria-labelledby="mistakes">
                <h2 id="mistakes">{text("staff-mistakes")}</h2>
                {told}
                <p>{text("staff-mistakes-next")}</p>
            </section>
        }
        .into_any(),
    )
}

/// The correction that was asked for and, once it was sent, what changed.
pub(super) fn correction(
    asked: CorrectionView,
    now: &CaseFacts,
    state: CaseState,
) -> impl IntoView + use<> {
    let pages: Vec<_> = asked
        .pages
        .iter()
        .map(|page| label("staff-correction-page", page))
        .collect();
    let changes = asked
        .before
        .filter(|_| state != CaseState::NeedsCorrection)
        .map(|before| changes(&before, now, asked.photo_changed));
    let unanswered = asked.unanswered_at.map(|at| {
        view! { <p>{text_with("staff-correction-unanswered", &[("at", instant(at))])}</p> }
    });
    let asked_on = text_with(
        "staff-correction-asked",
        &[("at", instant(asked.at)), ("pages", pages.join(", "))],
    );
    view! {
        <section class="denial" aria-labelledby="correction">
            <h2 id="correction">{text("staff-correction-heading")}</h2>
            <p>{asked_on}</p>
            <p class="note">{asked.note}</p>
            {unanswered}
            {changes}
        </section>
    }
}

/// The changed facts, before and after.
fn changes(before: &CaseFacts, after: &CaseFacts, photo_changed: bool) -> impl IntoView + use<> {
    let rows: Vec<_> = facts::changes(before, after)
        .into_iter()
        .map(|(label, old, new)| {
            let old = if old.is_empty() { text("staff-correction-empty") } else { old };
            let new = if new.is_empty() { text("staff-correction-empty") } else { new };
            view! { <li><strong>{text(label)}</strong> ": " <del dir="auto">{old}</del> " → " <ins dir="auto">{new}</ins></li> }
        })
        .collect();
    let photo = photo_changed.then(|| view! { <li>{text("staff-correction-photo-changed")}</li> });
    if rows.is_empty() && photo.is_none() {
        return view! { <p>{text("staff-correction-no-change")}</p> }.into_any();
    }
    view! {
        <p class="label">{text("staff-correction-changed")}</p>
        <ul class="changes">{photo}{rows}</ul>
    }
    .into_any()
}
