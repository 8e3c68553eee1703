//! The page of a document: fixed layouts on A4, in points from the upper left corner, with every
//! label in Khmer and English.
//!
//! Every drawing is tagged, so that the page reads out in order; the result is checked against
//! PDF/A-2a and PDF/UA-1 while it is written.

mod contents;
mod emblem;
mod file;
mod foot;
mod head;
mod labels;
mod layout;
mod look;
mod person;
mod sheet;
mod type_set;

pub(super) use layout::{pass, visa};
pub(super) use type_set::TypeSet;

#[cfg(test)]
mod tests;
