//! Sub-Decree 123 of 10 June 2016, cited as *Art. n*. Where its text is silent, the project's
//! reading stands in the doc comment of the rule, and nowhere else.

pub mod application;
pub mod exit_visa;
pub mod extension;
pub mod fees;
pub mod grounds;
pub mod mission;
pub mod overstay;
pub mod party;
pub mod purpose;
pub mod refunds;
pub mod rules_page;
pub mod stay;
pub mod visa_types;

pub use grounds::Ground;
pub use visa_types::{Entries, PassportKind, VisaType};
