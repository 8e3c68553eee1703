use super::{Db, EngineConnection, visas};
use crate::store::{
    FineRow, PassName, PassRow, Result, StayRow, Stays, StoreError, VisaAndStay, code, date,
    date_text, expect_one, id as read_id, instant, micros,
};
use async_trait::async_trait;
use chrono::NaiveDate;
use domain::money::Money;
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    case_id: String,
    visa_id: String,
    admission_id: String,
    departure_id: Option<String>,
    state: String,
    version: i64,
    port: String,
    entered_on: String,
    last_permitted_day: String,
    departed_on: Option<String>,
    overstay_found_on: Option<String>,
}

impl Row {
    fn read(self) -> Result<StayRow> {
        Ok(StayRow {
            id: read_id(&self.id)?,
            case_id: read_id(&self.case_id)?,
            visa_id: read_id(&self.visa_id)?,
            admission_id: read_id(&self.admission_id)?,
            departure_id: self.departure_id.as_deref().map(read_id).transpose()?,
            state: code(&self.state)?,
            version: self.version,
            port: self.port,
            entered_on: date(&self.entered_on)?,
            last_permitted_day: date(&self.last_permitted_day)?,
            departed_on: self.departed_on.as_deref().map(date).transpose()?,
            overstay_found_on: self.overstay_found_on.as_deref().map(date).transpose()?,
        })
    }
}

/// A visa beside a stay, whose columns are missing where there is none.
#[derive(sqlx::FromRow)]
struct WithStay {
    #[sqlx(flatten)]
    visa: visas::Row,
    stay_id: Option<String>,
    stay_visa_id: Option<String>,
    stay_state: Option<String>,
    stay_version: Option<i64>,
    admission_id: Option<String>,
    departure_id: Option<String>,
    port: Option<String>,
    entered_on: Option<String>,
    last_permitted_day: Option<String>,
    departed_on: Option<String>,
    overstay_found_on: Option<String>,
    pass_id: Option<String>,
    pass_number: Option<String>,
}

impl WithStay {
    fn read(self) -> Result<VisaAndStay> {
        let visa = self.visa.read()?;
        let Some(id) = self.stay_id else {
            return Ok(VisaAndStay {
                visa: Some(visa),
                ..VisaAndStay::default()
            });
        };
        let lacking = || StoreError::Row("stays");
        let stay = Row {
            id,
            case_id: visa.case_id.to_string(),
            visa_id: self.stay_visa_id.ok_or_else(lacking)?,
            admission_id: self.admission_id.ok_or_else(lacking)?,
            departure_id: self.departure_id,
            state: self.stay_state.ok_or_else(lacking)?,
            version: self.stay_version.ok_or_else(lacking)?,
            port: self.port.ok_or_else(lacking)?,
            entered_on: self.entered_on.ok_or_else(lacking)?,
            last_permitted_day: self.last_permitted_day.ok_or_else(lacking)?,
            departed_on: self.departed_on,
            overstay_found_on: self.overstay_found_on,
        };
        let pass = match self.pass_id.zip(self.pass_number) {
            Some((id, number)) => Some(PassName {
                id: read_id(&id)?,
                number,
            }),
            None => None,
        };
        Ok(VisaAndStay {
            visa: Some(visa),
            stay: Some(stay.read()?),
            pass,
        })
    }
}

#[derive(sqlx::FromRow)]
struct Pass {
    id: String,
    stay_id: String,
    edition: i64,
    number: String,
    link_hash: Vec<u8>,
    seal: Vec<u8>,
    seal_hash: Vec<u8>,
    issued_at: i64,
}

impl Pass {
    fn read(self) -> Result<PassRow> {
        Ok(PassRow {
            id: read_id(&self.id)?,
            stay_id: read_id(&self.stay_id)?,
            edition: self.edition,
            number: self.number,
            link_hash: self.link_hash,
            seal: self.seal,
            seal_hash: self.seal_hash,
            issued_at: instant(self.issued_at)?,
        })
    }
}

#[derive(sqlx::FromRow)]
struct Fine {
    id: String,
    stay_id: String,
    days: i64,
    amount: i64,
    currency: String,
    state: String,
    settled_by: Option<String>,
    settled_at: Option<i64>,
    note: Option<Vec<u8>>,
}

