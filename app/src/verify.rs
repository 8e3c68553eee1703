//! Pages of whoever verifies a document or opens a pass.

use leptos_router::any_nested_route::AnyNestedRoute;

pub fn routes() -> Vec<AnyNestedRoute> {
    Vec::new()
}
