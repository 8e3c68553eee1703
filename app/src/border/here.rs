//! The port at which the officer stands.

use crate::session::{caller, traveller_service};
use crate::text::text;
use leptos::nonce::use_nonce;
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

/// What the desk can do more in a browser with scripts: keys, a sound and a colour, the camera.
pub fn desk_script() -> impl IntoView {
    view! { <script src="/desk.js" type="module" nonce=use_nonce()></script> }
}

/// Whose desk it is, for the script that keeps a list for the time without a network; none for an officer
/// without a port, who has no list.
pub fn desk_owner() -> Option<impl IntoView> {
    let staff = caller().staff?;
    let port = staff.port?;
    Some(
        view! { <div id="desk" data-officer=staff.id.to_string() data-port=port hidden=true></div> },
    )
}

/// The key that stands on a control, where scripts answer to keys.
pub fn desk_key(name: &'static str) -> impl IntoView {
    view! { <kbd aria-hidden="true">{name}</kbd> }
}
