//! The service for anyone: a pass by its secret link, and the keys and lists to verify documents.

use super::{Caller, CardLink, Download};
use crate::error::Result;
use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use domain::doc9303::mrz::MrzDate;
use domain::doc9303::seal::SubIndication;
use domain::states::{StayState, VisaState};
use serde::{Deserialize, Serialize};

/// The V-Pass page.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
#[derive(Debug, Clone)]
pub struct PassView {
    pub number: String,
    pub state: StayState,
    /// The day in Phnom Penh on which the pass was asked for.
    pub today: NaiveDate,
    /// Either may be empty, for people of one name.
    pub surname: String,
    pub given_names: String,
    pub birth_date: MrzDate,
    pub passport_number: String,
    /// The name of the state, as people say it.
    pub nationality: String,
    pub entered_on: NaiveDate,
    pub entered_at: String,
    pub last_permitted_day: NaiveDate,
    /// Negative when over.
    pub days_left: i64,
    pub departed_on: Option<NaiveDate>,
    /// Whether the key that signed the code is still good; otherwise nobody can verify it any more.
    pub has_good_key: bool,
    /// The address that the code holds, with the seal in its fragment; empty where there is no code.
    pub seal_url: String,
    /// The code that holds this address; none where the seal cannot be read.
    pub code: Option<QrCode>,
    /// `data:image/jpeg;base64,…`, small, so that the saved page is complete.
    pub photo: String,
    /// Whether it can be added to Apple Wallet.
    pub apple_wallet: bool,
    /// Whether it can be given to Google Wallet.
    pub google_wallet: bool,
    pub demo: bool,
    pub entered_by: EnteredBy,
}

/// What a stay stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EnteredBy {
    Visa,
    /// An agreement that exempts from the visa (Art. 5).
    Agreement,
}

/// The page of an e-visa.
#[derive(Debug, Clone)]
pub struct EvisaView {
    pub number: String,
    pub state: VisaState,
    /// The day in Phnom Penh on which the page was asked for.
    pub today: NaiveDate,
    /// Either may be empty, for people of one name.
    pub surname: String,
    pub given_names: String,
    pub birth_date: MrzDate,
    pub passport_number: String,
    /// The name of the state, as people say it.
    pub nationality: String,
    pub issued_on: NaiveDate,
    pub valid_until: NaiveDate,
    /// Where it is accepted.
    pub ports: Vec<String>,
    /// Whether the key that signed the code is still good; otherwise nobody can verify it any more.
    pub has_good_key: bool,
    /// The address that the code holds, with the seal in its fragment; empty where there is no code.
    pub seal_url: String,
    /// The code that holds this address; none where the seal cannot be read.
    pub code: Option<QrCode>,
    /// `data:image/jpeg;base64,…`, small, so that the saved page is complete.
    pub photo: String,
    pub demo: bool,
    /// The arrival card, once it is made or can be.
    pub card: Option<CardLink>,
}

/// What somebody knows of a V-Pass that was lost.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LostPassForm {
    pub passport_number: String,
    /// A code of Doc 9303.
    pub nationality: String,
    pub birth_day: String,
    pub birth_month: String,
    pub birth_year: String,
    pub entered_day: String,
    pub entered_month: String,
    pub entered_year: String,
}

/// What the page of Google Wallet has to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GoogleOffer {
    /// Whether the holder wants it given to Google.
    Asked,
    /// Google has it; the signed link that saves it.
    Given(String),
    /// The pass is closed.
    Closed,
}

/// A QR code as one path of an SVG, whose unit is a module: lines one module thick, which are a third
/// of the bytes that rectangles are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QrCode {
    /// Modules a side, with the quiet zone.
    pub side: usize,
    /// The black modules, to be stroked.
    pub path: String,
}

/// The verdict on a document: what its seal, the list of seals and the day say together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SealVerdict {
    /// Genuine, and in force today.
    InForce,
    /// Genuine by its seal, while nothing tells whether it is still in force.
    Unchecked,
    /// A genuine V-Pass whose last permitted day is over.
    StayEnded(NaiveDate),
    /// A genuine visa whose last day of validity is over (Art. 13).
    Expired(NaiveDate),
    /// A genuine visa whose single entry was used (Art. 18).
    Used,
    /// A genuine document of which a newer version was issued.
    Replaced,
    /// A genuine V-Pass that the departure closed (Art. 14).
    Departed,
    /// A genuine document that was made void.
    Revoked,
    /// Not genuine, or not to be read.
    NotGenuine(SubIndication),
}

