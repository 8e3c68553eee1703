//! Pages and server functions of `app`: what the server puts into their context.

use super::folding::{folded, folded_query};
use super::forms::PortalFlashCipher;
use super::security::page_policy;
use super::{MOST_FORM_BYTES, Site};
use app::context::{FlashCipher, PageContext};
use app::contract::{
    BorderService, Caller, CardService, DayPackService, StaffService, TravellerService, Verifier,
};
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use http::header::{CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE, COOKIE, REFERER};
use http::request::Parts;
use http::{HeaderValue, StatusCode};
use leptos::config::LeptosOptions;
use leptos::prelude::{provide_context, use_context};
use leptos_axum::ResponseOptions;
use std::sync::Arc;

/// On the answer of a server function that could not take its arguments.
const SERVER_FN_ERROR: &str = "serverfnerror";

/// The settings of the page renderer, from our own configuration, so that no other variables
/// have to be set.
pub fn options(config: &crate::config::Config) -> LeptosOptions {
    LeptosOptions::builder()
        .output_name("portal")
        .site_root(config.server.site_root.display().to_string())
        .site_pkg_dir("pkg")
        .site_addr(config.server.address)
        .build()
}

/// Provides the services, the caller and the page's facts to whatever answers the request.
pub fn context(site: &Site) -> impl Fn() + Clone + Send + Sync + 'static {
    let site = site.clone();
    move || {
        let portal = &site.portal;
        provide_context::<Arc<dyn TravellerService>>(portal.clone());
        provide_context::<Arc<dyn CardService>>(portal.clone());
        provide_context::<Arc<dyn StaffService>>(portal.clone());
        provide_context::<Arc<dyn BorderService>>(portal.clone());
        provide_context::<Arc<dyn DayPackService>>(portal.clone());
        provide_context::<Arc<dyn Verifier>>(portal.clone());
        provide_context::<Arc<dyn FlashCipher>>(Arc::new(PortalFlashCipher(portal.clone())));
        provide_context(PageContext {
            demo: portal.config.is_demo(),
            secure: portal.config.is_secure(),
            public_url: portal.config.server.public_url.clone(),
            keep_years: portal.config.service.keep_years,
            law: portal.config.law,
            source_url: portal.config.service.source_url.clone(),
        });
        let caller = use_context::<Parts>()
            .and_then(|parts| parts.extensions.get::<Caller>().cloned())
            .unwrap_or_default();
        provide_context(caller);
        let nonce = leptos::nonce::use_nonce().map(|nonce| nonce.to_string());
        if let Some(response) = use_context::<ResponseOptions>()
            && let Ok(policy) =
                HeaderValue::from_str(&page_policy(&portal.config, nonce.as_deref()))
        {
            response.insert_header(CONTENT_SECURITY_POLICY, policy);
        }
    }
}

/// Renders the page of the request's address, or the page that says there is none.
pub async fn respond(site: Site, request: Request<Body>) -> Response {
    app::respond(LeptosOptions::clone(&site.options), context(&site), request).await
}

/// A page route or the fallback.
pub async fn page(State(site): State<Site>, mut request: Request<Body>) -> Response {
    if let Some(uri) = folded_query(request.uri()) {
        *request.uri_mut() = uri;
    }
    respond(site, request).await
}

/// A form posted to a server function, folded. What is no form, too long, or lacks what the function takes is
/// refused with a page that says so; the functions themselves never fail.
pub async fn act(State(site): State<Site>, request: Request<Body>) -> Response {
    let (mut parts, body) = request.into_parts();
    // Without it, what cannot be decoded goes back to the start rather than into an address.
    parts.headers.remove(REFERER);
    let is_form = parts
        .headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.starts_with("application/x-www-form-urlencoded"));
    if !is_form {
        return unreadable(site, &parts, StatusCode::UNSUPPORTED_MEDIA_TYPE).await;
    }
    let Ok(form) = to_bytes(body, MOST_FORM_BYTES).await else {
        return unreadable(site, &parts, StatusCode::PAYLOAD_TOO_LARGE).await;
    };
    parts.headers.remove(CONTENT_LENGTH);
    let request = Request::from_parts(parts.clone(), Body::from(folded(&form)));
    let response = leptos_axum::handle_server_fns_with_context(context(&site), request)
        .await
        .into_response();
    if response.headers().contains_key(SERVER_FN_ERROR) {
        return unreadable(site, &parts, StatusCode::BAD_REQUEST).await;
    }
    response
}

/// The page at this path of ours, in place of an answer that would be none, with another status.
pub async fn explain(
    site: Site,
    caller: &Caller,
    path: &'static str,
    status: StatusCode,
) -> Response {
    let mut request = Request::new(Body::empty());
    *request.uri_mut() = http::Uri::from_static(path);
    request.extensions_mut().insert(caller.clone());
    let mut response = respond(site, request).await;
    *response.status_mut() = status;
    response
}

/// The page that says that a form could not be read.
async fn unreadable(site: Site, parts: &Parts, status: StatusCode) -> Response {
    let mut request = Request::new(Body::empty());
    *request.uri_mut() = http::Uri::from_static("/unreadable");
    *request.extensions_mut() = parts.extensions.clone();
    let cookies = parts.headers.get_all(COOKIE).iter();
    for cookie in cookies {
        request.headers_mut().append(COOKIE, cookie.clone());
    }
    let mut response = respond(site, request).await;
    *response.status_mut() = status;
    response
}
