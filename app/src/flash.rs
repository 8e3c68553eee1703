//! The flash: post, redirect, get. A server function asks a service and ends in [`finish`]: after a
//! success the browser goes on to the next page; after an error it goes back to the form, and the
//! typed form and its error travel encrypted in a short-lived cookie, never in the address. The
//! page takes them up with [`take_flash`].
//!
//! A form whose session has ended meanwhile, or in whose browser another application is open, is kept
//! longer, until its owner has come back by a new link; several of them wait together. The name of such a
//! form must tell whose it is ([`of_application`]).
//!
//! Passwords are never sent back: empty them in the form before it is handed to [`finish`].

use crate::area::Area;
use crate::components::FieldErrors;
use crate::context::FlashCipher;
use crate::cookies::{FLASH_COOKIE, KEPT_FLASH_COOKIE, read_cookie, set_cookie};
use crate::error::{PortalError, Result};
use crate::session::{cookie, give_cookie, go};
use leptos::prelude::use_context;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Seconds for which a flash waits for its page.
const FLASH_SECONDS: i64 = 600;

/// Seconds for which a form waits for its owner to come back by a new link.
const KEPT_SECONDS: i64 = 12 * 3600;

/// Most bytes of a flash: browsers keep cookies of up to 4096, name and attributes included.
const MOST_BYTES: usize = 3_800;

/// The name of a form of the application with this reference.
pub fn of_application(name: &str, reference: &str) -> String {
    format!("{name}-{reference}")
}

/// A form that was not accepted, and its error.
#[derive(Serialize, Deserialize)]
struct Flash {
    name: String,
    /// The form as typed; `None` when it was too big for a cookie.
    form: Option<serde_json::Value>,
    error: PortalError,
}

/// Answers a posted form: on to the address in `outcome`; to the sign-in path of `area` for
/// strangers; or back to `page` with `form` and the error. `name` tells the forms of a site apart:
/// add an id to it where a page exists once per thing.
pub fn finish<T: Serialize>(area: Area, outcome: Result<String>, page: &str, name: &str, form: &T) {
    match outcome {
        Ok(next) => {
            clear(FLASH_COOKIE);
            keep_without(name);
            go(&next);
        }
        Err(error @ (PortalError::SignInNeeded | PortalError::OtherApplication { .. })) => {
            set_flash(name, form, &error);
            go(area.sign_in_path());
        }
        Err(PortalError::Forbidden) => go("/forbidden"),
        Err(error) => redirect_with_flash(page, name, form, &error),
    }
}

/// Sends the browser back to `page`, which finds form and error with [`take_flash`].
pub fn redirect_with_flash<T: Serialize>(page: &str, name: &str, form: &T, error: &PortalError) {
    set_flash(name, form, error);
    go(page);
}

/// The cookie of a flash, and the seconds for which it waits: longer where its owner has to come back.
const fn kept(error: &PortalError) -> (&'static str, i64) {
    match error {
        PortalError::SignInNeeded | PortalError::OtherApplication { .. } => {
            (KEPT_FLASH_COOKIE, KEPT_SECONDS)
        }
        _ => (FLASH_COOKIE, FLASH_SECONDS),
    }
}

fn set_flash<T: Serialize>(name: &str, form: &T, error: &PortalError) {
    let (base, seconds) = kept(error);
    if let Some(cipher) = use_context::<Arc<dyn FlashCipher>>() {
        let flash = Flash::of(name, form, error);
        let value = encrypted(flash, waiting_in(base), &*cipher, seconds);
        give_cookie(base, &value, seconds);
    }
}

/// The forms that wait in a cookie and stay there beside another one.
fn waiting_in(base: &str) -> Vec<Flash> {
    if base == KEPT_FLASH_COOKIE {
        read_flashes(base)
    } else {
        Vec::new()
    }
}

/// The `Set-Cookie` value that [`finish`] would add after an error, for handlers outside the pages
/// (uploads). `request`: what came with the form.
pub fn flash_cookie<T: Serialize>(
    name: &str,
    form: &T,
    error: &PortalError,
    cipher: &dyn FlashCipher,
    (request, secure): (&http::HeaderMap, bool),
) -> String {
    let (base, seconds) = kept(error);
    let waiting = if base == KEPT_FLASH_COOKIE {
        decrypted(read_cookie(request, base, secure), cipher)
    } else {
        Vec::new()
    };
    let value = encrypted(Flash::of(name, form, error), waiting, cipher, seconds);
    set_cookie(base, &value, seconds, secure)
}

