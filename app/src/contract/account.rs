//! The account of a member of staff, as its owner sees it.

use chrono::{DateTime, Utc};

/// The account of whoever asks.
#[derive(Debug, Clone)]
pub struct AccountView {
    /// Those that are open, latest first.
    pub sessions: Vec<OpenSession>,
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
