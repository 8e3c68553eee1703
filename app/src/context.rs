//! What the server gives every page besides the services: the mode it runs in and a way to send a
//! form back with what was typed.

use domain::law::visa_types::Settings;

/// Facts about this portal that pages need.
#[derive(Debug, Clone)]
pub struct PageContext {
    /// Banner on every page; documents are specimens.
    pub demo: bool,
    /// Whether cookies carry `Secure` and the `__Host-` prefix (the public address is `https`).
    pub secure: bool,
    /// The public address, without a slash at the end.
    pub public_url: String,
    /// Years for which personal data is kept after an application was closed.
    pub keep_years: u32,
    /// What the law leaves open, as the ministry set it.
    pub law: Settings,
    /// Where the source code of the running version lies; empty in a demonstration.
    pub source_url: String,
}

/// Keeps a form that could not be accepted for the page that shows it again: sealed by the
/// server, carried by a short-lived cookie, so that nothing typed is lost or lies in the clear.
pub trait FormKeeper: Send + Sync {
    /// Encrypts and encodes for a cookie value that opens for so many seconds.
    fn seal(&self, plain: &[u8], seconds: i64) -> String;
    /// The plain text, if it is ours and its time is not over.
    fn open(&self, sealed: &str) -> Option<Vec<u8>>;
}
