//! The stories: one file each, through the real services or the real router, on SQLite and
//! PostgreSQL. One binary, so that the portal is linked once.
//!
//! A new story is a file in the folder of whom it is about, a line in that folder's module, and
//! `on_both!` at its top, which says what stands beside the portal and which functions to run. What
//! stories stand on is the crate `test_support`.

#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a story that cannot go on has failed"
)]

mod money;
mod officers;
mod operation;
mod privacy;
mod travellers;
mod wallets;
