use super::{Db, EngineConnection};
use crate::store::{AuditRow, Audits, Chain, NewAudit, Result, StoreError, instant, micros};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use uuid::Uuid;

const ADD_ONE: &str = "
    INSERT INTO audit_events (sequence, at, actor_kind, actor_id, action, application_id,
                              subject_id, detail, previous_hash, hash, mac)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
/// Of two events, as most transactions have: everybody else who adds some waits for it.
const ADD_TWO: &str = "
    INSERT INTO audit_events (sequence, at, actor_kind, actor_id, action, application_id,
                              subject_id, detail, previous_hash, hash, mac)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11),
           ($12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)";

#[async_trait]
impl Audits for EngineConnection {
    async fn add_audits(&mut self, events: &[NewAudit], chain: &dyn Chain) -> Result<()> {
        let count = i64::try_from(events.len()).map_err(|_| StoreError::Row("number of events"))?;
        // Locks the end of the chain until this transaction ends.
        let (last, mut previous) = sqlx::query_as::<Db, (i64, Vec<u8>)>(
            "UPDATE audit_head SET sequence = sequence + $1 WHERE id = 1 RETURNING sequence, hash",
        )
        .bind(count)
        .fetch_one(self.connection())
        .await?;
        let mut sequence = last - count;
        for some in events.chunks(2) {
            let mut insert = sqlx::query::<Db>(if some.len() == 2 { ADD_TWO } else { ADD_ONE });
            for event in some {
                sequence += 1;
                let (own, mac) = chain.tie(sequence, &previous, event);
                insert = insert
                    .bind(sequence)
                    .bind(micros(event.at))
                    .bind(event.actor_kind)
                    .bind(event.actor_id.map(|id| id.to_string()))
                    .bind(event.action.as_str())
                    .bind(event.application_id.map(|id| id.to_string()))
                    .bind(event.subject_id.map(|id| id.to_string()))
                    .bind(event.detail.as_str())
                    .bind(std::mem::replace(&mut previous, own.clone()))
                    .bind(own)
                    .bind(mac);
            }
            insert.execute(self.connection()).await?;
        }
        sqlx::query::<Db>("UPDATE audit_head SET hash = $1 WHERE id = 1")
            .bind(previous)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    async fn audit_of_application(&mut self, application: Uuid) -> Result<Vec<AuditRow>> {
        sqlx::query_as::<Db, AuditRow>(
            "SELECT * FROM audit_events WHERE application_id = $1 ORDER BY sequence",
        )
        .bind(application.to_string())
        .fetch_all(self.connection())
        .await
        .map_err(StoreError::from)
    }

    async fn audit_head(&mut self) -> Result<(i64, Vec<u8>)> {
        Ok(sqlx::query_as::<Db, (i64, Vec<u8>)>(
            "SELECT sequence, hash FROM audit_head WHERE id = 1",
        )
        .fetch_one(self.connection())
        .await?)
    }

    async fn last_unkeyed(&mut self) -> Result<Option<(i64, DateTime<Utc>)>> {
        sqlx::query_as::<Db, (i64, i64)>(
            "SELECT sequence, at FROM audit_events WHERE mac IS NULL
             ORDER BY sequence DESC LIMIT 1",
        )
        .fetch_optional(self.connection())
        .await?
        .map(|(sequence, at)| Ok((sequence, instant(at)?)))
        .transpose()
    }

    async fn audit_from(&mut self, sequence: i64, limit: i64) -> Result<Vec<AuditRow>> {
        sqlx::query_as::<Db, AuditRow>(
            "SELECT * FROM audit_events WHERE sequence >= $1 ORDER BY sequence LIMIT $2",
        )
        .bind(sequence)
        .bind(limit)
        .fetch_all(self.connection())
        .await
        .map_err(StoreError::from)
    }
}
