//! Who is calling, from the two cookies; and the guard, which asks the route table whether that
//! caller may go on.

use super::Site;
use super::table::{self, Access};
use crate::accounts::sessions::who;
use crate::state::Portal;
use crate::vault::Purpose;
use app::contract::Caller;
use app::cookies::{BROWSER_COOKIE, STAFF_COOKIE, TRAVELLER_COOKIE, cookie_name};
use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use http::{HeaderMap, StatusCode, header};
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
    let Ok(who) = who(portal, traveller, staff).await else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    let caller = Caller {
        application: who.application,
        staff: who.staff,
        browser,
        address: address(portal, &request),
    };
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
            request.extensions_mut().insert(caller);
            *request.method_mut() = http::Method::GET;
            *request.uri_mut() = http::Uri::from_static("/forbidden");
            super::pages::respond(site.clone(), request).await
        }
        // The path is there, for another method.
        Some(None) if is_known(&request) => StatusCode::METHOD_NOT_ALLOWED.into_response(),
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

fn address(portal: &Portal, request: &Request) -> Option<IpAddr> {
    if portal.config.server.behind_proxy {
        // The last line is the proxy's own; those before it are what the caller wrote.
        let lines = request.headers().get_all("x-forwarded-for");
        let forwarded = lines.iter().next_back()?.to_str().ok()?;
        return forwarded.rsplit(',').next()?.trim().parse().ok();
    }
    request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .map(|info| info.0.ip())
}
