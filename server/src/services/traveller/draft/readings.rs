//! Every form of an application, read once against the others and the law. What is shown, stored,
//! submitted and paid is told by the same readings.

use super::load::LoadedApplication;
use crate::cases::records::{ApplicationDocument, CaseDocument};
use crate::services::traveller::reading::{self, PassportReading, Trip};
use crate::state::Portal;
use crate::store::{CaseRow, Connection, PortRow};
use app::contract::PassportForm;
use app::error::{FieldError, Result};
use chrono::NaiveDate;
use domain::calendar::ministry_date;
use domain::doc9303::countries::Country;
use domain::law::application::{passport_is_valid_long_enough, passport_must_be_valid_until};
use domain::law::group::{self, GroupError, Member, Passport};
use domain::law::visa_types::Settings;
use domain::person::Person;
use domain::states::CaseState;
use std::collections::HashMap;
use uuid::Uuid;

/// A form that was not saved yet is `None`.
pub struct Readings {
    /// The ministry's date.
    pub today: NaiveDate,
    pub trip: Option<Result<Trip, Vec<FieldError>>>,
    /// The day from which to apply, where a visa issued today is over before the trip (Art. 13).
    pub apply_from: Option<NaiveDate>,
    /// What is wrong with the contact page.
    pub contact: Option<Vec<FieldError>>,
    /// In the order of the application's cases.
    pub travellers: Vec<TravellerReading>,
    group: TravellingGroup,
    /// Nationality and number of each own passport, in the order of the travellers.
    own_passports: Vec<Option<(Country, String)>>,
}

pub struct TravellerReading {
    /// The passport page, with the rules of Art. 7.3 and 7.4.
    pub page: Option<PassportReading>,
    /// The nationality of the person whose passport it is.
    holder_nationality: Option<Country>,
}

impl TravellerReading {
    /// Who travels, where the passport page is right.
    pub fn person(&self) -> Option<&Person> {
        self.page.as_ref()?.person.as_ref().ok()
    }

    /// Whether others may travel on this traveller's passport (Art. 7.4). `None` of a birth counts
    /// as an adult's, so that a page that is not right yet excludes nobody.
    pub fn may_hold_others(&self, today: NaiveDate) -> bool {
        let birth = self
            .person()
            .and_then(|person| person.birth_date.earliest());
        group::may_hold_others(birth, today)
    }

    /// By which everyone on a passport is found: its holder's nationality, and its number.
    pub fn passport_key(&self) -> Option<(Country, &str)> {
        Some((self.holder_nationality?, &self.person()?.passport_number))
    }
}

impl Readings {
    /// Reads what was loaded, on the ministry's day.
    pub async fn of(
        portal: &Portal,
        db: &mut dyn Connection,
        loaded: &LoadedApplication,
    ) -> Result<Self> {
        let ports = db.ports().await?;
        let today = ministry_date(portal.now());
        let law = portal.config.law;
        Ok(Self::read(
            &loaded.document,
            &loaded.cases,
            &ports,
            today,
            law,
        ))
    }

    fn read(
        document: &ApplicationDocument,
        cases: &[(CaseRow, CaseDocument)],
        ports: &[PortRow],
        today: NaiveDate,
        law: Settings,
    ) -> Self {
        let form = document.trip.as_ref();
        let apply_from = form.and_then(|form| reading::apply_from(form, today, law));
        let trip = form.map(|form| reading::trip(form, ports, today, law));
        // First the own passports, since others are on them.
        let own: Vec<Option<PassportReading>> = cases
            .iter()
            .map(|(row, document)| {
                let form = document.passport.as_ref();
                let form = form.filter(|_| row.adult_id.is_none())?;
                Some(reading::passport(form, None, today))
            })
            .collect();
        let group = TravellingGroup::of(cases, &own);
        let on_adults: Vec<Option<TravellerReading>> = cases
            .iter()
            .map(|(row, document)| {
                let adult = own.get(group.place(row.adult_id?));
                let adult = adult.and_then(|adult| adult.as_ref()?.person.as_ref().ok());
                let fits = group.check_passport(row, today);
                let form = document.passport.as_ref();
                let place = group.place(row.id);
                Some(on_adults_passport(form, adult, (place, fits), today))
            })
            .collect();
        let entry = trip
            .as_ref()
            .and_then(|trip| Some(trip.as_ref().ok()?.entry));
        let travellers: Vec<TravellerReading> = own
            .into_iter()
            .zip(on_adults)
            .map(|(own, on_adults)| on_adults.unwrap_or_else(|| on_own_passport(own, entry)))
            .collect();
        Self {
            today,
            trip,
            apply_from,
            contact: document.contact.as_ref().map(reading::contact),
            own_passports: own_passports(cases, &travellers),
            travellers,
            group,
        }
    }

    /// The trip, where its page is right.
    pub fn trip(&self) -> Option<&Trip> {
        self.trip.as_ref()?.as_ref().ok()
    }

