//! Sessions of travellers and staff. Only the hash of the cookie's secret is stored.

use super::Result;
use super::columns::Micros;
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use uuid::Uuid;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionKind {
    Traveller,
    Staff,
}

impl SessionKind {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Traveller => "traveller",
            Self::Staff => "staff",
        }
    }
}

#[derive(Debug, Clone, sqlx::FromRow)]
pub struct SessionRow {
    pub token_hash: Vec<u8>,
    /// The application or the member of staff.
    #[sqlx(try_from = "String")]
    pub subject: Uuid,
    #[sqlx(try_from = "Micros")]
    pub created_at: DateTime<Utc>,
    #[sqlx(try_from = "Micros")]
    pub expires_at: DateTime<Utc>,
}

/// A second factor that waits, with the session that asked for it, for its first code.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct PendingTotp {
    /// Encrypted.
    pub secret: Vec<u8>,
    #[sqlx(try_from = "Micros")]
    pub until: DateTime<Utc>,
}

#[async_trait]
pub trait Sessions {
    async fn add_session(
        &mut self,
        token_hash: &[u8],
        kind: SessionKind,
        subject: Uuid,
        now: DateTime<Utc>,
        expires_at: DateTime<Utc>,
    ) -> Result<()>;

    /// The session if it is still good at `now`.
    async fn session(
        &mut self,
        token_hash: &[u8],
        kind: SessionKind,
        now: DateTime<Utc>,
    ) -> Result<Option<SessionRow>>;

    /// The sessions of the subject that are still good at `now`, latest first.
    async fn sessions_of(&mut self, subject: Uuid, now: DateTime<Utc>) -> Result<Vec<SessionRow>>;

    async fn end_session(&mut self, token_hash: &[u8]) -> Result<()>;

    /// Ends this session of the subject. `false` where the subject has none such.
    async fn end_session_of(&mut self, subject: Uuid, token_hash: &[u8]) -> Result<bool>;

    /// Ends all sessions of the subject but this one; how many.
    async fn end_other_sessions(&mut self, subject: Uuid, kept: &[u8]) -> Result<u64>;

    /// Ends all sessions of the subject.
    async fn end_sessions_of(&mut self, subject: Uuid) -> Result<()>;

    /// Stores a second factor that waits, in the place of another. `Stale` where this is no session
    /// of the member of staff.
    async fn store_pending_totp(
        &mut self,
        staff: Uuid,
        token_hash: &[u8],
        pending: &PendingTotp,
    ) -> Result<()>;

    /// The second factor that waits with this session of the member of staff at `now`.
    async fn pending_totp(
        &mut self,
        staff: Uuid,
        token_hash: &[u8],
        now: DateTime<Utc>,
    ) -> Result<Option<PendingTotp>>;

    /// Removes sessions that ended before `now`; how many.
    async fn sweep_sessions(&mut self, now: DateTime<Utc>) -> Result<u64>;
}
