//! What anyone may ask: a pass by its secret link, and the keys and lists to verify documents.

use super::{Caller, Download};
use crate::error::Result;
use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use domain::states::StayState;
use serde::{Deserialize, Serialize};

/// The V-Pass page.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PassView {
    pub number: String,
    pub state: StayState,
    pub name: String,
    pub passport_number: String,
    pub nationality: String,
    pub entered_on: NaiveDate,
    pub entered_at: String,
    pub last_permitted_day: NaiveDate,
    /// Negative when over.
    pub days_left: i64,
    pub departed_on: Option<NaiveDate>,
    /// The address that the code holds, with the seal in its fragment.
    pub seal_url: String,
    /// The code as SVG, black on white, quiet zone kept.
    pub qr_svg: String,
    /// `data:image/jpeg;base64,…`, small, so that the saved page is complete.
    pub photo: String,
    pub demo: bool,
}

/// The result of verifying a seal, and the facts in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealReport {
    /// The code of the result, as Doc 9303 part 13 and part 7 name it: `VALID`, `INVALID_SIGNATURE`
    /// …
    pub code: String,
    /// Label key and value of what is inside, empty when it cannot be read.
    pub facts: Vec<(String, String)>,
    pub specimen: bool,
}

#[async_trait]
pub trait Verifier: Send + Sync {
    /// Anyone with the secret, throttled by address on misses.
    async fn pass(&self, caller: &Caller, secret: &str) -> Result<PassView>;
    /// The pass as PDF.
    async fn pass_pdf(&self, caller: &Caller, secret: &str) -> Result<Download>;
    /// Anyone. Verifies on the server, for browsers without wasm; the text may be an address, a
    /// fragment or hexadecimal.
    async fn verify(&self, text: &str) -> Result<SealReport>;
    /// `/.well-known/` documents: the public keys, as JSON.
    async fn keys(&self) -> Result<String>;
    /// The signed list of replaced and revoked seals.
    async fn seal_list(&self) -> Result<Vec<u8>>;
    /// When the list was made, for pages that show how old their copy is.
    fn now(&self) -> DateTime<Utc>;
}
