//! V-Passes in the wallets of phones.

mod apple_pass;
mod opened;
