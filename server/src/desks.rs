//! The use cases: they implement the contracts of `app::desks` on [`crate::state::Portal`].
//! One function is one transaction; rows, audit event and jobs are written together, and what
//! has to happen outside (card provider, mail) is a job or comes after the commit.
//!
//! - [`records`]: the personal documents that lie sealed in the database
//! - [`case_file`], [`closing`], [`issue`], [`voiding`]: what officers' use cases share
//! - [`papers`]: e-visa and V-Pass as PDF; [`timeline`]: what happened, from the record
//! - [`traveller`], [`staff`], [`border`], [`verifier`]: the desks

pub mod border;
pub mod case_file;
pub mod closing;
pub mod issue;
pub mod papers;
pub mod records;
pub mod staff;
pub mod timeline;
pub mod traveller;
pub mod verifier;
pub mod voiding;

use app::error::PortalError;

/// Writes the cause to the log, once, and gives the person a number that finds it there.
pub(crate) fn internal(error: impl std::fmt::Display) -> PortalError {
    #[expect(clippy::disallowed_methods, reason = "a number to find a log line by")]
    let number = uuid::Uuid::new_v4().simple().to_string()[..8].to_owned();
    tracing::error!(number, %error, "a request failed inside");
    PortalError::Internal(number)
}
