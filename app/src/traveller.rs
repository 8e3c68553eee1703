//! Pages of travellers.

use leptos_router::any_nested_route::AnyNestedRoute;

pub fn routes() -> Vec<AnyNestedRoute> {
    Vec::new()
}
