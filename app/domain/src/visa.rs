//! What a visa says of itself, in law and on documents alike: its type, its entries, its stay.
//!
//! What each type may do is the law's: [`crate::law::visa_types`].

use crate::calendar::Period;
use crate::text_enum::text_enum;
use serde::{Deserialize, Serialize};

text_enum! {
    /// Art. 9 and 11. What each is for stands in its [`Row`](crate::law::visa_types::Row).
    VisaType {
        /// Diplomatic (Art. 9.1).
        A = "A",
        /// Official (Art. 9.2).
        B = "B",
        /// Courtesy (Art. 9.3).
        C = "C",
        /// Transit, and crews (Art. 9.4).
        D = "D",
        /// Business, and whoever falls under no other type (Art. 9.5).
        E = "E",
        /// Long-term business, one year (Art. 9.6, 13).
        E1 = "E1",
        /// Long-term business, two years (Art. 9.6, 13).
        E2 = "E2",
        /// Long-term business, three years (Art. 9.6, 13).
        E3 = "E3",
        /// Exit (Art. 11).
        Ex = "Ex",
        /// Special, for Khmer by birth (Art. 9.7).
        K = "K",
        /// ACMECS, for tourists of that region (Art. 9.8).
        Khm = "KHM",
        /// Tourist (Art. 9.9), the one that is sold online.
        T = "T",
        /// Long-term tourist, one year (Art. 9.10, 13).
        T1 = "T1",
        /// Long-term tourist, two years (Art. 9.10, 13).
        T2 = "T2",
        /// Long-term tourist, three years (Art. 9.10, 13).
        T3 = "T3",
    }
}

text_enum! {
    /// How often the holder may enter and leave on one visa (Art. 18).
    Entries {
        /// Once.
        Single = "single",
        /// As often as wanted within the validity (Art. 13).
        Multiple = "multiple",
    }
}

/// How long something of a visa lasts (Art. 13, 14).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Length {
    /// A period counted from the event.
    Period(Period),
    /// Until the passport expires (K).
    PassportExpiry,
    /// The law gives none: an exit visa permits no stay.
    None,
}
