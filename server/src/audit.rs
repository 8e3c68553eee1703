//! The hash-chained record: who did what, when, to what. It carries no personal data.
//!
//! Every state change and every viewing of a case adds one event in its own transaction. The
//! timeline of a status page is read from here: an action `a.b` is told by the message
//! `timeline-a-b` when that message exists for travellers.

mod together;

pub use together::{NotRecorded, Together};

use crate::store::{NewAudit, StoreError, Unit};
use chrono::{DateTime, Utc};
use serde_json::Value;
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

/// One event. `action` is `noun.past_participle` (`payment.settled`, `case.viewed`).
#[derive(Debug, Clone)]
pub struct Event {
    pub at: DateTime<Utc>,
    pub actor: Actor,
    pub action: &'static str,
    pub application: Option<Uuid>,
    pub subject: Option<Uuid>,
    /// A flat JSON object of words, ids, dates and amounts; never personal data.
    pub detail: Value,
}

/// Adds the event to the chain, in the transaction of what it records.
pub async fn record(unit: &mut dyn Unit, event: Event) -> Result<(), StoreError> {
    record_all(unit, vec![event]).await
}

/// Adds the events to the chain, in their order.
pub async fn record_all(unit: &mut dyn Unit, events: Vec<Event>) -> Result<(), StoreError> {
    let new: Vec<NewAudit> = events.into_iter().map(Event::into_row).collect();
    unit.add_audits(&new, chain_hash).await
}

impl Event {
    fn into_row(self) -> NewAudit {
        let (actor_kind, actor_id) = match self.actor {
            Actor::Traveller => ("traveller", None),
            Actor::Staff(id) => ("staff", Some(id)),
            Actor::System => ("system", None),
        };
        NewAudit {
            at: self.at,
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

/// Where a chain is broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    pub sequence: i64,
}

/// Walks the whole chain: how many events hold, or where it breaks.
pub async fn verify(unit: &mut dyn Unit) -> Result<Result<i64, Broken>, StoreError> {
    let mut expected = 1;
    let mut previous: Vec<u8> = Vec::new();
    loop {
        let rows = unit.audit_from(expected, 1000).await?;
        if rows.is_empty() {
            // Events that were cut off at the end are missed by the head of the chain.
            let (sequence, hash) = unit.audit_head().await?;
            let whole = sequence == expected - 1 && hash == previous;
            return Ok(if whole {
                Ok(sequence)
            } else {
                Err(Broken { sequence: expected })
            });
        }
        for row in rows {
            let kind = match row.actor_kind.as_str() {
                "traveller" => "traveller",
                "staff" => "staff",
                "system" => "system",
                _ => {
                    return Ok(Err(Broken {
                        sequence: row.sequence,
                    }));
                }
            };
            let event = NewAudit {
                at: row.at,
                actor_kind: kind,
                actor_id: row.actor_id,
                action: row.action,
                application_id: row.application_id,
                subject_id: row.subject_id,
                detail: row.detail,
            };
            let own = chain_hash(row.sequence, &previous, &event);
            if row.sequence != expected || row.previous_hash != previous || row.hash != own {
                return Ok(Err(Broken {
                    sequence: row.sequence,
                }));
            }
            previous = own;
            expected += 1;
        }
    }
}
