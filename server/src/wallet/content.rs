//! What a pass in a wallet says, whichever wallet it is.

use chrono::NaiveDate;
use domain::doc9303::mrz::MrzDate;

/// A V-Pass for a wallet.
#[derive(Clone)]
pub struct PassContent {
    /// The keyed hash by which wallets and portal name this pass: 32 hexadecimal digits. It leads to no
    /// page, and stays the same when the pass is issued anew.
    pub serial: String,
    /// What is printed as the pass number.
    pub number: String,
    /// The application's.
    pub reference: String,
    pub standing: Standing,
    /// As in the passport.
    pub name: String,
    pub birth_date: MrzDate,
    pub passport_number: String,
    /// The name of the state, as people say it.
    pub nationality: String,
    pub entered_on: NaiveDate,
    /// The name of the port of entry.
    pub port: String,
    /// Counted whole, in Phnom Penh.
    pub last_permitted_day: NaiveDate,
    /// The address with the seal in its fragment: what the code holds.
    pub code: String,
    /// JPEG, 192 × 288; none where it cannot be read now.
    pub photo: Option<Vec<u8>>,
    /// Issued by a demonstration.
    pub specimen: bool,
}

/// Whether a pass still holds. One whose last day is over ends by itself: wallets know its last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The stay is open.
    Open,
    /// Its holder has left (Art. 14).
    Departed,
    /// Its seal was revoked.
    Revoked,
}

impl Standing {
    /// Whether the pass is no good any more.
    pub const fn is_void(self) -> bool {
        !matches!(self, Self::Open)
    }

    /// The key of its name, which each language of the documents has.
    pub const fn message_key(self) -> &'static str {
        match self {
            Self::Open => "wallet-open",
            Self::Departed => "wallet-departed",
            Self::Revoked => "wallet-revoked",
        }
    }
}
