//! The key that addresses a page of results: a keyed hash or a reference, and never personal
//! data. What a seal verified to is encrypted into the key, so that nobody can send an officer an
//! address that says `VALID`.

use crate::error::OrInternal;
use crate::state::Portal;
use app::error::{PortalError, Result};
use data_encoding::BASE64URL_NOPAD;
use domain::reference::Reference;

const PURPOSE: &str = "border lookup";
const HASH: usize = 32;

/// Whom to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lookup {
    /// Everyone on a passport, by its hash; with what the scanned seal verified to.
    Passport { hash: Vec<u8>, seal: Option<String> },
    /// Everyone of an application.
    Reference(String),
}

/// The text of a lookup for an address.
pub fn write(portal: &Portal, lookup: &Lookup) -> Result<String> {
    Ok(match lookup {
        Lookup::Reference(reference) => reference.clone(),
        Lookup::Passport { hash, seal: None } => BASE64URL_NOPAD.encode(hash),
        Lookup::Passport {
            hash,
            seal: Some(code),
        } => {
            let plain = [hash.as_slice(), code.as_bytes()].concat();
            let encrypted = portal.vault.encrypt_cookie(&portal.rng, PURPOSE, &plain)?;
            BASE64URL_NOPAD.encode(&encrypted)
        }
    })
}

/// The lookup of such a text.
pub fn read(portal: &Portal, key: &str) -> Result<Lookup> {
    if let Ok(reference) = key.parse::<Reference>() {
        return Ok(Lookup::Reference(reference.to_string()));
    }
    let bytes = BASE64URL_NOPAD
        .decode(key.as_bytes())
        .map_err(|_| PortalError::NotFound)?;
    if bytes.len() == HASH {
        return Ok(Lookup::Passport {
            hash: bytes,
            seal: None,
        });
    }
    let plain = portal
        .vault
        .decrypt_cookie(PURPOSE, &bytes)
        .map_err(|_| PortalError::NotFound)?;
    let (hash, code) = plain.split_at_checked(HASH).ok_or(PortalError::NotFound)?;
    let code = String::from_utf8(code.to_vec()).or_internal()?;
    Ok(Lookup::Passport {
        hash: hash.to_vec(),
        seal: Some(code),
    })
}
