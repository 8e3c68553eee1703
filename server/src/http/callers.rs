//! Who is calling, from the two cookies; and the guard, which asks the route table whether that
//! caller may go on.

use super::Site;
use super::table::{self, Access};
use crate::accounts::sessions::who;
use crate::audit::{Actor, Event};
use crate::state::Portal;
use crate::vault::Purpose;
use app::contract::Caller;
use app::cookies::{BROWSER_COOKIE, STAFF_COOKIE, TRAVELLER_COOKIE, cookie_name};
use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use http::{Extensions, HeaderMap, StatusCode, header};
use serde_json::json;
use std::net::{IpAddr, SocketAddr};

/// The value of a cookie of ours.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
        .filter(|value| !value.is_empty())
}

/// Adds the [`Caller`] to the request and refuses whom the route table does not name.
pub async fn guard(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    let portal = &site.portal;
    let secure = portal.config.is_secure();
    let traveller = cookie(request.headers(), &cookie_name(TRAVELLER_COOKIE, secure));
    let browser = cookie(request.headers(), &cookie_name(BROWSER_COOKIE, secure));
    let browser = browser.map(|secret| portal.vault.hash(Purpose::Browser, &[secret]));
    let staff = cookie(request.headers(), &cookie_name(STAFF_COOKIE, secure));
    let mut caller = Caller {
        browser,
        address: address(portal, request.headers(), request.extensions()),
        ..Caller::default()
    };
    if holds_nul(request.uri()) {
        let status = StatusCode::BAD_REQUEST;
        return super::pages::explain(site, &caller, "/unreadable", status).await;
    }
    let Ok(who) = who(portal, traveller, staff).await else {
        let status = StatusCode::SERVICE_UNAVAILABLE;
        return super::pages::explain(site, &caller, "/unavailable", status).await;
    };
    caller.application = who.application;
    caller.staff = who.staff;
    let access = request.extensions().get::<MatchedPath>().map(|path| {
        table::find(request.method().as_str(), path.as_str()).map(|row| row.callers.admit(&caller))
    });
    match access {
        // The fallback: pages that are not there, and files that anybody may have.
        None | Some(Some(Access::Pass)) => {
            request.extensions_mut().insert(caller);
            next.run(request).await
        }
        Some(Some(Access::LinkNeeded)) => sign_in_path("/check"),
        Some(Some(Access::SignInNeeded)) => sign_in_path("/staff/sign-in"),
        Some(Some(Access::PasswordChangeNeeded)) => sign_in_path("/staff/password"),
        Some(Some(Access::Forbidden)) => {
            record_forbidden(portal, &caller, &route(&request)).await;
            request.extensions_mut().insert(caller);
            *request.method_mut() = http::Method::GET;
            *request.uri_mut() = http::Uri::from_static("/forbidden");
            super::pages::respond(site.clone(), request).await
        }
        // The path is there, for another method.
        Some(None) if is_known(&request) => {
            let status = StatusCode::METHOD_NOT_ALLOWED;
            super::pages::explain(site, &caller, "/unreadable", status).await
        }
        Some(None) => {
            tracing::error!(
                route = request
                    .extensions()
                    .get::<MatchedPath>()
                    .map(MatchedPath::as_str),
                "a route without a row in the table was called and refused"
            );
            StatusCode::FORBIDDEN.into_response()
        }
    }
}

/// Whether the route's path is in the table, whatever the method.
fn is_known(request: &Request) -> bool {
    request
        .extensions()
        .get::<MatchedPath>()
        .is_some_and(|path| table::TABLE.iter().any(|row| row.path == path.as_str()))
}

/// To the sign-in path, by 303, so that a form is not posted to it.
fn sign_in_path(to: &str) -> Response {
    Redirect::to(to).into_response()
}

