//! Passes for the wallets of phones. What a pass says is [`content`], whatever carries it; each wallet is a folder
//! that makes its form of it and knows its maker's rules:
//!
//! - [`apple`]: the signed `.pkpass`
//! - [`google`]: the object at Google and the signed link
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
pub mod google;
pub mod keys;

use crate::config::{self, Problem};
use apple::Apple;
use chrono::{DateTime, TimeDelta, Utc};
use domain::calendar::ministry_date;
use google::Google;
use std::path::PathBuf;

/// The wallets that are configured.
#[derive(Default)]
pub struct Wallets {
    pub apple: Option<Apple>,
    pub google: Option<Google>,
}

/// So long before a certificate ends it is warned of.
const WARNED_BEFORE: TimeDelta = TimeDelta::days(30);

impl Wallets {
    /// Reads keys and certificates of the wallets that are on.
    ///
    /// # Errors
    /// Names the file that cannot be used.
    pub fn new(config: &config::Config) -> Result<Self, WalletError> {
        let config::Wallet { apple, google } = &config.wallet.with_files_in(&config.keys.folder);
        let url = &config.server.public_url;
        let google_of = || Google::new(google, url);
        Ok(Self {
            apple: apple.is_on().then(|| Apple::new(apple, url)).transpose()?,
            google: google.is_on().then(google_of).transpose()?,
        })
    }

    /// Whether passes are offered for any.
    pub const fn are_on(&self) -> bool {
        self.apple.is_some() || self.google.is_some()
    }

    /// Apple's, while its certificates are valid: phones refuse what they sign afterwards.
    pub fn apple_at(&self, now: DateTime<Utc>) -> Option<&Apple> {
        self.apple.as_ref().filter(|apple| now <= apple.ends_at())
    }

    /// When the first certificate ends, if that is within thirty days or over.
    pub fn ends_soon(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let ends_at = self.apple.as_ref()?.ends_at();
        (ends_at - now <= WARNED_BEFORE).then_some(ends_at)
    }

    /// The same for whoever runs the portal.
    pub fn warning(&self, now: DateTime<Utc>) -> Option<Problem> {
        let day = ministry_date(self.ends_soon(now)?);
        Some(Problem {
            setting: "wallet.apple.certificate",
            advice: format!(
                "it, or the intermediate one, is valid until {day}: get a new one from Apple, or phones get no \
                 new passes and no changes"
            ),
        })
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
