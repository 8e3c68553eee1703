//! The edge: routes, who may call them, headers, limits.
//!
//! A request passes, from the outside in: request id and trace (routes, never paths), metrics,
//! compression, security headers, time-out and panics, cross-site protection, the guard. A new
//! address needs its handler here or a page in `app`, and its row in [`table`].

pub mod callers;
pub mod connections;
pub mod desk;
pub mod files;
pub mod folding;
pub mod forms;
pub mod health;
pub mod metrics;
pub mod pages;
pub mod security;
pub mod table;
pub mod uploads;
pub mod wallet;

use crate::payments::webhook;
use crate::state::Portal;
use anyhow::Context;
use axum::extract::{DefaultBodyLimit, FromRef, MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Router, middleware};
use http::{HeaderName, StatusCode};
use leptos::config::LeptosOptions;
use std::sync::Arc;
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::{CompressionLayer, CompressionLevel};
use tower_http::csrf::CsrfLayer;
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer};
use tower_http::services::ServeDir;
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;

/// What handlers share.
#[derive(Clone)]
pub struct Site {
    pub portal: Arc<Portal>,
    /// Shared: every layer of every request copies this.
    pub options: Arc<LeptosOptions>,
}

impl FromRef<Site> for Arc<Portal> {
    fn from_ref(site: &Site) -> Self {
        site.portal.clone()
    }
}

/// Forms are small; what is larger is no form of ours.
const MOST_FORM_BYTES: usize = 64 * 1024;

/// A style sheet is a sixth smaller than at the fastest level, a page of a pass an eighth, for half a
/// millisecond more: on a poor line that is the better bargain.
const COMPRESSION: CompressionLevel = CompressionLevel::Precise(4);

/// A person waits no longer for a page; the upload of a photo over a poor line may take longer.
const PATIENCE: Duration = Duration::from_secs(30);
const UPLOAD_PATIENCE: Duration = Duration::from_mins(5);

/// Paths under which pages and server functions of `app` answer, with their methods.
pub fn page_routes() -> Vec<(&'static str, String)> {
    let mut routes: Vec<_> = app::route_list()
        .iter()
        .map(|route| ("GET", route.path().to_owned()))
        .collect();
    routes.extend(
        leptos::server_fn::axum::server_fn_paths().map(|(path, method)| {
            (
                if method == http::Method::GET {
                    "GET"
                } else {
                    "POST"
                },
                path.to_owned(),
            )
        }),
    );
    routes
}

/// What the build has made; whatever is none of it is a page that knows its caller too.
fn site_files(site: &Site) -> Router {
    let page = get(pages::page)
        .layer(middleware::from_fn_with_state(site.clone(), callers::guard))
        .with_state(site.clone());
    let files = ServeDir::new(&site.portal.config.server.site_root)
        .append_index_html_on_directories(false)
        // What the build has packed smaller than a request has time for.
        .precompressed_br()
        .fallback(page);
    Router::new()
        .fallback_service(files)
        .layer(middleware::from_fn(files::named_as_no_file))
}

/// The portal's router.
///
/// # Errors
/// When the public address is none.
pub fn router(portal: Arc<Portal>) -> anyhow::Result<Router> {
    let config = Arc::new(portal.config.clone());
    let site = Site {
        options: Arc::new(pages::options(&config)),
        portal: portal.clone(),
    };
    let csrf = CsrfLayer::new()
        .add_trusted_origin(&config.server.public_url)
        .context("server.public_url is no origin")?;

    let mut people = Router::new()
        .route("/robots.txt", get(files::robots))
        .route("/apply/photo/{traveller}/image", get(files::own_photo))
        .route(
            "/apply/photo/{traveller}/overview",
            get(files::own_photo_overview),
        )
        .route("/documents/evisa/{visa}", get(files::evisa))
        .route("/staff/cases/{id}/photo", get(files::case_photo))
        .route("/border/people/{case}/photo", get(files::person_photo))
        .route("/act/border/day-pack", post(desk::day_pack))
        .route("/act/border/hand-in", post(desk::hand_in))
        .route("/v/{secret}/pass.pdf", get(files::pass_pdf))
        .route("/v/{secret}/app.webmanifest", get(files::manifest_of_page))
        .route("/e/{secret}/e-visa.pdf", get(files::evisa_page_pdf))
        .route("/e/{secret}/app.webmanifest", get(files::manifest_of_page))
        .route("/v/{secret}/pass.pkpass", get(files::apple_pass))
        .route("/.well-known/portal-keys.json", get(files::keys))
        .route("/.well-known/portal-seals.bin", get(files::seal_list))
        .route("/.well-known/portal-record.json", get(files::record_head));
    for (method, path) in page_routes() {
        people = match method {
            "GET" => people.route(&path, get(pages::page)),
            _ => people.route(&path, post(pages::act)),
        };
    }
    let people =
        people
            .layer(DefaultBodyLimit::max(MOST_FORM_BYTES))
            .layer(TimeoutLayer::with_status_code(
                StatusCode::GATEWAY_TIMEOUT,
                PATIENCE,
            ));
    let uploads = Router::new()
        .route("/apply/photo/{traveller}", post(uploads::upload_photo))
        .layer(DefaultBodyLimit::max(uploads::MOST_UPLOAD_BYTES))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::GATEWAY_TIMEOUT,
            UPLOAD_PATIENCE,
        ));

    let browsers = people
        .merge(uploads)
        .layer(middleware::from_fn_with_state(site.clone(), callers::guard))
        .layer(csrf)
        .layer(middleware::from_fn_with_state(
            site.clone(),
            callers::explain_foreign_forms,
        ))
        .fallback_service(site_files(&site));
    let request_id = HeaderName::from_static("x-request-id");
    Ok(browsers
        .merge(machines())
        .layer(CatchPanicLayer::new())
        .layer(middleware::from_fn_with_state(config, security::headers))
        .layer(CompressionLayer::new().quality(COMPRESSION))
        .layer(middleware::from_fn(metrics::measure))
        .layer(TraceLayer::new_for_http().make_span_with(span))
        .layer(PropagateRequestIdLayer::new(request_id.clone()))
        .layer(SetRequestIdLayer::new(request_id, MakeRequestUuid))
        .layer(middleware::from_fn(without_request_id))
        .with_state(site))
}

/// What is asked by machines: whoever watches the portal, the card provider, wallets.
fn machines() -> Router<Site> {
    Router::new()
        .route("/healthz", get(health::healthz))
        .route("/readyz", get(health::readyz))
        .route("/webhooks/stripe", post(webhook::receive))
        .route(table::WALLET_DEVICE, get(wallet::updated))
        .route(
            table::WALLET_REGISTRATION,
            post(wallet::register).delete(wallet::unregister),
        )
        .route(table::WALLET_PASS, get(wallet::fetch))
        .route("/wallet/apple/v1/log", post(wallet::log))
        .layer(middleware::from_fn(callers::without_nul))
        .layer(DefaultBodyLimit::max(1024 * 1024))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::GATEWAY_TIMEOUT,
            PATIENCE,
        ))
}

/// Takes away a request id that the caller chose: ours stands in the log.
async fn without_request_id(mut request: Request, next: Next) -> Response {
    request.headers_mut().remove("x-request-id");
    next.run(request).await
}

/// A request in the log: method, route, id. Never the path, which may hold a secret.
fn span(request: &Request) -> tracing::Span {
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("other", MatchedPath::as_str);
    let id = request
        .headers()
        .get("x-request-id")
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    tracing::info_span!("request", method = %request.method(), route, id)
}
