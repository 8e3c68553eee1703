//! What reviewers and supervisors decided, each with its ground and note.

use super::columns::{MaybeCode, Micros};
use super::{Result, StoreError};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::law::Ground;
use uuid::Uuid;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecisionKind {
    Granted,
    CorrectionAsked,
    DenialProposed,
    DenialConfirmed,
    DenialRejected,
}

impl DecisionKind {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Granted => "granted",
            Self::CorrectionAsked => "correction_asked",
            Self::DenialProposed => "denial_proposed",
            Self::DenialConfirmed => "denial_confirmed",
            Self::DenialRejected => "denial_rejected",
        }
    }
}

impl std::str::FromStr for DecisionKind {
    type Err = StoreError;

    fn from_str(code: &str) -> Result<Self> {
        [
            Self::Granted,
            Self::CorrectionAsked,
            Self::DenialProposed,
            Self::DenialConfirmed,
            Self::DenialRejected,
        ]
        .into_iter()
        .find(|kind| kind.as_str() == code)
        .ok_or(StoreError::Row("decision"))
    }
}

impl TryFrom<String> for DecisionKind {
    type Error = StoreError;

    fn try_from(code: String) -> Result<Self> {
        code.parse()
    }
}

#[derive(Debug, Clone, sqlx::FromRow)]
pub struct DecisionRow {
    #[sqlx(try_from = "String")]
    pub id: Uuid,
    #[sqlx(try_from = "String")]
    pub case_id: Uuid,
    #[sqlx(try_from = "String")]
    pub kind: DecisionKind,
    #[sqlx(try_from = "MaybeCode")]
    pub ground: Option<Ground>,
    /// Encrypted by the application's key, see `cases::records::note_data`.
    pub note: Option<Vec<u8>>,
    #[sqlx(try_from = "String")]
    pub staff_id: Uuid,
    #[sqlx(try_from = "Micros")]
    pub at: DateTime<Utc>,
}

#[async_trait]
pub trait Decisions {
    async fn add_decision(&mut self, row: &DecisionRow) -> Result<()>;
    /// The latest decision of this kind.
    async fn latest_decision(
        &mut self,
        case: Uuid,
        kind: DecisionKind,
    ) -> Result<Option<DecisionRow>>;
}
