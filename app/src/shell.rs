//! The document around every page, the routes, and the way a request becomes a page. A page
//! without an island carries no script at all; [`ISLAND_PAGES`] names those with one.

use crate::context::PageContext;
use crate::unbroken::unbroken;
use crate::{border, error_page, staff, style_page, traveller, verify};
use axum::body::Body;
use axum::response::Response;
use domain::doc9303::seal;
use futures::{StreamExt, stream};
use http::request::Parts;
use leptos::config::LeptosOptions;
use leptos::prelude::*;
use leptos::reactive::computed::ScopedFuture;
use leptos::tachys::view::iterators::StaticVec;
use leptos_axum::AxumRouteListing;
use leptos_integration_utils::{BoxedFnOnce, PinnedFuture, PinnedStream};
use leptos_meta::{MetaTags, provide_meta_context};
use leptos_router::MatchNestedRoutes;
use leptos_router::any_nested_route::AnyNestedRoute;
use leptos_router::components::{FlatRoutes, FlatRoutesProps, Router};

/// Ends every view whose type is erased.
const MARKER: &str = "<!>";

/// The roots of the pages that take the sheet of desks and tables.
const WITH_TABLES: [&str; 4] = ["/staff", "/border", "/rules", "/style"];
/// Paths of the pages that load the islands.
const ISLAND_PAGES: &[&str] = &["/verify", seal::address::PATH];

/// The roots of the pages that a traveller keeps on the phone.
const KEPT_PAGES: [&str; 2] = ["/v/", "/e/"];

/// What each page is written in: asked for at once, so that it is there when the page is first drawn.
const FONTS: [&str; 3] = [
    "/fonts/noto-sans-400.woff2",
    "/fonts/noto-sans-700.woff2",
    "/fonts/noto-sans-khmer-name.woff2",
];

thread_local! {
    /// Made once for each thread: making all of them anew cost every request more than most pages do.
    static ROUTES: Vec<AnyNestedRoute> = routes();
}

/// The one route of this path; none for an address without a page.
fn route_of(path: &str) -> Vec<AnyNestedRoute> {
    let is_of = |route: &&AnyNestedRoute| {
        let (found, rest) = route.match_nested(path);
        found.is_some() && matches!(rest, "" | "/")
    };
    ROUTES.with(|routes| routes.iter().find(is_of).cloned().into_iter().collect())
}

fn routes() -> Vec<AnyNestedRoute> {
    let mut routes = traveller::routes();
    routes.extend(staff::routes());
    routes.extend(border::routes());
    routes.extend(verify::routes());
    routes.extend(style_page::routes());
    routes.extend(error_page::routes());
    routes
}

/// The page of the request's path, and a page for every other address.
#[component]
pub fn App() -> impl IntoView {
    let path = use_context::<Parts>().map(|parts| parts.uri.path().to_owned());
    pages(path.as_deref().map(route_of).unwrap_or_default())
}

fn pages(routes: Vec<AnyNestedRoute>) -> impl IntoView {
    provide_meta_context();
    view! { <Router>{flat(routes)}</Router> }
}

fn flat(routes: Vec<AnyNestedRoute>) -> impl IntoView {
    FlatRoutes(
        FlatRoutesProps::builder()
            .fallback(error_page::not_found)
            .children(ToChildren::to_children(|| StaticVec::from(routes)))
            .build(),
    )
}

/// Every page's path, for the router of the server.
pub fn route_list() -> Vec<AxumRouteListing> {
    leptos_axum::generate_route_list(|| pages(routes()))
}

/// Answers one request for a page. `context` provides what pages ask for: the services,
/// [`PageContext`], the [`Caller`](crate::contract::Caller) and the
/// [`FlashCipher`](crate::context::FlashCipher). Fit for every listed route and as the fallback.
pub async fn respond(
    options: LeptosOptions,
    context: impl Fn() + Clone + Send + 'static,
    request: http::Request<Body>,
) -> Response<Body> {
    leptos_axum::handle_response_inner(context, move || shell(options), request, whole_page).await
}

