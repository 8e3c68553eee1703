use super::{Db, EngineConnection};
use crate::store::{
    ExemptionRow, FeeRow, NewExemption, NewFee, NewPort, NewQuestion, PortRow, ReferenceData,
    ReferenceRows, Result, StoreError, code, date, date_text,
};
use async_trait::async_trait;
use chrono::NaiveDate;
use domain::law::application::{Agreement, agreement_in_force};
use domain::law::arrival_card::Question;
use domain::law::fees::{DatedFee, fee_on};
use domain::money::Money;
use domain::person::PassportKind;
use domain::visa::VisaType;
use std::collections::BTreeMap;

#[async_trait]
impl ReferenceData for EngineConnection {
    async fn fee(&mut self, visa_type: VisaType, on: NaiveDate) -> Result<Option<FeeRow>> {
        let rows = sqlx::query_as::<Db, (i64, String, String, String, String)>(
            "SELECT amount, currency, valid_from, source, source_date FROM fees
             WHERE visa_type = $1",
        )
        .bind(visa_type.as_str())
        .fetch_all(self.connection())
        .await?;
        let table = rows
            .iter()
            .map(|(amount, currency, valid_from, ..)| {
                Ok(DatedFee {
                    amount: Money::new(*amount, code(currency)?),
                    valid_from: date(valid_from)?,
                })
            })
            .collect::<Result<Vec<_>>>()?;
        let found = fee_on(&table, on);
        rows.into_iter()
            .zip(&table)
            .find(|(_, fee)| found == Some(*fee))
            .map(|((.., source, source_date), fee)| {
                Ok(FeeRow {
                    fee: fee.amount,
                    source,
                    source_date: date(&source_date)?,
                })
            })
            .transpose()
    }

    async fn exemption(
        &mut self,
        nationality: &str,
        kind: PassportKind,
        on: NaiveDate,
    ) -> Result<Option<ExemptionRow>> {
        let rows = sqlx::query_as::<Db, (i64, String, Option<String>, String, String)>(
            "SELECT days, valid_from, valid_until, source, source_date FROM exemptions
             WHERE nationality = $1 AND passport_kind = $2",
        )
        .bind(nationality)
        .bind(kind.as_str())
        .fetch_all(self.connection())
        .await?;
        let agreements = rows
            .iter()
            .map(|(days, valid_from, valid_until, ..)| {
                Ok(Agreement {
                    nationality: nationality.to_owned(),
                    passport: kind,
                    days: u32::try_from(*days).map_err(|_| StoreError::Row("days"))?,
                    valid_from: date(valid_from)?,
                    valid_until: valid_until.as_deref().map(date).transpose()?,
                })
            })
            .collect::<Result<Vec<_>>>()?;
        let found = agreement_in_force(&agreements, nationality, kind, on);
        rows.into_iter()
            .zip(&agreements)
            .find(|(_, agreement)| found == Some(*agreement))
            .map(|((.., source, source_date), agreement)| {
                Ok(ExemptionRow {
                    days: agreement.days,
                    source,
                    source_date: date(&source_date)?,
                })
            })
            .transpose()
    }

    async fn ports(&mut self) -> Result<Vec<PortRow>> {
        sqlx::query_as::<Db, PortRow>("SELECT code, name, kind, evisa FROM ports ORDER BY position")
            .fetch_all(self.connection())
            .await
            .map_err(StoreError::from)
    }

    async fn port_name(&mut self, code: &str) -> Result<Option<String>> {
        let name = sqlx::query_as::<Db, (String,)>("SELECT name FROM ports WHERE code = $1")
            .bind(code)
            .fetch_optional(self.connection())
            .await?;
        Ok(name.map(|(name,)| name))
    }

    async fn questions(&mut self) -> Result<Vec<Question>> {
        let words = sqlx::query_as::<Db, (String, String, String)>(
            "SELECT question_id, language, words FROM card_question_words",
        )
        .fetch_all(self.connection())
        .await?;
        let mut words_of: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
        for (question, language, words) in words {
            words_of
                .entry(question)
                .or_default()
                .insert(language, words);
        }
        let rows = sqlx::query_as::<Db, (String, String, String, String, Option<String>)>(
            "SELECT id, code, subject, valid_from, valid_until FROM card_questions
             ORDER BY position, code, valid_from",
        )
        .fetch_all(self.connection())
        .await?;
        let questions = rows.into_iter().map(|(id, stored, subject, from, until)| {
            Ok(Question {
                code: stored,
                subject: code(&subject)?,
                from: date(&from)?,
                until: until.as_deref().map(date).transpose()?,
                words: words_of.remove(&id).unwrap_or_default(),
            })
        });
        questions.collect()
    }

