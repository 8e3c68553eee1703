//! The service for anyone: a pass by its secret link, and the keys and lists to verify documents.

use super::{Caller, Download};
use crate::error::Result;
use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use domain::states::StayState;

/// The V-Pass page.
#[derive(Debug, Clone)]
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
    /// The code that holds this address.
    pub code: QrCode,
    /// `data:image/jpeg;base64,…`, small, so that the saved page is complete.
    pub photo: String,
    pub demo: bool,
}

/// A QR code as one path of an SVG, whose unit is a module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QrCode {
    /// Modules a side, with the quiet zone.
    pub side: usize,
    /// The black modules.
    pub path: String,
}

/// The result of verifying a seal, and the facts in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealReport {
    /// The code of the result, as Doc 9303 part 13 and part 7 name it: `VALID`, `INVALID_SIGNATURE`
    /// …
    pub code: String,
    /// The facts in the seal; none when it cannot be read, or its signature is not good.
    pub facts: Vec<(SealFact, String)>,
    pub specimen: bool,
}

/// A fact in a seal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SealFact {
    Visa,
    VPass,
    Name,
    Passport,
    Nationality,
    Birth,
    ValidUntil,
    VisaType,
    Entries,
    Stay,
    Issued,
    Entered,
    LastDay,
    Port,
}

impl SealFact {
    pub const ALL: &'static [Self] = &[
        Self::Visa,
        Self::VPass,
        Self::Name,
        Self::Passport,
        Self::Nationality,
        Self::Birth,
        Self::ValidUntil,
        Self::VisaType,
        Self::Entries,
        Self::Stay,
        Self::Issued,
        Self::Entered,
        Self::LastDay,
        Self::Port,
    ];

    /// The id of its label.
    pub const fn message_key(self) -> &'static str {
        match self {
            Self::Visa => "verify-fact-visa",
            Self::VPass => "verify-fact-v-pass",
            Self::Name => "verify-fact-name",
            Self::Passport => "verify-fact-passport",
            Self::Nationality => "verify-fact-nationality",
            Self::Birth => "verify-fact-birth",
            Self::ValidUntil => "verify-fact-until",
            Self::VisaType => "verify-fact-type",
            Self::Entries => "verify-fact-entries",
            Self::Stay => "verify-fact-stay",
            Self::Issued => "verify-fact-issued",
            Self::Entered => "verify-fact-entered",
            Self::LastDay => "verify-fact-last-day",
            Self::Port => "verify-fact-port",
        }
    }
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
    /// The time of the portal's clock.
    fn now(&self) -> DateTime<Utc>;
}
