//! A card as it is stored: its rows, its key, and its documents, decrypted.

use crate::audit::{Actor, Event};
use crate::cases::arrival_card::{self, Said};
use crate::cases::records::{ApplicationDocument, CaseDocument};
use crate::error::erased_is_not_found;
use crate::state::Portal;
use crate::store::{ApplicationRow, CaseRow, Connection};
use crate::vault::DataKey;
use app::error::{PortalError, Result};
use domain::person::Person;
use domain::states::{ApplicationKind, ApplicationState, VisaState};
use std::collections::BTreeMap;
use uuid::Uuid;

pub(super) struct CardFile {
    pub application: ApplicationRow,
    pub key: DataKey,
    pub document: ApplicationDocument,
    /// By position.
    pub travellers: Vec<OnCard>,
}

/// One traveller on a card.
pub(super) struct OnCard {
    pub row: CaseRow,
    pub document: CaseDocument,
    /// Whether they were at the border already.
    pub has_crossed: bool,
    /// Whether they have a visa that was not used.
    pub has_visa: bool,
}

impl OnCard {
    pub fn name(&self) -> String {
        let person = self.document.person.as_ref();
        person.map(Person::full_name).unwrap_or_default()
    }
}

impl CardFile {
    /// # Errors
    /// `NotFound` for one that was erased, too: what is gone is gone for its holder.
    pub async fn load(portal: &Portal, db: &mut dyn Connection, id: Uuid) -> Result<Self> {
        let application = db.application(id).await?.ok_or(PortalError::NotFound)?;
        let key = portal.data_key(&application).map_err(erased_is_not_found)?;
        let document = portal.application_document(&key, &application)?;
        let mut travellers = Vec::new();
        for row in db.cases_of(id).await? {
            let visa = match application.kind {
                ApplicationKind::Visa => db.visa_of_case(row.id).await?,
                ApplicationKind::Card => None,
            };
            travellers.push(OnCard {
                has_visa: visa.is_some_and(|visa| visa.state() == VisaState::Valid),
                document: portal.case_document(&key, &row)?,
                has_crossed: !db.crossings_of(row.id).await?.is_empty(),
                row,
            });
        }
        Ok(Self {
            application,
            key,
            document,
            travellers,
        })
    }

    /// Whether it is a card of who needs no visa that has not ended. What an officer recorded is no card to
    /// change.
    fn is_good(&self) -> bool {
        let is_alone = self.application.kind == ApplicationKind::Card;
        let is_sent = self.application.state() == ApplicationState::Submitted;
        is_alone && is_sent && self.document.card.is_some()
    }

    /// Whether the card of e-visas can be filled in or changed: until the first crossing.
    pub fn is_open_on_visa(&self, portal: &Portal) -> bool {
        arrival_card::may_be_made(portal, &self.application)
            && self.travellers.iter().any(|one| one.has_visa)
            && !self.travellers.iter().any(|one| one.has_crossed)
    }

    /// What the traveller declared; nothing of who is not on the card.
    pub fn said(&self, one: &OnCard) -> Option<Said> {
        arrival_card::said(self.application.kind, &self.document, &one.document)
    }

    /// Whether what all have in common can be changed: until the first crossing.
    pub fn is_open(&self) -> bool {
        self.is_good() && !self.travellers.iter().any(|one| one.has_crossed)
    }

    /// Whether the answers of this one can be changed: until their own crossing.
    pub fn is_open_for(&self, one: &OnCard) -> bool {
        self.is_good() && !one.has_crossed
    }

    /// The travellers but one.
    pub fn others(&self, but: Option<Uuid>) -> impl Iterator<Item = &OnCard> + Clone {
        let others = self.travellers.iter();
        others.filter(move |one| Some(one.row.id) != but)
    }

    /// The people by their cases.
    pub fn people(&self) -> BTreeMap<Uuid, &Person> {
        let people = self.travellers.iter();
        let people = people.filter_map(|one| Some((one.row.id, one.document.person.as_ref()?)));
        people.collect()
    }

    /// An event about the card.
    pub fn event(&self, action: &'static str) -> Event {
        self.event_of(action, self.application.id)
    }

    /// An event about one of its travellers.
    pub fn event_of(&self, action: &'static str, case: Uuid) -> Event {
        let event = Event::new(Actor::Traveller, action);
        event.of(self.application.id).about(case)
    }
}

pub(super) fn card_closed() -> PortalError {
    PortalError::conflict("conflict-card-closed")
}

pub(super) fn card_changed() -> PortalError {
    PortalError::conflict("conflict-card-changed")
}
