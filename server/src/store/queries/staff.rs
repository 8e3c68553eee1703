use super::{Db, EngineConnection};
use crate::store::{Result, Staff, StaffRow, StoreError, expect_one, micros};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use uuid::Uuid;

#[async_trait]
impl Staff for EngineConnection {
    async fn add_staff(&mut self, row: &StaffRow) -> Result<()> {
        let roles: Vec<&str> = row.roles.iter().map(|role| role.as_str()).collect();
        sqlx::query::<Db>(
            "INSERT INTO staff (id, login, name, roles, port, password_hash, must_change_password,
                                totp_secret, totp_step, active, version, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        )
        .bind(row.id.to_string())
        .bind(row.login.as_str())
        .bind(row.name.as_str())
        .bind(roles.join(" "))
        .bind(row.port.as_deref())
        .bind(row.password_hash.as_str())
        .bind(row.must_change_password)
        .bind(row.totp_secret.as_deref())
        .bind(row.totp_step)
        .bind(row.active)
        .bind(row.version)
        .bind(micros(row.created_at))
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn staff(&mut self, id: Uuid) -> Result<Option<StaffRow>> {
        sqlx::query_as::<Db, StaffRow>("SELECT * FROM staff WHERE id = $1")
            .bind(id.to_string())
            .fetch_optional(self.connection())
            .await
            .map_err(StoreError::from)
    }

    async fn staff_by_login(&mut self, login: &str) -> Result<Option<StaffRow>> {
        sqlx::query_as::<Db, StaffRow>("SELECT * FROM staff WHERE login = $1")
            .bind(login)
            .fetch_optional(self.connection())
            .await
            .map_err(StoreError::from)
    }

    async fn staff_of_session(
        &mut self,
        token_hash: &[u8],
        now: DateTime<Utc>,
    ) -> Result<Option<StaffRow>> {
        sqlx::query_as::<Db, StaffRow>(
            "SELECT staff.* FROM sessions JOIN staff ON staff.id = sessions.subject
             WHERE sessions.token_hash = $1 AND sessions.kind = 'staff'
               AND sessions.expires_at > $2 AND staff.active",
        )
        .bind(token_hash)
        .bind(micros(now))
        .fetch_optional(self.connection())
        .await
        .map_err(StoreError::from)
    }

    async fn lock_staff(&mut self, id: Uuid) -> Result<()> {
        sqlx::query::<Db>("UPDATE staff SET version = version WHERE id = $1")
            .bind(id.to_string())
            .execute(self.connection())
            .await?;
        Ok(())
    }

    async fn set_password(&mut self, id: Uuid, version: i64, hash: &str) -> Result<()> {
        let done = sqlx::query::<Db>(
            "UPDATE staff SET version = version + 1, password_hash = $1,
                              must_change_password = FALSE
             WHERE id = $2 AND version = $3",
        )
        .bind(hash)
        .bind(id.to_string())
        .bind(version)
        .execute(self.connection())
        .await?;
        expect_one(done.rows_affected())
    }

    async fn renew_totp(&mut self, id: Uuid, version: i64, secret: &[u8], step: i64) -> Result<()> {
        let done = sqlx::query::<Db>(
            "UPDATE staff SET version = version + 1, totp_secret = $1, totp_step = $2
             WHERE id = $3 AND version = $4",
        )
        .bind(secret)
        .bind(step)
        .bind(id.to_string())
        .bind(version)
        .execute(self.connection())
        .await?;
        expect_one(done.rows_affected())
    }

    async fn renew_one_time_password(&mut self, id: Uuid, hash: &str) -> Result<()> {
        sqlx::query::<Db>(
            "UPDATE staff SET version = version + 1, password_hash = $1
             WHERE id = $2 AND must_change_password",
        )
        .bind(hash)
        .bind(id.to_string())
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn reset_staff(&mut self, id: Uuid, hash: &str, totp: Option<&[u8]>) -> Result<()> {
        sqlx::query::<Db>(
            "UPDATE staff SET version = version + 1, password_hash = $1,
                              must_change_password = TRUE, totp_secret = $2, totp_step = 0
             WHERE id = $3",
        )
        .bind(hash)
        .bind(totp)
        .bind(id.to_string())
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn close_staff(&mut self, id: Uuid) -> Result<()> {
        sqlx::query::<Db>(
            "UPDATE cases SET version = version + 1, reviewer_id = NULL,
                              state = CASE state WHEN 'in_review' THEN 'waiting' ELSE state END
             WHERE reviewer_id = $1 AND state IN ('in_review', 'needs_correction')",
        )
        .bind(id.to_string())
        .execute(self.connection())
        .await?;
        sqlx::query::<Db>("UPDATE staff SET version = version + 1, active = FALSE WHERE id = $1")
            .bind(id.to_string())
            .execute(self.connection())
            .await?;
        Ok(())
    }

    async fn accept_code(&mut self, id: Uuid, step: i64) -> Result<bool> {
        let done =
            sqlx::query::<Db>("UPDATE staff SET totp_step = $1 WHERE id = $2 AND totp_step < $1")
                .bind(step)
                .bind(id.to_string())
                .execute(self.connection())
                .await?;
        Ok(done.rows_affected() == 1)
    }

    async fn count_staff(&mut self) -> Result<(i64, i64)> {
        Ok(sqlx::query_as::<Db, (i64, i64)>(
            "SELECT COUNT(*), COUNT(*) - COUNT(totp_secret) FROM staff WHERE active",
        )
        .fetch_one(self.connection())
        .await?)
    }
}
