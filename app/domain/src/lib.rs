//! What is true whatever the screen or the database: the sub-decree, the travel-document
//! standards, money and states. No I/O, no clock, no randomness: dates and keys come in as parameters.
//!
//! - [`calendar`]: days in Phnom Penh, and how periods are counted
//! - [`doc9303`]: ICAO Doc 9303, machine-readable MRZs, names, the seal
//! - [`law`]: Sub-Decree 123, each rule with its article
//! - [`money`]: amounts in minor units with their currency
//! - [`states`]: the states of everything that has a life, and which may follow which
//! - [`reference`](mod@reference): the application's reference that people read out and type
//!
//! A new rule goes into the room of its chapter, with its article in the doc comment and a test
//! that names it.

#![warn(missing_docs, clippy::missing_errors_doc)]

mod text_enum;
pub use text_enum::UnknownWord;

pub mod calendar;
pub mod doc9303;
pub mod law;
pub mod money;
pub mod person;
pub mod reference;
pub mod roles;
pub mod states;
pub mod visa;
