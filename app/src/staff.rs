//! Pages of consular staff.

use leptos::prelude::*;
use leptos_router::any_nested_route::AnyNestedRoute;

pub fn routes() -> Vec<AnyNestedRoute> {
    Vec::new()
}

/// What stands in the header beside the portal's name, for staff and border officers: where they
/// may go, who they are, signing out.
pub fn navigation() -> AnyView {
    ().into_any()
}
