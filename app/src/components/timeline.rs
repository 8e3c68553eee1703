//! The timeline: events with their time, latest first.

use super::day::{brief_day, brief_instant};
use crate::contract::TimelineEntry;
use crate::text::{is_message, label_key, text, text_of, text_with};
use chrono::TimeDelta;
use leptos::prelude::*;

/// The readers of a timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    Traveller,
    Staff,
}

#[component]
pub fn Timeline(entries: Vec<TimelineEntry>, audience: Audience) -> impl IntoView {
    let entries: Vec<_> = folded(latest_first(entries))
        .into_iter()
        .filter_map(|(entry, count)| {
            let key = message_key(&entry, audience)?;
            let at = entry.at;
            let mut arguments = entry.details;
            arguments.push(("who".to_owned(), entry.by.unwrap_or_default()));
            arguments.push(("whose".to_owned(), entry.whose.unwrap_or_default()));
            let says = text_of(&key, &arguments);
            let times =
                (count > 1).then(|| text_with("timeline-times", &[("count", count.to_string())]));
            let when = match audience {
                Audience::Traveller => brief_day(at),
                Audience::Staff => brief_instant(at),
            };
            Some(view! {
                <li>
                    <p>{says} " " {times}</p>
                    {when}
                </li>
            })
        })
        .collect();
    // Said once, not behind every time.
    let times =
        (audience == Audience::Staff).then(|| view! { <p class="hint">{text("staff-times")}</p> });
    view! {
        {times}
        <ol class="timeline">{entries}</ol>
    }
}

/// The entries as they are read: those of one instant stand in the order of the record, which is that
/// in which they came, too.
fn latest_first(mut entries: Vec<TimelineEntry>) -> Vec<TimelineEntry> {
    entries.reverse();
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.at));
    entries
}

/// Looks of one person that are no further apart are one, whatever lies between.
const ONE_LOOK: TimeDelta = TimeDelta::minutes(15);

/// The entries, latest first, with looks of one person as one, and how many they are.
fn folded(entries: Vec<TimelineEntry>) -> Vec<(TimelineEntry, usize)> {
    let mut folded: Vec<(TimelineEntry, usize)> = Vec::new();
    for entry in entries {
        let is_same = |later: &TimelineEntry| {
            (&later.action, &later.by, &later.whose) == (&entry.action, &entry.by, &entry.whose)
        };
        let found = folded
            .iter_mut()
            .rev()
            .take_while(|(later, _)| later.at - entry.at <= ONE_LOOK)
            .find(|(later, _)| is_look(&entry) && is_same(later));
        match found {
            Some((_, count)) => *count += 1,
            None => folded.push((entry, 1)),
        }
    }
    folded
}

fn is_look(entry: &TimelineEntry) -> bool {
    matches!(
        entry.action.as_str(),
        "case.viewed" | "border.viewed" | "border.looked_up"
    )
}

/// The message of an action `a.b`: `timeline-staff-a-b` for staff where there is one, else
/// `timeline-a-b`; in a family `timeline-a-b-of`, which names the traveller. An action without a
/// message is for nobody to read.
fn message_key(entry: &TimelineEntry, audience: Audience) -> Option<String> {
    let prefixes = match audience {
        Audience::Staff => &["timeline-staff", "timeline"][..],
        Audience::Traveller => &["timeline"][..],
    };
    let key = prefixes
        .iter()
        .map(|prefix| label_key(prefix, &entry.action))
        .find(|key| is_message(key))?;
    let of = format!("{key}-of");
    let names = entry.whose.is_some() && is_message(&of);
    Some(if names { of } else { key })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_of_one_instant_stand_latest_first_too() {
        let at = |second| chrono::DateTime::from_timestamp(second, 0).unwrap_or_default();
        let entry = |second, action: &str| TimelineEntry {
            at: at(second),
            action: action.to_owned(),
            details: Vec::new(),
            by: None,
            whose: None,
        };
        let record = vec![
            entry(1, "refund.requested"),
            entry(1, "refund.approved"),
            entry(3, "refund.sent"),
            entry(3, "refund.succeeded"),
            // Told later than it was.
            entry(2, "border.refused"),
        ];
        let read: Vec<String> = latest_first(record)
            .into_iter()
            .map(|entry| entry.action)
            .collect();
        assert_eq!(
            read,
            [
                "refund.succeeded",
                "refund.sent",
                "border.refused",
                "refund.approved",
                "refund.requested"
            ]
        );
    }

    fn of(action: &str, whose: Option<&str>) -> TimelineEntry {
        TimelineEntry {
            at: chrono::DateTime::UNIX_EPOCH,
            action: action.to_owned(),
            details: Vec::new(),
            by: None,
            whose: whose.map(ToOwned::to_owned),
        }
    }

    #[test]
    fn staff_read_more_than_travellers() {
        let key = |action, audience| message_key(&of(action, None), audience).unwrap_or_default();
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

    #[test]
    fn a_family_reads_of_whom_an_event_is() {
        let key = |action| message_key(&of(action, Some("Anna")), Audience::Traveller);
        assert_eq!(
            key("photo.saved").as_deref(),
            Some("timeline-photo-saved-of")
        );
        assert_eq!(
            key("payment.settled").as_deref(),
            Some("timeline-payment-settled")
        );
    }

    #[test]
    fn looks_of_one_person_are_one_line() {
        let entry = |action: &str, by: &str, minute: i64| TimelineEntry {
            at: chrono::DateTime::UNIX_EPOCH + TimeDelta::minutes(minute),
            action: action.to_owned(),
            details: Vec::new(),
            by: Some(by.to_owned()),
            whose: None,
        };
        let counts = |entries: &[(&str, &str, i64)]| -> Vec<usize> {
            let entries = entries
                .iter()
                .map(|(action, by, at)| entry(action, by, *at));
            let folded = folded(entries.collect());
            folded.into_iter().map(|(_, count)| count).collect()
        };
        let look = "case.viewed";
        // One after the other, and with something between; of another hour, they are others.
        let day = [
            (look, "Dara", 515),
            (look, "Dara", 510),
            (look, "Dara", 500),
            (look, "Dara", 0),
        ];
        assert_eq!(counts(&day), [3, 1]);
        let between = [
            (look, "Dara", 40),
            ("case.taken", "Dara", 39),
            (look, "Bopha", 38),
            (look, "Dara", 30),
            ("case.taken", "Dara", 20),
            (look, "Dara", 10),
        ];
        assert_eq!(counts(&between), [2, 1, 1, 1, 1]);
        // What is done is never folded.
        assert_eq!(
            counts(&[("case.taken", "Dara", 1), ("case.taken", "Dara", 0)]),
            [1, 1]
        );
    }
}
