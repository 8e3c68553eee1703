//! Visa type, number of entries and length of stay, as the law and the documents both state them.
//!
//! The rules of each type are in [`crate::law::visa_types`].

use crate::calendar::Period;
use crate::text_enum::text_enum;
use serde::{Deserialize, Serialize};

text_enum! {
    /// The visa types of Art. 9 and 11. The [`Row`](crate::law::visa_types::Row) of each type has
    /// its purpose.
    VisaType {
        /// Diplomatic (Art. 9.1).
        A = "A",
        /// Official (Art. 9.2).
        B = "B",
        /// Courtesy (Art. 9.3).
        C = "C",
        /// Transit, and crews (Art. 9.4).
        D = "D",
        /// Business, and persons who fall under no other type (Art. 9.5).
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
        /// Tourist (Art. 9.9), the only type sold online.
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
    /// The number of entries that a visa permits (Art. 18).
    Entries {
        /// Single entry.
        Single = "single",
        /// Multiple entries, any number within the validity (Art. 13).
        Multiple = "multiple",
    }
}

/// The length of a visa's validity or of its permitted stay (Art. 13, 14).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Length {
    /// A period, counted from the day of issue or of entry.
    Period(Period),
    /// Until the passport expires (K).
    PassportExpiry,
    /// No stay: that of an exit visa.
    None,
}
