//! Passes for the wallets of phones. What a pass says is [`content`], whatever carries it; each wallet is a folder
//! that makes its form of it and knows its maker's rules:
//!
//! - [`apple`]: the signed `.pkpass`
//! - [`client`]: calls to their makers
//! - [`keys`]: keys and certificates from PEM files
//! - [`demonstration`]: those that a demonstration makes for itself
//!
//! Nothing here knows the database or who calls. Another document is another way to fill a
//! [`content::PassContent`]; another wallet is a folder here and a section of the settings.

pub mod apple;
pub mod client;
pub mod content;
pub mod demonstration;
pub mod keys;

use crate::config;
use apple::Apple;
use std::path::PathBuf;

/// The wallets that are configured.
#[derive(Default)]
pub struct Wallets {
    pub apple: Option<Apple>,
}

impl Wallets {
    /// Reads keys and certificates of the wallets that are on.
    ///
    /// # Errors
    /// Names the file that cannot be used.
    pub fn new(config: &config::Config) -> Result<Self, WalletError> {
        let apple = &config.wallet.apple;
        let url = &config.server.public_url;
        Ok(Self {
            apple: apple.is_on().then(|| Apple::new(apple, url)).transpose()?,
        })
    }

    /// Whether passes are offered for any.
    pub const fn are_on(&self) -> bool {
        self.apple.is_some()
    }
}

/// A pass cannot be made, or a key not be used. Says nothing about whose pass it is.
#[derive(Debug, thiserror::Error)]
pub enum WalletError {
    #[error("{path}: {reason}")]
    File { path: PathBuf, reason: String },
    #[error("the pass cannot be signed: {0}")]
    Signature(String),
    #[error("the pass cannot be packed: {0}")]
    Packing(String),
    #[error("TLS cannot be set up: {0}")]
    Tls(String),
    #[error("the photo is no picture: {0}")]
    Photo(String),
}