    /// Whoever's passport page is right.
    pub fn people(&self) -> impl Iterator<Item = &Person> {
        self.travellers.iter().filter_map(TravellerReading::person)
    }

    /// One of the travellers, where their passport page is right.
    pub fn person(&self, traveller: Uuid) -> Option<&Person> {
        let read = self.travellers.get(self.group.place(traveller))?;
        read.person()
    }

    /// Checks whether one more may join, on this traveller's passport or their own (Art. 7.4).
    pub fn check_joining(&self, adult: Option<Uuid>) -> Result<(), GroupError> {
        group::check_joining(&self.group.members, self.group.passport(adult), self.today)
    }

    /// Checks the whole group: whose passport each is on (Art. 7.4), and that nobody has given
    /// another's as their own.
    pub fn check_group(&self) -> Result<(), GroupError> {
        group::check(&self.group.members, self.today)?;
        group::check_own_passports(&self.own_passports)
    }
}

/// The travellers as a travelling group (Art. 7.4).
struct TravellingGroup {
    members: Vec<Member>,
    /// By the traveller's id; counted from 0.
    places: HashMap<Uuid, usize>,
}

impl TravellingGroup {
    /// Of a birth that is not wholly known the earliest day counts.
    fn of(cases: &[(CaseRow, CaseDocument)], own: &[Option<PassportReading>]) -> Self {
        let places = cases.iter().enumerate();
        let mut group = Self {
            members: Vec::with_capacity(cases.len()),
            places: places.map(|(place, (row, _))| (row.id, place)).collect(),
        };
        for ((row, _), own) in cases.iter().zip(own) {
            let person = own.as_ref().and_then(|own| own.person.as_ref().ok());
            group.members.push(Member {
                passport: group.passport(row.adult_id),
                birth: person.and_then(|person| person.birth_date.earliest()),
            });
        }
        group
    }

    /// Where a traveller stands; nobody stands at [`usize::MAX`].
    fn place(&self, traveller: Uuid) -> usize {
        self.places.get(&traveller).copied().unwrap_or(usize::MAX)
    }

    fn passport(&self, adult: Option<Uuid>) -> Passport {
        adult.map_or(Passport::Own, |adult| Passport::Of(self.place(adult)))
    }

    fn check_passport(&self, row: &CaseRow, today: NaiveDate) -> Result<(), GroupError> {
        let passport = self.passport(row.adult_id);
        group::check_passport(&self.members, self.place(row.id), passport, today)
    }
}

/// `adult` is what was read of the person whose passport it is; `fits` is what Art. 7.4 says of the
/// holder of the passport of the traveller at this place.
fn on_adults_passport(
    form: Option<&PassportForm>,
    adult: Option<&Person>,
    (place, fits): (usize, Result<(), GroupError>),
    today: NaiveDate,
) -> TravellerReading {
    let message = match (adult, fits) {
        (None, _) => Some("field-error-adult-first"),
        (Some(_), Err(why)) => Some(why.message_key()),
        (Some(_), Ok(())) => None,
    };
    let page = form.map(|form| {
        let mut read = reading::passport(form, adult, today);
        let birth = read.person.as_ref().ok();
        let birth = birth.and_then(|person| person.birth_date.latest());
        if let Some(message) = message {
            read.person = Err(vec![FieldError::new("surname", message)]);
        } else if !group::may_be_on_anothers(birth, today) {
            let message = GroupError::NotChild(place).message_key();
            read.person = Err(vec![FieldError::new("birth_day", message)]);
        }
        read
    });
    TravellerReading {
        page,
        holder_nationality: adult.map(|adult| adult.nationality),
    }
}

/// With the six months of Art. 7.3, where the day of entry is known.
fn on_own_passport(
    mut page: Option<PassportReading>,
    entry: Option<NaiveDate>,
) -> TravellerReading {
    if let (Some(PassportReading { person, .. }), Some(entry)) = (&mut page, entry)
        && let Ok(right) = person
        && !passport_is_valid_long_enough(right.expires_on, entry)
    {
        let until = passport_must_be_valid_until(entry);
        *person = Err(vec![
            FieldError::new("expiry_day", "field-error-expires-too-early").with("date", until),
        ]);
    }
    let person = page.as_ref().and_then(|page| page.person.as_ref().ok());
    TravellerReading {
        holder_nationality: person.map(|person| person.nationality),
        page,
    }
}

/// Of those who have not withdrawn and whose passport page is right.
fn own_passports(
    cases: &[(CaseRow, CaseDocument)],
    travellers: &[TravellerReading],
) -> Vec<Option<(Country, String)>> {
    cases
        .iter()
        .zip(travellers)
        .map(|((row, _), traveller)| {
            let own = row.adult_id.is_none() && row.state() != CaseState::Withdrawn;
            let (nationality, number) = traveller.passport_key().filter(|_| own)?;
            Some((nationality, number.to_owned()))
        })
        .collect()
}

#[cfg(test)]
mod tests;
