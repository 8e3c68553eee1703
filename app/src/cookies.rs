//! The names and attributes of the cookies.

/// The cookie's name: `__Host-` wherever the browser allows it.
pub fn cookie_name(base: &str, secure: bool) -> String {
    if secure {
        format!("__Host-{base}")
    } else {
        base.to_owned()
    }
}

/// Base name of the cookie of a traveller's session.
pub const TRAVELLER_COOKIE: &str = "traveller";
/// Base name of the cookie that tells a traveller's browser from others: what was begun in it may be
/// opened and changed there before its e-mail address is confirmed.
pub const BROWSER_COOKIE: &str = "browser";
/// Base name of the cookie of a member of staff's session.
pub const STAFF_COOKIE: &str = "staff";
/// Base name of the cookie of a [flash](crate::flash).
pub const FLASH_COOKIE: &str = "returned-form";
/// Base name of the cookie of a flash that is kept until its owner has signed in again.
pub const KEPT_FLASH_COOKIE: &str = "kept-form";

/// The value of the cookie with this base name in a request.
#[cfg(feature = "ssr")]
pub fn read_cookie(request: &http::HeaderMap, base: &str, secure: bool) -> Option<String> {
    let name = cookie_name(base, secure);
    request
        .get_all(http::header::COOKIE)
        .iter()
        .filter_map(|header| header.to_str().ok())
        .flat_map(|header| header.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value.to_owned())
}

/// A `Set-Cookie` value: for the whole site, unreadable to scripts, never sent along from other
/// sites but on plain navigation. `seconds` of zero or less ends it.
pub fn set_cookie(base: &str, value: &str, seconds: i64, secure: bool) -> String {
    let name = cookie_name(base, secure);
    let flag = if secure { "; Secure" } else { "" };
    let seconds = seconds.max(0);
    format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{flag}")
}
