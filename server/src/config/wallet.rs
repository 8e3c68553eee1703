//! Settings of the wallets. Each is off until its first setting is there.

use super::Mode;
use super::shown::{address, folder, plain};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// `[wallet.apple]` and `[wallet.google]`; in the environment `PORTAL_WALLET_APPLE_…` and
/// `PORTAL_WALLET_GOOGLE_…`.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wallet {
    pub apple: AppleWallet,
}

/// Passes for Apple Wallet: what Apple's developer account gives.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AppleWallet {
    /// The pass type identifier, such as `pass.org.example.vpass`; empty, and nothing is offered.
    #[serde(serialize_with = "plain")]
    pub pass_type: String,
    /// The team identifier, ten capitals and digits.
    #[serde(serialize_with = "plain")]
    pub team: String,
    /// PEM file of the certificate of the pass type.
    #[serde(serialize_with = "folder")]
    pub certificate: PathBuf,
    /// PEM file of its key (PKCS#8 or PKCS#1, unencrypted, mode 600).
    #[serde(serialize_with = "folder")]
    pub key: PathBuf,
    /// PEM file of the intermediate certificate that signed it (Apple WWDR, G4).
    #[serde(serialize_with = "folder")]
    pub intermediate: PathBuf,
    /// Address of the push service.
    #[serde(serialize_with = "address")]
    pub push_url: String,
}

impl Wallet {
    /// Off; a demonstration has what it makes for itself in the key folder, and the sandbox beside it.
    pub(super) fn defaults(mode: Mode) -> Self {
        let demo = mode == Mode::Demo;
        Self {
            apple: AppleWallet::defaults(demo),
        }
    }
}

impl AppleWallet {
    fn defaults(demo: bool) -> Self {
        if !demo {
            return Self {
                push_url: "https://api.push.apple.com".to_owned(),
                ..Self::default()
            };
        }
        Self {
            pass_type: "pass.org.example.vpass".to_owned(),
            team: "SPECIMEN00".to_owned(),
            certificate: "var/keys/wallet/apple-certificate.pem".into(),
            key: "var/keys/wallet/apple-key.pem".into(),
            intermediate: "var/keys/wallet/apple-intermediate.pem".into(),
            push_url: "http://127.0.0.1:8090".to_owned(),
        }
    }

    /// Whether passes for Apple Wallet are offered.
    pub fn is_on(&self) -> bool {
        !self.pass_type.is_empty()
    }
}
