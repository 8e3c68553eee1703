//! The correction that a case waits for, or had: the pages it opens, and what had been answered.

use super::case_file::CaseFile;
use super::records::{ApplicationDocument, CaseDocument, CorrectionAnswers};
use crate::error::case_error;
use crate::state::Portal;
use crate::store::{ApplicationRow, CaseRow, Connection, CorrectionRow, DecisionKind, DecisionRow};
use crate::vault::DataKey;
use app::error::Result;
use chrono::{DateTime, Utc};
use domain::states::{CaseState, CorrectionPage};
use serde::Serialize;
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use uuid::Uuid;

/// The latest correction that was asked for.
pub struct Correction {
    pub decision: DecisionRow,
    pub pages: Vec<CorrectionPage>,
    /// The answers before it; unknown of a correction of an earlier version.
    pub before: Option<CorrectionAnswers>,
    /// When it was waited for no longer.
    pub unanswered_at: Option<DateTime<Utc>>,
}

impl Correction {
    /// Of this case, whose application has this key.
    pub async fn latest(
        portal: &Portal,
        db: &mut dyn Connection,
        key: &DataKey,
        case: Uuid,
    ) -> Result<Option<Self>> {
        let asked = db
            .latest_decision(case, DecisionKind::CorrectionAsked)
            .await?;
        let Some(decision) = asked else {
            return Ok(None);
        };
        Ok(Some(match db.correction(decision.id).await? {
            Some(row) => Self {
                before: Some(portal.correction_answers(key, &row)?),
                unanswered_at: row.unanswered_at,
                pages: row.pages,
                decision,
            },
            None => Self {
                before: None,
                unanswered_at: None,
                pages: CorrectionPage::UNNAMED.to_vec(),
                decision,
            },
        }))
    }

    /// Gives a case whose correction is waited for back to the reviewer who asked, or into the queue
    /// where nobody holds it.
    ///
    /// # Errors
    /// A conflict where no correction is waited for.
    pub fn give_back(case: &mut CaseRow) -> Result<()> {
        let next = if case.reviewer_id.is_some() {
            CaseState::InReview
        } else {
            CaseState::Waiting
        };
        case.advance(next).map_err(case_error)
    }

    pub fn opens(&self, page: CorrectionPage) -> bool {
        self.pages.contains(&page)
    }

    /// How many answers of the opened pages are others now; none where it is not known.
    pub fn changes(
        &self,
        application: &ApplicationDocument,
        case: &CaseDocument,
        photo: Option<&str>,
    ) -> Option<usize> {
        let before = self.before.as_ref()?;
        let changed = self.pages.iter().map(|page| match page {
            CorrectionPage::Passport => differing(&before.case.passport, &case.passport),
            CorrectionPage::Photo => usize::from(before.photo.as_deref() != photo),
            CorrectionPage::Trip => differing(&before.trip, &application.trip),
            CorrectionPage::Contact => differing(&before.contact, &application.contact),
        });
        Some(changed.sum())
    }
}

/// In how many fields two forms differ.
fn differing<F: Serialize>(one: &F, other: &F) -> usize {
    let fields = |form: &F| match serde_json::to_value(form) {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    };
    let (one, other) = (fields(one), fields(other));
    let names: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    let said =
        |fields: &Map<String, Value>, name: &str| fields.get(name).map(|value| said(name, value));
    let differs = |name: &&&String| said(&one, name) != said(&other, name);
    names.iter().filter(differs).count()
}

/// What a field says: blanks, and the signs between the digits of a telephone number, change nothing.
fn said(name: &str, value: &Value) -> String {
    let text = value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned);
    if name == "phone" {
        let is_said = |c: &char| c.is_alphanumeric() || *c == '+';
        return text.chars().filter(is_said).collect();
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The days of a decision count anew from the day on which a correction is answered, or ends: nobody
/// could decide before it.
pub fn promise_anew(portal: &Portal, application: &mut ApplicationRow) {
    let due = portal.promised_day();
    if application
        .decision_due_on
        .is_none_or(|before| before < due)
    {
        application.decision_due_on = Some(due);
        application.decision_expected_on = None;
    }
}

/// The row of a correction that is asked for now.
pub fn correction_row(
    portal: &Portal,
    file: &CaseFile,
    decision: Uuid,
    pages: Vec<CorrectionPage>,
) -> Result<CorrectionRow> {
    let application = file.application_document(portal)?;
    let answers = CorrectionAnswers {
        case: file.document.clone(),
        photo: file.case.photo.clone(),
        trip: application.trip,
        contact: application.contact,
        entry_date: file.application.entry_date,
    };
    Ok(CorrectionRow {
        decision_id: decision,
        pages,
        reminded_at: None,
        unanswered_at: None,
        answers: portal.encrypt_correction_answers(&file.key, decision, &answers)?,
    })
}
