//! The master keys that were forgotten: a machine that has one still must wrap nothing by it, since no
//! other could open that.

use super::Result;
use async_trait::async_trait;
use chrono::{DateTime, Utc};

#[async_trait]
pub trait MasterKeys {
    async fn forget_master_key(&mut self, id: &str, now: DateTime<Utc>) -> Result<()>;
    /// Takes back what [`forget_master_key`](Self::forget_master_key) noted.
    async fn keep_master_key(&mut self, id: &str) -> Result<()>;
    async fn is_master_key_forgotten(&mut self, id: &str) -> Result<bool>;
}
