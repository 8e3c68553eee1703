use super::{Db, EngineConnection};
use crate::store::{CrossingRow, Crossings, Result, code, id as read_id, instant, micros};
use async_trait::async_trait;
use domain::law::Ground;
use domain::states::VisaState;
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    case_id: String,
    visa_id: Option<String>,
    visa_state: Option<String>,
    kind: String,
    port: String,
    officer_id: String,
    event_at: i64,
    recorded_at: i64,
    note: Option<Vec<u8>>,
}

impl Row {
    fn read(self, grounds: Vec<Ground>) -> Result<CrossingRow> {
        Ok(CrossingRow {
            id: read_id(&self.id)?,
            case_id: read_id(&self.case_id)?,
            visa_id: self.visa_id.as_deref().map(read_id).transpose()?,
            visa_state: self.visa_state.as_deref().map(code).transpose()?,
            kind: code(&self.kind)?,
            port: self.port,
            officer_id: read_id(&self.officer_id)?,
            event_at: instant(self.event_at)?,
            recorded_at: instant(self.recorded_at)?,
            note: self.note,
            grounds,
        })
    }
}

#[async_trait]
impl Crossings for EngineConnection {
    async fn add_crossing(&mut self, row: &CrossingRow) -> Result<()> {
        sqlx::query::<Db>(
            "INSERT INTO crossings (id, case_id, visa_id, kind, port, officer_id, event_at,
                                    recorded_at, note, visa_state)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
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
        let row = sqlx::query_as::<Db, Row>("SELECT * FROM crossings WHERE id = $1")
            .bind(id.to_string())
            .fetch_optional(self.connection())
            .await?;
        let Some(row) = row else { return Ok(None) };
        let grounds = sqlx::query_as::<Db, (String,)>(
            "SELECT ground FROM crossing_grounds WHERE crossing_id = $1 ORDER BY ground",
        )
        .bind(id.to_string())
        .fetch_all(self.connection())
        .await?
        .iter()
        .map(|(ground,)| code(ground))
        .collect::<Result<_>>()?;
        row.read(grounds).map(Some)
    }

    async fn crossings_of(&mut self, case: Uuid) -> Result<Vec<CrossingRow>> {
        let rows = sqlx::query_as::<Db, Row>(
            "SELECT * FROM crossings WHERE case_id = $1 ORDER BY event_at, recorded_at, id",
        )
        .bind(case.to_string())
        .fetch_all(self.connection())
        .await?;
        let grounds = sqlx::query_as::<Db, (String, String)>(
            "SELECT crossing_grounds.crossing_id, crossing_grounds.ground FROM crossing_grounds
             JOIN crossings ON crossings.id = crossing_grounds.crossing_id
             WHERE crossings.case_id = $1 ORDER BY crossing_grounds.ground",
        )
        .bind(case.to_string())
        .fetch_all(self.connection())
        .await?;
        rows.into_iter()
            .map(|row| {
                let own = grounds
                    .iter()
                    .filter(|(crossing, _)| *crossing == row.id)
                    .map(|(_, ground)| code(ground))
                    .collect::<Result<_>>()?;
                row.read(own)
            })
            .collect()
    }
}
