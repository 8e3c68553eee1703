//! Codes that were not ours, shown at the border with the data of a passport.

use super::Result;
use super::columns::Micros;
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use uuid::Uuid;

#[derive(Debug, Clone, sqlx::FromRow)]
pub struct ForgedCodeRow {
    #[sqlx(try_from = "String")]
    pub id: Uuid,
    /// The keyed hash of number and nationality, as of cases.
    pub passport_hash: Vec<u8>,
    /// The officer's own port.
    pub port: Option<String>,
    #[sqlx(try_from = "String")]
    pub officer_id: Uuid,
    #[sqlx(try_from = "Micros")]
    pub shown_at: DateTime<Utc>,
}

#[async_trait]
pub trait ForgedCodes {
    async fn add_forged_code(&mut self, row: &ForgedCodeRow) -> Result<()>;
    /// The latest that was shown with this passport since then.
    async fn forged_code_since(
        &mut self,
        passport_hash: &[u8],
        since: DateTime<Utc>,
    ) -> Result<Option<ForgedCodeRow>>;
    /// Deletes those from before.
    async fn sweep_forged_codes(&mut self, before: DateTime<Utc>) -> Result<()>;
}
