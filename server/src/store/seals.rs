//! The seals of all documents: which were issued, and which no longer hold.

use super::Result;
use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use domain::doc9303::seal::SealState;
use uuid::Uuid;

#[async_trait]
pub trait Seals {
    /// Lists a seal as replaced or revoked (a use is read from its visa); a seal that is listed already stays as it is.
    async fn withdraw_seal(
        &mut self,
        seal_hash: &[u8],
        state: SealState,
        at: DateTime<Utc>,
    ) -> Result<()>;
    /// The state of a seal that no longer holds: withdrawn, or of a used visa that would be valid
    /// today. After its validity a visa says itself that it is over.
    async fn seal_state(&mut self, seal_hash: &[u8], today: NaiveDate)
    -> Result<Option<SealState>>;
    async fn count_listed_seals(&mut self, today: NaiveDate) -> Result<i64>;
    /// All seals in such a state. A visa on paper has none.
    async fn listed_seals(&mut self, today: NaiveDate) -> Result<Vec<(Vec<u8>, SealState)>>;
    /// Seals of visas and passes that are not listed.
    async fn standing_seals(&mut self, today: NaiveDate) -> Result<Vec<Vec<u8>>>;
    /// The case whose visa or pass carries this seal.
    async fn case_of_seal(&mut self, seal_hash: &[u8]) -> Result<Option<Uuid>>;
    /// The case of the e-visa or V-Pass with this number.
    async fn case_of_document_number(&mut self, number: &str) -> Result<Option<Uuid>>;
}
