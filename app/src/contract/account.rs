//! The account of a member of staff, as its owner sees it.

use super::QrCode;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// The account of whoever asks.
#[derive(Debug, Clone)]
pub struct AccountView {
    /// Those that are open, latest first.
    pub sessions: Vec<OpenSession>,
    pub second_factor: SecondFactor,
}

/// A session that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenSession {
    /// Names the session and opens nothing.
    pub id: String,
    pub begun_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    /// Whether it is that of the browser that asks.
    pub is_this: bool,
}

/// How a second factor stands.
#[derive(Debug, Clone)]
pub enum SecondFactor {
    /// Nobody has one (in a demonstration).
    NotAsked,
    InForce,
    /// A new one waits for its first code; the old one is in force until then.
    Renewing {
        /// Holds the address that an authenticator app takes.
        code: QrCode,
        /// The secret in Base32, for apps that scan nothing.
        secret: String,
        /// After that it is forgotten.
        until: DateTime<Utc>,
    },
}

/// The form that asks for a new second factor.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RenewTotpForm {
    /// The password.
    pub current: String,
    /// Six digits of the second factor in force.
    pub code: String,
}
