//! Who is expected at a port on a day.

use super::Port;
use chrono::NaiveDate;
use uuid::Uuid;

/// The arrivals that are expected at one port on one day.
#[derive(Debug, Clone)]
pub struct Expected {
    /// The code of the port.
    pub port: String,
    pub ports: Vec<Port>,
    pub day: NaiveDate,
    /// In their order; who named no hour last.
    pub hours: Vec<ExpectedHour>,
    /// One page of the travellers, by hour.
    pub rows: Vec<ExpectedTraveller>,
    /// The cursor of the next page.
    pub next: Option<String>,
}

/// How many are expected in an hour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpectedHour {
    /// From 0 to 23 in Phnom Penh; none where nobody said.
    pub hour: Option<u32>,
    pub on_visas: i64,
    pub on_cards: i64,
}

/// One traveller who is expected.
#[derive(Debug, Clone)]
pub struct ExpectedTraveller {
    pub case: Uuid,
    pub hour: Option<u32>,
    /// None where the record cannot be read.
    pub name: Option<String>,
    /// The code of Doc 9303.
    pub nationality: String,
    pub passport_number: String,
    /// Flight or vehicle; empty where no card says it.
    pub vehicle: String,
    /// Whether it is a card without a visa.
    pub on_card: bool,
}
