//! Proving the record: the chain, the MACs of its key, and the heads that were published.

use super::chain_hash;
use crate::store::{AuditRow, Connection, NewAudit, StoreError};
use crate::vault::RecordKey;
use subtle::ConstantTimeEq;

/// The end of the record as it was on one day, published outside the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    pub sequence: i64,
    pub hash: Vec<u8>,
    /// The event from which on each has a MAC; nothing while an older version may still add some.
    pub keyed_from: Option<i64>,
}

/// What a whole record proves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proof {
    pub events: i64,
    /// The event from which on each has a MAC; one after the last where none has.
    pub keyed_from: i64,
}

/// Where a record is broken, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    pub sequence: i64,
    pub reason: &'static str,
}

/// How many events are read at a time.
const AT_ONCE: i64 = 1000;

/// Walks the whole record, up to the end that it has at the beginning: whoever adds events meanwhile
/// breaks nothing.
///
/// # Errors
/// When the database cannot be read.
pub async fn verify(
    db: &mut dyn Connection,
    key: &RecordKey,
    heads: &[Head],
) -> Result<Result<Proof, Broken>, StoreError> {
    let (last, end) = db.audit_head().await?;
    let mut walk = Walk {
        key,
        heads,
        next: 1,
        previous: Vec::new(),
        keyed_from: 1,
    };
    while walk.next <= last {
        let rows = db
            .audit_from(walk.next, AT_ONCE.min(last - walk.next + 1))
            .await?;
        if rows.is_empty() {
            return Ok(Err(walk.broken("is missing")));
        }
        for row in rows {
            if let Err(broken) = walk.step(row) {
                return Ok(Err(broken));
            }
        }
    }
    if walk.previous != end {
        return Ok(Err(walk.broken("is missing")));
    }
    if heads.iter().any(|head| head.sequence > last) {
        return Ok(Err(walk.broken("is missing, though it was published")));
    }
    // Events behind the end were added meanwhile, and the end moved with them, or by another hand.
    let behind = db.audit_from(last + 1, 1).await?;
    if !behind.is_empty() && db.audit_head().await?.0 == last {
        return Ok(Err(walk.broken("stands behind the end")));
    }
    Ok(Ok(Proof {
        events: last,
        keyed_from: walk.keyed_from,
    }))
}

struct Walk<'a> {
    key: &'a RecordKey,
    heads: &'a [Head],
    /// The number of the next event.
    next: i64,
    /// The hash of the event before.
    previous: Vec<u8>,
    keyed_from: i64,
}

impl Walk<'_> {
    fn broken(&self, reason: &'static str) -> Broken {
        Broken {
            sequence: self.next,
            reason,
        }
    }

    fn step(&mut self, row: AuditRow) -> Result<(), Broken> {
        if row.sequence != self.next {
            return Err(self.broken("is missing"));
        }
        let actor_kind = match row.actor_kind.as_str() {
            "traveller" => "traveller",
            "staff" => "staff",
            "system" => "system",
            _ => return Err(self.broken("was changed")),
        };
        let event = NewAudit {
            at: row.at,
            actor_kind,
            actor_id: row.actor_id,
            action: row.action,
            application_id: row.application_id,
            subject_id: row.subject_id,
            detail: row.detail,
        };
        let hash = chain_hash(row.sequence, &self.previous, &event);
        if row.previous_hash != self.previous || row.hash != hash {
            return Err(self.broken("was changed"));
        }
        match row.mac {
            Some(mac) if bool::from(mac.ct_eq(&self.key.mac(row.sequence, &hash))) => {}
            Some(_) => return Err(self.broken("was not added by a portal with this key")),
            None => {
                let published = self.heads.iter().filter_map(|head| head.keyed_from);
                if published.min().is_some_and(|from| row.sequence >= from) {
                    return Err(self.broken("was not added by a portal with the key"));
                }
                self.keyed_from = row.sequence + 1;
            }
        }
        let differs = |head: &Head| head.sequence == row.sequence && head.hash != hash;
        if self.heads.iter().any(differs) {
            return Err(self.broken("is another than was published"));
        }
        self.previous = hash;
        self.next += 1;
        Ok(())
    }
}
