//! What a crossing's form says of the event itself: port, time in Phnom Penh, note.

use crate::state::Portal;
use crate::store::PortRow;
use app::contract::CrossingForm;
use app::error::FieldError;
use chrono::{DateTime, DurationRound, NaiveDate, NaiveTime, TimeDelta, Utc};
use domain::calendar::{PHNOM_PENH, ministry_date};

/// The most characters of a note.
pub const MOST_NOTE: usize = 600;

/// An event as it was read.
#[derive(Debug, Clone)]
pub struct Event {
    pub at: DateTime<Utc>,
    /// The day of the event in Phnom Penh, from which the law counts.
    pub day: NaiveDate,
    pub port: PortRow,
    pub note: String,
}

/// Reads port, time and note. `not_before`: the instant that must have passed first, and the
/// message for an earlier event; typed times are whole minutes, and so it is compared.
pub fn read(
    portal: &Portal,
    form: &CrossingForm,
    ports: &[PortRow],
    not_before: Option<(DateTime<Utc>, &str)>,
) -> Result<Event, Vec<FieldError>> {
    let mut errors = Vec::new();
    let port = ports.iter().find(|port| port.code == form.port).cloned();
    if port.is_none() {
        errors.push(FieldError::new("port", "field-error-choose-port"));
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
            note,
        }),
        _ => Err(errors),
    }
}

/// Date and time as typed, in Phnom Penh; both empty mean now.
fn instant(form: &CrossingForm, now: DateTime<Utc>) -> Result<DateTime<Utc>, FieldError> {
    let (date, time) = (form.event_date.trim(), form.event_time.trim());
    if date.is_empty() && time.is_empty() {
        return Ok(now);
    }
    let date = NaiveDate::parse_from_str(date, "%Y-%m-%d")
        .map_err(|_| FieldError::new("event_date", "field-error-event-date"))?;
    let time = NaiveTime::parse_from_str(time, "%H:%M")
        .map_err(|_| FieldError::new("event_time", "field-error-event-time"))?;
    date.and_time(time)
        .and_local_timezone(PHNOM_PENH)
        .single()
        .map(|at| at.with_timezone(&Utc))
        .ok_or_else(|| FieldError::new("event_date", "field-error-event-date"))
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
        let form = CrossingForm {
            event_date: date.to_owned(),
            event_time: time.to_owned(),
            ..CrossingForm::default()
        };
        instant(&form, DateTime::UNIX_EPOCH)
    }

    #[test]
    fn what_is_typed_is_phnom_penh_time() {
        let at = typed("2026-11-22", "06:30").unwrap();
        assert_eq!(at.to_rfc3339(), "2026-11-21T23:30:00+00:00");
        assert_eq!(typed("", "").unwrap(), DateTime::UNIX_EPOCH);
        assert_eq!(
            typed("2026-02-30", "06:30").unwrap_err().field,
            "event_date"
        );
        assert_eq!(typed("", "06:30").unwrap_err().field, "event_date");
        assert_eq!(typed("2026-11-22", "").unwrap_err().field, "event_time");
        assert_eq!(
            typed("2026-11-22", "24:30").unwrap_err().field,
            "event_time"
        );
    }
}
