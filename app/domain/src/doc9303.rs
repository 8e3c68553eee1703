//! ICAO Doc 9303, machine-readable travel documents, eighth edition (2021).
//!
//! - [`countries`]: codes of states and organisations (part 3, section 5)
//! - [`mrz`]: machine-readable MRZs (parts 3 to 7)
//! - [`names`]: names in the MRZ's alphabet, and typed names against it (part 3, sections 4.6 and 6)
//! - [`seal`]: visible digital seals (part 13; part 7, section 9)

pub mod countries;
pub mod mrz;
pub mod names;
pub mod seal;
