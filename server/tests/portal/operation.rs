//! What whoever runs the portal does with it.

mod data_of_70d670a_goes_on;
mod keys;
mod reference;
