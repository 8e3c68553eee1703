//! One case with its application, both opened: what every officer's use case begins with.

use crate::audit::{self, Actor, Event};
use crate::cases::records::{ApplicationDocument, CaseDocument, note_place};
use crate::error::{case_changed, internal};
use crate::queue::{Job, enqueue};
use crate::state::Portal;
use crate::store::{ApplicationRow, CaseRow, Unit};
use crate::vault::DataKey;
use app::error::{PortalError, Result};
use domain::person::Person;
use serde_json::Value;
use uuid::Uuid;

pub struct CaseFile {
    pub case: CaseRow,
    pub application: ApplicationRow,
    pub document: CaseDocument,
    pub key: DataKey,
}

impl CaseFile {
    /// Loads and opens a case whose application was paid; others are nobody's business yet.
    pub async fn load(portal: &Portal, unit: &mut dyn Unit, case: Uuid) -> Result<Self> {
        let case = unit
            .case(case)
            .await?
            .filter(|case| case.queued_at.is_some())
            .ok_or(PortalError::NotFound)?;
        Self::of(portal, unit, case).await
    }

    /// Opens a case that was loaded.
    pub async fn of(portal: &Portal, unit: &mut dyn Unit, case: CaseRow) -> Result<Self> {
        let application = unit
            .application(case.application_id)
            .await?
            .ok_or_else(|| internal("a case without its application"))?;
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

    /// Seals a note for its row; an empty one is none.
    pub fn seal_note(
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
        let place = note_place(table, row);
        let sealed = self.key.seal(&portal.entropy, place, note.as_bytes())?;
        Ok(Some(sealed))
    }

    pub fn open_note(&self, table: &'static str, row: Uuid, note: &[u8]) -> Result<String> {
        let plain = self.key.open(note_place(table, row), note)?;
        String::from_utf8(plain.to_vec()).map_err(|_| internal("a note that is no text"))
    }

    /// Saves the case's row as it is now; the version it was read at must still stand.
    pub async fn save(&self, unit: &mut dyn Unit) -> Result<()> {
        if unit.save_case(&self.case).await? {
            Ok(())
        } else {
            Err(case_changed())
        }
    }

    /// Adds an event about this case to the record.
    pub async fn record(
        &self,
        portal: &Portal,
        unit: &mut dyn Unit,
        actor: Actor,
        action: &'static str,
        detail: Value,
    ) -> Result<()> {
        let event = Event {
            at: portal.now(),
            actor,
            action,
            application: Some(self.application.id),
            subject: Some(self.case.id),
            detail,
        };
        audit::record(unit, event).await?;
        Ok(())
    }

    /// Queues a job that runs as soon as this transaction is kept.
    pub async fn enqueue(&self, portal: &Portal, unit: &mut dyn Unit, job: Job) -> Result<()> {
        enqueue(portal, unit, job, portal.now()).await?;
        Ok(())
    }
}

/// The case and the version that a form names.
pub fn named(case: &str, version: &str) -> Result<(Uuid, i64)> {
    let case = case.parse().map_err(|_| PortalError::NotFound)?;
    let version = version.parse().map_err(|_| case_changed())?;
    Ok((case, version))
}
