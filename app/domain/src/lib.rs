//! The rules of the e-visa portal: the sub-decree, the travel-document standard, money and states.
//! No I/O, no clock, no randomness: dates and keys are parameters.
//!
//! - [`calendar`]: days in Phnom Penh, and the counting of periods
//! - [`doc9303`]: ICAO Doc 9303: the MRZ, names, the visible digital seal
//! - [`law`]: Sub-Decree 123, each rule with its article
//! - [`money`]: amounts in minor units with their currency
//! - [`person`]: a traveller's data page
//! - [`photo`]: which part of a picture is the photo
//! - [`port`]: the kinds of ports of entry
//! - [`reference`](mod@reference): the reference of an application
//! - [`roles`]: the roles of staff
//! - [`states`]: the states of applications, cases, visas, stays, fines, payments and refunds
//! - [`typed_text`]: what people type, in the form in which it is read and shown
//! - [`visa`]: visa type, entries and length of stay
//!
//! A new rule goes into the module of its articles, with its article in the doc comment and a test
//! that names it.

#![warn(missing_docs, clippy::missing_errors_doc)]

mod text_enum;
pub use text_enum::UnknownCode;

pub mod calendar;
pub mod doc9303;
pub mod email;
pub mod law;
pub mod money;
pub mod person;
pub mod photo;
pub mod port;
pub mod reference;
pub mod roles;
pub mod states;
pub mod typed_text;
pub mod visa;
