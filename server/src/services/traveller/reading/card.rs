//! The arrival card: passport, trip, and what it asks beside them, each field with its error.

use super::dates::{self, number};
use super::hour::hour_of_day;
use super::passport::passport;
use super::{FieldErrors, Trip};
use crate::store::PortRow;
use app::contract::{CardAnswers, CardTravellerAnswers, PassportForm, TripForm, VisaCardForm};
use app::error::FieldError;
use app::text::date;
use chrono::NaiveDate;
use domain::law::application::is_citizen;
use domain::law::arrival_card::{opens_on, questions};
use domain::law::purpose::Purpose;
use domain::person::Person;
use uuid::Uuid;

/// The most characters of a flight or vehicle.
const MOST_VEHICLE: usize = 60;

/// A card as it was read.
pub struct Card {
    pub person: Person,
    pub trip: Trip,
    /// The hour of the day at which they arrive, where it was said.
    pub hour: Option<u32>,
}

/// Reads the card. `today` is the ministry's date.
pub fn card(
    answers: &CardAnswers,
    ports: &[PortRow],
    today: NaiveDate,
) -> Result<Card, Vec<FieldError>> {
    let mut errors = FieldErrors::default();
    let trip = trip(&mut errors, answers, ports, today);
    let entry = trip.as_ref().map(|trip| trip.entry);
    let person = person(&mut errors, &answers.passport, entry, today);
    let form = &answers.card;
    let hour = coming(&mut errors, &form.vehicle, &form.hour, &form.purpose);
    said(&mut errors, &form.declared, &form.truthful, today);
    match (person, trip) {
        (Some(person), Some(trip)) if errors.0.is_empty() => Ok(Card { person, trip, hour }),
        _ => Err(errors.0),
    }
}

/// Reads what a further traveller says, who arrives on the day `entry`.
pub fn card_traveller(
    answers: &CardTravellerAnswers,
    entry: NaiveDate,
    today: NaiveDate,
) -> Result<Person, Vec<FieldError>> {
    let mut errors = FieldErrors::default();
    let person = person(&mut errors, &answers.passport, Some(entry), today);
    let form = &answers.said;
    said(&mut errors, &form.declared, &form.truthful, today);
    person.filter(|_| errors.0.is_empty()).ok_or(errors.0)
}

/// What is ticked, each once, however often it was sent.
pub fn each_once(declared: &mut Vec<String>) {
    let mut kept: Vec<String> = Vec::new();
    for code in declared.drain(..) {
        if !kept.contains(&code) {
            kept.push(code);
        }
    }
    *declared = kept;
}

/// The card of e-visas as it was read.
pub struct VisaCard {
    /// The hour of the day at which they arrive, where it was said.
    pub hour: Option<u32>,
    /// What each traveller declared.
    pub declared: Vec<(Uuid, Vec<String>)>,
}

/// Reads the card of these travellers, of whom the rest is known.
pub fn visa_card(
    form: &VisaCardForm,
    travellers: &[Uuid],
    today: NaiveDate,
) -> Result<VisaCard, Vec<FieldError>> {
    let mut errors = FieldErrors::default();
    let hour = coming(&mut errors, &form.vehicle, &form.hour, &form.purpose);
    let read = |said: &String| {
        let (id, code) = said.split_once(':')?;
        let id = id.parse().ok().filter(|id| travellers.contains(id))?;
        Some((id, code.to_owned()))
    };
    let found: Vec<(Uuid, String)> = form.declared.iter().filter_map(read).collect();
    let codes: Vec<String> = found.iter().map(|(_, code)| code.clone()).collect();
    said(&mut errors, &codes, &form.truthful, today);
    if found.len() < form.declared.len() && !errors.has("declared") {
        errors.add("declared", "field-error-card-declared");
    }
    let of = |id: &Uuid| {
        let theirs = found.iter().filter(|(whose, _)| whose == id);
        (*id, theirs.map(|(_, code)| code.clone()).collect())
    };
    if errors.0.is_empty() {
        Ok(VisaCard {
            hour,
            declared: travellers.iter().map(of).collect(),
        })
    } else {
        Err(errors.0)
    }
}

/// How and why they come; the hour of arrival.
fn coming(errors: &mut FieldErrors, vehicle: &str, hour: &str, purpose: &str) -> Option<u32> {
    errors.text("vehicle", vehicle, "field-error-card-vehicle", MOST_VEHICLE);
    let read = hour_of_day(hour);
    if read.is_none() && !hour.trim().is_empty() {
        errors.add("hour", "field-error-card-hour");
    }
    if purpose.parse::<Purpose>().is_err() {
        errors.add("purpose", "field-error-card-purpose");
    }
    read
}

/// The trip of a card that was read before.
pub fn card_trip(form: &TripForm) -> Option<Trip> {
    let parts = [form.entry_day.as_str(), &form.entry_month, &form.entry_year];
    Some(Trip {
        entry: dates::ENTRY.read(parts, "field-error-entry-missing").ok()?,
        stay_days: number(&form.stay_days)?,
        port: form.port.clone(),
    })
}

/// The traveller, whose passport is good on the day of arrival.
fn person(
    errors: &mut FieldErrors,
    form: &PassportForm,
    entry: Option<NaiveDate>,
    today: NaiveDate,
) -> Option<Person> {
    let person = passport(form, None, today)
        .person
        .map_err(|wrong| errors.0.extend(wrong))
        .ok()?;
    if is_citizen(person.nationality.code) {
        errors.add("nationality", "field-error-card-citizen");
    }
    if entry.is_some_and(|entry| person.expires_on < entry) {
        errors.add("expiry_day", "field-error-card-passport");
    }
    Some(person)
}

/// What is declared, and that it is true.
fn said(errors: &mut FieldErrors, declared: &[String], truthful: &str, today: NaiveDate) {
    let is_asked = |code: &String| questions(today).any(|question| question.code == code);
    if !declared.iter().all(is_asked) {
        errors.add("declared", "field-error-card-declared");
    }
    if truthful != "yes" {
        errors.add("truthful", "field-error-truthful");
    }
}

/// The trip, of which the arrival is at most as many days away as the card opens before it; each port
/// will do.
fn trip(
    errors: &mut FieldErrors,
    answers: &CardAnswers,
    ports: &[PortRow],
    today: NaiveDate,
) -> Option<Trip> {
    let form = &answers.trip;
    let parts = [form.entry_day.as_str(), &form.entry_month, &form.entry_year];
    let entry = errors.date(&dates::ENTRY, parts, "field-error-entry-missing");
    if let Some(entry) = entry {
        if entry < today {
            errors.add("entry_day", "field-error-entry-past");
        } else if today < opens_on(entry) {
            let error = FieldError::new("entry_day", "field-error-card-early");
            errors.0.push(error.with("from", date(opens_on(entry))));
        }
    }
    let stay_days = number(&form.stay_days).filter(|days| (1..=365).contains(days));
    if stay_days.is_none() {
        errors.add("stay_days", "field-error-stay-days");
    }
    if !ports.iter().any(|port| port.code == form.port) {
        errors.add("port", "field-error-choose-port");
    }
    errors.text("address", &form.address, "field-error-address-missing", 300);
    Some(Trip {
        entry: entry?,
        stay_days: stay_days?,
        port: form.port.clone(),
    })
}
