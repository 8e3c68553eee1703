//! A QR code: black on white with its quiet zone; style sheets give it its size.

use crate::contract::QrCode;
use leptos::prelude::*;

/// The code as SVG; `title` is read out in its place.
#[component]
pub fn Code(code: QrCode, #[prop(into)] title: String) -> impl IntoView {
    let QrCode { side, path } = code;
    view! {
        <svg
            xmlns="http://www.w3.org/2000/svg"
            viewBox=format!("0 0 {side} {side}")
            role="img"
            shape-rendering="crispEdges"
        >
            <title>{title}</title>
            <path fill="#fff" d=format!("M0 0h{side}v{side}H0z") />
            <path stroke="#000" d=path />
        </svg>
    }
}
