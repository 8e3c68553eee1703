//! How a job fails.

use crate::cases::wallet::NotAtGoogle;
use crate::mail::MailError;
use crate::payments::PaymentError;
use crate::store::StoreError;
use crate::wallet::google::api::GoogleError;
use app::error::PortalError;

/// Why a job did not succeed. The texts name no personal data: they are stored and logged.
#[derive(Debug, thiserror::Error)]
pub enum JobError {
    /// Trying again later can help.
    #[error("{0}")]
    Retry(String),
    /// No later try can help.
    #[error("{0}")]
    GiveUp(String),
    /// There is nothing to do any more, and the job is done with.
    #[error("nothing is left to do")]
    Moot,
}

impl JobError {
    /// The row that a job is about is not there.
    pub fn missing(what: &str, id: uuid::Uuid) -> Self {
        Self::Retry(format!("no {what} {id}"))
    }

    /// Gives up where the tries are used up.
    #[must_use]
    pub fn after(self, attempts: i64, tries: i64) -> Self {
        match self {
            Self::Retry(why) if attempts >= tries => Self::GiveUp(why),
            other => other,
        }
    }
}

impl From<MailError> for JobError {
    fn from(error: MailError) -> Self {
        if error.temporary {
            Self::Retry(error.to_string())
        } else {
            Self::GiveUp(error.to_string())
        }
    }
}

macro_rules! retried {
    ($($error:ty),+) => {
        $(impl From<$error> for JobError {
            fn from(error: $error) -> Self {
                Self::Retry(error.to_string())
            }
        })+
    };
}

retried!(
    GoogleError,
    NotAtGoogle,
    PaymentError,
    PortalError,
    StoreError
);
