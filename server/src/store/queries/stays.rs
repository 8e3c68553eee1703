use super::{Db, EngineConnection};
use crate::store::columns::{MaybeCode, MaybeDateText, MaybeId};
use crate::store::{
    PassName, Passes, Result, StayRow, Stays, StoreError, VisaAndStay, VisaRow, date_text,
    expect_one, id as read_id, micros,
};
use async_trait::async_trait;
use chrono::NaiveDate;
use domain::states::StayState;
use uuid::Uuid;

/// A visa with the last stay and its pass. Their columns are empty where there is none.
#[derive(sqlx::FromRow)]
struct WithStay {
    #[sqlx(flatten)]
    visa: VisaRow,
    #[sqlx(try_from = "MaybeId")]
    stay_id: Option<Uuid>,
    #[sqlx(try_from = "MaybeId")]
    stay_visa_id: Option<Uuid>,
    #[sqlx(try_from = "MaybeId")]
    admission_id: Option<Uuid>,
    #[sqlx(try_from = "MaybeId")]
    departure_id: Option<Uuid>,
    #[sqlx(try_from = "MaybeCode")]
    stay_state: Option<StayState>,
    stay_version: Option<i64>,
    port: Option<String>,
    #[sqlx(try_from = "MaybeDateText")]
    entered_on: Option<NaiveDate>,
    #[sqlx(try_from = "MaybeDateText")]
    last_permitted_day: Option<NaiveDate>,
    #[sqlx(try_from = "MaybeDateText")]
    departed_on: Option<NaiveDate>,
    #[sqlx(try_from = "MaybeDateText")]
    overstay_found_on: Option<NaiveDate>,
    #[sqlx(try_from = "MaybeId")]
    pass_id: Option<Uuid>,
    pass_number: Option<String>,
}

impl WithStay {
    fn parts(self) -> VisaAndStay {
        VisaAndStay {
            stay: self.stay(),
            pass: self
                .pass_id
                .zip(self.pass_number)
                .map(|(id, number)| PassName { id, number }),
            visa: Some(self.visa),
        }
    }

    fn stay(&self) -> Option<StayRow> {
        Some(StayRow {
            id: self.stay_id?,
            case_id: self.visa.case_id,
            visa_id: self.stay_visa_id,
            admission_id: self.admission_id?,
            departure_id: self.departure_id,
            state: self.stay_state?,
            version: self.stay_version?,
            port: self.port.clone()?,
            entered_on: self.entered_on?,
            last_permitted_day: self.last_permitted_day?,
            departed_on: self.departed_on,
            overstay_found_on: self.overstay_found_on,
            undone_at: None,
        })
    }
}

#[async_trait]
impl Stays for EngineConnection {
    async fn add_stay(&mut self, row: &StayRow) -> Result<()> {
        sqlx::query::<Db>(
            "INSERT INTO stays (id, case_id, visa_id, admission_id, state, version, port,
                                entered_on, last_permitted_day)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        )
        .bind(row.id.to_string())
        .bind(row.case_id.to_string())
        .bind(row.visa_id.map(|id| id.to_string()))
        .bind(row.admission_id.to_string())
        .bind(row.state.as_str())
        .bind(row.version)
        .bind(row.port.as_str())
        .bind(date_text(row.entered_on))
        .bind(date_text(row.last_permitted_day))
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn stay(&mut self, id: Uuid) -> Result<Option<StayRow>> {
        sqlx::query_as::<Db, StayRow>("SELECT * FROM stays WHERE id = $1")
            .bind(id.to_string())
            .fetch_optional(self.connection())
            .await
            .map_err(StoreError::from)
    }

    async fn find_overstay(&mut self, id: Uuid, found_on: NaiveDate) -> Result<()> {
        sqlx::query::<Db>(
            "UPDATE stays SET overstay_found_on = $1
             WHERE id = $2 AND state = 'open' AND overstay_found_on IS NULL",
        )
        .bind(date_text(found_on))
        .bind(id.to_string())
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn visa_and_stay(&mut self, case: Uuid) -> Result<VisaAndStay> {
        let found = sqlx::query_as::<Db, WithStay>(
            "SELECT visas.*, stays.id AS stay_id, stays.visa_id AS stay_visa_id,
                    stays.state AS stay_state, stays.version AS stay_version,
                    stays.admission_id, stays.departure_id, stays.port, stays.entered_on,
                    stays.last_permitted_day, stays.departed_on, stays.overstay_found_on,
                    passes.id AS pass_id, passes.number AS pass_number
             FROM visas LEFT JOIN stays ON stays.case_id = visas.case_id
                                       AND stays.undone_at IS NULL
                        LEFT JOIN passes ON passes.stay_id = stays.id
             WHERE visas.case_id = $1
             ORDER BY visas.edition DESC, stays.entered_on DESC, stays.id DESC,
                      passes.edition DESC
             LIMIT 1",
        )
        .bind(case.to_string())
        .fetch_optional(self.connection())
        .await?;
        match found {
            Some(found) => Ok(found.parts()),
            None => stay_without_visa(self, case).await,
        }
    }

    async fn open_stays_on_passport(&mut self, passport_hash: &[u8]) -> Result<Vec<Uuid>> {
        sqlx::query_as::<Db, (String,)>(
            "SELECT stays.case_id FROM cases JOIN stays ON stays.case_id = cases.id
             WHERE cases.passport_hash = $1 AND stays.state = 'open' ORDER BY stays.case_id",
        )
        .bind(passport_hash)
        .fetch_all(self.connection())
        .await?
        .iter()
        .map(|(case,)| read_id(case))
        .collect()
    }

    async fn save_stay(&mut self, row: &StayRow) -> Result<()> {
        let done = sqlx::query::<Db>(
            "UPDATE stays SET version = version + 1, state = $1, departure_id = $2,
                              departed_on = $3, undone_at = $4
             WHERE id = $5 AND version = $6",
        )
        .bind(row.state.as_str())
        .bind(row.departure_id.map(|id| id.to_string()))
        .bind(row.departed_on.map(date_text))
        .bind(row.undone_at.map(micros))
        .bind(row.id.to_string())
        .bind(row.version)
        .execute(self.connection())
        .await?;
        expect_one(done.rows_affected())
    }
}

/// The same of who is exempt by an agreement.
async fn stay_without_visa(db: &mut EngineConnection, case: Uuid) -> Result<VisaAndStay> {
    let stay = sqlx::query_as::<Db, StayRow>(
        "SELECT * FROM stays WHERE case_id = $1 AND undone_at IS NULL
         ORDER BY entered_on DESC, id DESC LIMIT 1",
    )
    .bind(case.to_string())
    .fetch_optional(db.connection())
    .await?;
    let pass = match &stay {
        Some(stay) => db.pass_of_stay(stay.id).await?,
        None => None,
    };
    Ok(VisaAndStay {
        visa: None,
        stay,
        pass: pass.map(|pass| PassName {
            id: pass.id,
            number: pass.number,
        }),
    })
}
