//! The privacy notice, and the page of the source code.

use crate::area::Area;
use crate::context::PageContext;
use crate::page::{Page, show_page};
use crate::text::{text, text_with};
use leptos::prelude::*;

/// The parts of the notice: message keys of heading and paragraph.
const PARTS: &[(&str, &str)] = &[
    ("privacy-what-title", "privacy-what"),
    ("privacy-why-title", "privacy-why"),
    ("privacy-how-title", "privacy-how"),
    ("privacy-card-title", "privacy-card"),
    ("privacy-wallet-title", "privacy-wallet"),
    ("privacy-cookies-title", "privacy-cookies"),
    ("privacy-long-title", "privacy-long"),
];

pub fn page() -> impl IntoView {
    let years = use_context::<PageContext>().map_or(0, |page| page.keep_years);
    let parts: Vec<_> = PARTS
        .iter()
        .map(|(title, says)| {
            view! {
                <h2>{text(title)}</h2>
                <p>{text_with(says, &[("years", years.to_string())])}</p>
            }
        })
        .collect();
    show_page(
        Area::Open,
        Page::new(
            text("privacy-title"),
            view! {
                <h1>{text("privacy-title")}</h1>
                {parts}
            },
        ),
    )
}

pub fn source() -> impl IntoView {
    let version = text_with(
        "source-version",
        &[("version", env!("CARGO_PKG_VERSION").to_owned())],
    );
    let address = use_context::<PageContext>()
        .map(|page| page.source_url)
        .filter(|address| !address.is_empty());
    let link = match address {
        Some(address) => {
            let says = address.clone();
            view! {
                <p>
                    <a href=address>{says}</a>
                </p>
            }
            .into_any()
        }
        None => view! { <p>{text("source-demo")}</p> }.into_any(),
    };
    show_page(
        Area::Open,
        Page::new(
            text("source-title"),
            view! {
                <h1>{text("source-title")}</h1>
                <p>{text("source-text")}</p>
                {link}
                <p>{version}</p>
            },
        ),
    )
}
