//! The names of an MRZ, its primary and secondary identifier, and typed names compared with them
//! (part 3, 4.6 and section 6; part 4, 4.2.3 for names that are too long).
//!
//! A new letter is one more line in a table of [`letters`].

mod compare;
mod difference;
mod latin;
pub mod letters;
mod mrz_names;
mod typed;

pub use compare::{Comparison, NamePart, compare};
pub use difference::AllowedDifference;
pub use latin::{NotLatin, check_latin, signs_of_no_name};
pub use mrz_names::{MrzNames, mrz_name};
pub use typed::{Untransliterable, transliterate};

#[cfg(test)]
mod tests;
