//! The route of a page, for the `routes()` of each folder.

use leptos_router::any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute};
use leptos_router::{ChooseView, NestedRoute, PossibleRouteMatch, SsrMode};

/// One route; `path` comes from `leptos_router::path!`.
pub fn route<Path, View>(path: Path, view: View) -> AnyNestedRoute
where
    Path: PossibleRouteMatch + Clone + Send + Sync + std::fmt::Debug + 'static,
    View: ChooseView + Clone + Send + 'static,
{
    NestedRoute::new(path, view)
        .ssr_mode(SsrMode::Async)
        .into_any_nested_route()
}
