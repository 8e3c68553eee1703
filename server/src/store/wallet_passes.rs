//! V-Passes in wallets, and the devices that are told of their changes.

use super::Result;
use super::columns::{MaybeMicros, Micros};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use uuid::Uuid;

#[derive(Debug, Clone, sqlx::FromRow)]
pub struct WalletPassRow {
    #[sqlx(try_from = "String")]
    pub stay_id: Uuid,
    pub serial: String,
    /// Whole seconds, each change later than the one before: what `Last-Modified` can tell apart.
    #[sqlx(try_from = "Micros")]
    pub changed_at: DateTime<Utc>,
    /// Since when Google has it.
    #[sqlx(try_from = "MaybeMicros")]
    pub google_since: Option<DateTime<Utc>>,
}

#[derive(Debug, Clone, sqlx::FromRow)]
pub struct WalletRegistrationRow {
    #[sqlx(try_from = "String")]
    pub id: Uuid,
    #[sqlx(try_from = "String")]
    pub stay_id: Uuid,
    /// Keyed hash of the device's library identifier.
    pub device_hash: Vec<u8>,
    /// Encrypted by the application's key.
    pub push_token: Vec<u8>,
    #[sqlx(try_from = "Micros")]
    pub registered_at: DateTime<Utc>,
}

#[async_trait]
pub trait WalletPasses {
    /// Keeps the one that is there already.
    async fn add_wallet_pass(&mut self, row: &WalletPassRow) -> Result<()>;
    async fn wallet_pass(&mut self, stay: Uuid) -> Result<Option<WalletPassRow>>;
    async fn wallet_pass_by_serial(&mut self, serial: &str) -> Result<Option<WalletPassRow>>;
    /// Notes a change at this time, a second after the last one at least.
    async fn change_wallet_pass(&mut self, stay: Uuid, now: DateTime<Utc>) -> Result<()>;
    /// Notes that Google has it from now on; whether that is new.
    async fn give_to_google(&mut self, stay: Uuid, now: DateTime<Utc>) -> Result<bool>;
    /// Keeps the device, or its new push token; whether it is new.
    async fn register_device(&mut self, row: &WalletRegistrationRow) -> Result<bool>;
    /// Forgets all but the newest so many devices of a stay.
    async fn keep_newest_devices(&mut self, stay: Uuid, most: i64) -> Result<()>;
    /// Forgets the device, if it is there.
    async fn unregister_device(&mut self, device_hash: &[u8], stay: Uuid) -> Result<()>;
    async fn count_passes_of_device(&mut self, device_hash: &[u8]) -> Result<i64>;
    /// The serial numbers of the device's passes that changed after this.
    async fn changed_passes_of_device(
        &mut self,
        device_hash: &[u8],
        since: DateTime<Utc>,
    ) -> Result<Vec<String>>;
    /// The stays of an application that have a pass in a wallet.
    async fn wallet_stays_of(&mut self, application: Uuid) -> Result<Vec<Uuid>>;
    /// Deletes the pass and its registrations.
    async fn forget_wallet_pass(&mut self, stay: Uuid) -> Result<()>;
    async fn wallet_registrations(&mut self, stay: Uuid) -> Result<Vec<WalletRegistrationRow>>;
}
