//! Staff accounts: passwords, second factor, sessions, and the throttles that guard every entry
//! at which something can be guessed.
//!
//! One file is one use case. A new guarded entry is a [`Throttled`] with its quota in
//! [`crate::throttle`].
//!
//! - [`crate::passwords`]: Argon2id and one-time passwords
//! - [`codes`]: time-based one-time codes (RFC 6238)
//! - [`crate::throttle`]: how often something may be tried
//! - [`create`], [`renew`], [`sign_in`], [`change_password`], [`renew_totp`], [`sessions`],
//!   [`own_sessions`]: what people do with accounts

pub mod change_password;
pub mod codes;
pub mod create;
pub mod own_sessions;
pub mod renew;
pub mod renew_totp;
pub mod sessions;
pub mod sign_in;

pub use crate::passwords::Passwords;
pub use crate::throttle::{Throttled, Throttles};
pub use create::{CreateStaffError, CreatedStaff, NewStaff, create_staff, renew_one_time_password};
pub use sessions::{Who, application_of_session, staff_of_session, who};
