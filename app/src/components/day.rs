//! A day where something happened. The time is there for whoever looks for it: in the title, and for
//! machines.

use crate::text::{date, instant, text, text_with};
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use domain::calendar::{PHNOM_PENH, ministry_date};
use leptos::prelude::*;

/// `26 November 2026`.
pub fn day(at: DateTime<Utc>) -> AnyView {
    time(at, date(ministry_date(at)))
}

/// `26 Nov 2026`, for lists.
pub fn brief_day(at: DateTime<Utc>) -> AnyView {
    time(at, brief_date(ministry_date(at)))
}

/// `26 Nov 2026, 14:05`, where the page says once of which place the time is.
pub fn brief_instant(at: DateTime<Utc>) -> AnyView {
    let hour = at.with_timezone(&PHNOM_PENH).format("%H:%M");
    time(at, format!("{}, {hour}", brief_date(ministry_date(at))))
}

/// `26 Nov 2026`.
pub fn brief_date(day: NaiveDate) -> String {
    text_with(
        "timeline-day",
        &[
            ("day", day.day().to_string()),
            ("month", text(&format!("timeline-month-{}", day.month()))),
            ("year", day.year().to_string()),
        ],
    )
}

fn time(at: DateTime<Utc>, says: String) -> AnyView {
    view! {
        <time datetime=at.to_rfc3339() title=instant(at)>
            {says}
        </time>
    }
    .into_any()
}
