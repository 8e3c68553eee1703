//! The correction that a case waits for, or had: the pages it opens, and what had been answered.

use super::case_file::CaseFile;
use super::records::{CorrectionAnswers, read_note};
use crate::error::{case_error, is_unreadable};
use crate::state::Portal;
use crate::store::{ApplicationRow, CaseRow, Connection, CorrectionRow, DecisionKind, DecisionRow};
use crate::vault::DataKey;
use app::error::Result;
use chrono::{DateTime, Utc};
use domain::states::{CaseState, CorrectionPage};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// The latest correction that was asked for.
pub struct Correction {
    pub decision: DecisionRow,
    pub pages: Vec<CorrectionPage>,
    /// The answers before it; unknown of a correction of an earlier version, and where they cannot be read.
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
                before: match portal.correction_answers(key, &row) {
                    Ok(before) => Some(before),
                    Err(error) if is_unreadable(&error) => None,
                    Err(error) => return Err(error),
                },
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

    /// What the reviewer asks for.
    pub fn note(&self, key: &DataKey) -> String {
        match &self.decision.note {
            Some(note) => read_note(key, "decisions", self.decision.id, note),
            None => String::new(),
        }
    }

    pub fn opens(&self, page: CorrectionPage) -> bool {
        self.pages.contains(&page)
    }

    /// Whether the photo is another than when it was asked for: the same file sent again is none.
    pub async fn has_other_photo(
        &self,
        portal: &Portal,
        key: &DataKey,
        row: &CaseRow,
    ) -> Result<bool> {
        let Some(before) = &self.before else {
            return Ok(false);
        };
        if before.photo == row.photo {
            return Ok(false);
        }
        let now = photo_digest(portal, key, row).await?;
        Ok(before.photo_digest.is_empty() || before.photo_digest != now)
    }
}

/// Of the photo as it is kept; empty where there is none, or where it cannot be opened: then another one
/// has to be sent, and is another.
async fn photo_digest(portal: &Portal, key: &DataKey, row: &CaseRow) -> Result<Vec<u8>> {
    let Some(name) = &row.photo else {
        return Ok(Vec::new());
    };
    match portal.photos.get(key, row.id, name).await {
        Ok(jpeg) => Ok(Sha256::digest(&*jpeg).to_vec()),
        Err(error) if error.is_of_the_photo() => Ok(Vec::new()),
        Err(error) => Err(error.into()),
    }
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
pub async fn correction_row(
    portal: &Portal,
    file: &CaseFile,
    decision: Uuid,
    pages: Vec<CorrectionPage>,
) -> Result<CorrectionRow> {
    let application = file.application_document(portal)?;
    let answers = CorrectionAnswers {
        case: file.document.clone(),
        photo: file.case.photo.clone(),
        photo_digest: photo_digest(portal, &file.key, &file.case).await?,
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
