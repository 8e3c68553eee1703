//! The draft as its page needs it: forms as typed, what is wrong, how far it has come.

use super::own_application;
use crate::cases::records::{ApplicationDocument, CaseDocument};
use crate::error::OrInternal;
use crate::services::traveller::{offer, reading};
use crate::state::Portal;
use crate::store::{ApplicationRow, CaseRow, Connection, PortRow};
use crate::vault::DataKey;
use app::contract::{Caller, Draft, DraftTraveller, Progress};
use app::error::{FieldError, Result};
use chrono::NaiveDate;
use domain::calendar::ministry_date;
use domain::doc9303::mrz::Format;
use domain::doc9303::names::mrz_name;
use domain::law::application::{
    TripWarning, passport_is_valid_long_enough, passport_must_be_valid_until, trip_warnings,
};
use domain::law::visa_types::SOLD_ONLINE;
use domain::law::{fees, group};
use domain::person::Person;
use domain::states::CaseState;
use uuid::Uuid;

/// The caller's application with its cases, all opened.
pub struct Opened {
    pub application: ApplicationRow,
    pub key: DataKey,
    pub document: ApplicationDocument,
    pub cases: Vec<(CaseRow, CaseDocument)>,
}

impl Opened {
    pub async fn of(portal: &Portal, db: &mut dyn Connection, caller: &Caller) -> Result<Self> {
        let application = own_application(db, caller).await?;
        Self::open(portal, db, application).await
    }

    async fn open(
        portal: &Portal,
        db: &mut dyn Connection,
        application: ApplicationRow,
    ) -> Result<Self> {
        let key = portal.data_key(&application)?;
        let document = portal.application_document(&key, &application)?;
        let mut cases = Vec::new();
        for row in db.cases_of(application.id).await? {
            let opened = portal.case_document(&key, &row)?;
            cases.push((row, opened));
        }
        Ok(Self {
            application,
            key,
            document,
            cases,
        })
    }
}

/// The same with what its forms are read against.
pub struct Gathered {
    pub application: ApplicationRow,
    pub key: DataKey,
    pub document: ApplicationDocument,
    pub cases: Vec<(CaseRow, CaseDocument)>,
    pub ports: Vec<PortRow>,
    pub today: NaiveDate,
}

impl Gathered {
    pub async fn of(portal: &Portal, db: &mut dyn Connection, caller: &Caller) -> Result<Self> {
        let application = own_application(db, caller).await?;
        Self::open(portal, db, application).await
    }

    pub async fn open(
        portal: &Portal,
        db: &mut dyn Connection,
        application: ApplicationRow,
    ) -> Result<Self> {
        let Opened {
            application,
            key,
            document,
            cases,
        } = Opened::open(portal, db, application).await?;
        Ok(Self {
            application,
            key,
            document,
            cases,
            ports: db.ports().await?,
            today: ministry_date(portal.now()),
        })
    }

    /// The person on whose passport a traveller goes, when it is not their own.
    pub fn adult_of(&self, case: &CaseRow) -> Option<Person> {
        let adult = case.adult_id?;
        self.cases
            .iter()
            .find(|(row, _)| row.id == adult)
            .and_then(|(_, document)| document.passport.as_ref())
            .and_then(|form| reading::passport(form, None, self.today).person.ok())
    }

    /// The travellers as Art. 7.4 looks at them. Of a birth that is not wholly known the earliest day
    /// counts.
    pub fn party(&self) -> Vec<group::Member> {
        let birth = |document: &CaseDocument| {
            let form = document.passport.as_ref()?;
            let person = reading::passport(form, None, self.today).person.ok()?;
            person.birth_date.replace("-00", "-01").parse().ok()
        };
        self.cases
            .iter()
            .map(|(row, document)| group::Member {
                passport: self.passport_of(row),
                birth: row.adult_id.is_none().then(|| birth(document)).flatten(),
            })
            .collect()
    }

    /// Nationality and number of each own passport, in the order of the travellers.
    pub fn own_passports(&self) -> Vec<Option<(String, String)>> {
        let own = |(row, document): &(CaseRow, CaseDocument)| {
            let person = self.person(row, document)?.person.ok()?;
            let own = row.adult_id.is_none() && row.state() != CaseState::Withdrawn;
            own.then_some((person.nationality, person.passport_number))
        };
        self.cases.iter().map(own).collect()
    }

    /// Whose passport a traveller is on.
    fn passport_of(&self, row: &CaseRow) -> group::Passport {
        row.adult_id.map_or(group::Passport::Own, |adult| {
            group::Passport::Of(self.place(adult))
        })
    }

    /// Where a traveller stands in the application, from 0; nobody stands at [`usize::MAX`].
    pub fn place(&self, traveller: Uuid) -> usize {
        let place = self.cases.iter().position(|(row, _)| row.id == traveller);
        place.unwrap_or(usize::MAX)
    }

    pub fn trip(&self) -> Option<Result<reading::Trip, Vec<FieldError>>> {
        self.document
            .trip
            .as_ref()
            .map(|form| reading::trip(form, &self.ports, self.today))
    }

