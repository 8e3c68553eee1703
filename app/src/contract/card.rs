//! The e-Arrival card: its form, and the card as its holder sees it.

use super::{PassportForm, QrCode, TripForm};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What the card asks beside passport and trip.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CardForm {
    pub email: String,
    /// The address that the person was asked about already, since it looks like a typing error.
    pub asked: String,
    /// The flight, ship, bus or car.
    pub vehicle: String,
    /// The hour of arrival, as people write it; may be empty.
    pub hour: String,
    /// A code of `Purpose`.
    pub purpose: String,
    /// Codes of the questions that are answered with yes: the control may be given several times.
    pub declared: Vec<String>,
    /// `yes` when ticked: what I said is true.
    pub truthful: String,
}

/// Everything on the card, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CardAnswers {
    pub passport: PassportForm,
    pub trip: TripForm,
    pub card: CardForm,
}

/// A card behind its secret address.
#[derive(Debug, Clone)]
pub struct CardView {
    pub reference: String,
    pub name: String,
    pub arrives_on: NaiveDate,
    pub port_name: String,
    /// The last day on which it is good.
    pub good_until: NaiveDate,
    pub answers: CardAnswers,
    /// The version of the answers, for the form that changes them.
    pub version: i64,
    /// Whether it can be changed: until the crossing.
    pub is_open: bool,
    /// Whether it is no card of the traveller's, but what an officer recorded of who came without any.
    pub at_desk: bool,
    /// The path of the V-Pass of whoever was admitted.
    pub pass_path: Option<String>,
    /// The code that a reader at the border reads: the reference.
    pub code: QrCode,
}
