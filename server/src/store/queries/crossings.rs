use super::{Db, EngineConnection};
use crate::store::{
    CrossingRow, Crossings, Marks, Result, StoreError, code, expect_one, id as read_id, micros,
};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::states::{CrossingKind, VisaState};
use uuid::Uuid;

#[async_trait]
impl Crossings for EngineConnection {
    async fn add_crossing(&mut self, row: &CrossingRow) -> Result<()> {
        sqlx::query::<Db>(
            "INSERT INTO crossings (id, case_id, visa_id, kind, port, officer_id, event_at,
                                    recorded_at, note, visa_state, person_hash,
                                    press_hash)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        )
        .bind(row.id.to_string())
        .bind(row.case_id.to_string())
        .bind(row.visa_id.map(|id| id.to_string()))
        .bind(row.kind.as_str())
        .bind(row.port.as_str())
        .bind(row.officer_id.to_string())
        .bind(micros(row.event_at))
        .bind(micros(row.recorded_at))
        .bind(row.note.as_deref())
        .bind(row.visa_state.map(VisaState::as_str))
        .bind(row.person_hash.as_deref())
        .bind(row.press_hash.as_deref())
        .execute(self.connection())
        .await?;
        for ground in &row.grounds {
            sqlx::query::<Db>("INSERT INTO crossing_grounds (crossing_id, ground) VALUES ($1, $2)")
                .bind(row.id.to_string())
                .bind(ground.as_str())
                .execute(self.connection())
                .await?;
        }
        Ok(())
    }

    async fn crossing(&mut self, id: Uuid) -> Result<Option<CrossingRow>> {
        let row = sqlx::query_as::<Db, CrossingRow>("SELECT * FROM crossings WHERE id = $1")
            .bind(id.to_string())
            .fetch_optional(self.connection())
            .await?;
        let Some(mut row) = row else { return Ok(None) };
        row.grounds = sqlx::query_as::<Db, (String,)>(
            "SELECT ground FROM crossing_grounds WHERE crossing_id = $1 ORDER BY ground",
        )
        .bind(id.to_string())
        .fetch_all(self.connection())
        .await?
        .iter()
        .map(|(ground,)| code(ground))
        .collect::<Result<_>>()?;
        Ok(Some(row))
    }

    async fn crossings_of(&mut self, case: Uuid) -> Result<Vec<CrossingRow>> {
        let mut rows = sqlx::query_as::<Db, CrossingRow>(
            "SELECT * FROM crossings WHERE case_id = $1 AND undone_at IS NULL
             ORDER BY event_at, recorded_at, id",
        )
        .bind(case.to_string())
        .fetch_all(self.connection())
        .await?;
        // Refusals alone have grounds.
        if !rows.iter().any(|row| row.kind == CrossingKind::Refusal) {
            return Ok(rows);
        }
        let grounds = sqlx::query_as::<Db, (String, String)>(
            "SELECT crossing_grounds.crossing_id, crossing_grounds.ground FROM crossing_grounds
             JOIN crossings ON crossings.id = crossing_grounds.crossing_id
             WHERE crossings.case_id = $1 ORDER BY crossing_grounds.ground",
        )
        .bind(case.to_string())
        .fetch_all(self.connection())
        .await?;
        for row in &mut rows {
            let id = row.id.to_string();
            let own = grounds.iter().filter(|(crossing, _)| *crossing == id);
            row.grounds = own.map(|(_, ground)| code(ground)).collect::<Result<_>>()?;
        }
        Ok(rows)
    }

    async fn is_refused_elsewhere(
        &mut self,
        person_hash: Option<&[u8]>,
        passport_hash: Option<&[u8]>,
        case: Uuid,
    ) -> Result<bool> {
        let found = sqlx::query_as::<Db, (String,)>(
            "SELECT case_id FROM crossings
             WHERE person_hash = $1 AND kind = 'refusal' AND case_id <> $3
             UNION
             SELECT crossings.case_id FROM crossings JOIN cases ON cases.id = crossings.case_id
             WHERE cases.passport_hash = $2 AND crossings.kind = 'refusal'
               AND crossings.case_id <> $3
             LIMIT 1",
        )
        .bind(person_hash)
        .bind(passport_hash)
        .bind(case.to_string())
        .fetch_optional(self.connection())
        .await?;
        Ok(found.is_some())
    }

    async fn marks_elsewhere(
        &mut self,
        person_hash: Option<&[u8]>,
        passport_hash: Option<&[u8]>,
        case: Uuid,
        since: DateTime<Utc>,
    ) -> Result<Marks> {
        sqlx::query_as::<Db, Marks>(
            "SELECT
               (SELECT COUNT(*) FROM
                 (SELECT 1 FROM cases JOIN stays ON stays.case_id = cases.id
                  WHERE cases.passport_hash = $1 AND stays.state = 'open' AND cases.id <> $3
                  LIMIT 1) AS open_stays) AS inside,
               (SELECT COUNT(*) FROM
                 (SELECT 1 FROM crossings
                  WHERE person_hash = $2 AND kind = 'refusal' AND case_id <> $3
                  UNION ALL
                  SELECT 1 FROM crossings JOIN cases ON cases.id = crossings.case_id
                  WHERE cases.passport_hash = $1 AND crossings.kind = 'refusal'
                    AND crossings.case_id <> $3
                  LIMIT 1) AS refusals) AS refused,
               (SELECT COUNT(*) FROM
                 (SELECT 1 FROM forged_codes WHERE passport_hash = $1 AND shown_at > $4
                  LIMIT 1) AS codes) AS forged",
        )
        .bind(passport_hash)
        .bind(person_hash)
        .bind(case.to_string())
        .bind(micros(since))
        .fetch_one(self.connection())
        .await
        .map_err(StoreError::from)
    }

    async fn crossings_by(
        &mut self,
        officer: Uuid,
        since: DateTime<Utc>,
        before: Option<(DateTime<Utc>, Uuid)>,
        limit: i64,
    ) -> Result<Vec<CrossingRow>> {
        let (at, id) = before.map_or((i64::MAX, String::new()), |(at, id)| {
            (micros(at), id.to_string())
        });
        sqlx::query_as::<Db, CrossingRow>(
            "SELECT * FROM crossings
             WHERE officer_id = $1 AND recorded_at >= $2
               AND (recorded_at < $3 OR (recorded_at = $3 AND id < $4))
             ORDER BY recorded_at DESC, id DESC LIMIT $5",
        )
        .bind(officer.to_string())
        .bind(micros(since))
        .bind(at)
        .bind(id)
        .bind(limit)
        .fetch_all(self.connection())
        .await
        .map_err(StoreError::from)
    }

    async fn undo_crossing(&mut self, id: Uuid, at: DateTime<Utc>) -> Result<()> {
        let done = sqlx::query::<Db>(
            "UPDATE crossings SET undone_at = $1
             WHERE id = $2 AND kind = 'admission' AND undone_at IS NULL",
        )
        .bind(micros(at))
        .bind(id.to_string())
        .execute(self.connection())
        .await?;
        expect_one(done.rows_affected())
    }

    async fn cases_of_person(&mut self, person_hash: &[u8]) -> Result<Vec<Uuid>> {
        sqlx::query_as::<Db, (String,)>(
            "SELECT DISTINCT case_id FROM crossings WHERE person_hash = $1 ORDER BY case_id DESC LIMIT 100",
        )
        .bind(person_hash)
        .fetch_all(self.connection())
        .await?
        .iter()
        .map(|(case,)| read_id(case))
        .collect()
    }
}
