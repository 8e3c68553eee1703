//! V-Passes in the wallets of phones.

mod apple_pass;
mod changes;
pub mod device;
mod google_pass;
mod opened;
mod operation;
mod overtaken;
mod retries;
mod web_service;
