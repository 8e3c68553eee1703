use super::{Db, EngineConnection};
use crate::store::{Reminders, Result, date_text, id as read_id, micros};
use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

fn ids(rows: &[(String,)]) -> Result<Vec<Uuid>> {
    rows.iter().map(|(id,)| read_id(id)).collect()
}

#[async_trait]
impl Reminders for EngineConnection {
    async fn ending_applications(
        &mut self,
        now: DateTime<Utc>,
        until: DateTime<Utc>,
        limit: i64,
    ) -> Result<Vec<Uuid>> {
        let rows = sqlx::query_as::<Db, (String,)>(
            "SELECT id FROM applications
             WHERE state IN ('draft', 'submitted') AND kind = 'visa' AND end_noticed_at IS NULL
               AND expires_at > $1 AND expires_at <= $2
             ORDER BY expires_at, id LIMIT $3",
        )
        .bind(micros(now))
        .bind(micros(until))
        .bind(limit)
        .fetch_all(self.connection())
        .await?;
        ids(&rows)
    }

    async fn note_end_notice(&mut self, application: Uuid, now: DateTime<Utc>) -> Result<bool> {
        let done = sqlx::query::<Db>(
            "UPDATE applications SET end_noticed_at = $1 WHERE id = $2 AND end_noticed_at IS NULL",
        )
        .bind(micros(now))
        .bind(application.to_string())
        .execute(self.connection())
        .await?;
        Ok(done.rows_affected() == 1)
    }

    async fn late_applications(&mut self, today: NaiveDate, limit: i64) -> Result<Vec<Uuid>> {
        let rows = sqlx::query_as::<Db, (String,)>(
            "SELECT DISTINCT applications.id
             FROM cases JOIN applications ON applications.id = cases.application_id
             WHERE cases.state IN ('waiting', 'in_review', 'denial_proposed')
               AND applications.state = 'paid'
               AND COALESCE(applications.decision_expected_on, applications.promised_on) < $1
             ORDER BY applications.id LIMIT $2",
        )
        .bind(date_text(today))
        .bind(limit)
        .fetch_all(self.connection())
        .await?;
        ids(&rows)
    }

    async fn applications_to_remind(&mut self, today: NaiveDate, limit: i64) -> Result<Vec<Uuid>> {
        let rows = sqlx::query_as::<Db, (String,)>(
            "SELECT id FROM applications
             WHERE remind_on IS NOT NULL AND remind_on <= $1 ORDER BY remind_on, id LIMIT $2",
        )
        .bind(date_text(today))
        .bind(limit)
        .fetch_all(self.connection())
        .await?;
        ids(&rows)
    }

    async fn forget_reminder(&mut self, application: Uuid) -> Result<bool> {
        let done = sqlx::query::<Db>(
            "UPDATE applications SET remind_on = NULL WHERE id = $1 AND remind_on IS NOT NULL",
        )
        .bind(application.to_string())
        .execute(self.connection())
        .await?;
        Ok(done.rows_affected() == 1)
    }

    async fn corrections_to_remind(
        &mut self,
        asked_before: DateTime<Utc>,
        limit: i64,
    ) -> Result<Vec<Uuid>> {
        let rows = sqlx::query_as::<Db, (String,)>(
            "SELECT cases.id
             FROM cases
             JOIN decisions ON decisions.case_id = cases.id AND decisions.kind = 'correction_asked'
             JOIN corrections ON corrections.decision_id = decisions.id
             WHERE cases.state = 'needs_correction'
               AND corrections.reminded_at IS NULL AND corrections.unanswered_at IS NULL
               AND decisions.at <= $1
               AND NOT EXISTS (SELECT 1 FROM decisions AS later
                               WHERE later.case_id = cases.id
                                 AND later.kind = 'correction_asked' AND later.at > decisions.at)
             ORDER BY decisions.at, cases.id LIMIT $2",
        )
        .bind(micros(asked_before))
        .bind(limit)
        .fetch_all(self.connection())
        .await?;
        ids(&rows)
    }

    async fn unanswered_corrections(
        &mut self,
        asked_before: DateTime<Utc>,
        limit: i64,
    ) -> Result<Vec<Uuid>> {
        let rows = sqlx::query_as::<Db, (String,)>(
            "SELECT cases.id
             FROM cases
             JOIN decisions ON decisions.case_id = cases.id AND decisions.kind = 'correction_asked'
             WHERE cases.state = 'needs_correction'
             GROUP BY cases.id
             HAVING MAX(decisions.at) <= $1
             ORDER BY MAX(decisions.at), cases.id LIMIT $2",
        )
        .bind(micros(asked_before))
        .bind(limit)
        .fetch_all(self.connection())
        .await?;
        ids(&rows)
    }
}
