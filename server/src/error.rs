//! What a person is told when something went wrong inside, and what the log is told.

use app::error::PortalError;

/// Writes the cause to the log, once, and gives the person a number that finds it there.
pub fn internal(error: impl std::fmt::Display) -> PortalError {
    #[expect(clippy::disallowed_methods, reason = "a number to find a log line by")]
    let number = uuid::Uuid::new_v4().simple().to_string()[..8].to_owned();
    tracing::error!(number, %error, "a request failed inside");
    PortalError::Internal(number)
}

/// Somebody else changed the case after the caller saw it.
pub fn case_changed() -> PortalError {
    PortalError::conflict("conflict-case-changed")
}
