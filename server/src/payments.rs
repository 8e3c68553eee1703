//! Money: hosted checkouts, settlement, refunds, and what the card provider tells.
//!
//! - [`due`]: what an application owes; [`checkout`]: opens or resumes a hosted checkout for it
//! - [`settlement`]: asks how a payment stands and writes it down, once
//! - [`refund_execution`]: refunding what was approved
//! - [`webhook`]: what the provider tells by itself; [`reconciliation`]: catching up with what no webhook
//!   brought
//!
//! Everything here keeps one order: commit the row that says what will be called, call, commit the
//! result. Whatever a crash leaves between is finished by a job that first looks at what the provider
//! already has. No amount or state that the provider pushes is believed; its object is fetched afresh.

pub mod checkout;
pub mod due;
pub mod reconciliation;
pub mod refund_execution;
pub mod settlement;
pub mod webhook;

pub use checkout::open_checkout;
pub use due::{CheckoutGuard, check_payable};
pub use settlement::{outcome, settle};

use crate::card_provider::ProviderError;
use crate::error::{case_changed, changed_elsewhere, internal};
use crate::store::StoreError;
use crate::transaction::MayBeStale;
use app::error::PortalError;
use uuid::Uuid;

/// Why money could not be moved or looked up just now.
#[derive(Debug, thiserror::Error)]
pub enum PaymentError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Provider(#[from] ProviderError),
    #[error("{what} {id} is missing")]
    Missing { what: &'static str, id: Uuid },
    #[error("others changed the same rows again and again")]
    Contended,
    #[error("no fee is in force")]
    NoFee,
    /// For the person who asked.
    #[error("{0}")]
    Portal(PortalError),
}

impl From<PaymentError> for PortalError {
    fn from(error: PaymentError) -> Self {
        match error {
            PaymentError::Portal(error) => error,
            PaymentError::Provider(
                ProviderError::Indeterminate(_)
                | ProviderError::RetrySameKey { .. }
                | ProviderError::ServerError { .. },
            ) => {
                tracing::warn!(%error, "the card provider is away");
                Self::Unavailable
            }
            PaymentError::Store(error) => Self::from(error),
            error => internal(error),
        }
    }
}

impl MayBeStale for PaymentError {
    fn is_stale(&self) -> bool {
        match self {
            Self::Store(error) => error.is_stale(),
            // What officers and supervisors are told then.
            Self::Portal(error) => *error == changed_elsewhere() || *error == case_changed(),
            _ => false,
        }
    }
}
