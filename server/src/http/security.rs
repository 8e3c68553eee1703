//! Headers that every answer carries. Pages get their own Content-Security-Policy with the
//! nonce of their scripts; everything else gets one that allows nothing.

use crate::config::Config;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::{HeaderMap, HeaderName, HeaderValue, header};
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

const ALWAYS: &[(&str, &str)] = &[
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "permissions-policy",
        "camera=(self), geolocation=(), microphone=(), payment=(), usb=()",
    ),
];

/// Adds what is missing to the answer.
pub async fn headers(State(config): State<Arc<Config>>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let is_public_file = is_public_file(path);
    let policy = if path == "/service-worker.js" {
        SERVICE_WORKER
    } else {
        NOTHING
    };
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
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
    add_missing(headers, policy, is_public_file);
    response
}

fn add_missing(headers: &mut HeaderMap, policy: HeaderValue, is_public_file: bool) {
    if !headers.contains_key(header::CONTENT_SECURITY_POLICY) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        // Pages hold personal data or what somebody typed: nothing in between keeps them.
        let value = if is_public_file {
            "no-cache"
        } else {
            "no-store"
        };
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(value));
    }
}

/// Of files, those that are the same for everybody: at the top, or in the two public folders. A
/// pass's PDF is none of them.
fn is_public_file(path: &str) -> bool {
    let at_the_top = path.rfind('/') == Some(0) && path.contains('.');
    path.starts_with("/pkg/") || path.starts_with("/.well-known/") || at_the_top
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
            assert!(is_public_file(path), "{path}");
        }
        for path in [
            "/",
            "/status",
            "/v/0123456789abcdefghijkl/pass.pdf",
            "/apply/photo/1/image",
            "/documents/evisa/1",
        ] {
            assert!(!is_public_file(path), "{path}");
        }
    }
}
