use super::{Db, EngineConnection};
use crate::store::{
    Result, StoreError, WalletPassRow, WalletPasses, WalletRegistrationRow, id as read_id, micros,
};
use async_trait::async_trait;
use chrono::{DateTime, SubsecRound, Utc};
use uuid::Uuid;

#[async_trait]
impl WalletPasses for EngineConnection {
    async fn add_wallet_pass(&mut self, row: &WalletPassRow) -> Result<()> {
        sqlx::query::<Db>(
            "INSERT INTO wallet_passes (stay_id, serial, changed_at) VALUES ($1, $2, $3)
             ON CONFLICT (stay_id) DO NOTHING",
        )
        .bind(row.stay_id.to_string())
        .bind(row.serial.as_str())
        .bind(micros(row.changed_at.trunc_subsecs(0)))
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn wallet_pass(&mut self, stay: Uuid) -> Result<Option<WalletPassRow>> {
        sqlx::query_as::<Db, WalletPassRow>("SELECT * FROM wallet_passes WHERE stay_id = $1")
            .bind(stay.to_string())
            .fetch_optional(self.connection())
            .await
            .map_err(StoreError::from)
    }

    async fn wallet_pass_by_serial(&mut self, serial: &str) -> Result<Option<WalletPassRow>> {
        sqlx::query_as::<Db, WalletPassRow>("SELECT * FROM wallet_passes WHERE serial = $1")
            .bind(serial)
            .fetch_optional(self.connection())
            .await
            .map_err(StoreError::from)
    }

    async fn change_wallet_pass(&mut self, stay: Uuid, now: DateTime<Utc>) -> Result<()> {
        sqlx::query::<Db>(
            "UPDATE wallet_passes
             SET changed_at = CASE WHEN $2 > changed_at THEN $2 ELSE changed_at + 1000000 END
             WHERE stay_id = $1",
        )
        .bind(stay.to_string())
        .bind(micros(now.trunc_subsecs(0)))
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn give_to_google(&mut self, stay: Uuid, now: DateTime<Utc>) -> Result<bool> {
        let given = sqlx::query::<Db>(
            "UPDATE wallet_passes SET google_since = $2
             WHERE stay_id = $1 AND google_since IS NULL",
        )
        .bind(stay.to_string())
        .bind(micros(now))
        .execute(self.connection())
        .await?;
        Ok(given.rows_affected() == 1)
    }

    async fn register_device(&mut self, row: &WalletRegistrationRow) -> Result<bool> {
        let known = sqlx::query_as::<Db, (i64,)>(
            "SELECT COUNT(*) FROM wallet_registrations WHERE device_hash = $1 AND stay_id = $2",
        )
        .bind(row.device_hash.as_slice())
        .bind(row.stay_id.to_string())
        .fetch_one(self.connection())
        .await?;
        sqlx::query::<Db>(
            "INSERT INTO wallet_registrations (id, stay_id, device_hash, push_token, registered_at)
             VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (device_hash, stay_id) DO UPDATE
             SET id = excluded.id, push_token = excluded.push_token",
        )
        .bind(row.id.to_string())
        .bind(row.stay_id.to_string())
        .bind(row.device_hash.as_slice())
        .bind(row.push_token.as_slice())
        .bind(micros(row.registered_at))
        .execute(self.connection())
        .await?;
        Ok(known.0 == 0)
    }

    async fn keep_newest_devices(&mut self, stay: Uuid, most: i64) -> Result<()> {
        sqlx::query::<Db>(
            "DELETE FROM wallet_registrations
             WHERE stay_id = $1 AND id NOT IN (
                 SELECT id FROM wallet_registrations
                 WHERE stay_id = $1 ORDER BY registered_at DESC, id DESC LIMIT $2
             )",
        )
        .bind(stay.to_string())
        .bind(most)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn unregister_device(&mut self, device_hash: &[u8], stay: Uuid) -> Result<()> {
        sqlx::query::<Db>(
            "DELETE FROM wallet_registrations WHERE device_hash = $1 AND stay_id = $2",
        )
        .bind(device_hash)
        .bind(stay.to_string())
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn count_passes_of_device(&mut self, device_hash: &[u8]) -> Result<i64> {
        let (count,) = sqlx::query_as::<Db, (i64,)>(
            "SELECT COUNT(*) FROM wallet_registrations WHERE device_hash = $1",
        )
        .bind(device_hash)
        .fetch_one(self.connection())
        .await?;
        Ok(count)
    }

    async fn changed_passes_of_device(
        &mut self,
        device_hash: &[u8],
        since: DateTime<Utc>,
    ) -> Result<Vec<String>> {
        let serials = sqlx::query_as::<Db, (String,)>(
            "SELECT p.serial FROM wallet_passes p
             JOIN wallet_registrations r ON r.stay_id = p.stay_id
             WHERE r.device_hash = $1 AND p.changed_at > $2
             ORDER BY p.changed_at, p.serial",
        )
        .bind(device_hash)
        .bind(micros(since))
        .fetch_all(self.connection())
        .await?;
        Ok(serials.into_iter().map(|(serial,)| serial).collect())
    }

    async fn wallet_stays_of(&mut self, application: Uuid) -> Result<Vec<Uuid>> {
        let stays = sqlx::query_as::<Db, (String,)>(
            "SELECT p.stay_id FROM wallet_passes p
             JOIN stays s ON s.id = p.stay_id JOIN cases c ON c.id = s.case_id
             WHERE c.application_id = $1 ORDER BY p.stay_id",
        )
        .bind(application.to_string())
        .fetch_all(self.connection())
        .await?;
        stays.iter().map(|(stay,)| read_id(stay)).collect()
    }

    async fn forget_wallet_pass(&mut self, stay: Uuid) -> Result<()> {
        for statement in [
            "DELETE FROM wallet_registrations WHERE stay_id = $1",
            "DELETE FROM wallet_passes WHERE stay_id = $1",
        ] {
            sqlx::query::<Db>(statement)
                .bind(stay.to_string())
                .execute(self.connection())
                .await?;
        }
        Ok(())
    }

    async fn wallet_registrations(&mut self, stay: Uuid) -> Result<Vec<WalletRegistrationRow>> {
        sqlx::query_as::<Db, WalletRegistrationRow>(
            "SELECT * FROM wallet_registrations WHERE stay_id = $1 ORDER BY id",
        )
        .bind(stay.to_string())
        .fetch_all(self.connection())
        .await
        .map_err(StoreError::from)
    }
}
