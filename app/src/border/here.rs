//! The port at which the officer stands.

use crate::session::{caller, traveller_service};
use crate::text::text;
use leptos::prelude::*;

/// The name of the officer's own port; none for an officer without one.
pub async fn own_port() -> Option<String> {
    let code = caller().staff?.port?;
    let ports = traveller_service().ports().await.unwrap_or_default();
    let port = ports.into_iter().find(|port| port.code == code);
    Some(port.map_or(code, |port| port.name))
}

/// The line that names it, at the head of each page.
pub async fn at_port() -> Option<impl IntoView> {
    own_port().await.map(|port| {
        view! { <p class="at-port">{text("border-at-port")} " " <strong>{port}</strong></p> }
    })
}
