//! The personal documents of an application and of a case: JSON, encrypted by the application's
//! data key. Everything personal lies in here and nowhere else.

use crate::error::{OrInternal, erased, unreadable};
use crate::rng::Rng;
use crate::state::Portal;
use crate::store::{ApplicationRow, CaseRow, CorrectionRow};
use crate::vault::{AssociatedData, DataKey};
use app::contract::{CardForm, ContactForm, PassportForm, TripForm};
use app::error::Result;
use app::text::text;
use chrono::{DateTime, NaiveDate, Utc};
use domain::law::arrival_card::Words;
use domain::person::Person;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use uuid::Uuid;

/// What belongs to the whole application.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ApplicationDocument {
    pub email: String,
    /// When somebody who reads the mails to the address showed it.
    pub email_confirmed_at: Option<DateTime<Utc>>,
    /// The address that waits for its code, to take the place of the confirmed one.
    pub new_email: Option<String>,
    /// The address that has to be told of its change.
    pub former_email: Option<String>,
    /// Keyed hash of the secret of the browser in which the application was begun; empty for those
    /// that were begun before there was one.
    pub begun_in: Vec<u8>,
    /// As typed, once saved.
    pub trip: Option<TripForm>,
    /// How often another trip was saved.
    pub trip_revision: i64,
    pub contact: Option<ContactForm>,
    /// How often another contact was saved.
    pub contact_revision: i64,
    /// What an arrival card asks beside passport and trip; what is declared on it stands with each
    /// traveller since a card is for several.
    pub card: Option<CardForm>,
    /// What the traveller said was wrong after it was sent, oldest first.
    pub mistakes: Vec<Mistake>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mistake {
    pub at: DateTime<Utc>,
    pub text: String,
}

/// What belongs to one traveller.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CaseDocument {
    /// As typed, once saved.
    pub passport: Option<PassportForm>,
    /// How often another passport page was saved.
    pub passport_revision: i64,
    /// As read, once what was typed is right.
    pub person: Option<Person>,
    /// Codes of the questions of the arrival card that were answered with yes; nothing where the traveller
    /// is on none.
    pub declared: Option<Vec<String>>,
    /// The questions that were asked then; nothing where the portal had but one list of them.
    pub asked: Option<Vec<AskedQuestion>>,
    /// Whether the traveller was taken out of a draft, and is kept for the books only.
    pub removed: bool,
}

/// A question of the arrival card as it was asked: what is declared keeps its words whatever the ministry
/// asks later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedQuestion {
    pub code: String,
    pub edition: String,
    /// Of one that was answered with yes.
    pub words: Option<Words>,
}

/// What had been answered when a correction was asked for.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CorrectionAnswers {
    pub case: CaseDocument,
    /// The name of the photo.
    pub photo: Option<String>,
    /// SHA-256 of the photo; empty where it is not known.
    pub photo_digest: Vec<u8>,
    pub trip: Option<TripForm>,
    pub contact: Option<ContactForm>,
    pub entry_date: Option<NaiveDate>,
}

const fn correction_data(decision: Uuid) -> AssociatedData {
    AssociatedData {
        table: "corrections",
        column: "answers",
        row: decision,
    }
}

const fn application_data(id: Uuid) -> AssociatedData {
    AssociatedData {
        table: "applications",
        column: "document",
        row: id,
    }
}

const fn case_data(id: Uuid) -> AssociatedData {
    AssociatedData {
        table: "cases",
        column: "document",
        row: id,
    }
}

/// Where a note of a decision, crossing or fine lies.
pub const fn note_data(table: &'static str, id: Uuid) -> AssociatedData {
    AssociatedData {
        table,
        column: "note",
        row: id,
    }
}

/// A note as it was written. One that cannot be read is a line that says so: whatever it stands beside can
/// be read and decided without it.
pub fn read_note(key: &DataKey, table: &'static str, row: Uuid, note: &[u8]) -> String {
    let plain = key.decrypt(note_data(table, row), note);
    let plain = plain.map_err(|error| error.to_string());
    let read = plain.and_then(|plain| {
        String::from_utf8(plain.to_vec()).map_err(|_| "a note that is no text".to_owned())
    });
    read.unwrap_or_else(|error| {
        tracing::error!(table, %row, error, "a note cannot be read");
        text("note-unreadable")
    })
}

