//! The flash: post, redirect, get. A server function asks a service and ends in [`finish`]: after a
//! success the browser goes on to the next page; after an error it goes back to the form, and the
//! typed form and its error travel encrypted in a short-lived cookie, never in the address. The
//! page takes them up with [`take_flash`].
//!
//! A form whose session has ended meanwhile, or in whose browser another application is open, is kept
//! longer, until its owner has come back by a new link. The name of such a form must tell whose it is.
//!
//! Passwords are never sent back: empty them in the form before it is handed to [`finish`].

use crate::area::Area;
use crate::components::FieldErrors;
use crate::context::FlashCipher;
use crate::cookies::{FLASH_COOKIE, KEPT_FLASH_COOKIE, set_cookie};
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
            if read_flash(KEPT_FLASH_COOKIE).is_some_and(|flash| flash.name == name) {
                clear(KEPT_FLASH_COOKIE);
            }
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
    let (cookie, seconds) = kept(error);
    if let Some(cipher) = use_context::<Arc<dyn FlashCipher>>() {
        let value = encrypted(name, form, error, &*cipher, seconds);
        give_cookie(cookie, &value, seconds);
    }
}

/// The `Set-Cookie` value that [`finish`] would add after an error, for handlers outside the pages
/// (uploads).
pub fn flash_cookie<T: Serialize>(
    name: &str,
    form: &T,
    error: &PortalError,
    cipher: &dyn FlashCipher,
    secure: bool,
) -> String {
    let (cookie, seconds) = kept(error);
    let value = encrypted(name, form, error, cipher, seconds);
    set_cookie(cookie, &value, seconds, secure)
}

/// The flash of this form, once: the answer takes the cookie away.
pub fn take_flash<T: DeserializeOwned + Default>(name: &str) -> Option<(T, PortalError)> {
    [FLASH_COOKIE, KEPT_FLASH_COOKIE]
        .into_iter()
        .find_map(|cookie| {
            let flash = read_flash(cookie).filter(|flash| flash.name == name)?;
            clear(cookie);
            let form = flash
                .form
                .and_then(|form| serde_json::from_value(form).ok())
                .unwrap_or_default();
            Some((form, flash.error))
        })
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
pub fn done_cookie(name: &str, word: &str, cipher: &dyn FlashCipher, secure: bool) -> String {
    flash_cookie(
        &done(name),
        &word,
        &PortalError::Invalid(Vec::new()),
        cipher,
        secure,
    )
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
    take_flash(name)
        .map(|(form, error)| (form, FieldErrors::of_error(&error)))
        .unwrap_or_default()
}

/// The reference of the application whose form waits for it to be opened again, if another one was
/// open when the form was sent.
pub fn waiting_reference() -> Option<String> {
    match read_flash(KEPT_FLASH_COOKIE)?.error {
        PortalError::OtherApplication { reference } => Some(reference),
        _ => None,
    }
}

fn read_flash(base: &str) -> Option<Flash> {
    let cipher = use_context::<Arc<dyn FlashCipher>>()?;
    let plain = cipher.decrypt(&cookie(base)?)?;
    serde_json::from_slice(&plain).ok()
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

/// The flash as a cookie value; without the form where both are too much for a cookie.
fn encrypted<T: Serialize>(
    name: &str,
    form: &T,
    error: &PortalError,
    cipher: &dyn FlashCipher,
    seconds: i64,
) -> String {
    let encrypt = |form| {
        let flash = Flash {
            name: name.to_owned(),
            form,
            error: error.clone(),
        };
        let plain = serde_json::to_vec(&flash).unwrap_or_default();
        cipher.encrypt(&plain, seconds)
    };
    let whole = encrypt(serde_json::to_value(form).ok());
    if whole.len() <= MOST_BYTES {
        whole
    } else {
        encrypt(None)
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
        let small: Flash =
            serde_json::from_str(&encrypted("trip", &form, &error, &PlainText, 60)).unwrap();
        assert_eq!(small.form, serde_json::to_value(&form).ok());
        form.address = "long ".repeat(2_000);
        let big: Flash =
            serde_json::from_str(&encrypted("trip", &form, &error, &PlainText, 60)).unwrap();
        assert_eq!(big.form, None);
        assert_eq!(big.error, error);
    }
}
