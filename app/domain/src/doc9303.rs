//! ICAO Doc 9303, machine-readable travel documents, eighth edition (2021).
//!
//! - [`countries`]: codes of states and organisations (part 3, section 5)
//! - [`mrz`]: the machine-readable zone, MRZ (parts 3 to 7)
//! - [`names`]: the names of an MRZ, and typed names compared with them (part 3, 4.6 and section 6)
//! - [`seal`]: the visible digital seal (part 13; part 7, section 9)

pub mod countries;
pub mod mrz;
pub mod names;
pub mod seal;
