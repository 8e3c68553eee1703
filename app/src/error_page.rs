//! The pages of errors: a title, an advice, and the HTTP status.

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
        route(path!("/unavailable"), unavailable),
    ]
}

/// The page of an address that no page has.
pub fn not_found() -> impl IntoView {
    show_page(Area::Open, error_page(&PortalError::NotFound))
}

/// The page for somebody who is signed in, but for other things.
fn forbidden() -> impl IntoView {
    show_page(Area::Open, error_page(&PortalError::Forbidden))
}

/// The page for a moment at which the portal cannot look anything up.
fn unavailable() -> impl IntoView {
    show_page(Area::Open, error_page(&PortalError::Unavailable))
}

/// The page for a form that is too long, or that no page of ours sends.
fn unreadable() -> impl IntoView {
    show_page(
        Area::Open,
        error_page(&PortalError::conflict("error-unreadable")),
    )
}
