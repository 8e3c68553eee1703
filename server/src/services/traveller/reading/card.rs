//! The arrival card: passport, trip, and what it asks beside them, each field with its error.

use super::dates::{self, number};
use super::hour::hour_of_day;
use super::passport::passport;
use super::{FieldErrors, Trip};
use crate::cases::arrival_card;
use crate::store::PortRow;
use app::contract::{
    CardAnswers, CardQuestion, CardTravellerAnswers, PassportForm, TripForm, VisaCardForm,
};
use app::error::FieldError;
use app::text::date;
use chrono::NaiveDate;
use domain::law::application::is_citizen;
use domain::law::arrival_card::{Question, opens_on};
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

/// Reads the card. `questions` are those of `today`, the ministry's date; of what was ticked as an answer
/// to others nothing stays.
pub fn card(
    answers: &mut CardAnswers,
    ports: &[PortRow],
    questions: &[Question],
    today: NaiveDate,
) -> Result<Card, Vec<FieldError>> {
    let mut errors = FieldErrors::default();
    let trip = trip(&mut errors, answers, ports, today);
    let entry = trip.as_ref().map(|trip| trip.entry);
    let person = person(&mut errors, &answers.passport, entry, today);
    let form = &mut answers.card;
    let hour = coming(&mut errors, &form.vehicle, &form.hour, &form.purpose);
    let page = Page::new(&form.questions, questions);
    page.read(&mut errors, &mut form.declared, |ticked| ticked);
    truthful(&mut errors, &form.truthful);
    match (person, trip) {
        (Some(person), Some(trip)) if errors.0.is_empty() => Ok(Card { person, trip, hour }),
        _ => Err(errors.0),
    }
}

/// Reads what a further traveller says, who arrives on the day `entry`.
pub fn card_traveller(
    answers: &mut CardTravellerAnswers,
    questions: &[Question],
    entry: NaiveDate,
    today: NaiveDate,
) -> Result<Person, Vec<FieldError>> {
    let mut errors = FieldErrors::default();
    let person = person(&mut errors, &answers.passport, Some(entry), today);
    let form = &mut answers.said;
    let page = Page::new(&form.questions, questions);
    page.read(&mut errors, &mut form.declared, |ticked| ticked);
    truthful(&mut errors, &form.truthful);
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

/// Reads the card of these travellers, of whom the rest is known. `questions` are those of today.
pub fn visa_card(
    form: &mut VisaCardForm,
    travellers: &[Uuid],
    questions: &[Question],
) -> Result<VisaCard, Vec<FieldError>> {
    let mut errors = FieldErrors::default();
    let hour = coming(&mut errors, &form.vehicle, &form.hour, &form.purpose);
    let read = |said: &String| {
        let (id, code) = said.split_once(':')?;
        let id = id.parse().ok().filter(|id| travellers.contains(id))?;
        Some((id, code.to_owned()))
    };
    if form.declared.iter().any(|said| read(said).is_none()) {
        errors.add("declared", "field-error-card-declared");
    }
    let page = Page::new(&form.questions, questions);
    page.read(&mut errors, &mut form.declared, |ticked| {
        ticked.split_once(':').map_or(ticked, |(_, code)| code)
    });
    truthful(&mut errors, &form.truthful);
    let found: Vec<(Uuid, String)> = form.declared.iter().filter_map(read).collect();
    let of = |id: &Uuid| {
        let theirs = found.iter().filter(|(whose, _)| whose == id);
        let mut declared = theirs.map(|(_, code)| code.clone()).collect();
        each_once(&mut declared);
        (*id, declared)
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

/// That what was said is true.
fn truthful(errors: &mut FieldErrors, ticked: &str) {
    if ticked != "yes" {
        errors.add("truthful", "field-error-truthful");
    }
}

/// A page with the questions that it showed, and those of today.
struct Page<'a> {
    shown: Vec<(&'a str, &'a str)>,
    today: Vec<CardQuestion>,
}

impl<'a> Page<'a> {
    fn new(shown: &'a str, questions: &[Question]) -> Self {
        let shown = shown.split_whitespace();
        Self {
            shown: shown.filter_map(|one| one.split_once(':')).collect(),
            today: questions.iter().map(arrival_card::shown).collect(),
        }
    }

    /// Whether the page asked a question of today, in its words.
    fn has_asked(&self, question: &CardQuestion) -> bool {
        let question = (question.code.as_str(), question.edition.as_str());
        self.shown.contains(&question)
    }

    /// Reads what was ticked, of which `code_of` gives the question. The questions may have changed while
    /// the page was open: who was not asked one of today has not said no to it, and a yes to another one
    /// is told to be left out.
    fn read(
        &self,
        errors: &mut FieldErrors,
        declared: &mut Vec<String>,
        code_of: impl Fn(&str) -> &str,
    ) {
        let is_shown = |code: &str| self.shown.iter().any(|(shown, _)| *shown == code);
        let is_asked = |code: &str| self.today.iter().any(|question| question.code == code);
        let is_answer = |ticked: &String| {
            let mut asked = self.today.iter();
            let code = code_of(ticked);
            asked.any(|question| question.code == code && self.has_asked(question))
        };
        let is_strange = |ticked: &String| {
            let code = code_of(ticked);
            !is_shown(code) && !is_asked(code)
        };
        let is_changed = !self.today.iter().all(|question| self.has_asked(question))
            || !declared
                .iter()
                .all(|ticked| is_answer(ticked) || is_strange(ticked));
        if is_changed {
            errors.add("declared", "field-error-card-questions");
        } else if declared.iter().any(is_strange) && !errors.has("declared") {
            errors.add("declared", "field-error-card-declared");
        }
        declared.retain(is_answer);
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
