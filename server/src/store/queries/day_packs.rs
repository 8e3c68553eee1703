use super::{Db, EngineConnection};
use crate::store::{
    DayPackRow, DayPacks, ProvisionalRow, Result, StoreError, date_text, expect_one, id as read_id,
    micros,
};
use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

#[async_trait]
impl DayPacks for EngineConnection {
    async fn add_day_pack(&mut self, row: &DayPackRow, cases: &[Uuid]) -> Result<()> {
        sqlx::query::<Db>(
            "INSERT INTO day_packs (id, port, officer_id, made_at, good_until)
             VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(row.id.to_string())
        .bind(row.port.as_str())
        .bind(row.officer_id.to_string())
        .bind(micros(row.made_at))
        .bind(micros(row.good_until))
        .execute(self.connection())
        .await?;
        for case in cases {
            sqlx::query::<Db>("INSERT INTO day_pack_cases (pack_id, case_id) VALUES ($1, $2)")
                .bind(row.id.to_string())
                .bind(case.to_string())
                .execute(self.connection())
                .await?;
        }
        Ok(())
    }

    async fn day_pack(&mut self, id: Uuid) -> Result<Option<DayPackRow>> {
        sqlx::query_as::<Db, DayPackRow>("SELECT * FROM day_packs WHERE id = $1")
            .bind(id.to_string())
            .fetch_optional(self.connection())
            .await
            .map_err(StoreError::from)
    }

    async fn is_on_day_pack(&mut self, pack: Uuid, case: Uuid) -> Result<bool> {
        let found = sqlx::query_as::<Db, (String,)>(
            "SELECT case_id FROM day_pack_cases WHERE pack_id = $1 AND case_id = $2",
        )
        .bind(pack.to_string())
        .bind(case.to_string())
        .fetch_optional(self.connection())
        .await?;
        Ok(found.is_some())
    }

    async fn sweep_day_pack_cases(&mut self, before: DateTime<Utc>) -> Result<()> {
        sqlx::query::<Db>(
            "DELETE FROM day_pack_cases
             WHERE pack_id IN (SELECT id FROM day_packs WHERE made_at < $1)",
        )
        .bind(micros(before))
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn expected_cases(
        &mut self,
        port: &str,
        first: NaiveDate,
        later: bool,
        limit: i64,
    ) -> Result<Vec<Uuid>> {
        let soonest = "SELECT cases.id FROM applications
             JOIN cases ON cases.application_id = applications.id
             JOIN visas ON visas.case_id = cases.id AND visas.state = 'valid'
             WHERE applications.port = $1 AND applications.entry_date >= $2
               AND visas.valid_until >= $2 AND applications.erased_at IS NULL
             ORDER BY applications.entry_date, cases.id LIMIT $3";
        let latest = "SELECT cases.id FROM applications
             JOIN cases ON cases.application_id = applications.id
             JOIN visas ON visas.case_id = cases.id AND visas.state = 'valid'
             WHERE applications.port = $1 AND applications.entry_date < $2
               AND visas.valid_until >= $2 AND applications.erased_at IS NULL
             ORDER BY applications.entry_date DESC, cases.id LIMIT $3";
        sqlx::query_as::<Db, (String,)>(if later { soonest } else { latest })
            .bind(port)
            .bind(date_text(first))
            .bind(limit)
            .fetch_all(self.connection())
            .await?
            .iter()
            .map(|(id,)| read_id(id))
            .collect()
    }

    async fn add_provisional(&mut self, row: &ProvisionalRow) -> Result<bool> {
        let done = sqlx::query::<Db>(
            "INSERT INTO provisional_admissions (id, pack_id, case_id, port, officer_id,
                                                 handed_in_by, event_at, handed_in_at, reason)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
             ON CONFLICT (id) DO NOTHING",
        )
        .bind(row.id.to_string())
        .bind(row.pack_id.to_string())
        .bind(row.case_id.to_string())
        .bind(row.port.as_str())
        .bind(row.officer_id.to_string())
        .bind(row.handed_in_by.to_string())
        .bind(micros(row.event_at))
        .bind(micros(row.handed_in_at))
        .bind(row.reason.as_deref())
        .execute(self.connection())
        .await?;
        Ok(done.rows_affected() == 1)
    }

    async fn provisional(&mut self, id: Uuid) -> Result<Option<ProvisionalRow>> {
        sqlx::query_as::<Db, ProvisionalRow>("SELECT * FROM provisional_admissions WHERE id = $1")
            .bind(id.to_string())
            .fetch_optional(self.connection())
            .await
            .map_err(StoreError::from)
    }

    async fn is_handed_in(&mut self, crossing: Uuid) -> Result<bool> {
        let found = sqlx::query_as::<Db, (String,)>(
            "SELECT id FROM provisional_admissions WHERE crossing_id = $1",
        )
        .bind(crossing.to_string())
        .fetch_optional(self.connection())
        .await?;
        Ok(found.is_some())
    }

    async fn accept_provisional(&mut self, id: Uuid, crossing: Uuid) -> Result<()> {
        let done = sqlx::query::<Db>(
            "UPDATE provisional_admissions SET crossing_id = $1
             WHERE id = $2 AND crossing_id IS NULL AND reason IS NULL",
        )
        .bind(crossing.to_string())
        .bind(id.to_string())
        .execute(self.connection())
        .await?;
        expect_one(done.rows_affected())
    }

    async fn provisional_to_look_into(
        &mut self,
        port: Option<&str>,
        after: Option<(DateTime<Utc>, Uuid)>,
        limit: i64,
    ) -> Result<Vec<ProvisionalRow>> {
        let (at, id) = after.map_or((i64::MIN, String::new()), |(at, id)| {
            (micros(at), id.to_string())
        });
        sqlx::query_as::<Db, ProvisionalRow>(
            "SELECT * FROM provisional_admissions
             WHERE reason IS NOT NULL AND seen_at IS NULL AND ($1 = '' OR port = $1)
               AND (handed_in_at > $2 OR (handed_in_at = $2 AND id > $3))
             ORDER BY handed_in_at, id LIMIT $4",
        )
        .bind(port.unwrap_or_default())
        .bind(at)
        .bind(id)
        .bind(limit)
        .fetch_all(self.connection())
        .await
        .map_err(StoreError::from)
    }

    async fn look_into_provisional(&mut self, id: Uuid, by: Uuid, at: DateTime<Utc>) -> Result<()> {
        let done = sqlx::query::<Db>(
            "UPDATE provisional_admissions SET seen_by = $1, seen_at = $2
             WHERE id = $3 AND reason IS NOT NULL AND seen_at IS NULL",
        )
        .bind(by.to_string())
        .bind(micros(at))
        .bind(id.to_string())
        .execute(self.connection())
        .await?;
        expect_one(done.rows_affected())
    }
}
