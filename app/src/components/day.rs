//! A day where something happened. The time is there for whoever looks for it: in the title, and for
//! machines.

use crate::text::{date, instant, text, text_with};
use chrono::{DateTime, Datelike, Utc};
use domain::calendar::ministry_date;
use leptos::prelude::*;

/// `26 November 2026`.
pub fn day(at: DateTime<Utc>) -> AnyView {
    time(at, date(ministry_date(at)))
}

/// `26 Nov 2026`, for lists.
pub fn brief_day(at: DateTime<Utc>) -> AnyView {
    let day = ministry_date(at);
    let says = text_with(
        "timeline-day",
        &[
            ("day", day.day().to_string()),
            ("month", text(&format!("timeline-month-{}", day.month()))),
            ("year", day.year().to_string()),
        ],
    );
    time(at, says)
}

fn time(at: DateTime<Utc>, says: String) -> AnyView {
    view! {
        <time datetime=at.to_rfc3339() title=instant(at)>
            {says}
        </time>
    }
    .into_any()
}