/// The address that a request came from.
pub(super) fn address(
    portal: &Portal,
    headers: &HeaderMap,
    extensions: &Extensions,
) -> Option<IpAddr> {
    if portal.config.server.behind_proxy {
        // The last line is the proxy's own; those before it are what the caller wrote.
        let lines = headers.get_all("x-forwarded-for");
        let forwarded = lines.iter().next_back()?.to_str().ok()?;
        return forwarded.rsplit(',').next().and_then(self::forwarded);
    }
    let peer = extensions.get::<ConnectInfo<SocketAddr>>();
    peer.map(|ConnectInfo(address)| address.ip())
}

/// An entry of `X-Forwarded-For`. Proxies write `192.0.2.1`, `192.0.2.1:4711`, `2001:db8::1`,
/// `[2001:db8::1]`, `[2001:db8::1]:4711`, and some a zone behind a `%`.
fn forwarded(entry: &str) -> Option<IpAddr> {
    let entry = entry.trim().trim_matches('"');
    let bare = match entry.strip_prefix('[') {
        Some(rest) => rest.split_once(']')?.0,
        None if entry.matches(':').count() == 1 => entry.split_once(':')?.0,
        None => entry,
    };
    bare.split('%').next()?.parse().ok()
}

/// Whether the path holds a NUL when decoded: no text does, and PostgreSQL takes none. From queries
/// and forms it is folded away.
fn holds_nul(uri: &http::Uri) -> bool {
    uri.path().contains("%00")
}

/// For machines, whose callers the guard does not look at: such an address is none.
pub async fn without_nul(request: Request, next: Next) -> Response {
    if holds_nul(request.uri()) {
        return StatusCode::NOT_FOUND.into_response();
    }
    next.run(request).await
}

/// A caller in log and record: a keyed hash of the network address, short, since it only tells
/// callers apart.
pub fn caller_hash(portal: &Portal, caller: &Caller) -> String {
    crate::audit::caller_hash(&portal.vault, &caller.throttle_key())
}

/// Records that a member of staff asked for what is not theirs.
async fn record_forbidden(portal: &Portal, caller: &Caller, route: &str) {
    let Some(staff) = &caller.staff else { return };
    let event = Event::new(Actor::Staff(staff.id), "access.forbidden").with(json!({
        "route": route,
        "caller": caller_hash(portal, caller),
    }));
    tracing::warn!(staff = %staff.id, route, "a page was refused for want of a role");
    let kept = portal
        .access_log
        .record(&portal.store, vec![event], portal.now());
    // The refusal stands either way; why it is not recorded, the log says.
    let _ = kept.await;
}

/// Puts a page in the place of the empty answer to a form that another site sent.
pub async fn explain_foreign_forms(
    State(site): State<Site>,
    request: Request,
    next: Next,
) -> Response {
    let caller = Caller {
        address: address(&site.portal, request.headers(), request.extensions()),
        ..Caller::default()
    };
    let route = route(&request);
    let response = next.run(request).await;
    let is_bare = !response.headers().contains_key(header::CONTENT_TYPE);
    if response.status() != StatusCode::FORBIDDEN || !is_bare {
        return response;
    }
    tracing::warn!(
        route,
        caller = caller_hash(&site.portal, &caller),
        "a form from another site was refused"
    );
    super::pages::explain(site, &caller, "/unreadable", StatusCode::FORBIDDEN).await
}

fn route(request: &Request) -> String {
    let path = request.extensions().get::<MatchedPath>();
    path.map_or("other", MatchedPath::as_str).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn proxies_write_addresses_in_many_ways() {
        for (entry, address) in [
            ("192.0.2.1", "192.0.2.1"),
            (" 192.0.2.1:4711", "192.0.2.1"),
            ("2001:db8::1", "2001:db8::1"),
            ("[2001:db8::1]", "2001:db8::1"),
            ("[2001:db8::1]:443", "2001:db8::1"),
            ("\"[2001:db8::1]:443\"", "2001:db8::1"),
            ("fe80::1%eth0", "fe80::1"),
        ] {
            assert_eq!(forwarded(entry), address.parse().ok(), "{entry}");
        }
        for entry in [
            "",
            "unknown",
            "_hidden",
            "192.0.2.1:x:y",
            "[192.0.2.1",
            "example.org:80",
        ] {
            assert_eq!(forwarded(entry), None, "{entry}");
        }
    }
}
