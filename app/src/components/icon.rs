//! A sign beside words, from the one sheet of signs. It says nothing by itself.

use leptos::prelude::*;
use leptos::svg::{svg, r#use};

/// The sign of this name in `app/public/icons.svg`.
pub fn icon(name: &str) -> AnyView {
    svg()
        .attr("class", "icon")
        .attr("aria-hidden", "true")
        .child(r#use().attr("href", format!("/icons.svg#{name}")))
        .into_any()
}