/// The tone of a verdict: how it is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    Good,
    /// Look at it: it is genuine, but says less than it seems to.
    Caution,
    /// It has ended as it should.
    Over,
    Bad,
}

impl SealVerdict {
    pub const fn tone(self) -> Tone {
        match self {
            Self::InForce => Tone::Good,
            Self::Unchecked | Self::Expired(_) | Self::Used | Self::Replaced => Tone::Caution,
            // Whoever has left has done nothing wrong: it is over, and no alarm.
            Self::Departed => Tone::Over,
            Self::StayEnded(_) | Self::Revoked | Self::NotGenuine(_) => Tone::Bad,
        }
    }

    /// The key of its headline, which may name the day of [`Self::day`].
    pub const fn message_key(self) -> &'static str {
        match self {
            Self::InForce => "verify-valid",
            Self::Unchecked => "verify-unchecked",
            Self::StayEnded(_) => "verify-stay-ended",
            Self::Expired(_) => "verify-expired",
            Self::Used => "verify-used",
            Self::Replaced => "verify-replaced",
            Self::Departed => "verify-departed",
            Self::Revoked => "verify-revoked",
            Self::NotGenuine(_) => "verify-not-valid",
        }
    }

    /// The key of its explanation.
    pub fn explanation_key(self) -> String {
        match self {
            Self::InForce => "seal-valid".to_owned(),
            Self::Unchecked => "seal-unchecked".to_owned(),
            Self::StayEnded(_) => "seal-stay-ended".to_owned(),
            Self::Expired(_) => "seal-expired".to_owned(),
            Self::Departed => "seal-departed".to_owned(),
            Self::Used => SubIndication::Used.message_key(),
            Self::Replaced => SubIndication::Replaced.message_key(),
            Self::Revoked => SubIndication::Revoked.message_key(),
            Self::NotGenuine(reason) => reason.message_key(),
        }
    }

    /// The last day of a document that is over.
    pub const fn day(self) -> Option<NaiveDate> {
        match self {
            Self::StayEnded(day) | Self::Expired(day) => Some(day),
            _ => None,
        }
    }

    /// Whether the document was issued by the portal, in force or not.
    pub const fn is_genuine(self) -> bool {
        !matches!(self, Self::NotGenuine(_))
    }

    /// Whether the key that signed it is no longer good: it proves nothing, and is not called forged.
    pub const fn proves_nothing(self) -> bool {
        matches!(self, Self::NotGenuine(reason) if reason.is_of_the_key())
    }
}

/// The result of verifying a seal, and the facts in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealReport {
    pub verdict: SealVerdict,
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
    /// Anyone with the secret, throttled by address on misses; `Conflict` once the visa is void or
    /// replaced.
    async fn evisa_page(&self, caller: &Caller, secret: &str) -> Result<EvisaView>;
    /// The e-visa as PDF.
    async fn evisa_page_pdf(&self, caller: &Caller, secret: &str) -> Result<Download>;
    /// Anyone with the secret, throttled by address on misses.
    async fn pass(&self, caller: &Caller, secret: &str) -> Result<PassView>;
    /// The pass as PDF.
    async fn pass_pdf(&self, caller: &Caller, secret: &str) -> Result<Download>;
    /// Anyone, throttled by address and by passport: the path of the V-Pass that fits all that was typed.
    /// `Conflict`, always the same, until it does.
    async fn find_pass(&self, caller: &Caller, form: &LostPassForm) -> Result<String>;
    /// Anyone with the secret, throttled: mails the V-Pass to the address of its application.
    async fn mail_pass(&self, caller: &Caller, secret: &str) -> Result<()>;
    /// The pass for Apple Wallet; `NotFound` also where that is not offered.
    async fn apple_pass(&self, caller: &Caller, secret: &str) -> Result<Download>;
    /// How the pass stands with Google Wallet; `NotFound` also where that is not offered.
    async fn google_offer(&self, caller: &Caller, secret: &str) -> Result<GoogleOffer>;
    /// Gives the pass to Google, as its holder asks.
    async fn give_to_google(&self, caller: &Caller, secret: &str) -> Result<()>;
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