/// Renders to the end before the first byte leaves, so that status and headers may follow from
/// the content, keeps words with a hyphen whole, and adds the data scripts only where an island reads
/// them.
fn whole_page<View: IntoView + 'static>(
    app: View,
    scripts: BoxedFnOnce<PinnedStream<String>>,
    _streams: bool,
) -> PinnedFuture<PinnedStream<String>> {
    let scripted = has_island();
    // Rendering reads contexts too, and goes on in whatever thread wakes it: it must find those of
    // this request.
    Box::pin(ScopedFuture::new(async move {
        let mut page = app.to_html_stream_in_order().collect::<String>().await;
        // Views without their types end in a marker, which would stand behind the document.
        if page.ends_with(MARKER) {
            page.truncate(page.len() - MARKER.len());
        }
        let page = stream::once(async move { unbroken(&page) });
        if scripted {
            Box::pin(page.chain(scripts())) as PinnedStream<String>
        } else {
            Box::pin(page)
        }
    }))
}

/// Whether the page that was asked for has an island.
fn has_island() -> bool {
    use_context::<Parts>().is_some_and(|parts| ISLAND_PAGES.contains(&parts.uri.path()))
}

/// Whether the page is of a desk, or has a table: it takes a sheet of its own beside that of every page.
fn has_tables() -> bool {
    use_context::<Parts>().is_some_and(|parts| {
        let path = parts.uri.path();
        let mut roots = WITH_TABLES.into_iter();
        roots.any(|root| {
            path.strip_prefix(root)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    })
}

/// Where the page is one that its holder keeps, or lies beneath one, the home screen opens that page.
fn manifest() -> String {
    let path = use_context::<Parts>().map(|parts| parts.uri.path().to_owned());
    path.as_deref().and_then(kept_page).map_or_else(
        || "/manifest.webmanifest".to_owned(),
        |page| format!("{page}/app.webmanifest"),
    )
}

/// The page that a holder keeps: the first two segments of a path.
fn kept_page(path: &str) -> Option<&str> {
    KEPT_PAGES.into_iter().find_map(|root| {
        let secret = path.strip_prefix(root)?.split('/').next()?;
        path.get(..root.len() + secret.len())
    })
}

/// The document around every page.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    let demo = use_context::<PageContext>().is_some_and(|page| page.demo);
    let scripts = has_island().then(|| {
        let options = options.clone();
        view! { <HydrationScripts options islands=true /> }
    });
    let style = format!("/{}/{}.css", options.site_pkg_dir, options.output_name);
    let desks = format!("/{}/desks.css", options.site_pkg_dir);
    let desks = has_tables().then(|| view! { <link rel="stylesheet" href=desks /> });
    view! {
        <!DOCTYPE html>
        <html lang="en">
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <meta name="format-detection" content="telephone=no" />
                {FONTS.map(|font| view! { <link rel="preload" href=font r#as="font" type="font/woff2" crossorigin="" /> }).collect_view()}
                <link rel="stylesheet" href=style />
                {desks}
                <link rel="icon" href="/icon.svg" type="image/svg+xml" />
                <link rel="apple-touch-icon" href="/icons/apple-touch-icon.png" />
                <link rel="manifest" href=manifest() />
                {scripts}
                <MetaTags />
            </head>
            <body class:demo=demo>
                <App />
            </body>
        </html>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_path_has_its_one_route() {
        for path in [
            "/",
            "/status",
            "/staff/cases/1",
            "/v/secret",
            "/v/secret/",
            "/border",
        ] {
            assert_eq!(route_of(path).len(), 1, "{path}");
        }
        for path in ["/none", "/staff/cases/1/none"] {
            assert_eq!(route_of(path).len(), 0, "{path}");
        }
    }

    #[test]
    fn what_lies_beneath_a_kept_page_opens_that_page() {
        assert_eq!(kept_page("/v/secret"), Some("/v/secret"));
        assert_eq!(kept_page("/v/secret/google"), Some("/v/secret"));
        assert_eq!(kept_page("/e/secret/"), Some("/e/secret"));
        assert_eq!(kept_page("/verify"), None);
    }
}