    async fn put_reference_rows(&mut self, rows: &ReferenceRows) -> Result<()> {
        self.put_ports(&rows.ports).await?;
        self.put_fees(&rows.fees).await?;
        self.put_exemptions(&rows.exemptions).await?;
        self.put_questions(&rows.questions).await?;
        for drop in [
            "DELETE FROM fees WHERE specimen",
            "DELETE FROM exemptions WHERE specimen",
            "DELETE FROM ports WHERE specimen",
            "DELETE FROM card_questions WHERE specimen",
        ] {
            sqlx::query::<Db>(drop).execute(self.connection()).await?;
        }
        Ok(())
    }

    async fn count_specimens(&mut self) -> Result<i64> {
        let (count,) = sqlx::query_as::<Db, (i64,)>(
            "SELECT (SELECT COUNT(*) FROM fees WHERE specimen)
                  + (SELECT COUNT(*) FROM exemptions WHERE specimen)
                  + (SELECT COUNT(*) FROM ports WHERE specimen)
                  + (SELECT COUNT(*) FROM card_questions WHERE specimen)",
        )
        .fetch_one(self.connection())
        .await?;
        Ok(count)
    }
}

impl EngineConnection {
    async fn put_ports(&mut self, ports: &[NewPort]) -> Result<()> {
        for (position, port) in (1_i64..).zip(ports) {
            sqlx::query::<Db>(
                "INSERT INTO ports (code, name, kind, evisa, position, source, source_date, specimen)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, FALSE)
                 ON CONFLICT (code) DO UPDATE SET name = excluded.name, kind = excluded.kind,
                     evisa = excluded.evisa, position = excluded.position,
                     source = excluded.source, source_date = excluded.source_date,
                     specimen = FALSE",
            )
            .bind(port.code.as_str())
            .bind(port.name.as_str())
            .bind(port.kind.as_str())
            .bind(port.evisa)
            .bind(position)
            .bind(port.source.as_str())
            .bind(date_text(port.source_date))
            .execute(self.connection())
            .await?;
        }
        Ok(())
    }

    async fn put_fees(&mut self, fees: &[NewFee]) -> Result<()> {
        for fee in fees {
            sqlx::query::<Db>(
                "INSERT INTO fees (id, visa_type, amount, currency, valid_from, source,
                                   source_date, specimen)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, FALSE)
                 ON CONFLICT (id) DO UPDATE SET amount = excluded.amount,
                     currency = excluded.currency, source = excluded.source,
                     source_date = excluded.source_date",
            )
            .bind(format!("{}-{}", fee.visa_type, date_text(fee.valid_from)))
            .bind(fee.visa_type.as_str())
            .bind(fee.amount)
            .bind(fee.currency.as_str())
            .bind(date_text(fee.valid_from))
            .bind(fee.source.as_str())
            .bind(date_text(fee.source_date))
            .execute(self.connection())
            .await?;
        }
        Ok(())
    }

    async fn put_exemptions(&mut self, exemptions: &[NewExemption]) -> Result<()> {
        for row in exemptions {
            let kind = row.passport_kind.as_str();
            let from = date_text(row.valid_from);
            sqlx::query::<Db>(
                "INSERT INTO exemptions (id, nationality, passport_kind, days, valid_from,
                                         valid_until, source, source_date, specimen)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, FALSE)
                 ON CONFLICT (id) DO UPDATE SET days = excluded.days,
                     valid_until = excluded.valid_until, source = excluded.source,
                     source_date = excluded.source_date",
            )
            .bind(format!("{}-{kind}-{from}", row.nationality))
            .bind(row.nationality.as_str())
            .bind(kind)
            .bind(row.days)
            .bind(from)
            .bind(row.valid_until.map(date_text))
            .bind(row.source.as_str())
            .bind(date_text(row.source_date))
            .execute(self.connection())
            .await?;
        }
        Ok(())
    }

    async fn put_questions(&mut self, questions: &[NewQuestion]) -> Result<()> {
        for (position, row) in (1_i64..).zip(questions) {
            let from = date_text(row.valid_from);
            let id = format!("{}-{from}", row.code);
            sqlx::query::<Db>(
                "INSERT INTO card_questions (id, code, subject, valid_from, valid_until, position,
                                             source, source_date, specimen)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, FALSE)
                 ON CONFLICT (id) DO UPDATE SET subject = excluded.subject,
                     valid_until = excluded.valid_until, position = excluded.position,
                     source = excluded.source, source_date = excluded.source_date",
            )
            .bind(id.as_str())
            .bind(row.code.as_str())
            .bind(row.subject.as_str())
            .bind(from)
            .bind(row.valid_until.map(date_text))
            .bind(position)
            .bind(row.source.as_str())
            .bind(date_text(row.source_date))
            .execute(self.connection())
            .await?;
            sqlx::query::<Db>("DELETE FROM card_question_words WHERE question_id = $1")
                .bind(id.as_str())
                .execute(self.connection())
                .await?;
            for (language, words) in &row.words {
                sqlx::query::<Db>(
                    "INSERT INTO card_question_words (question_id, language, words)
                     VALUES ($1, $2, $3)",
                )
                .bind(id.as_str())
                .bind(language.as_str())
                .bind(words.trim())
                .execute(self.connection())
                .await?;
            }
        }
        Ok(())
    }
}
