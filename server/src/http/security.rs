//! Headers that every answer carries. Pages get their own Content-Security-Policy with the
//! nonce of their scripts; everything else gets one that allows nothing.

use crate::config::Config;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use std::path::Path;
use std::sync::Arc;

/// The policy of a page: scripts only by nonce, forms only to ourselves and the hosted checkout.
pub fn page_policy(config: &Config, nonce: Option<&str>) -> String {
    let checkout = &config.stripe.checkout_origin;
    let scripts = match nonce {
        Some(nonce) => format!("'strict-dynamic' 'nonce-{nonce}' 'wasm-unsafe-eval'"),
        None => "'none'".to_owned(),
    };
    format!(
        "default-src 'none'; script-src {scripts}; style-src 'self'; img-src 'self' data: blob:; \
         font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; \
         form-action 'self' {checkout}; frame-ancestors 'none'; base-uri 'none'"
    )
}

const NOTHING: HeaderValue =
    HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'; sandbox");

/// The service worker fetches what it keeps, and it lives under the policy of its own script.
const SERVICE_WORKER: HeaderValue =
    HeaderValue::from_static("default-src 'none'; connect-src 'self'; frame-ancestors 'none'");

const ALWAYS: [(&str, &str); 2] = [
    ("x-content-type-options", "nosniff"),
    ("cross-origin-resource-policy", "same-origin"),
];

/// What is said to all but a picture or font, which opens no page and asks for nothing: it only weighs
/// there.
const TO_PAGES: [(&str, &str); 4] = [
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    (
        "permissions-policy",
        "camera=(self), geolocation=(), microphone=(), payment=(), usb=()",
    ),
];

/// Adds what is missing to the answer.
pub async fn headers(State(config): State<Arc<Config>>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let kept_when_found = Kept::of(path);
    let policy = if path == "/service-worker.js" {
        SERVICE_WORKER
    } else {
        NOTHING
    };
    let mut response = next.run(request).await;
    // Where no file is, a page says so, to whom it knows.
    let is_found = response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED;
    let kept = if is_found {
        kept_when_found
    } else {
        Kept::Nowhere
    };
    let headers = response.headers_mut();
    let to_pages: &[_] = if kept == Kept::AWeek {
        // Its `ETag` says it already.
        headers.remove(header::LAST_MODIFIED);
        headers.remove(header::ACCEPT_RANGES);
        &[]
    } else {
        &TO_PAGES
    };
    for (name, value) in ALWAYS.iter().chain(to_pages) {
        headers.insert(
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        );
    }
    if config.is_secure() {
        headers.insert(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=63072000; includeSubDomains; preload"),
        );
    }
    add_missing(headers, policy, kept);
    response
}

fn add_missing(headers: &mut HeaderMap, policy: HeaderValue, kept: Kept) {
    if !headers.contains_key(header::CONTENT_SECURITY_POLICY) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        let value = match kept {
            Kept::Nowhere => "no-store",
            Kept::Asked => "no-cache",
            Kept::AWeek => "max-age=604800",
        };
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(value));
    }
}

/// How long an answer may be kept on the way and in the browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kept {
    /// It holds personal data or what somebody typed.
    Nowhere,
    /// The same for everybody, and asked about each time: at the top, or in two folders.
    Asked,
    /// Fonts and drawings: a font that has to be asked about comes too late to be drawn.
    AWeek,
}

impl Kept {
    fn of(path: &str) -> Self {
        const DRAWN: [&str; 3] = ["/fonts/", "/drawings/", "/icons/"];
        let extension = Path::new(path).extension();
        let is_drawing = extension.is_some_and(|extension| extension.eq_ignore_ascii_case("svg"));
        let at_the_top = path.rfind('/') == Some(0) && path.contains('.');
        // A pass's PDF is no public file.
        if DRAWN.iter().any(|folder| path.starts_with(folder)) || at_the_top && is_drawing {
            Self::AWeek
        } else if path.starts_with("/pkg/") || path.starts_with("/.well-known/") || at_the_top {
            Self::Asked
        } else {
            Self::Nowhere
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_for_everybody_may_be_kept_on_the_way() {
        for path in [
            "/pkg/portal.css",
            "/.well-known/portal-keys.json",
            "/robots.txt",
            "/service-worker.js",
        ] {
            assert_eq!(Kept::of(path), Kept::Asked, "{path}");
        }
        for path in [
            "/mark.svg",
            "/fonts/noto-sans-400.woff2",
            "/drawings/passport.svg",
        ] {
            assert_eq!(Kept::of(path), Kept::AWeek, "{path}");
        }
        for path in [
            "/",
            "/status",
            "/v/0123456789abcdefghijkl/pass.pdf",
            "/apply/photo/1/image",
            "/documents/evisa/1",
        ] {
            assert_eq!(Kept::of(path), Kept::Nowhere, "{path}");
        }
    }
}
