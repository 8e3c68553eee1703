//! The pages over the fakes, without the real server: the test names the caller.

use crate::fakes::{Fakes, Travellers};
use app::context::{FlashCipher, PageContext};
use app::contract::{
    BorderService, Caller, DayPackService, StaffIdentity, StaffService, TravellerService, Verifier,
};
use axum::Router;
use axum::body::Body;
use axum::extract::Path as UrlPath;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use domain::law::visa_types::Settings;
use http::{Request, StatusCode, header};
use leptos::config::LeptosOptions;
use leptos::prelude::provide_context;
use std::path::Path;
use std::sync::Arc;
use tower::ServiceExt;

/// Encodes without encrypting.
struct Hexadecimal;

impl FlashCipher for Hexadecimal {
    fn encrypt(&self, plain: &[u8], _: i64) -> String {
        data_encoding::HEXLOWER.encode(plain)
    }
    fn decrypt(&self, encrypted: &str) -> Option<Vec<u8>> {
        data_encoding::HEXLOWER.decode(encrypted.as_bytes()).ok()
    }
}

/// All parts of the style sheet in the order of `style/main.css`.
fn style() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../style");
    let main = std::fs::read_to_string(folder.join("main.css")).unwrap();
    main.lines()
        .filter_map(|line| line.strip_prefix("@import \"")?.strip_suffix("\";"))
        .map(|part| std::fs::read_to_string(folder.join(part)).unwrap())
        .collect()
}

/// A file of the folder PKG, where glue and wasm lie.
fn built(file: &str) -> Response {
    let folder = std::env::var("PKG").unwrap_or_default();
    let kind = if Path::new(file).extension().is_some_and(|end| end == "wasm") {
        "application/wasm"
    } else {
        "text/javascript"
    };
    match std::fs::read(Path::new(&folder).join(file)) {
        Ok(bytes) => ([(header::CONTENT_TYPE, kind)], bytes).into_response(),
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}

fn public(file: &str, kind: &'static str) -> Response {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("public")
        .join(file);
    ([(header::CONTENT_TYPE, kind)], std::fs::read(path).unwrap()).into_response()
}

pub fn router(staff: Option<StaffIdentity>, fakes: Arc<Fakes>) -> Router {
    app::route_list();
    let context = move || {
        provide_context::<Arc<dyn StaffService>>(fakes.clone());
        provide_context::<Arc<dyn BorderService>>(fakes.clone());
        provide_context::<Arc<dyn DayPackService>>(fakes.clone());
        provide_context::<Arc<dyn Verifier>>(fakes.clone());
        provide_context::<Arc<dyn TravellerService>>(Arc::new(Travellers));
        provide_context::<Arc<dyn FlashCipher>>(Arc::new(Hexadecimal));
        provide_context(PageContext {
            demo: true,
            secure: false,
            public_url: "http://127.0.0.1".into(),
            keep_years: 5,
            law: Settings::DEFAULT,
            source_url: String::new(),
        });
        provide_context(Caller {
            staff: staff.clone(),
            ..Caller::default()
        });
    };
    let options = LeptosOptions::builder()
        .output_name("portal")
        .site_pkg_dir("pkg")
        .build();
    let acting = context.clone();
    Router::new()
        .route(
            "/pkg/portal.css",
            get(|| async { ([(header::CONTENT_TYPE, "text/css")], style()) }),
        )
        .route(
            "/pkg/{file}",
            get(|file: UrlPath<String>| async move { built(&file.0) }),
        )
        .route(
            "/icon.svg",
            get(|| async { public("icon.svg", "image/svg+xml") }),
        )
        .route(
            "/.well-known/portal-keys.json",
            get(|| async { crate::seals::keys() }),
        )
        .route(
            "/.well-known/portal-seals.bin",
            get(|| async { crate::seals::list() }),
        )
        .route(
            "/act/{*act}",
            post(move |request| {
                leptos_axum::handle_server_fns_with_context(acting.clone(), request)
            }),
        )
        .fallback(move |request| app::respond(options.clone(), context.clone(), request))
}

/// An answer: status, redirect, cookies, and the page.
pub struct Answer {
    pub status: StatusCode,
    pub to: String,
    pub cookies: Vec<String>,
    pub page: String,
}

async fn ask(router: Router, request: Request<Body>) -> Answer {
    let response = router.oneshot(request).await.unwrap();
    let text = |value: &header::HeaderValue| value.to_str().unwrap().to_owned();
    let headers = response.headers();
    let to = headers.get(header::LOCATION).map(text).unwrap_or_default();
    let cookies = headers
        .get_all(header::SET_COOKIE)
        .iter()
        .map(text)
        .collect();
    let status = response.status();
    let bytes = axum::body::to_bytes(response.into_body(), usize::MAX)
        .await
        .unwrap();
    Answer {
        status,
        to,
        cookies,
        page: String::from_utf8(bytes.to_vec()).unwrap(),
    }
}

pub async fn page(router: Router, path: &str, cookie: &str) -> Answer {
    let request = Request::get(path)
        .header(header::ACCEPT, "text/html")
        .header(header::COOKIE, cookie)
        .body(Body::empty())
        .unwrap();
    ask(router, request).await
}

/// Posts as a browser without JavaScript does.
pub async fn post_form(router: Router, path: &str, form: &str) -> Answer {
    let request = Request::post(path)
        .header(header::ACCEPT, "text/html")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(form.to_owned()))
        .unwrap();
    ask(router, request).await
}
