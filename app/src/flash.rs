//! How a plain form is answered. A server function asks a service and ends in [`finish`]: when
//! the service did it, the browser goes on to the next page; when not, it goes back to the form, and
//! what was typed and what is wrong travel sealed in a short-lived cookie, never in the address.
//! The page takes them up with [`returned`].
//!
//! Where the session has ended meanwhile, the form is kept longer, until its owner has come back
//! by a new link. The name of such a form must tell whose it is.
//!
//! Passwords are never sent back: empty them in the form before it is handed to [`finish`].

use crate::area::Area;
use crate::context::FormKeeper;
use crate::cookies::{KEPT_FORM_COOKIE, RETURNED_FORM_COOKIE, set_cookie};
use crate::error::{PortalError, Result};
use crate::session::{cookie, give_cookie, go};
use leptos::prelude::use_context;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Seconds for which a returned form waits for its page.
const RETURNED_SECONDS: i64 = 600;

/// Seconds for which a form waits for its owner to come back by a new link.
const KEPT_SECONDS: i64 = 12 * 3600;

/// Browsers keep cookies of up to 4096 bytes, name and attributes included.
const MOST_BYTES: usize = 3_800;

#[derive(Serialize, Deserialize)]
struct Parcel {
    name: String,
    /// `None` when it was too big for a cookie.
    form: Option<serde_json::Value>,
    error: PortalError,
}

/// Answers a posted form: on to where `outcome` says; to the door of `area` for strangers; or
/// back to `page` with `form` and the error. `name` tells the forms of a site apart: add an id
/// to it where a page exists once per thing.
pub fn finish<T: Serialize>(area: Area, outcome: Result<String>, page: &str, name: &str, form: &T) {
    match outcome {
        Ok(next) => {
            forget(RETURNED_FORM_COOKIE);
            if parcel(KEPT_FORM_COOKIE).is_some_and(|parcel| parcel.name == name) {
                forget(KEPT_FORM_COOKIE);
            }
            go(&next);
        }
        Err(error @ PortalError::SignInNeeded) => {
            give_sealed(KEPT_FORM_COOKIE, KEPT_SECONDS, name, form, &error);
            go(area.door());
        }
        Err(PortalError::Forbidden) => go("/forbidden"),
        Err(error) => send_back(page, name, form, &error),
    }
}

/// Sends the browser back to `page`, which finds form and error with [`returned`].
pub fn send_back<T: Serialize>(page: &str, name: &str, form: &T, error: &PortalError) {
    give_sealed(RETURNED_FORM_COOKIE, RETURNED_SECONDS, name, form, error);
    go(page);
}

fn give_sealed<T: Serialize>(
    cookie: &str,
    seconds: i64,
    name: &str,
    form: &T,
    error: &PortalError,
) {
    if let Some(keeper) = use_context::<Arc<dyn FormKeeper>>() {
        let sealed = sealed(name, form, error, &*keeper, seconds);
        give_cookie(cookie, &sealed, seconds);
    }
}

/// The `Set-Cookie` value that [`send_back`] would add, for handlers outside the pages (uploads).
pub fn sent_back_cookie<T: Serialize>(
    name: &str,
    form: &T,
    error: &PortalError,
    keeper: &dyn FormKeeper,
    secure: bool,
) -> String {
    let value = sealed(name, form, error, keeper, RETURNED_SECONDS);
    set_cookie(RETURNED_FORM_COOKIE, &value, RETURNED_SECONDS, secure)
}

/// What was sent back to this form, once: the answer takes the cookie away.
pub fn returned<T: DeserializeOwned + Default>(name: &str) -> Option<(T, PortalError)> {
    [RETURNED_FORM_COOKIE, KEPT_FORM_COOKIE]
        .into_iter()
        .find_map(|cookie| {
            let parcel = parcel(cookie).filter(|parcel| parcel.name == name)?;
            forget(cookie);
            let form = parcel
                .form
                .and_then(|form| serde_json::from_value(form).ok())
                .unwrap_or_default();
            Some((form, parcel.error))
        })
}

fn parcel(base: &str) -> Option<Parcel> {
    let keeper = use_context::<Arc<dyn FormKeeper>>()?;
    let plain = keeper.open(&cookie(base)?)?;
    serde_json::from_slice(&plain).ok()
}

fn forget(base: &str) {
    if cookie(base).is_some() {
        give_cookie(base, "", 0);
    }
}

/// Form and error, or the error alone where both are too much for a cookie.
fn sealed<T: Serialize>(
    name: &str,
    form: &T,
    error: &PortalError,
    keeper: &dyn FormKeeper,
    seconds: i64,
) -> String {
    let seal = |form| {
        let parcel = Parcel {
            name: name.to_owned(),
            form,
            error: error.clone(),
        };
        let plain = serde_json::to_vec(&parcel).unwrap_or_default();
        keeper.seal(&plain, seconds)
    };
    let whole = seal(serde_json::to_value(form).ok());
    if whole.len() <= MOST_BYTES {
        whole
    } else {
        seal(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::TripForm;

    /// Seals nothing; the sealing itself is the server's and tested there.
    struct Open;

    impl FormKeeper for Open {
        fn seal(&self, plain: &[u8], _: i64) -> String {
            String::from_utf8_lossy(plain).into_owned()
        }
        fn open(&self, sealed: &str) -> Option<Vec<u8>> {
            Some(sealed.as_bytes().to_vec())
        }
    }

    #[test]
    fn a_form_too_big_for_a_cookie_leaves_its_error() {
        let error = PortalError::invalid("address", "error-too-long");
        let mut form = TripForm {
            address: "street".into(),
            ..TripForm::default()
        };
        let small: Parcel =
            serde_json::from_str(&sealed("trip", &form, &error, &Open, 60)).unwrap();
        assert_eq!(small.form, serde_json::to_value(&form).ok());
        form.address = "long ".repeat(2_000);
        let big: Parcel = serde_json::from_str(&sealed("trip", &form, &error, &Open, 60)).unwrap();
        assert_eq!(big.form, None);
        assert_eq!(big.error, error);
    }
}
