//! The use cases: they implement the contracts of `app::desks` on [`crate::state::Portal`].
//! One function is one transaction; rows, audit event and jobs are written together, and what
//! has to happen outside (card provider, mail) is a job or comes after the commit.
//!
//! - [`records`]: the personal documents that lie sealed in the database
//! - [`case_file`], [`closing`], [`issue`]: what officers' use cases share
//! - [`staff`], [`border`], [`verifier`]: the desks of officers, and of anyone

pub mod border;
pub mod case_file;
pub mod closing;
pub mod issue;
pub mod records;
pub mod staff;
pub mod verifier;

use app::error::PortalError;

/// Writes the cause to the log, once, and gives the person a number that finds it there.
pub(crate) fn internal(error: impl std::fmt::Display) -> PortalError {
    #[expect(clippy::disallowed_methods, reason = "a number to find a log line by")]
    let number = uuid::Uuid::new_v4().simple().to_string()[..8].to_owned();
    tracing::error!(number, %error, "a request failed inside");
    PortalError::Internal(number)
}