impl Fine {
    fn read(self) -> Result<FineRow> {
        Ok(FineRow {
            id: read_id(&self.id)?,
            stay_id: read_id(&self.stay_id)?,
            days: self.days,
            amount: Money::new(self.amount, code(&self.currency)?),
            state: code(&self.state)?,
            settled_by: self.settled_by.as_deref().map(read_id).transpose()?,
            settled_at: self.settled_at.map(instant).transpose()?,
            note: self.note,
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
        .bind(row.visa_id.to_string())
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
        sqlx::query_as::<Db, Row>("SELECT * FROM stays WHERE id = $1")
            .bind(id.to_string())
            .fetch_optional(self.connection())
            .await?
            .map(Row::read)
            .transpose()
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
                        LEFT JOIN passes ON passes.stay_id = stays.id
             WHERE visas.case_id = $1
             ORDER BY visas.edition DESC, stays.entered_on DESC, stays.id DESC,
                      passes.edition DESC
             LIMIT 1",
        )
        .bind(case.to_string())
        .fetch_optional(self.connection())
        .await?;
        found.map_or_else(|| Ok(VisaAndStay::default()), WithStay::read)
    }

    async fn save_stay(&mut self, row: &StayRow) -> Result<()> {
        let done = sqlx::query::<Db>(
            "UPDATE stays SET version = version + 1, state = $1, departure_id = $2,
                              departed_on = $3
             WHERE id = $4 AND version = $5",
        )
        .bind(row.state.as_str())
        .bind(row.departure_id.map(|id| id.to_string()))
        .bind(row.departed_on.map(date_text))
        .bind(row.id.to_string())
        .bind(row.version)
        .execute(self.connection())
        .await?;
        expect_one(done.rows_affected())
    }

    async fn add_pass(&mut self, row: &PassRow) -> Result<()> {
        sqlx::query::<Db>(
            "INSERT INTO passes (id, stay_id, edition, number, link_hash, seal, seal_hash,
                                 issued_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(row.id.to_string())
        .bind(row.stay_id.to_string())
        .bind(row.edition)
        .bind(row.number.as_str())
        .bind(row.link_hash.as_slice())
        .bind(row.seal.as_slice())
        .bind(row.seal_hash.as_slice())
        .bind(micros(row.issued_at))
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn is_pass_number(&mut self, number: &str) -> Result<bool> {
        let found = sqlx::query_as::<Db, (i64,)>("SELECT COUNT(*) FROM passes WHERE number = $1")
            .bind(number)
            .fetch_one(self.connection())
            .await?;
        Ok(found.0 > 0)
    }

    async fn pass(&mut self, id: Uuid) -> Result<Option<PassRow>> {
        sqlx::query_as::<Db, Pass>("SELECT * FROM passes WHERE id = $1")
            .bind(id.to_string())
            .fetch_optional(self.connection())
            .await?
            .map(Pass::read)
            .transpose()
    }

    async fn pass_by_link(&mut self, link_hash: &[u8]) -> Result<Option<PassRow>> {
        sqlx::query_as::<Db, Pass>("SELECT * FROM passes WHERE link_hash = $1")
            .bind(link_hash)
            .fetch_optional(self.connection())
            .await?
            .map(Pass::read)
            .transpose()
    }

    async fn pass_of_stay(&mut self, stay: Uuid) -> Result<Option<PassRow>> {
        sqlx::query_as::<Db, Pass>(
            "SELECT * FROM passes WHERE stay_id = $1 ORDER BY edition DESC LIMIT 1",
        )
        .bind(stay.to_string())
        .fetch_optional(self.connection())
        .await?
        .map(Pass::read)
        .transpose()
    }

    async fn add_fine(&mut self, row: &FineRow) -> Result<()> {
        sqlx::query::<Db>(
            "INSERT INTO fines (id, stay_id, days, amount, currency, state, settled_by,
                                settled_at, note)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        )
        .bind(row.id.to_string())
        .bind(row.stay_id.to_string())
        .bind(row.days)
        .bind(row.amount.minor)
        .bind(row.amount.currency.as_str())
        .bind(row.state.as_str())
        .bind(row.settled_by.map(|id| id.to_string()))
        .bind(row.settled_at.map(micros))
        .bind(row.note.as_deref())
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn fine_of_stay(&mut self, stay: Uuid) -> Result<Option<FineRow>> {
        sqlx::query_as::<Db, Fine>("SELECT * FROM fines WHERE stay_id = $1")
            .bind(stay.to_string())
            .fetch_optional(self.connection())
            .await?
            .map(Fine::read)
            .transpose()
    }
}