/// The flash of this form, once: the answer takes the cookie away.
pub fn take_flash<T: DeserializeOwned + Default>(name: &str) -> Option<(T, PortalError)> {
    [FLASH_COOKIE, KEPT_FLASH_COOKIE]
        .into_iter()
        .find_map(|base| {
            let mut waiting = read_flashes(base).into_iter();
            let flash = waiting.find(|flash| flash.name == name)?;
            if base == KEPT_FLASH_COOKIE {
                keep_without(name);
            } else {
                clear(base);
            }
            let form = flash
                .form
                .and_then(|form| serde_json::from_value(form).ok())
                .unwrap_or_default();
            Some((form, flash.error))
        })
}

/// The flash of a form of the application with this reference, or of a page of an earlier version, which
/// did not say of which it was.
pub fn take_flash_of<T: DeserializeOwned + Default>(
    name: &str,
    reference: &str,
) -> Option<(T, PortalError)> {
    take_flash(&of_application(name, reference)).or_else(|| take_flash(&of_application(name, "")))
}

/// As [`take_form`], of the application with this reference.
pub fn take_form_of<T: DeserializeOwned + Default>(
    name: &str,
    reference: &str,
) -> (T, FieldErrors) {
    with_errors(take_flash_of(name, reference))
}

/// As [`finish`], for a form whose page says that it was done. The page finds the word with
/// [`take_done`], once: in the address it would say so again at every reload, and to whoever is sent
/// the address.
pub fn finish_saying<T: Serialize>(
    area: Area,
    outcome: Result<()>,
    page: &str,
    (name, word): (&str, &str),
    form: &T,
) {
    match outcome {
        Ok(()) => {
            redirect_with_flash(page, &done(name), &word, &PortalError::Invalid(Vec::new()));
        }
        Err(error) => finish(area, Err(error), page, name, form),
    }
}

/// The `Set-Cookie` value that [`finish_saying`] would add, for handlers outside the pages (uploads).
pub fn done_cookie(
    name: &str,
    word: &str,
    cipher: &dyn FlashCipher,
    request: (&http::HeaderMap, bool),
) -> String {
    let nothing_wrong = PortalError::Invalid(Vec::new());
    flash_cookie(&done(name), &word, &nothing_wrong, cipher, request)
}

