//! Somebody at the border without any record: the passport in hand, and a visa on paper.

use super::{PassportForm, TypedDate};
use serde::{Deserialize, Serialize};

/// What an officer enters beside the passport.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WalkInForm {
    /// A code of `VisaType`; empty where no visa is shown.
    pub visa_type: String,
    /// The number that is printed on the visa.
    pub visa_number: String,
    pub visa_issued_day: String,
    pub visa_issued_month: String,
    pub visa_issued_year: String,
    pub visa_until_day: String,
    pub visa_until_month: String,
    pub visa_until_year: String,
    /// Where the V-Pass is mailed to; may be empty.
    pub email: String,
    /// The address that the officer was asked about already, since it looks like a typing error.
    pub asked: String,
}

impl WalkInForm {
    pub fn issued(&self) -> TypedDate {
        TypedDate::of(
            &self.visa_issued_day,
            &self.visa_issued_month,
            &self.visa_issued_year,
        )
    }

    pub fn until(&self) -> TypedDate {
        TypedDate::of(
            &self.visa_until_day,
            &self.visa_until_month,
            &self.visa_until_year,
        )
    }
}

/// Everything that is entered, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WalkInAnswers {
    pub passport: PassportForm,
    pub shown: WalkInForm,
}
