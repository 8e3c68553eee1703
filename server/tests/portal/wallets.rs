//! V-Passes in the wallets of phones.

mod apple_pass;
mod changes;
mod device;
mod opened;
mod web_service;
