//! One case with its application, both opened: what every officer's use case begins with.

use crate::audit::{Actor, Event};
use crate::cases::records::{ApplicationDocument, CaseDocument, note_data, read_note};
use crate::error::{case_changed, case_error, internal, is_unreadable};
use crate::state::Portal;
use crate::store::{ApplicationRow, CaseRow, Connection};
use crate::transaction::Transaction;
use crate::vault::DataKey;
use app::error::{PortalError, Result};
use app::text::text;
use domain::person::Person;
use uuid::Uuid;

pub struct CaseFile {
    pub case: CaseRow,
    pub application: ApplicationRow,
    pub document: CaseDocument,
    pub key: DataKey,
}

impl CaseFile {
    /// Loads and opens a case whose application was paid; others are nobody's business yet.
    pub async fn load(portal: &Portal, db: &mut dyn Connection, case: Uuid) -> Result<Self> {
        let case = db
            .case(case)
            .await?
            .filter(|case| case.queued_at.is_some())
            .ok_or(PortalError::NotFound)?;
        Self::of(portal, db, case).await
    }

    /// Loads and opens a case to change it: with its application locked, so that whoever else
    /// changes one of its cases, or closes it, waits until this transaction ends.
    ///
    /// # Errors
    /// `Conflict` when the case is not at this version any more.
    pub async fn for_change(
        portal: &Portal,
        tx: &mut Transaction,
        (case, version): (Uuid, i64),
    ) -> Result<Self> {
        let file = Self::locked(portal, tx, case).await?;
        if file.case.version != version {
            return Err(case_changed());
        }
        Ok(file)
    }

    /// The same, whatever its version.
    pub async fn locked(portal: &Portal, tx: &mut Transaction, case: Uuid) -> Result<Self> {
        let application = tx.lock_application_of(case).await?;
        let application = application.ok_or(PortalError::NotFound)?;
        let case = tx.case(case).await?.filter(|case| case.queued_at.is_some());
        Self::open(portal, application, case.ok_or(PortalError::NotFound)?)
    }

    /// Opens a case that was loaded.
    pub async fn of(portal: &Portal, db: &mut dyn Connection, case: CaseRow) -> Result<Self> {
        let application = db
            .application(case.application_id)
            .await?
            .ok_or_else(|| internal("a case without its application"))?;
        Self::open(portal, application, case)
    }

    /// Opens a case and its application.
    ///
    /// # Errors
    /// `Conflict` where one of them cannot be read.
    pub fn open(portal: &Portal, application: ApplicationRow, case: CaseRow) -> Result<Self> {
        let key = portal.data_key(&application)?;
        let document = portal.case_document(&key, &case)?;
        Ok(Self {
            case,
            application,
            document,
            key,
        })
    }

    pub fn application_document(&self, portal: &Portal) -> Result<ApplicationDocument> {
        portal.application_document(&self.key, &self.application)
    }

    /// The traveller as the passport states them.
    pub fn person(&self) -> Result<&Person> {
        self.document
            .person
            .as_ref()
            .ok_or_else(|| internal("a paid case without a person"))
    }

    /// The name as on the passport; empty where nothing could be read yet.
    pub fn name(&self) -> String {
        self.document
            .person
            .as_ref()
            .map(Person::full_name)
            .unwrap_or_default()
    }

    /// The adult on whose passport the traveller is.
    pub async fn adult(&self, portal: &Portal, db: &mut dyn Connection) -> Result<Option<Person>> {
        let Some(adult) = self.case.adult_id else {
            return Ok(None);
        };
        let Some(adult) = db.case(adult).await? else {
            return Ok(None);
        };
        Ok(portal.case_document(&self.key, &adult)?.person)
    }

    /// The name of that adult; a line that says so where it cannot be read.
    pub async fn adult_name(
        &self,
        portal: &Portal,
        db: &mut dyn Connection,
    ) -> Result<Option<String>> {
        match self.adult(portal, db).await {
            Ok(adult) => Ok(adult.map(|person| person.full_name())),
            Err(error) if is_unreadable(&error) => Ok(Some(text("record-unreadable"))),
            Err(error) => Err(error),
        }
    }

    /// Encrypts a note for its row; an empty one is none.
    pub fn encrypt_note(
        &self,
        portal: &Portal,
        table: &'static str,
        row: Uuid,
        note: &str,
    ) -> Result<Option<Vec<u8>>> {
        let note = note.trim();
        if note.is_empty() {
            return Ok(None);
        }
        let place = note_data(table, row);
        let encrypted = self.key.encrypt(&portal.rng, place, note.as_bytes())?;
        Ok(Some(encrypted))
    }

    /// The note of a row, see [`read_note`]; empty where there is none.
    pub fn note(&self, table: &'static str, row: Uuid, note: Option<&[u8]>) -> String {
        note.map(|note| read_note(&self.key, table, row, note))
            .unwrap_or_default()
    }

    /// Saves the case's row as it is now.
    ///
    /// # Errors
    /// `Conflict` when it changed since it was read.
    pub async fn save(&self, db: &mut dyn Connection) -> Result<()> {
        db.save_case(&self.case).await.map_err(case_error)
    }

    /// An event about this case.
    pub fn event(&self, actor: Actor, action: &'static str) -> Event {
        Event::new(actor, action)
            .of(self.application.id)
            .about(self.case.id)
    }
}

/// The case and the version that a form names.
pub fn named(case: &str, version: &str) -> Result<(Uuid, i64)> {
    let case = case.parse().map_err(|_| PortalError::NotFound)?;
    let version = version.parse().map_err(|_| case_changed())?;
    Ok((case, version))
}