    /// Reads a traveller's passport page, with the six-month rule of Art. 7.3 for the trip.
    pub fn person(
        &self,
        case: &CaseRow,
        document: &CaseDocument,
    ) -> Option<reading::PassportReading> {
        let form = document.passport.as_ref()?;
        let adult = self.adult_of(case);
        let mut read = reading::passport(form, adult.as_ref(), self.today);
        if case.adult_id.is_some() {
            let (party, passport) = (self.party(), self.passport_of(case));
            let fits = group::check_passport(&party, self.place(case.id), passport, self.today);
            if adult.is_none() {
                read.person = Err(vec![FieldError::new("surname", "field-error-adult-first")]);
            } else if let Err(why) = fits {
                read.person = Err(vec![FieldError::new("surname", why.message_key())]);
            }
        }
        if let (Ok(person), Some(Ok(trip))) = (&read.person, self.trip())
            && case.adult_id.is_none()
            && !passport_is_valid_long_enough(person.expires_on, trip.entry)
        {
            let until = passport_must_be_valid_until(trip.entry);
            read.person = Err(vec![
                FieldError::new("expiry_day", "field-error-expires-too-early").with("date", until),
            ]);
        }
        Some(read)
    }
}

pub async fn draft(portal: &Portal, caller: &Caller) -> Result<Draft> {
    let mut db = portal.store.read().await?;
    let gathered = Gathered::of(portal, &mut *db, caller).await?;
    view(portal, &mut *db, &gathered).await
}

/// What the pages show of what was gathered.
pub async fn view(portal: &Portal, db: &mut dyn Connection, gathered: &Gathered) -> Result<Draft> {
    let fee = offer::fee(portal, db).await?.fee;
    let trip = gathered.trip();
    let travellers: Vec<DraftTraveller> = gathered
        .cases
        .iter()
        .filter(|(row, _)| row.state() != CaseState::Withdrawn)
        .map(|(row, document)| traveller(gathered, row, document))
        .collect();
    let travelling = travellers.len();
    let contact_errors = gathered
        .document
        .contact
        .as_ref()
        .map(reading::contact)
        .unwrap_or_default();
    Ok(Draft {
        reference: gathered.application.reference.clone(),
        state: gathered.application.state(),
        email: gathered.document.email.clone(),
        version: gathered.application.version,
        expires_at: gathered.application.expires_at,
        trip_progress: progress(
            gathered.document.trip.is_some(),
            matches!(trip, Some(Ok(_))),
        ),
        warnings: [
            exempt_travellers(db, gathered).await?,
            warnings(portal, gathered),
        ]
        .concat(),
        trip_errors: match trip {
            Some(Err(faults)) => faults,
            _ => Vec::new(),
        },
        trip: gathered.document.trip.clone().unwrap_or_default(),
        contact_progress: progress(
            gathered.document.contact.is_some(),
            contact_errors.is_empty(),
        ),
        contact: gathered.document.contact.clone().unwrap_or_default(),
        contact_errors,
        travellers,
        fee_each: fee,
        total: fees::total(fee, travelling).or_internal()?,
    })
}

const fn progress(saved: bool, right: bool) -> Progress {
    match (saved, right) {
        (false, _) => Progress::Untouched,
        (true, false) => Progress::Invalid,
        (true, true) => Progress::Done,
    }
}

fn traveller(gathered: &Gathered, row: &CaseRow, document: &CaseDocument) -> DraftTraveller {
    let read = gathered.person(row, document);
    let (errors, notes, right) = match read {
        None => (Vec::new(), Vec::new(), false),
        Some(reading::PassportReading {
            person: Ok(_),
            notes,
        }) => (Vec::new(), notes, true),
        Some(reading::PassportReading {
            person: Err(faults),
            notes,
        }) => (faults, notes, false),
    };
    let form = document.passport.clone().unwrap_or_default();
    DraftTraveller {
        id: row.id,
        position: u32::try_from(row.position).unwrap_or(u32::MAX),
        adult: row.adult_id,
        mrz_name: mrz_name(&form.surname, &form.given_names, Format::Td3.name_width())
            .ok()
            .filter(|_| right),
        passport_progress: progress(document.passport.is_some(), right),
        passport: form,
        passport_errors: errors,
        passport_notes: notes,
        has_photo: row.photo.is_some(),
        photo_version: row.photo_version,
    }
}

async fn exempt_travellers(
    db: &mut dyn Connection,
    gathered: &Gathered,
) -> Result<Vec<FieldError>> {
    let Some(Ok(trip)) = gathered.trip() else {
        return Ok(Vec::new());
    };
    let people: Vec<Person> = gathered
        .cases
        .iter()
        .filter_map(|(row, document)| gathered.person(row, document)?.person.ok())
        .collect();
    super::exempt::exempt(db, &trip, &people).await
}

fn warnings(portal: &Portal, gathered: &Gathered) -> Vec<FieldError> {
    let Some(Ok(trip)) = gathered.trip() else {
        return Vec::new();
    };
    // A tourist visa does not look at the passport's last day, which may not be known yet.
    let expiry = gathered
        .cases
        .iter()
        .filter_map(|(row, document)| gathered.person(row, document)?.person.ok())
        .map(|person| person.expires_on)
        .min()
        .unwrap_or(NaiveDate::MAX);
    trip_warnings(
        SOLD_ONLINE,
        gathered.today,
        trip.entry,
        Some(trip.departure()),
        expiry,
        &portal.config.law,
    )
    .into_iter()
    .map(|warning| {
        let fault = FieldError::new("trip", warning.message_key());
        match warning {
            TripWarning::ValidityEndsBeforeEntry { valid_until: date }
            | TripWarning::StayTooShort {
                last_permitted: date,
            } => fault.with("date", date),
            TripWarning::LeavesBeforeEntry => fault,
        }
    })
    .collect()
}

impl Gathered {
    /// The row of one of the application's travellers.
    pub fn case(&self, traveller: Uuid) -> Option<&(CaseRow, CaseDocument)> {
        self.cases.iter().find(|(row, _)| row.id == traveller)
    }
}
