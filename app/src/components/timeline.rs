//! The timeline: events with their time, latest first.

use crate::contract::TimelineEntry;
use crate::text::{instant, is_message, label_key, text_of};
use leptos::prelude::*;

/// The readers of a timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    Traveller,
    Staff,
}

#[component]
pub fn Timeline(entries: Vec<TimelineEntry>, audience: Audience) -> impl IntoView {
    let mut entries = entries;
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.at));
    let entries: Vec<_> = entries
        .into_iter()
        .filter_map(|entry| {
            let key = message_key(&entry.action, audience)?;
            let mut arguments = entry.details;
            arguments.push(("who".to_owned(), entry.by.unwrap_or_default()));
            Some(view! {
                <li>
                    <p>{text_of(&key, &arguments)}</p>
                    <time datetime=entry.at.to_rfc3339()>{instant(entry.at)}</time>
                </li>
            })
        })
        .collect();
    view! { <ol class="timeline">{entries}</ol> }
}

/// The message of an action `a.b`: `timeline-staff-a-b` for staff where there is one, else
/// `timeline-a-b`. An action without a message is for nobody to read.
fn message_key(action: &str, audience: Audience) -> Option<String> {
    let prefixes = match audience {
        Audience::Staff => &["timeline-staff", "timeline"][..],
        Audience::Traveller => &["timeline"][..],
    };
    prefixes
        .iter()
        .map(|prefix| label_key(prefix, action))
        .find(|key| is_message(key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn staff_read_more_than_travellers() {
        let key = |action, audience| message_key(action, audience).unwrap_or_default();
        assert_eq!(
            key("case.viewed", Audience::Staff),
            "timeline-staff-case-viewed"
        );
        assert_eq!(key("case.viewed", Audience::Traveller), "");
        assert_eq!(key("photo.saved", Audience::Staff), "timeline-photo-saved");
        assert_eq!(
            key("photo.saved", Audience::Traveller),
            "timeline-photo-saved"
        );
    }
}
