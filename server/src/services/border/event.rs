//! What a crossing's form says of the event itself: port, time in Phnom Penh, note.

use crate::services::traveller::reading;
use crate::state::Portal;
use crate::store::PortRow;
use app::contract::{CrossingForm, StaffIdentity};
use app::error::{FieldError, PortalError};
use chrono::{DateTime, DurationRound, NaiveDate, NaiveTime, TimeDelta, Utc};
use domain::calendar::{PHNOM_PENH, ministry_date};
use serde_json::{Map, Value, json};

/// The most characters of a note.
pub const MOST_NOTE: usize = 600;

/// An event as it was read.
#[derive(Debug, Clone)]
pub struct Event {
    pub at: DateTime<Utc>,
    /// The day of the event in Phnom Penh, from which the law counts.
    pub day: NaiveDate,
    pub port: PortRow,
    /// The officer's own port, where the event is recorded for another one.
    pub own_port: Option<String>,
    pub note: String,
}

impl Event {
    /// What the record says of any crossing.
    pub fn detail(&self) -> Map<String, Value> {
        let mut detail = Map::new();
        detail.insert("port".to_owned(), json!(self.port.code));
        detail.insert("event_at".to_owned(), json!(self.at));
        if let Some(own) = &self.own_port {
            detail.insert("own_port".to_owned(), json!(own));
        }
        detail
    }
}

/// Reads port, time and note. Without a port it is the officer's own; another one must be chosen
/// with the tick that says so. `not_before`: the instant that must have passed first, and the
/// message for an earlier event; typed times are whole minutes, and so it is compared.
pub fn read(
    portal: &Portal,
    officer: &StaffIdentity,
    form: &CrossingForm,
    ports: &[PortRow],
    not_before: Option<(DateTime<Utc>, &str)>,
) -> Result<Event, Vec<FieldError>> {
    let mut errors = Vec::new();
    let own = officer.port.as_deref();
    let chosen = if form.port.is_empty() {
        own.unwrap_or_default()
    } else {
        &form.port
    };
    let port = ports.iter().find(|port| port.code == chosen).cloned();
    let elsewhere = own.filter(|own| *own != chosen);
    if port.is_none() {
        errors.push(FieldError::new("port", "field-error-choose-port"));
    } else if elsewhere.is_some() && form.elsewhere != "yes" {
        errors.push(FieldError::new("port", "field-error-port-elsewhere"));
    }
    let at = match instant(form, portal.now()) {
        Err(error) => {
            errors.push(error);
            None
        }
        Ok(at) if at > portal.now() => {
            errors.push(FieldError::new("event_date", "field-error-event-future"));
            None
        }
        Ok(at) => {
            if let Some((earliest, message)) = not_before
                && at < whole_minute(earliest)
            {
                errors.push(FieldError::new("event_date", message));
            }
            Some(at)
        }
    };
    let note = form.note.trim().to_owned();
    if note.chars().count() > MOST_NOTE {
        errors.push(FieldError::new("note", "field-error-too-long").with("most", MOST_NOTE));
    }
    match (port, at) {
        (Some(port), Some(at)) if errors.is_empty() => Ok(Event {
            at,
            day: ministry_date(at),
            port,
            own_port: elsewhere.map(str::to_owned),
            note,
        }),
        _ => Err(errors),
    }
}

/// Date and time as typed, in Phnom Penh; both empty mean now.
fn instant(form: &CrossingForm, now: DateTime<Utc>) -> Result<DateTime<Utc>, FieldError> {
    if let Some(at) = form.event_at {
        return Ok(at);
    }
    let date = [
        form.event_date_day.trim(),
        form.event_date_month.trim(),
        form.event_date_year.trim(),
    ];
    let time = form.event_time.trim();
    if date.iter().all(|part| part.is_empty()) && time.is_empty() {
        return Ok(now);
    }
    let date = reading::EVENT.read(date, "field-error-event-date")?;
    let time = NaiveTime::parse_from_str(time, "%H:%M")
        .map_err(|_| FieldError::new("event_time", "field-error-event-time"))?;
    date.and_time(time)
        .and_local_timezone(PHNOM_PENH)
        .single()
        .map(|at| at.with_timezone(&Utc))
        .ok_or_else(|| FieldError::new("event_date", "field-error-event-date"))
}

/// The text, if it is no longer than a note may be.
pub fn not_too_long<'a>(field: &str, text: &'a str) -> Result<&'a str, PortalError> {
    if text.chars().count() > MOST_NOTE {
        let error = FieldError::new(field, "field-error-too-long").with("most", MOST_NOTE);
        return Err(PortalError::Invalid(vec![error]));
    }
    Ok(text)
}

fn whole_minute(instant: DateTime<Utc>) -> DateTime<Utc> {
    instant
        .duration_trunc(TimeDelta::minutes(1))
        .unwrap_or(instant)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(date: &str, time: &str) -> Result<DateTime<Utc>, FieldError> {
        let mut parts = date.split('-').map(str::to_owned);
        let mut part = || parts.next().unwrap_or_default();
        let form = CrossingForm {
            event_date_year: part(),
            event_date_month: part(),
            event_date_day: part(),
            event_time: time.to_owned(),
            ..CrossingForm::default()
        };
        instant(&form, DateTime::UNIX_EPOCH)
    }

    #[test]
    fn what_is_typed_is_phnom_penh_time() {
        let at = typed("2026-11-22", "06:30").unwrap();
        assert_eq!(at.to_rfc3339(), "2026-11-21T23:30:00+00:00");
        assert_eq!(typed("2026-Nov-22", "06:30").unwrap(), at);
        assert_eq!(typed("", "").unwrap(), DateTime::UNIX_EPOCH);
        assert_eq!(
            typed("2026-02-30", "06:30").unwrap_err().field,
            "event_date_day"
        );
        assert_eq!(typed("", "06:30").unwrap_err().field, "event_date_day");
        assert_eq!(typed("2026-11-22", "").unwrap_err().field, "event_time");
        assert_eq!(
            typed("2026-11-22", "24:30").unwrap_err().field,
            "event_time"
        );
    }
}
