//! What a service answered.

use app::error::{PortalError, Result};

/// Whether somebody else was faster, or the time for it is over.
pub fn is_conflict<T>(answer: &Result<T>) -> bool {
    matches!(answer, Err(PortalError::Conflict(_)))
}

/// The fields that were found wrong.
#[track_caller]
pub fn faults(answer: Result<()>) -> Vec<String> {
    match answer {
        Err(PortalError::Invalid(faults)) => faults.into_iter().map(|fault| fault.field).collect(),
        other => panic!("expected faults, found {other:?}"),
    }
}
