//! The note of a decision.

use app::contract::DecisionForm;
use app::error::{FieldError, PortalError, Result};
use domain::law::grounds::has_note;

/// The most characters of a note.
pub const MOST_NOTE: usize = 600;

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
