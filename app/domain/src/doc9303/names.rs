//! Names in the zone's alphabet, and typed names against those of a zone (part 3, 4.6 and 6; part 4,
//! 4.2.3 for names that are too long).
//!
//! A new letter goes into one of the tables of [`letters`].

mod compare;
mod difference;
pub mod letters;
mod typed;
mod zone;

pub use compare::{Comparison, NamePart, compare};
pub use difference::AllowedDifference;
pub use typed::{Untransliterable, transliterate};
pub use zone::{ZoneNames, mrz_name};

#[cfg(test)]
mod tests;
