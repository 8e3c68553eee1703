//! The note of a decision.

use app::contract::DecisionForm;
use app::error::{FieldError, PortalError, Result};
use domain::law::grounds::{LEAST_REASON, has_note, is_explained};

/// The most characters of a note.
pub const MOST_NOTE: usize = 600;

/// The reason of what a second person has to follow: explained, and not too long.
pub fn reason(form: &DecisionForm) -> Result<&str> {
    let reason = note(form)?;
    if is_explained(reason) {
        Ok(reason)
    } else {
        let error = FieldError::new("note", "field-error-reason-short");
        Err(PortalError::Invalid(vec![
            error.with("least", LEAST_REASON),
        ]))
    }
}

/// The note, trimmed: one is needed, and not a long one.
pub fn note(form: &DecisionForm) -> Result<&str> {
    let note = form.note.trim();
    if !has_note(note) {
        Err(PortalError::invalid("note", "field-error-note-missing"))
    } else if note.chars().count() > MOST_NOTE {
        Err(PortalError::Invalid(vec![
            FieldError::new("note", "field-error-too-long").with("most", MOST_NOTE),
        ]))
    } else {
        Ok(note)
    }
}
