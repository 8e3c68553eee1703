//! The timeline: events with their time, latest first.

use crate::contract::TimelineEntry;
use crate::text::{instant, text_of};
use leptos::prelude::*;

#[component]
pub fn Timeline(entries: Vec<TimelineEntry>) -> impl IntoView {
    let mut entries = entries;
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.at));
    let entries: Vec<_> = entries
        .into_iter()
        .map(|entry| {
            view! {
                <li>
                    <p>{text_of(&entry.message, &entry.arguments)}</p>
                    <time datetime=entry.at.to_rfc3339()>{instant(entry.at)}</time>
                </li>
            }
        })
        .collect();
    view! { <ol class="timeline">{entries}</ol> }
}
