//! The rules of each visa type: validity, stay, entries, and where it can be had (Art. 4, 9, 13,
//! 14, 17, 18).
//!
//! A new type is one more row in [`table`](mod@table).

mod eligibility;
mod on_paper;
pub mod table;

pub use eligibility::Holder;
pub use on_paper::{PaperVisa, PaperVisaFault};
pub use table::{Competence, Place, Row, extended_by};

use crate::calendar::{Period, as_text, last_day};
use crate::visa::{Entries, Length, VisaType};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The settings that the law leaves to the ministry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// The validity of an exit visa. The translation of Art. 13 prints seven years, which cannot be
    /// meant for a visa to leave the country with; our reading is seven days, unless the ministry
    /// sets another.
    #[serde(with = "as_text")]
    pub exit_visa_validity: Period,
}

impl Settings {
    /// The settings that apply unless the ministry sets others.
    pub const DEFAULT: Self = Self {
        exit_visa_validity: Period::Days(7),
    };
}

impl Default for Settings {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// The only visa type that is sold on the e-visa website (Art. 4, 7, 17).
pub const SOLD_ONLINE: VisaType = VisaType::T;

impl VisaType {
    /// The longest validity from the day of issue that Art. 13 permits, with the default settings.
    pub const fn validity(self) -> Length {
        self.validity_by(&Settings::DEFAULT)
    }

    /// The longest validity from the day of issue that Art. 13 permits, with the ministry's
    /// settings.
    pub const fn validity_by(self, settings: &Settings) -> Length {
        self.row_by(settings).validity
    }

    /// The permitted stay from the day of entry (Art. 14).
    pub const fn stay(self) -> Length {
        self.row().stay
    }

    /// The number of entries: single or multiple (Art. 18).
    pub const fn entries(self) -> Entries {
        self.row().entries
    }

    /// Whether the type is sold on the e-visa website: only the tourist visa is (Art. 4, 7, 17).
    pub fn is_sold_online(self) -> bool {
        self.row().places.contains(&Place::EVisaWebsite)
    }
}

/// The last day on which a visa permits entry, this day included (Art. 13).
///
/// K is valid until the passport expires. The other types do not depend on the passport, whose
/// validity of six months is required on application (Art. 6, 7).
pub fn valid_until(
    visa_type: VisaType,
    issued: NaiveDate,
    passport_expiry: NaiveDate,
    settings: &Settings,
) -> NaiveDate {
    end(visa_type.validity_by(settings), issued, passport_expiry)
}

/// The validity of the multiple-entry visa that missions may give to accredited diplomats who are
/// not based in the Kingdom (Art. 13).
pub const ACCREDITED_DIPLOMAT_VALIDITY: Period = Period::Months(12);

/// The last day of the multiple-entry visa of an accredited diplomat who is not based in the
/// Kingdom (Art. 13).
pub fn accredited_diplomat_valid_until(issued: NaiveDate) -> NaiveDate {
    last_day(issued, ACCREDITED_DIPLOMAT_VALIDITY)
}

/// The last permitted day of an exempt traveller's stay, this day included (Art. 5): as many days
/// after the day of entry as the agreement permits, by the convention of [`crate::calendar`]. The
/// traveller's V-Pass states it.
pub fn last_permitted_day_exempt(entry: NaiveDate, days: u32) -> NaiveDate {
    last_day(entry, Period::Days(days))
}

/// The last permitted day of the stay that begins with an entry, this day included (Art. 14). An
/// exit visa permits no stay; for it, this is the day of entry itself.
pub fn last_permitted_day(
    visa_type: VisaType,
    entry: NaiveDate,
    passport_expiry: NaiveDate,
) -> NaiveDate {
    end(visa_type.stay(), entry, passport_expiry)
}

fn end(length: Length, event: NaiveDate, passport_expiry: NaiveDate) -> NaiveDate {
    match length {
        Length::Period(period) => last_day(event, period),
        Length::PassportExpiry => passport_expiry,
        Length::None => event,
    }
}

#[cfg(test)]
mod tests;
