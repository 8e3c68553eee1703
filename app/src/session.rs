//! The context of a request: its caller, the services, cookies and the address.

use crate::context::PageContext;
use crate::contract::{
    BorderService, Caller, CardService, DayPackService, StaffService, TravellerService, Verifier,
};
use crate::cookies::set_cookie;
use http::StatusCode;
use http::header::{HeaderName, HeaderValue, LOCATION, SET_COOKIE};
use leptos::prelude::{expect_context, use_context};
use leptos_axum::ResponseOptions;
use std::sync::Arc;
use uuid::Uuid;

/// The caller; a stranger where the server named none.
pub fn caller() -> Caller {
    use_context().unwrap_or_default()
}

pub fn traveller_service() -> Arc<dyn TravellerService> {
    expect_context()
}

pub fn card_service() -> Arc<dyn CardService> {
    expect_context()
}

pub fn staff_service() -> Arc<dyn StaffService> {
    expect_context()
}

pub fn border_service() -> Arc<dyn BorderService> {
    expect_context()
}

pub fn day_pack_service() -> Arc<dyn DayPackService> {
    expect_context()
}

pub fn verifier() -> Arc<dyn Verifier> {
    expect_context()
}

/// Whether this is a demonstration.
pub fn demo() -> bool {
    use_context::<PageContext>().is_some_and(|page| page.demo)
}

/// Whether cookies carry `Secure`.
pub(crate) fn secure() -> bool {
    use_context::<PageContext>().is_none_or(|page| page.secure)
}

/// Adds a cookie to the answer; `base` is one of the names in [`crate::cookies`].
pub fn give_cookie(base: &str, value: &str, seconds: i64) {
    if let (Some(response), Ok(header)) = (
        use_context::<ResponseOptions>(),
        HeaderValue::from_str(&set_cookie(base, value, seconds, secure())),
    ) {
        response.append_header(SET_COOKIE, header);
    }
}

/// Has the browser forget the pages that it keeps of this site, also those that "Back" would show.
/// Cookies are ended by name; what the service worker keeps stays, since a V-Pass must open without a
/// network.
pub fn clear_site_data() {
    if let Some(response) = use_context::<ResponseOptions>() {
        let what = HeaderValue::from_static("\"cache\"");
        response.insert_header(HeaderName::from_static("clear-site-data"), what);
    }
}

/// The value of a cookie of ours in the request.
pub fn cookie(base: &str) -> Option<String> {
    let parts = use_context::<http::request::Parts>()?;
    crate::cookies::read_cookie(&parts.headers, base, secure())
}

/// The path of the request.
pub fn path() -> String {
    use_context::<http::request::Parts>()
        .map(|parts| parts.uri.path().to_owned())
        .unwrap_or_default()
}

/// A part of the path by its name in the route.
pub fn path_part(name: &str) -> String {
    use leptos::prelude::GetUntracked;
    leptos_router::hooks::use_params_map()
        .get_untracked()
        .get(name)
        .unwrap_or_default()
}

/// A part of the path that is an id.
///
/// # Errors
/// `NotFound` when it is none.
pub fn path_id(name: &str) -> crate::error::Result<Uuid> {
    path_part(name)
        .parse()
        .map_err(|_| crate::error::PortalError::NotFound)
}

/// A value of the address's query, the last of this name; empty when absent. The router's own map decodes
/// each value twice, so that what was folded would not be any more.
pub fn query(name: &str) -> String {
    use leptos::prelude::GetUntracked;
    let url = leptos_router::hooks::use_url().get_untracked();
    value_of(url.search(), name)
}

fn value_of(query: &str, name: &str) -> String {
    let query = query.trim_start_matches('?');
    let values = form_urlencoded::parse(query.as_bytes()).filter(|(named, _)| named == name);
    values
        .last()
        .map(|(_, value)| value.into_owned())
        .unwrap_or_default()
}

/// Redirects the browser to a page of ours or to the hosted checkout (303).
pub fn go(to: &str) {
    if let (Some(response), Ok(to)) = (use_context::<ResponseOptions>(), HeaderValue::from_str(to))
    {
        response.insert_header(LOCATION, to);
        response.set_status(StatusCode::SEE_OTHER);
    }
}

#[cfg(test)]
mod tests {
    use super::value_of;

    #[test]
    fn a_query_is_decoded_once() {
        for (query, value) in [
            ("port=%2541", "%41"),
            ("port=%2500", "%00"),
            ("?port=a%20b+c", "a b c"),
            ("port=x&port=%E1%9E%80", "\u{1780}"),
            ("ports=x", ""),
        ] {
            assert_eq!(value_of(query, "port"), value, "{query}");
        }
    }
}
