//! Sub-Decree 123 of 10 June 2016, cited as *Art. n*.

pub mod grounds;
pub mod visa_types;

pub use grounds::Ground;
pub use visa_types::{Entries, PassportKind, VisaType};
