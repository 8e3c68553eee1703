//! Settings of the wallets. Each is off until its first setting is there.

use super::Mode;
use super::shown::{address, folder, plain};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// `[wallet.apple]` and `[wallet.google]`; in the environment `PORTAL_WALLET_APPLE_…` and
/// `PORTAL_WALLET_GOOGLE_…`. Files are looked for in the key folder, unless their paths are absolute.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wallet {
    pub apple: AppleWallet,
    pub google: GoogleWallet,
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

/// Passes for Google Wallet: what Google's console gives.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoogleWallet {
    /// The issuer's id, digits; empty, and nothing is offered.
    #[serde(serialize_with = "plain")]
    pub issuer: String,
    /// The e-mail address of the service account.
    #[serde(serialize_with = "plain")]
    pub service_account: String,
    /// PEM file of its key (RSA, PKCS#8, unencrypted, mode 600).
    #[serde(serialize_with = "folder")]
    pub key: PathBuf,
    /// Address of the interface.
    #[serde(serialize_with = "address")]
    pub url: String,
    /// Where the service account gets its access tokens.
    #[serde(serialize_with = "address")]
    pub token_url: String,
    /// What a link that saves a pass begins with.
    #[serde(serialize_with = "address")]
    pub save_url: String,
}

impl Wallet {
    /// Off; a demonstration has what it makes for itself in the key folder, and the sandbox beside it.
    pub(super) fn defaults(mode: Mode) -> Self {
        let demo = mode == Mode::Demo;
        Self {
            apple: AppleWallet::defaults(demo),
            google: GoogleWallet::defaults(demo),
        }
    }

    /// The same with the whole paths of its files.
    #[must_use]
    pub fn with_files_in(&self, keys: &Path) -> Self {
        let mut whole = self.clone();
        let Self { apple, google } = &mut whole;
        for file in [
            &mut apple.certificate,
            &mut apple.key,
            &mut apple.intermediate,
            &mut google.key,
        ] {
            *file = keys.join(&*file);
        }
        whole
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
            certificate: "wallet/apple-certificate.pem".into(),
            key: "wallet/apple-key.pem".into(),
            intermediate: "wallet/apple-intermediate.pem".into(),
            push_url: "http://127.0.0.1:8090".to_owned(),
        }
    }

    /// Whether passes for Apple Wallet are offered.
    pub fn is_on(&self) -> bool {
        !self.pass_type.is_empty()
    }
}

impl GoogleWallet {
    fn defaults(demo: bool) -> Self {
        if !demo {
            return Self {
                url: "https://walletobjects.googleapis.com".to_owned(),
                token_url: "https://oauth2.googleapis.com/token".to_owned(),
                save_url: "https://pay.google.com/gp/v/save".to_owned(),
                ..Self::default()
            };
        }
        Self {
            issuer: "3388000000000000000".to_owned(),
            service_account: "vpass@specimen.example".to_owned(),
            key: "wallet/google-key.pem".into(),
            url: "http://127.0.0.1:8090/google".to_owned(),
            token_url: "http://127.0.0.1:8090/google/token".to_owned(),
            save_url: "http://127.0.0.1:8090/google/save".to_owned(),
        }
    }

    /// Whether passes for Google Wallet are offered.
    pub fn is_on(&self) -> bool {
        !self.issuer.is_empty()
    }
}
