//! What a person is told when something went wrong inside, and what the log is told.
//!
//! An error of a part of ours becomes a [`PortalError`] by `?`; the log then names the place.

use crate::audit::NotRecorded;
use crate::documents::DocumentError;
use crate::photos::PhotoStoreError;
use crate::store::StoreError;
use crate::vault::VaultError;
use crate::wallet::WalletError;
use app::error::PortalError;
use std::panic::Location;

/// Writes the cause and the place to the log, once, and gives the person a number that finds it
/// there.
#[track_caller]
pub fn internal(error: impl std::fmt::Display) -> PortalError {
    #[expect(clippy::disallowed_methods, reason = "a number to find a log line by")]
    let number = uuid::Uuid::new_v4().simple().to_string()[..8].to_owned();
    let place = Location::caller();
    tracing::error!(number, %error, %place, "a request failed inside");
    PortalError::Internal(number)
}

/// A row that cannot be decrypted or read: the log names it, the person learns that this record is
/// the fault, and nothing else fails with it.
pub fn unreadable(row: impl std::fmt::Display, error: impl std::fmt::Display) -> PortalError {
    tracing::error!(%row, %error, "a record cannot be read");
    PortalError::conflict(UNREADABLE)
}

/// Whether the error is that of [`unreadable`].
pub fn is_unreadable(error: &PortalError) -> bool {
    *error == PortalError::conflict(UNREADABLE)
}

const UNREADABLE: &str = "conflict-unreadable";

/// Somebody else changed the case after the caller saw it.
pub fn case_changed() -> PortalError {
    PortalError::conflict("conflict-case-changed")
}

/// What reviewers and officers are told when a row of a case could not be written: in their words
/// where somebody else was faster.
#[track_caller]
pub fn case_error(error: StoreError) -> PortalError {
    let moved_on = matches!(error, StoreError::Transition { .. });
    if error.is_stale() || error.is_duplicate() || moved_on {
        case_changed()
    } else {
        internal(error)
    }
}

/// Somebody else changed what the caller saw, or was faster at the same moment.
pub fn changed_elsewhere() -> PortalError {
    PortalError::conflict("conflict-changed-elsewhere")
}

/// For errors of libraries, which say nothing that a person could do.
pub trait OrInternal<T> {
    /// The value; an error goes to the log as [`internal`] writes it.
    ///
    /// # Errors
    /// `Internal` with the number of the line in the log.
    fn or_internal(self) -> Result<T, PortalError>;
}

impl<T, E: std::fmt::Display> OrInternal<T> for Result<T, E> {
    #[track_caller]
    fn or_internal(self) -> Result<T, PortalError> {
        match self {
            Ok(value) => Ok(value),
            Err(error) => Err(internal(error)),
        }
    }
}

impl From<StoreError> for PortalError {
    #[track_caller]
    fn from(error: StoreError) -> Self {
        match error {
            error if error.is_stale() => changed_elsewhere(),
            // Another machine can; `/readyz` says that this one cannot.
            StoreError::KeyForgotten(_) => {
                tracing::error!(%error, "nothing can be encrypted on this machine");
                PortalError::Unavailable
            }
            // It passes: whoever asks again in a moment is answered.
            StoreError::Database(sqlx::Error::PoolTimedOut) => {
                let place = Location::caller();
                tracing::error!(%error, %place, "no connection to the database came free in time");
                PortalError::Unavailable
            }
            StoreError::Database(cause) if is_short_of_room(&cause) => {
                let place = Location::caller();
                tracing::error!(error = %cause, %place, "the database has no room, or its disk fails");
                PortalError::Unavailable
            }
            error => internal(error),
        }
    }
}

/// Whether the disk of the database is full or fails, or its server has no memory or connection left:
/// nothing was written, and the same call may succeed later.
fn is_short_of_room(error: &sqlx::Error) -> bool {
    /// Of SQLite: the disk is full; a reading or writing failed, with more in the higher bits.
    const FULL: u32 = 13;
    const IO_ERROR: u32 = 10;
    let Some(code) = error
        .as_database_error()
        .and_then(sqlx::error::DatabaseError::code)
    else {
        return false;
    };
    match code.parse::<u32>() {
        // Of PostgreSQL, class 53: insufficient resources.
        _ if code.len() == 5 => code.starts_with("53"),
        Ok(code) => matches!(code & 0xff, FULL | IO_ERROR),
        Err(_) => false,
    }
}

impl From<PhotoStoreError> for PortalError {
    #[track_caller]
    fn from(error: PhotoStoreError) -> Self {
        match error {
            // Away or full: the same call may succeed later.
            PhotoStoreError::Store(_) | PhotoStoreError::Folder(_) => {
                let place = Location::caller();
                tracing::error!(%error, %place, "the object store takes nothing");
                PortalError::Unavailable
            }
            error => internal(error),
        }
    }
}

macro_rules! internal_errors {
    ($($error:ty),+ $(,)?) => {
        $(impl From<$error> for PortalError {
            #[track_caller]
            fn from(error: $error) -> Self {
                internal(error)
            }
        })+
    };
}

internal_errors!(DocumentError, NotRecorded, VaultError, WalletError);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_without_a_free_connection_is_asked_again() {
        let error = StoreError::Database(sqlx::Error::PoolTimedOut);
        assert_eq!(PortalError::from(error), PortalError::Unavailable);
    }
}
