//! The frame of every page: escaping, style sheet, security headers; and the front page.

use std::{
    fmt::{self, Write as _},
    sync::Arc,
};

use axum::{
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use crate::state::SandboxState;

/// Escapes a text for HTML, between tags and in quoted attributes.
pub fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

/// Formatted writing at the end of a page.
pub trait Append {
    /// Appends formatted text as it is: values from outside must be escaped first.
    fn append(&mut self, text: fmt::Arguments<'_>);
}

impl Append for String {
    fn append(&mut self, text: fmt::Arguments<'_>) {
        // Writing to a text in memory cannot fail.
        let _ = self.write_fmt(text);
    }
}

/// A whole page. `body` is HTML, the title is text. `form_targets` are origins that a form may lead to
/// besides the sandbox itself: browsers check redirects after a form too.
pub fn page(status: StatusCode, title: &str, body: &str, form_targets: &str) -> Response {
    let title = escape(title);
    let html = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title} · Sandbox</title>\n<link rel=\"stylesheet\" href=\"/sandbox.css\">\n\
         <link rel=\"icon\" href=\"data:,\">\n</head>\n<body>\n\
         <p class=\"banner\" role=\"note\"><strong>Sandbox: no real money</strong></p>\n\
         <main>\n<h1>{title}</h1>\n{body}\n</main>\n</body>\n</html>\n"
    );
    let policy = format!(
        "default-src 'none'; style-src 'self'; img-src data:; frame-src 'self'; form-action 'self' {form_targets}; base-uri 'none'; frame-ancestors 'none'"
    );
    let mut response = (status, axum::response::Html(html)).into_response();
    let headers = response.headers_mut();
    if let Ok(policy) = HeaderValue::from_str(policy.trim_end()) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(
        header::REFERRER_POLICY,
        HeaderValue::from_static("same-origin"),
    );
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    response
}

/// The page of status 404.
pub fn not_found(what: &str) -> Response {
    let body = format!(
        "<p>{}</p>\n<p><a href=\"/\">To the sandbox</a></p>",
        escape(what)
    );
    page(StatusCode::NOT_FOUND, "Not found", &body, "")
}

/// `GET /`: the front page.
pub async fn front(State(state): State<Arc<SandboxState>>) -> Response {
    let webhook = state
        .webhook_url()
        .unwrap_or_else(|| "nowhere yet".to_owned());
    let body = format!(
        "<p>A stand-in for Stripe and a mailbox, for demonstration and tests.</p>\n<ul class=\"links\">\n\
         <li><a href=\"/mail\">Mailbox</a>: every mail that was sent</li>\n\
         <li><a href=\"/sandbox\">Faults and clock</a>: what goes wrong on purpose</li>\n\
         <li><a href=\"/sandbox/ledger\">Ledger</a> (JSON): every charge and refund</li>\n\
         <li><a href=\"/sandbox/deliveries\">Webhooks</a> (JSON): every try</li>\n</ul>\n\
         <p>The API is under <code>/v1/</code>. Webhooks go to <code>{}</code>.</p>",
        escape(&webhook)
    );
    page(StatusCode::OK, "Sandbox", &body, "")
}

/// `GET /sandbox.css`: the style sheet.
pub async fn style_sheet() -> impl IntoResponse {
    (
        [
            (header::CONTENT_TYPE, "text/css; charset=utf-8"),
            (header::CACHE_CONTROL, "max-age=3600"),
        ],
        include_str!("sandbox.css"),
    )
}
