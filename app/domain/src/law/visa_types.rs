//! What each visa type may do (Art. 4, 9, 13, 14, 17, 18).
//!
//! A new type is one more row in [`table`](mod@table).

mod eligibility;
pub mod table;

pub use eligibility::Holder;
pub use table::{Competence, Place, Row, extended_by};

use crate::calendar::{Period, as_text, last_day};
use crate::visa::{Entries, Length, VisaType};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What the text leaves open and a ministry sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Validity of an exit visa. The translation of Art. 13 prints seven years, which cannot be
    /// meant for a paper to leave the country with: seven days unless the ministry says otherwise.
    #[serde(with = "as_text")]
    pub exit_visa_validity: Period,
}

impl Settings {
    /// What holds unless the ministry says otherwise.
    pub const DEFAULT: Self = Self {
        exit_visa_validity: Period::Days(7),
    };
}

impl Default for Settings {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// What is sold on the e-visa website (Art. 4, 7, 17): T, and nothing else.
pub const SOLD_ONLINE: VisaType = VisaType::T;

impl VisaType {
    /// Validity from the date of issue, the longest that Art. 13 permits, with the default settings.
    pub const fn validity(self) -> Length {
        self.validity_by(&Settings::DEFAULT)
    }

    /// Validity from the date of issue (Art. 13), with the ministry's settings.
    pub const fn validity_by(self, settings: &Settings) -> Length {
        self.row_by(settings).validity
    }

    /// Permitted stay from the day of entry (Art. 14).
    pub const fn stay(self) -> Length {
        self.row().stay
    }

    /// Single or multiple entry (Art. 18).
    pub const fn entries(self) -> Entries {
        self.row().entries
    }

    /// Only the tourist visa is sold on the e-visa website (Art. 4, 7, 17).
    pub fn is_sold_online(self) -> bool {
        self.row().places.contains(&Place::EVisaWebsite)
    }
}

/// The last day on which a visa can be used for entry, this day included (Art. 13).
///
/// K lasts until the passport expires; the other types do not look at the passport here, since six
/// months of its validity were asked for on application (Art. 6, 7).
pub fn valid_until(
    visa_type: VisaType,
    issued: NaiveDate,
    passport_expiry: NaiveDate,
    settings: &Settings,
) -> NaiveDate {
    end(visa_type.validity_by(settings), issued, passport_expiry)
}

/// Validity of the visa for multiple entries that missions may give to accredited diplomats who are not
/// based in the Kingdom (Art. 13).
pub const ACCREDITED_DIPLOMAT_VALIDITY: Period = Period::Months(12);

/// The last day of the one-year visa that a mission may give to diplomats who are accredited to, but
/// not based in, the Kingdom (Art. 13). It is for multiple entries.
pub fn accredited_diplomat_valid_until(issued: NaiveDate) -> NaiveDate {
    last_day(issued, ACCREDITED_DIPLOMAT_VALIDITY)
}

/// The last day of a stay without a visa, this day included (Art. 5): so many days as the agreement
/// permits after the day of entry, by the convention of [`crate::calendar`]. The V-Pass of an exempt
/// traveller carries it.
pub fn last_permitted_day_exempt(entry: NaiveDate, days: u32) -> NaiveDate {
    last_day(entry, Period::Days(days))
}

/// The last day of the stay that an entry begins, this day included (Art. 14).
///
/// An exit visa permits no stay: its last day is the day of the event itself.
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
