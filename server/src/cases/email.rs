//! The address of an application: what can be written to, and how it is found again.

use super::records::ApplicationDocument;
use crate::mail::{AddressError, read_address};
use crate::state::Portal;
use crate::store::ApplicationRow;
use crate::vault::Purpose;
use app::error::{PortalError, Result};
use subtle::ConstantTimeEq;
use uuid::Uuid;

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

/// The six digits that a mail brings to an address. Who types them in the browser that asked for them
/// has shown that they read its mails.
pub fn email_code(portal: &Portal, application: Uuid, email: &str) -> String {
    let parts = [&*application.to_string(), &*email.to_lowercase()];
    let hash = portal.vault.hash(Purpose::EmailCode, &parts);
    let number = hash
        .iter()
        .take(8)
        .fold(0_u64, |number, byte| (number << 8) | u64::from(*byte));
    format!("{:06}", number % 1_000_000)
}

/// Whether the address is confirmed. An application that was paid, or begun before addresses were
/// confirmed, counts as such.
pub fn is_confirmed(application: &ApplicationRow, document: &ApplicationDocument) -> bool {
    document.email_confirmed_at.is_some()
        || document.begun_in.is_empty()
        || application.paid_at.is_some()
}

/// Whether the application was begun in the browser with this hash.
pub fn is_begun_in(document: &ApplicationDocument, browser: Option<&[u8]>) -> bool {
    browser.is_some_and(|browser| {
        !document.begun_in.is_empty() && bool::from(document.begun_in.as_slice().ct_eq(browser))
    })
}