/// The word of [`finish_saying`], once, if it is one of these.
pub fn take_done(name: &str, words: &[&'static str]) -> Option<&'static str> {
    let (said, _) = take_flash::<String>(&done(name))?;
    words.iter().copied().find(|word| *word == said)
}

fn done(name: &str) -> String {
    format!("{name}-done")
}

/// The form and the errors of its flash; both empty where there is none.
pub fn take_form<T: DeserializeOwned + Default>(name: &str) -> (T, FieldErrors) {
    with_errors(take_flash(name))
}

fn with_errors<T: Default>(taken: Option<(T, PortalError)>) -> (T, FieldErrors) {
    taken
        .map(|(form, error)| (form, FieldErrors::of_error(&error)))
        .unwrap_or_default()
}

/// The reference of the application whose form waits for it to be opened again, if another one was
/// open when the form was sent; of several, that of the latest.
pub fn waiting_reference() -> Option<String> {
    let waiting = read_flashes(KEPT_FLASH_COOKIE).into_iter();
    waiting
        .map(|flash| flash.error)
        .find_map(|error| match error {
            PortalError::OtherApplication { reference } => Some(reference),
            _ => None,
        })
}

/// Newest first.
fn read_flashes(base: &str) -> Vec<Flash> {
    use_context::<Arc<dyn FlashCipher>>()
        .map(|cipher| decrypted(cookie(base), &*cipher))
        .unwrap_or_default()
}

fn decrypted(value: Option<String>, cipher: &dyn FlashCipher) -> Vec<Flash> {
    let Some(plain) = value.and_then(|value| cipher.decrypt(&value)) else {
        return Vec::new();
    };
    // A cookie of an earlier version holds one form, and no list.
    serde_json::from_slice(&plain)
        .or_else(|_| serde_json::from_slice(&plain).map(|flash| vec![flash]))
        .unwrap_or_default()
}

/// Takes a form out of those that wait for their owner; the others wait as long again.
fn keep_without(name: &str) {
    let mut waiting = read_flashes(KEPT_FLASH_COOKIE);
    let before = waiting.len();
    waiting.retain(|flash| flash.name != name);
    if waiting.is_empty() {
        clear(KEPT_FLASH_COOKIE);
    } else if waiting.len() < before
        && let Some(cipher) = use_context::<Arc<dyn FlashCipher>>()
    {
        let newest = waiting.remove(0);
        let value = encrypted(newest, waiting, &*cipher, KEPT_SECONDS);
        give_cookie(KEPT_FLASH_COOKIE, &value, KEPT_SECONDS);
    }
}

/// Forgets every form that waits in this browser for its owner to come back.
pub fn forget_forms() {
    clear(FLASH_COOKIE);
    clear(KEPT_FLASH_COOKIE);
}

fn clear(base: &str) {
    if cookie(base).is_some() {
        give_cookie(base, "", 0);
    }
}

impl Flash {
    fn of<T: Serialize>(name: &str, form: &T, error: &PortalError) -> Self {
        Self {
            name: name.to_owned(),
            form: serde_json::to_value(form).ok(),
            error: error.clone(),
        }
    }
}

/// A flash, and those that wait beside it, as a cookie value. Where they are too much for a cookie the
/// oldest go first, and in the end the form of this one.
fn encrypted(flash: Flash, waiting: Vec<Flash>, cipher: &dyn FlashCipher, seconds: i64) -> String {
    let others = waiting.into_iter().filter(|other| other.name != flash.name);
    let mut all: Vec<Flash> = others.collect();
    all.insert(0, flash);
    loop {
        let plain = serde_json::to_vec(&all).unwrap_or_default();
        let value = cipher.encrypt(&plain, seconds);
        if value.len() <= MOST_BYTES {
            return value;
        }
        if all.len() > 1 {
            all.pop();
        } else if let Some(form) = all.first_mut().and_then(|flash| flash.form.take()) {
            drop(form);
        } else {
            return value;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::TripForm;

    /// Encrypts nothing; the encryption itself is the server's and tested there.
    struct PlainText;

    impl FlashCipher for PlainText {
        fn encrypt(&self, plain: &[u8], _: i64) -> String {
            String::from_utf8_lossy(plain).into_owned()
        }
        fn decrypt(&self, encrypted: &str) -> Option<Vec<u8>> {
            Some(encrypted.as_bytes().to_vec())
        }
    }

    #[test]
    fn a_form_too_big_for_a_cookie_leaves_its_error() {
        let error = PortalError::invalid("address", "error-too-long");
        let mut form = TripForm {
            address: "street".into(),
            ..TripForm::default()
        };
        let read = |flash, waiting| {
            let value = encrypted(flash, waiting, &PlainText, 60);
            decrypted(Some(value), &PlainText)
        };
        let small = read(Flash::of("trip", &form, &error), Vec::new());
        assert_eq!(small[0].form, serde_json::to_value(&form).ok());
        form.address = "long ".repeat(2_000);
        let big = read(Flash::of("trip", &form, &error), small);
        assert_eq!(big.len(), 1, "the one before is of the same form");
        assert_eq!(big[0].form, None);
        assert_eq!(big[0].error, error);
    }

    #[test]
    fn a_form_that_an_earlier_version_kept_is_read() {
        let flash = Flash::of("trip", &TripForm::default(), &PortalError::SignInNeeded);
        let value = serde_json::to_string(&flash).unwrap();
        assert_eq!(decrypted(Some(value), &PlainText)[0].name, "trip");
        assert!(decrypted(Some("nonsense".to_owned()), &PlainText).is_empty());
    }

    #[test]
    fn forms_wait_together_while_they_fit() {
        let error = PortalError::SignInNeeded;
        let form = TripForm {
            address: "street ".repeat(200),
            ..TripForm::default()
        };
        let mut waiting = Vec::new();
        for name in ["one", "two", "one", "three", "four"] {
            let value = encrypted(Flash::of(name, &form, &error), waiting, &PlainText, 60);
            waiting = decrypted(Some(value), &PlainText);
        }
        let names: Vec<&str> = waiting.iter().map(|flash| flash.name.as_str()).collect();
        assert_eq!(names, ["four", "three"]);
        assert!(waiting.iter().all(|flash| flash.form.is_some()));
    }
}
