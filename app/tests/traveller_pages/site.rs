//! The pages over the service in memory, without the real server.

use crate::fake::{APPLICATION, FakeService, HexCipher};
use app::context::{FlashCipher, PageContext};
use app::contract::{Caller, TravellerService};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::routing::{get, post};
use domain::calendar::Period;
use domain::law::visa_types::Settings;
use http::{Request, StatusCode, header};
use leptos::config::LeptosOptions;
use leptos::prelude::provide_context;
use std::sync::Arc;
use tower::ServiceExt;

pub fn site(service: FakeService, known: bool) -> Router {
    let service: Arc<dyn TravellerService> = Arc::new(service);
    let context = move || {
        provide_context(Arc::clone(&service));
        provide_context::<Arc<dyn FlashCipher>>(Arc::new(HexCipher));
        provide_context(PageContext {
            demo: true,
            secure: false,
            public_url: "http://localhost".into(),
            keep_years: 5,
            law: LAW,
            source_url: String::new(),
        });
        provide_context(Caller {
            application: known.then_some(APPLICATION),
            ..Caller::default()
        });
    };
    let options = LeptosOptions::builder()
        .output_name("portal")
        .site_pkg_dir("pkg")
        .build();
    let page = {
        let context = context.clone();
        move |request: Request<Body>| app::respond(options.clone(), context.clone(), request)
    };
    let server_functions = move |request: Request<Body>| {
        leptos_axum::handle_server_fns_with_context(context.clone(), request)
    };
    let mut router = Router::new();
    for listing in app::route_list() {
        router = router.route(listing.path(), get(page.clone()));
    }
    router
        .route("/act/{*name}", post(server_functions))
        .route("/pkg/portal.css", get(style))
        .route("/icon.svg", get(icon))
        .fallback(page)
}

async fn style() -> impl axum::response::IntoResponse {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../style");
    let list = std::fs::read_to_string(format!("{folder}/main.css")).unwrap();
    let css: String = list
        .lines()
        .filter_map(|line| line.strip_prefix("@import \"")?.strip_suffix("\";"))
        .map(|name| std::fs::read_to_string(format!("{folder}/{name}")).unwrap())
        .collect();
    ([(header::CONTENT_TYPE, "text/css")], css)
}

async fn icon() -> impl axum::response::IntoResponse {
    let icon = include_str!("../../public/icon.svg");
    ([(header::CONTENT_TYPE, "image/svg+xml")], icon)
}

/// Settings other than the default, so that a page shows those of the portal.
pub const LAW: Settings = Settings {
    exit_visa_validity: Period::Days(9),
};

/// An answer of the site.
pub struct Answer {
    pub status: StatusCode,
    pub location: String,
    pub cookies: Vec<String>,
    pub body: String,
}

pub async fn send(site: Router, request: Request<Body>) -> Answer {
    let response = site.oneshot(request).await.unwrap();
    let status = response.status();
    let values = |name| -> Vec<String> {
        response
            .headers()
            .get_all(name)
            .iter()
            .map(|value| value.to_str().unwrap().to_owned())
            .collect()
    };
    let location = values(header::LOCATION).concat();
    let cookies = values(header::SET_COOKIE);
    let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    Answer {
        status,
        location,
        cookies,
        body: String::from_utf8(body.to_vec()).unwrap(),
    }
}

pub async fn open_page(site: Router, path: &str) -> Answer {
    let request = Request::get(path)
        .header(header::ACCEPT, "text/html")
        .body(Body::empty());
    send(site, request.unwrap()).await
}

pub async fn post_form(site: Router, path: &str, body: impl Into<Body>) -> Answer {
    let request = Request::post(path)
        .header(header::ACCEPT, "text/html")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(body.into());
    send(site, request.unwrap()).await
}
