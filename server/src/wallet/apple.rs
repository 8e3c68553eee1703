//! Apple Wallet: a pass is a zip archive (`.pkpass`) with `pass.json`, pictures, the texts of each language,
//! a manifest of their hashes and its detached signature. Source: Apple, *Wallet Passes*, "Creating the Source
//! for a Pass" and "Building a Pass".
//!
//! - [`pass_json`]: what the pass says; [`texts`]: in which words; `pictures`: what it shows
//! - [`push`]: telling devices of a change
//! - `archive`: manifest and archive; [`signature`]: the CMS signature

mod archive;
mod pass_json;
mod pictures;
pub mod push;
pub mod signature;
mod texts;

use super::WalletError;
use super::content::PassContent;
use super::keys::{SigningKey, ends_at, is_issued_by, read_certificate, user_id, wrong};
use crate::config;
use chrono::{DateTime, Utc};
use push::ApplePush;
use push::apns::Apns;
use signature::Signer;
use std::sync::Arc;

/// Media type of a pass.
pub const MEDIA_TYPE: &str = "application/vnd.apple.pkpass";

/// The path under the public address at which Wallet finds the web service; it adds `/v1/…` itself.
pub const WEB_SERVICE: &str = "/wallet/apple";

/// Makes passes for Apple Wallet.
pub struct Apple {
    pass_type: String,
    team: String,
    /// Where Wallet registers devices and fetches passes.
    web_service_url: String,
    signer: Signer,
    push: Arc<dyn ApplePush>,
}

impl Apple {
    /// Reads key and certificates.
    ///
    /// # Errors
    /// Names the file that cannot be used: it is missing, or belongs to another pass type or key.
    pub fn new(settings: &config::AppleWallet, public_url: &str) -> Result<Self, WalletError> {
        let key = SigningKey::read(&settings.key)?;
        let certificate = read_certificate(&settings.certificate)?;
        let intermediate = read_certificate(&settings.intermediate)?;
        if !key.is_of(&certificate) {
            return Err(wrong(&settings.key, "is not the key of the certificate"));
        }
        if user_id(&certificate).as_ref() != Some(&settings.pass_type) {
            let reason = "is not the certificate of the pass type";
            return Err(wrong(&settings.certificate, reason));
        }
        if !is_issued_by(&certificate, &intermediate) {
            let reason = "did not issue the certificate of the pass type";
            return Err(wrong(&settings.intermediate, reason));
        }
        Ok(Self {
            pass_type: settings.pass_type.clone(),
            team: settings.team.clone(),
            web_service_url: format!("{public_url}{WEB_SERVICE}"),
            signer: Signer::new(key, certificate, intermediate),
            push: Arc::new(Apns::new(settings)?),
        })
    }

    pub fn pass_type(&self) -> &str {
        &self.pass_type
    }

    /// Tells devices of changes.
    pub fn push(&self) -> &dyn ApplePush {
        &*self.push
    }

    /// When the first of its certificates ends.
    pub fn ends_at(&self) -> DateTime<Utc> {
        let ends = self.signer.certificates().map(ends_at);
        ends.into_iter().min().unwrap_or(DateTime::<Utc>::MAX_UTC)
    }

    /// The signed pass. `token` is what Wallet shows when it comes back for this pass, `now` the time of
    /// signing. Takes some milliseconds.
    ///
    /// # Errors
    /// When the photo is no picture, or the key cannot sign.
    pub fn pkpass(
        &self,
        content: &PassContent,
        token: &str,
        now: DateTime<Utc>,
    ) -> Result<Vec<u8>, WalletError> {
        let json = pass_json::pass_json(self, content, token).to_string();
        let mut files = vec![("pass.json".to_owned(), json.into_bytes())];
        files.extend(texts::files());
        files.extend(pictures::files(content.photo.as_deref())?);
        archive::pack(files, &self.signer, now)
    }
}
