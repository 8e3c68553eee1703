//! The desk without a network: the list that it keeps for a day, what it did from that list, and what of
//! that was not accepted.

use super::{Caller, ListPage};
use crate::error::Result;
use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A day-pack as it is sent: JSON of a [`DayPack`], and who signed it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SignedDayPack {
    pub content: String,
    /// The key among those under `/.well-known/portal-keys.json`.
    pub key: String,
    /// Base64 of ECDSA over P-256 with SHA-256, 64 bytes, of [`day_pack_statement`].
    pub signature: String,
}

/// What the signature of a day-pack is over: no seal and no other statement begins like it.
pub fn day_pack_statement(content: &str) -> String {
    format!("portal day-pack 1\n{content}")
}

/// Whom a desk may admit without a network.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DayPack {
    pub id: Uuid,
    pub officer: Uuid,
    pub port: String,
    pub port_name: String,
    pub made_at: DateTime<Utc>,
    /// Nobody is admitted from it afterwards.
    pub good_until: DateTime<Utc>,
    /// Hexadecimal; of this pack alone.
    pub salt: String,
    /// Whether more travellers are expected than fit.
    pub is_full: bool,
    pub entries: Vec<DayPackEntry>,
}

/// One of them, who may be admitted as things stand when the list is made.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DayPackEntry {
    pub case: Uuid,
    /// Hexadecimal of the first sixteen bytes of SHA-256 of the salt and a line of
    /// `desk_query::Query::line`: passport, e-visa, its code, reference.
    pub hashes: Vec<String>,
    pub name: String,
    pub nationality: String,
    /// `YYYY-MM-DD`, as far as it is known.
    pub birth_date: String,
    /// The adult on whose passport the traveller is.
    pub adult: Option<String>,
    pub visa_number: String,
    /// The last day on which visa and passport are both good.
    pub last_day: NaiveDate,
    /// Base64 of a JPEG, 192 × 288; none where the list is full of them.
    pub photo: Option<String>,
}

/// A provisional admission, as a desk hands it in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProvisionalAct {
    /// Made by the desk: what was handed in before is not done again.
    pub id: Uuid,
    pub pack: Uuid,
    pub case: Uuid,
    /// When it happened, by the clock of the portal as far as the desk knew it.
    pub at: DateTime<Utc>,
}

/// What a desk hands in at once.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct HandIn {
    /// At most 100, in the order in which they happened.
    pub acts: Vec<ProvisionalAct>,
}

/// What became of a provisional admission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedIn {
    pub id: Uuid,
    pub accepted: bool,
    /// Why it was not accepted, in words; empty where it was.
    pub says: String,
    /// Whether it is not answered yet: the desk keeps it, and it is handed in at its port.
    pub keep: bool,
}

/// A provisional admission that was not accepted, and that nobody has looked into yet.
#[derive(Debug, Clone)]
pub struct NotAccepted {
    pub id: Uuid,
    pub case: Uuid,
    /// None where the record was erased or cannot be read.
    pub name: Option<String>,
    pub port_name: String,
    /// The officer who admitted.
    pub officer: String,
    pub event_at: DateTime<Utc>,
    pub handed_in_at: DateTime<Utc>,
    /// The key of the message that says why.
    pub reason: String,
}

#[async_trait]
pub trait DayPackService: Send + Sync {
    /// Border, with a port. Makes a list for the desk; recorded, throttled.
    async fn day_pack(&self, caller: &Caller) -> Result<SignedDayPack>;
    /// Border, at the port of the list. Each act is recorded as an admission that is recorded afterwards,
    /// or kept as not accepted; one that was handed in before is answered as it was then.
    async fn hand_in(&self, caller: &Caller, form: &HandIn) -> Result<Vec<HandedIn>>;
    /// Border, of the officer's port; or supervisor, of all. Oldest first; the access is recorded.
    async fn not_accepted(&self, caller: &Caller, cursor: &str) -> Result<ListPage<NotAccepted>>;
    /// The same people. Takes one off that list.
    async fn look_into(&self, caller: &Caller, act: Uuid) -> Result<()>;
}
