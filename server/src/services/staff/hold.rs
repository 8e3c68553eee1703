//! Opening a case to act on it: the right role, the version the caller saw, and for most acts
//! the case in the caller's own hands.

use crate::cases::case_file::{CaseFile, named};
use crate::error::case_changed;
use crate::state::Portal;
use crate::transaction::Transaction;
use app::contract::{DecisionForm, StaffIdentity};
use app::error::{PortalError, Result};
use domain::law::grounds::has_note;
use domain::states::CaseState;

/// The most characters of a note.
pub const MOST_NOTE: usize = 600;

/// The case in the version that the form was made from.
pub async fn open(portal: &Portal, tx: &mut Transaction, form: &DecisionForm) -> Result<CaseFile> {
    CaseFile::for_change(portal, tx, named(&form.case, &form.version)?).await
}

/// The same, in review and held by this reviewer.
pub async fn open_held(
    portal: &Portal,
    tx: &mut Transaction,
    staff: &StaffIdentity,
    form: &DecisionForm,
) -> Result<CaseFile> {
    let file = open(portal, tx, form).await?;
    if file.case.state() != CaseState::InReview {
        return Err(case_changed());
    }
    if file.case.reviewer_id != Some(staff.id) {
        return Err(PortalError::conflict("conflict-case-assigned"));
    }
    Ok(file)
}

/// The note, trimmed: one is needed, and not a long one.
pub fn note(form: &DecisionForm) -> Result<&str> {
    let note = form.note.trim();
    if !has_note(note) {
        Err(PortalError::invalid("note", "field-error-note-missing"))
    } else if note.chars().count() > MOST_NOTE {
        Err(PortalError::Invalid(vec![
            app::error::FieldError::new("note", "field-error-too-long").with("most", MOST_NOTE),
        ]))
    } else {
        Ok(note)
    }
}
