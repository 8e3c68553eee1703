//! Telling a device that a pass of it has changed: the port, and [`apns`] behind it. The push says nothing;
//! the device then asks the web service.

pub mod apns;

use async_trait::async_trait;

/// A push did not reach its device.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PushError {
    /// The device does not want it any more: it is to be forgotten.
    #[error("the device is gone")]
    Gone,
    /// A later try may succeed.
    #[error("the push service gave no answer ({0})")]
    Away(&'static str),
    /// The service took offence at the call itself, by its own reason.
    #[error("the push service refuses: {status} {reason}")]
    Refused { status: u16, reason: String },
}

#[async_trait]
pub trait ApplePush: Send + Sync {
    /// Tells the device with this push token that something changed; twice is no harm.
    async fn notify(&self, push_token: &str) -> Result<(), PushError>;
}
