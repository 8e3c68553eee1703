//! The pages of errors: what happened, what to do, and the right HTTP status.

use crate::error::PortalError;
use crate::screen::{Area, Screen, show};
use crate::shell::route;
use crate::text::{error_title, is_message, text, text_with};
use http::StatusCode;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
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
    show(Area::Open, error_view(&PortalError::NotFound))
}

/// Signed in, but for other things.
fn forbidden() -> impl IntoView {
    show(Area::Open, error_view(&PortalError::Forbidden))
}

/// A form that is too long, or that no page of ours sends.
fn unreadable() -> impl IntoView {
    show(
        Area::Open,
        error_view(&PortalError::conflict("error-unreadable")),
    )
}

/// The error as a page; sets the status of the answer.
pub fn error_view(error: &PortalError) -> Screen {
    if let (Some(response), Ok(status)) = (
        use_context::<ResponseOptions>(),
        StatusCode::from_u16(error.status()),
    ) {
        response.set_status(status);
    }
    let title = error_title(error);
    let advice = match error {
        PortalError::Internal(number) => {
            text_with("error-internal-advice", &[("number", number.clone())])
        }
        other => {
            let key = format!("{}-advice", other.message_key());
            if is_message(&key) {
                text(&key)
            } else {
                text("error-advice")
            }
        }
    };
    Screen::new(
        title.clone(),
        view! {
            <h1>{title}</h1>
            <p>{advice}</p>
            <p>
                <a href="/">{text("to-the-start")}</a>
            </p>
        },
    )
}
