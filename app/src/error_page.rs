//! The pages of errors: what happened, what to do, and the right HTTP status.

use crate::area::Area;
use crate::error::PortalError;
use crate::page::{error_page, show_page};
use crate::route::route;
use leptos::prelude::*;
use leptos_router::any_nested_route::AnyNestedRoute;
use leptos_router::path;

pub fn routes() -> Vec<AnyNestedRoute> {
    vec![
        route(path!("/forbidden"), forbidden),
        route(path!("/unreadable"), unreadable),
    ]
}

/// No page has this address.
pub fn not_found() -> impl IntoView {
    show_page(Area::Open, error_page(&PortalError::NotFound))
}

/// Signed in, but for other things.
fn forbidden() -> impl IntoView {
    show_page(Area::Open, error_page(&PortalError::Forbidden))
}

/// A form that is too long, or that no page of ours sends.
fn unreadable() -> impl IntoView {
    show_page(
        Area::Open,
        error_page(&PortalError::conflict("error-unreadable")),
    )
}
