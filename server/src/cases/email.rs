//! The address of an application: what can be written to, and how it is found again.

use crate::mail::{AddressError, read_address};
use crate::state::Portal;
use crate::vault::Purpose;
use app::error::{PortalError, Result};

/// Refuses, at this field, an address that no mail can be sent to.
///
/// # Errors
/// `Invalid` with the reason.
pub fn check_email(email: &str, field: &str) -> Result<()> {
    let message = match read_address(email) {
        Ok(_) => return Ok(()),
        Err(AddressError::Form) => "field-error-email",
        Err(AddressError::LocalPart) => "field-error-email-local",
    };
    Err(PortalError::invalid(field, message))
}

/// Keyed hash of an address, however its domain was written.
pub fn email_hash(portal: &Portal, email: &str) -> Vec<u8> {
    let plain = read_address(email).map_or_else(|_| email.trim().to_owned(), |a| a.to_string());
    portal.vault.hash(Purpose::Email, &[&plain.to_lowercase()])
}
