//! The context of every page besides the services: facts about the portal, and the cipher of the
//! [flash](crate::flash).

use domain::law::visa_types::Settings;

/// Facts about this portal that pages need.
#[derive(Debug, Clone)]
pub struct PageContext {
    /// Whether this is a demonstration: a banner on every page, documents are specimens.
    pub demo: bool,
    /// Whether cookies carry `Secure` and the `__Host-` prefix (the public address is `https`).
    pub secure: bool,
    /// The public address, without a slash at the end.
    pub public_url: String,
    /// Years for which personal data is kept after an application was closed.
    pub keep_years: u32,
    /// The settings that the law leaves open, as the ministry chose them.
    pub law: Settings,
    /// The address of the source code of the running version; empty in a demonstration.
    pub source_url: String,
}

/// The cipher of the [flash](crate::flash): a form that was not accepted is encrypted by the server
/// and carried by a short-lived cookie, so that nothing typed is lost or lies in the clear.
pub trait FlashCipher: Send + Sync {
    /// A cookie value that can be decrypted for so many seconds.
    fn encrypt(&self, plain: &[u8], seconds: i64) -> String;
    /// The plain text, if the value is ours and its time is not over.
    fn decrypt(&self, encrypted: &str) -> Option<Vec<u8>>;
}
