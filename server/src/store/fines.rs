//! Fines for overstays (Art. 24).

use super::Result;
use super::columns::{MaybeId, MaybeMicros, MoneyColumns};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::money::Money;
use domain::states::FineState;
use uuid::Uuid;

#[derive(Debug, Clone, sqlx::FromRow)]
pub struct FineRow {
    #[sqlx(try_from = "String")]
    pub id: Uuid,
    #[sqlx(try_from = "String")]
    pub stay_id: Uuid,
    pub days: i64,
    #[sqlx(flatten, try_from = "MoneyColumns")]
    pub amount: Money,
    #[sqlx(try_from = "String")]
    pub state: FineState,
    #[sqlx(try_from = "MaybeId")]
    pub settled_by: Option<Uuid>,
    #[sqlx(try_from = "MaybeMicros")]
    pub settled_at: Option<DateTime<Utc>>,
    /// Receipt, or who exempted and why; encrypted by the application's key.
    pub note: Option<Vec<u8>>,
}

#[async_trait]
pub trait Fines {
    async fn add_fine(&mut self, row: &FineRow) -> Result<()>;
    async fn fine_of_stay(&mut self, stay: Uuid) -> Result<Option<FineRow>>;
}
