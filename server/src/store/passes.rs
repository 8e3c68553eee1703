//! V-Passes of stays, in their editions.

use super::Result;
use super::columns::Micros;
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use uuid::Uuid;

#[derive(Debug, Clone, sqlx::FromRow)]
pub struct PassRow {
    #[sqlx(try_from = "String")]
    pub id: Uuid,
    #[sqlx(try_from = "String")]
    pub stay_id: Uuid,
    pub edition: i64,
    /// Nine characters.
    pub number: String,
    /// Hash of the secret in its address, see `Vault::pass_secret`.
    pub link_hash: Vec<u8>,
    /// The visible digital seal, encrypted by the application's key.
    pub seal: Vec<u8>,
    pub seal_hash: Vec<u8>,
    #[sqlx(try_from = "Micros")]
    pub issued_at: DateTime<Utc>,
}

/// A pass by its names alone.
#[derive(Debug, Clone)]
pub struct PassName {
    pub id: Uuid,
    pub number: String,
}

#[async_trait]
pub trait Passes {
    /// Adds a pass; false where another one has the number.
    async fn add_pass(&mut self, row: &PassRow) -> Result<bool>;
    async fn pass(&mut self, id: Uuid) -> Result<Option<PassRow>>;
    async fn pass_by_link(&mut self, link_hash: &[u8]) -> Result<Option<PassRow>>;
    /// The latest edition.
    async fn pass_of_stay(&mut self, stay: Uuid) -> Result<Option<PassRow>>;
}