impl Portal {
    /// The application's data key, open.
    pub fn data_key(&self, application: &ApplicationRow) -> Result<DataKey> {
        if application.erased_at.is_some() {
            return Err(erased());
        }
        self.vault
            .unwrap_data_key(&application.key, application.id)
            .map_err(|error| unreadable(application.id, error))
    }

    /// Keyed hash by which everyone on a passport is found: its number and the nationality of
    /// the person whose passport it is, whatever spaces and case were typed.
    pub fn passport_hash(&self, number: &str, nationality: &str) -> Vec<u8> {
        let plain = |text: &str| -> String {
            text.chars()
                .filter(char::is_ascii_alphanumeric)
                .map(|c| c.to_ascii_uppercase())
                .collect()
        };
        self.vault.hash(
            crate::vault::Purpose::Passport,
            &[&plain(number), &plain(nationality)],
        )
    }

    /// Keyed hash by which a person is found again on another passport.
    pub fn person_hash(&self, person: &Person) -> Vec<u8> {
        let marks = person.marks();
        let marks: Vec<&str> = marks.iter().map(String::as_str).collect();
        self.vault.hash(crate::vault::Purpose::Person, &marks)
    }

    pub fn application_document(
        &self,
        key: &DataKey,
        row: &ApplicationRow,
    ) -> Result<ApplicationDocument> {
        decrypt(key, application_data(row.id), &row.document)
    }

    pub fn case_document(&self, key: &DataKey, row: &CaseRow) -> Result<CaseDocument> {
        decrypt(key, case_data(row.id), &row.document)
    }

    pub fn correction_answers(
        &self,
        key: &DataKey,
        row: &CorrectionRow,
    ) -> Result<CorrectionAnswers> {
        decrypt(key, correction_data(row.decision_id), &row.answers)
    }

    pub fn encrypt_correction_answers(
        &self,
        key: &DataKey,
        decision: Uuid,
        answers: &CorrectionAnswers,
    ) -> Result<Vec<u8>> {
        encrypt(key, &self.rng, correction_data(decision), answers)
    }

    pub fn encrypt_application_document(
        &self,
        key: &DataKey,
        id: Uuid,
        document: &ApplicationDocument,
    ) -> Result<Vec<u8>> {
        encrypt(key, &self.rng, application_data(id), document)
    }

    pub fn encrypt_case_document(
        &self,
        key: &DataKey,
        id: Uuid,
        document: &CaseDocument,
    ) -> Result<Vec<u8>> {
        encrypt(key, &self.rng, case_data(id), document)
    }
}

fn decrypt<T: DeserializeOwned>(
    key: &DataKey,
    data: AssociatedData,
    encrypted: &[u8],
) -> Result<T> {
    let plain = key.decrypt(data, encrypted);
    let plain = plain.map_err(|error| unreadable(data.row, error))?;
    read(data, &plain).map_err(|error| unreadable(data.row, error))
}

/// A document that is not as the portal writes it. A parse error could quote what it read: the log
/// gets its place only.
#[derive(Debug, thiserror::Error)]
#[error("{data:?}: unreadable at column {column}")]
struct Unreadable {
    data: AssociatedData,
    column: usize,
}

fn read<T: DeserializeOwned>(data: AssociatedData, plain: &[u8]) -> Result<T, Unreadable> {
    serde_json::from_slice(plain).map_err(|error| Unreadable {
        data,
        column: error.column(),
    })
}

fn encrypt<T: Serialize>(
    key: &DataKey,
    rng: &Rng,
    data: AssociatedData,
    document: &T,
) -> Result<Vec<u8>> {
    let plain = zeroize::Zeroizing::new(serde_json::to_vec(document).or_internal()?);
    Ok(key.encrypt(rng, data, &plain)?)
}

#[cfg(test)]
mod tests;
