//! Files that people fetch: photos, documents, keys and lists.

use super::Site;
use super::pages::explain;
use crate::services::verifier::record_heads;
use app::contract::{BorderService, Caller, Download, StaffService, TravellerService, Verifier};
use app::error::{PortalError, Result};
use app::text::text;
use axum::Extension;
use axum::extract::{Path, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, Uri, header};
use serde_json::json;
use uuid::Uuid;

/// The file, or what [`failed`] says.
async fn send(site: Site, caller: &Caller, result: Result<Download>, inline: bool) -> Response {
    match result {
        Ok(download) => {
            let kind = if inline { "inline" } else { "attachment" };
            let disposition = format!("{kind}; filename=\"{}\"", download.file_name);
            let mut response = download.bytes.into_response();
            let headers = response.headers_mut();
            headers.insert(
                header::CONTENT_TYPE,
                HeaderValue::from_static(download.content_type),
            );
            if let Ok(value) = HeaderValue::from_str(&disposition) {
                headers.insert(header::CONTENT_DISPOSITION, value);
            }
            response
        }
        Err(error) => failed(site, caller, &error).await,
    }
}

/// The error's page, where there is one that says it; else its status with a plain line.
pub(super) async fn failed(site: Site, caller: &Caller, error: &PortalError) -> Response {
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let page = match error {
        PortalError::NotFound => "/not-found",
        PortalError::Forbidden => "/forbidden",
        PortalError::Unavailable => "/unavailable",
        other => {
            return (status, format!("{}\n", app::text::error_title(other))).into_response();
        }
    };
    explain(site, caller, page, status).await
}

/// More than any address of ours has; a file system calls longer names an error, not a miss, and those
/// with a NUL.
const LONGEST_NAME: usize = 200;
const LONGEST_PATH: usize = 1000;

/// Nothing is there: the address is answered as any other that leads nowhere.
pub async fn named_as_no_file(mut request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let is_too_long =
        path.len() > LONGEST_PATH || path.split('/').any(|name| name.len() > LONGEST_NAME);
    if is_too_long || path.contains("%00") {
        *request.uri_mut() = Uri::from_static("/-");
    }
    next.run(request).await
}

/// An id from the path; what is none is not there.
fn id(text: &str) -> Result<Uuid> {
    text.parse().map_err(|_| PortalError::NotFound)
}

pub async fn own_photo(
    State(site): State<Site>,
    Extension(caller): Extension<Caller>,
    Path(traveller): Path<String>,
) -> Response {
    let file = match id(&traveller) {
        Ok(traveller) => site.portal.photo(&caller, traveller).await,
        Err(error) => Err(error),
    };
    send(site, &caller, file, true).await
}

pub async fn own_photo_overview(
    State(site): State<Site>,
    Extension(caller): Extension<Caller>,
    Path(traveller): Path<String>,
) -> Response {
    let file = match id(&traveller) {
        Ok(traveller) => site.portal.photo_overview(&caller, traveller).await,
        Err(error) => Err(error),
    };
    send(site, &caller, file, true).await
}

pub async fn evisa(
    State(site): State<Site>,
    Extension(caller): Extension<Caller>,
    Path(visa): Path<String>,
) -> Response {
    let file = match id(&visa) {
        Ok(visa) => site.portal.evisa(&caller, visa).await,
        Err(error) => Err(error),
    };
    send(site, &caller, file, false).await
}

pub async fn case_photo(
    State(site): State<Site>,
    Extension(caller): Extension<Caller>,
    Path(case): Path<String>,
) -> Response {
    let file = match id(&case) {
        Ok(case) => site.portal.case_photo(&caller, case).await,
        Err(error) => Err(error),
    };
    send(site, &caller, file, true).await
}

pub async fn person_photo(
    State(site): State<Site>,
    Extension(caller): Extension<Caller>,
    Path(case): Path<String>,
) -> Response {
    let file = match id(&case) {
        Ok(case) => site.portal.person_photo(&caller, case).await,
        Err(error) => Err(error),
    };
    send(site, &caller, file, true).await
}

pub async fn pass_pdf(
    State(site): State<Site>,
    Extension(caller): Extension<Caller>,
    Path(secret): Path<String>,
) -> Response {
    let file = site.portal.pass_pdf(&caller, &secret).await;
    send(site, &caller, file, false).await
}

pub async fn evisa_page_pdf(
    State(site): State<Site>,
    Extension(caller): Extension<Caller>,
    Path(secret): Path<String>,
) -> Response {
    let file = site.portal.evisa_page_pdf(&caller, &secret).await;
    send(site, &caller, file, false).await
}

/// The web app manifest of one pass or e-visa: on the home screen it opens that page. It says nothing
/// that its own address does not.
pub async fn manifest_of_page(uri: Uri) -> Response {
    let page = uri.path().rsplit_once('/').map_or("/", |(page, _)| page);
    let name = if page.starts_with("/e/") {
        "evisa-title"
    } else {
        "pass-title"
    };
    let icon = |source: &str, size: &str, purpose: &str| json!({ "src": source, "sizes": size, "type": "image/png", "purpose": purpose });
    let manifest = json!({
        "id": page,
        "name": text(name),
        "short_name": text(name),
        "start_url": page,
        "scope": "/",
        "display": "standalone",
        "background_color": "#fdfcfa",
        "theme_color": "#2b3a8f",
        "icons": [
            icon("/icons/icon-192.png", "192x192", "any"),
            icon("/icons/icon-512.png", "512x512", "any"),
            icon("/icons/maskable-512.png", "512x512", "maskable"),
        ],
    });
    let kind = [(header::CONTENT_TYPE, "application/manifest+json")];
    (kind, manifest.to_string()).into_response()
}

pub async fn apple_pass(
    State(site): State<Site>,
    Extension(caller): Extension<Caller>,
    Path(secret): Path<String>,
) -> Response {
    let file = site.portal.apple_pass(&caller, &secret).await;
    // Safari hands an inline pass to Wallet, and keeps an attachment as a file.
    send(site, &caller, file, true).await
}

/// Search engines may list what is for everybody. Also the plainest route behind the whole
/// middleware, which the benchmark takes as its floor.
pub async fn robots() -> &'static str {
    "User-agent: *\nDisallow: /apply/\nDisallow: /link/\nDisallow: /staff/\nDisallow: /border/\n\
     Disallow: /v/\nDisallow: /e/\n"
}

pub async fn keys(State(site): State<Site>) -> Response {
    match site.portal.keys().await {
        Ok(json) => ([(header::CONTENT_TYPE, "application/json")], json).into_response(),
        Err(error) => failed(site, &Caller::default(), &error).await,
    }
}

pub async fn record_head(State(site): State<Site>) -> Response {
    match record_heads::published(&site.portal).await {
        Ok(json) => ([(header::CONTENT_TYPE, "application/json")], json).into_response(),
        Err(error) => failed(site, &Caller::default(), &error).await,
    }
}

pub async fn seal_list(State(site): State<Site>) -> Response {
    match site.portal.seal_list().await {
        Ok(bytes) => ([(header::CONTENT_TYPE, "application/octet-stream")], bytes).into_response(),
        Err(error) => failed(site, &Caller::default(), &error).await,
    }
}
