//! The hash-chained record: who did what, when, to what. It carries no personal data.
//!
//! Each event's hash covers the one before, and its MAC proves that whoever added it had the record's
//! key, which is not in the database. Whoever can write there and nothing else can make neither a new
//! event nor another past; that the end was not cut off, the [heads](Head) show that are published.
//!
//! Every state change and every viewing of a case adds one event in its own transaction. The
//! timeline of a status page is read from here: an action `a.b` is told by the message
//! `timeline-a-b` when that message exists for travellers.

mod access_log;
mod proof;

pub use access_log::{AccessLog, NotRecorded};
pub use proof::{Broken, Head, Proof, verify};

use crate::store::{Chain, Connection, NewAudit, StoreError};
use crate::vault::{Purpose, RecordKey, Vault};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Who acted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    Traveller,
    Staff(Uuid),
    /// The portal itself: jobs, webhooks, retention.
    System,
}

/// One event: who did what, to what.
///
/// `Event::new(Actor::System, "payment.settled").of(application).about(payment).with(json!({…}))`
#[derive(Debug, Clone)]
pub struct Event {
    /// Nothing for the time of the transaction.
    at: Option<DateTime<Utc>>,
    actor: Actor,
    action: &'static str,
    application: Option<Uuid>,
    subject: Option<Uuid>,
    detail: Value,
}

/// Appends the events to the chain in their order; `now` is the time of those that name none.
pub async fn append_all(
    db: &mut dyn Connection,
    events: Vec<Event>,
    now: DateTime<Utc>,
    key: &RecordKey,
) -> Result<(), StoreError> {
    let new: Vec<NewAudit> = events
        .into_iter()
        .map(|event| event.into_row(now))
        .collect();
    db.add_audits(&new, key).await
}

impl Chain for RecordKey {
    fn tie(&self, sequence: i64, previous: &[u8], event: &NewAudit) -> (Vec<u8>, Vec<u8>) {
        let hash = chain_hash(sequence, previous, event);
        let mac = self.mac(sequence, &hash);
        (hash, mac)
    }
}

impl Event {
    /// `action` is `noun.past_participle` (`payment.settled`, `case.viewed`).
    pub fn new(actor: Actor, action: &'static str) -> Self {
        Self {
            at: None,
            actor,
            action,
            application: None,
            subject: None,
            detail: json!({}),
        }
    }

    /// Of this application.
    #[must_use]
    pub const fn of(mut self, application: Uuid) -> Self {
        self.application = Some(application);
        self
    }

    /// About this row: a case, payment, refund, member of staff.
    #[must_use]
    pub const fn about(mut self, subject: Uuid) -> Self {
        self.subject = Some(subject);
        self
    }

    /// With a flat JSON object of codes, ids, dates and amounts; never personal data.
    #[must_use]
    pub fn with(mut self, detail: Value) -> Self {
        self.detail = detail;
        self
    }

    /// At another time than that of the transaction.
    #[must_use]
    pub const fn at(mut self, at: DateTime<Utc>) -> Self {
        self.at = Some(at);
        self
    }

    fn into_row(self, now: DateTime<Utc>) -> NewAudit {
        let (actor_kind, actor_id) = match self.actor {
            Actor::Traveller => ("traveller", None),
            Actor::Staff(id) => ("staff", Some(id)),
            Actor::System => ("system", None),
        };
        NewAudit {
            at: self.at.unwrap_or(now),
            actor_kind,
            actor_id,
            action: self.action.to_owned(),
            application_id: self.application,
            subject_id: self.subject,
            detail: self.detail.to_string(),
        }
    }
}

/// SHA-256 over the sequence number, the hash before, and every field, each with its length.
pub fn chain_hash(sequence: i64, previous: &[u8], event: &NewAudit) -> Vec<u8> {
    let mut hasher = Sha256::new();
    let mut add = |bytes: &[u8]| {
        hasher.update((bytes.len() as u64).to_be_bytes());
        hasher.update(bytes);
    };
    let id = |id: Option<Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
    add(&sequence.to_be_bytes());
    add(previous);
    add(&event.at.timestamp_micros().to_be_bytes());
    add(event.actor_kind.as_bytes());
    add(id(event.actor_id).as_bytes());
    add(event.action.as_bytes());
    add(id(event.application_id).as_bytes());
    add(id(event.subject_id).as_bytes());
    add(event.detail.as_bytes());
    hasher.finalize().to_vec()
}

/// A caller in log and record: a short keyed hash of the network address, which tells callers apart
/// and not who they are.
pub fn caller_hash(vault: &Vault, address: &str) -> String {
    let hash = vault.hash(Purpose::Caller, &[address]);
    data_encoding::HEXLOWER.encode(hash.get(..8).unwrap_or_default())
}
