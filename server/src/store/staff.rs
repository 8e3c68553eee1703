//! Members of staff.

use super::Result;
use super::columns::{Micros, Roles};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::roles::Role;
use uuid::Uuid;

#[derive(Debug, Clone, sqlx::FromRow)]
pub struct StaffRow {
    #[sqlx(try_from = "String")]
    pub id: Uuid,
    pub login: String,
    pub name: String,
    #[sqlx(try_from = "Roles")]
    pub roles: Vec<Role>,
    /// The port at which a border officer stands.
    pub port: Option<String>,
    /// A PHC string.
    pub password_hash: String,
    pub must_change_password: bool,
    /// Encrypted; absent in a demonstration.
    pub totp_secret: Option<Vec<u8>>,
    pub totp_step: i64,
    pub active: bool,
    pub version: i64,
    #[sqlx(try_from = "Micros")]
    pub created_at: DateTime<Utc>,
}

#[async_trait]
pub trait Staff {
    /// A login that is taken is `is_duplicate`.
    async fn add_staff(&mut self, row: &StaffRow) -> Result<()>;
    async fn staff(&mut self, id: Uuid) -> Result<Option<StaffRow>>;
    async fn staff_by_login(&mut self, login: &str) -> Result<Option<StaffRow>>;
    /// The active member of staff whose session is good at `now`.
    async fn staff_of_session(
        &mut self,
        token_hash: &[u8],
        now: DateTime<Utc>,
    ) -> Result<Option<StaffRow>>;
    /// Makes another act of the same member of staff that locks them wait until this transaction ends.
    async fn lock_staff(&mut self, id: Uuid) -> Result<()>;
    /// Sets a password that its owner chose. `Stale` when somebody else was faster.
    async fn set_password(&mut self, id: Uuid, version: i64, hash: &str) -> Result<()>;
    /// Puts another second factor in the place of the one in force; `step` is that of its first code.
    /// `Stale` when somebody else was faster.
    async fn renew_totp(&mut self, id: Uuid, version: i64, secret: &[u8], step: i64) -> Result<()>;
    /// Sets another one-time password, while the last one was not changed yet.
    async fn renew_one_time_password(&mut self, id: Uuid, hash: &str) -> Result<()>;
    /// Sets a one-time password and another second factor, whatever was there before.
    async fn reset_staff(&mut self, id: Uuid, hash: &str, totp: Option<&[u8]>) -> Result<()>;
    /// Closes the account; the cases that its owner held go back to the queue.
    async fn close_staff(&mut self, id: Uuid) -> Result<()>;
    /// Accepts the code of a time step. `false` when it or a later one was accepted before.
    async fn accept_code(&mut self, id: Uuid, step: i64) -> Result<bool>;
    /// How many active members of staff there are, and how many of them without a second factor.
    async fn count_staff(&mut self) -> Result<(i64, i64)>;
}
