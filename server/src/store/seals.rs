//! The seals of all documents: which were issued, and which no longer hold.

use super::Result;
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::doc9303::seal::SealState;
use uuid::Uuid;

#[async_trait]
pub trait Seals {
    /// Lists a seal as replaced or revoked; a seal that is listed already stays as it is.
    async fn withdraw_seal(
        &mut self,
        seal_hash: &[u8],
        state: SealState,
        at: DateTime<Utc>,
    ) -> Result<()>;
    async fn withdrawn_seal(&mut self, seal_hash: &[u8]) -> Result<Option<SealState>>;
    async fn count_withdrawn_seals(&mut self) -> Result<i64>;
    async fn withdrawn_seals(&mut self) -> Result<Vec<(Vec<u8>, SealState)>>;
    /// Seals of visas and passes that are not withdrawn.
    async fn standing_seals(&mut self) -> Result<Vec<Vec<u8>>>;
    /// The case whose visa or pass carries this seal.
    async fn case_of_seal(&mut self, seal_hash: &[u8]) -> Result<Option<Uuid>>;
}
