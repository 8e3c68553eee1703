//! The names and attributes of the cookies.

/// The cookie's name: `__Host-` wherever the browser allows it.
pub fn cookie_name(base: &str, secure: bool) -> String {
    if secure {
        format!("__Host-{base}")
    } else {
        base.to_owned()
    }
}

/// Base names of the cookies.
pub const TRAVELLER_COOKIE: &str = "traveller";
pub const STAFF_COOKIE: &str = "staff";
pub const RETURNED_FORM_COOKIE: &str = "returned-form";
pub const KEPT_FORM_COOKIE: &str = "kept-form";

/// A `Set-Cookie` value: for the whole site, unreadable to scripts, never sent along from other
/// sites but on plain navigation. `seconds` of zero or less ends it.
pub fn set_cookie(base: &str, value: &str, seconds: i64, secure: bool) -> String {
    let name = cookie_name(base, secure);
    let flag = if secure { "; Secure" } else { "" };
    let seconds = seconds.max(0);
    format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{flag}")
}
