//! The trip page.

use super::FieldErrors;
use super::dates::{self, number};
use crate::store::PortRow;
use app::contract::TripForm;
use app::error::FieldError;
use app::text::date;
use chrono::{NaiveDate, TimeDelta};
use domain::calendar::{Period, last_day};
use domain::law::application::earliest_issue;
use domain::law::visa_types::{SOLD_ONLINE, Settings};

/// A trip as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trip {
    pub entry: NaiveDate,
    pub stay_days: u32,
    pub port: String,
}

impl Trip {
    /// The day on which the traveller means to leave.
    pub fn departure(&self) -> NaiveDate {
        last_day(self.entry, Period::Days(self.stay_days))
    }
}

/// Nobody plans a tourist trip further ahead; a larger year is a slip.
const FURTHEST: TimeDelta = TimeDelta::days(366);

/// The day from which to apply, where a visa issued today would be over before the entry (Art. 13).
fn too_early(today: NaiveDate, entry: NaiveDate, law: Settings) -> Option<NaiveDate> {
    // The validity of a tourist visa does not look at the passport's.
    let first = earliest_issue(SOLD_ONLINE, entry, NaiveDate::MAX, &law);
    (first > today).then_some(first)
}

/// The same of a form as it was typed; none where its date is missing, or no one would plan so far.
pub fn apply_from(form: &TripForm, today: NaiveDate, law: Settings) -> Option<NaiveDate> {
    let parts = [form.entry_day.as_str(), &form.entry_month, &form.entry_year];
    let mut unread = FieldErrors::default();
    let entry = unread.date(&dates::ENTRY, parts, "field-error-entry-missing")?;
    (entry <= today + FURTHEST)
        .then(|| too_early(today, entry, law))
        .flatten()
}

/// Reads the trip page. `today` is the ministry's date.
pub fn trip(
    form: &TripForm,
    ports: &[PortRow],
    today: NaiveDate,
    law: Settings,
) -> Result<Trip, Vec<FieldError>> {
    let mut errors = FieldErrors::default();
    let parts = [form.entry_day.as_str(), &form.entry_month, &form.entry_year];
    let entry = errors.date(&dates::ENTRY, parts, "field-error-entry-missing");
    if let Some(entry) = entry {
        if entry < today {
            errors.add("entry_day", "field-error-entry-past");
        } else if entry > today + FURTHEST {
            errors.add("entry_day", "field-error-entry-far");
        } else if let Some(first) = too_early(today, entry, law) {
            let error = FieldError::new("entry_day", "field-error-entry-too-early");
            errors.0.push(error.with("from", date(first)));
        }
    }
    let stay_days = number(&form.stay_days).filter(|days| (1..=365).contains(days));
    if stay_days.is_none() {
        errors.add("stay_days", "field-error-stay-days");
    }
    match ports.iter().find(|port| port.code == form.port) {
        None => errors.add("port", "field-error-choose-port"),
        Some(port) if !port.evisa => errors.add("port", "field-error-port-without-evisa"),
        Some(_) => {}
    }
    errors.text("address", &form.address, "field-error-address-missing", 300);
    match (entry, stay_days) {
        (Some(entry), Some(stay_days)) if errors.0.is_empty() => Ok(Trip {
            entry,
            stay_days,
            port: form.port.clone(),
        }),
        _ => Err(errors.0),
    }
}
