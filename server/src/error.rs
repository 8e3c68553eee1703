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
use std::sync::atomic::{AtomicBool, Ordering};

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

/// Writes the cause and the place to the log: a disk is full, a database or an object store is away, and
/// whoever asks again later is answered.
#[track_caller]
pub fn unavailable(error: impl std::fmt::Display) -> PortalError {
    let place = Location::caller();
    tracing::error!(%error, %place, "what the portal stands on is full or away");
    PortalError::Unavailable
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

/// The data that a row would be read by were erased, as the calendar asks.
pub fn erased() -> PortalError {
    PortalError::conflict(ERASED)
}

/// For holders, whose data are gone for them too once they were erased. What cannot be read for another
/// reason is still there: a damaged row, a master key that this process does not know yet.
pub fn erased_is_not_found(error: PortalError) -> PortalError {
    if error == erased() {
        PortalError::NotFound
    } else {
        error
    }
}

const UNREADABLE: &str = "conflict-unreadable";
const ERASED: &str = "conflict-erased";

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
        PortalError::from(error)
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

/// For files of the portal's own, read or written while somebody waits.
pub trait OrUnavailable<T> {
    /// The value; an error goes to the log as [`unavailable`] writes it.
    ///
    /// # Errors
    /// `Unavailable`.
    fn or_unavailable(self) -> Result<T, PortalError>;
}

impl<T> OrUnavailable<T> for std::io::Result<T> {
    #[track_caller]
    fn or_unavailable(self) -> Result<T, PortalError> {
        match self {
            Ok(value) => Ok(value),
            Err(error) => Err(unavailable(error)),
        }
    }
}

/// Whether a statement met a damaged page of the database since the start: `/readyz` then looks whether it
/// still is.
static MET_DAMAGE: AtomicBool = AtomicBool::new(false);

pub fn has_met_damage() -> bool {
    MET_DAMAGE.load(Ordering::Relaxed)
}

/// Has `/readyz` look whether the database is damaged.
pub fn met_damage() {
    MET_DAMAGE.store(true, Ordering::Relaxed);
}

impl From<StoreError> for PortalError {
    #[track_caller]
    fn from(error: StoreError) -> Self {
        match error {
            error if error.is_stale() => changed_elsewhere(),
            error if error.is_unavailable() => {
                if error.is_damage() {
                    met_damage();
                }
                unavailable(error)
            }
            error => internal(error),
        }
    }
}

/// The access was not recorded, so nothing is shown.
impl From<NotRecorded> for PortalError {
    #[track_caller]
    fn from(error: NotRecorded) -> Self {
        match error {
            NotRecorded::Unavailable => unavailable(error),
            NotRecorded::Failed => internal(error),
        }
    }
}

impl From<PhotoStoreError> for PortalError {
    #[track_caller]
    fn from(error: PhotoStoreError) -> Self {
        match error {
            // Away or full.
            PhotoStoreError::Store(_) | PhotoStoreError::Folder { .. } => unavailable(error),
            // A row names it, and it is gone or damaged.
            PhotoStoreError::NotFound | PhotoStoreError::Encryption(_) => {
                unreadable(Location::caller(), error)
            }
        }
    }
}

/// What a vault does not open is damaged, or was wrapped by a key that is not in its folder.
impl From<VaultError> for PortalError {
    #[track_caller]
    fn from(error: VaultError) -> Self {
        match error {
            VaultError::Undecryptable | VaultError::UnknownKey(_) => {
                unreadable(Location::caller(), error)
            }
            VaultError::File { .. } => internal(error),
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

internal_errors!(DocumentError, WalletError);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::payments::PaymentError;

    #[test]
    fn what_is_full_or_away_is_asked_again_whatever_was_asked() {
        let away = || StoreError::Database(sqlx::Error::PoolTimedOut);
        let broken = || StoreError::Row("anything");
        let of = [PortalError::from, case_error, |error| {
            PaymentError::Store(error).into()
        }];
        for told in of {
            assert_eq!(told(away()), PortalError::Unavailable);
            assert!(matches!(told(broken()), PortalError::Internal(_)));
        }
        let told = PortalError::from(NotRecorded::Unavailable);
        assert_eq!(told, PortalError::Unavailable);
        let told = PortalError::from(NotRecorded::Failed);
        assert!(matches!(told, PortalError::Internal(_)));
    }
}
