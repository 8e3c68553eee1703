//! Header, banner of the demonstration, main part and footer: of the public pages, and of the desks
//! of staff and border officers.

use super::icon::icon;
use super::navigation::{staff_navigation, traveller_navigation};
use crate::area::Area;
use crate::session::{caller, demo};
use crate::text::text;
use leptos::prelude::*;

const SOURCE: &str = "/source";

/// How the content of a page stands in its frame.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// One column of text, with what helps beside it.
    Narrow,
    /// The whole width, for tables and cases.
    Wide,
    /// One screen of a phone, with a band of its own in place of the header.
    Screen,
}

/// The page around its content. `help` stands beside a narrow column where there is room.
pub fn layout(area: Area, width: Width, body: AnyView, help: Option<AnyView>) -> AnyView {
    let banner = demo().then(|| {
        view! {
            <div class="demo-banner">
                <p>{text("demo-banner")}</p>
            </div>
        }
    });
    let class = match (width, &help) {
        (Width::Wide, _) => "wide",
        (Width::Screen, _) => "screen",
        (Width::Narrow, None) => "narrow",
        (Width::Narrow, Some(_)) => "narrow with-help",
    };
    let help =
        help.map(|help| view! { <aside class="help" aria-label=text("help-label")>{help}</aside> });
    let content = view! {
        <main id="main" class=class>
            <div class="column">{body}</div>
            {help}
        </main>
    };
    let framed = match (area, width) {
        (Area::Staff, _) => desk(banner, content).into_any(),
        (_, Width::Screen) => screen(banner, content).into_any(),
        _ => public(area, banner, content).into_any(),
    };
    view! {
        <a class="skip" href="#main">
            {text("skip")}
        </a>
        {framed}
    }
    .into_any()
}

/// The frame that anybody sees: the kingdom's name in both languages, and the footer.
fn public(area: Area, banner: impl IntoView, content: impl IntoView) -> impl IntoView {
    let navigation = match area {
        Area::Traveller if caller().application.is_some() => traveller_navigation(),
        _ => ().into_any(),
    };
    view! {
        <header class="top">
            {banner}
            <div class="inner">
                <a class="brand" href="/">
                    {icon("mark")}
                    <span>
                        <span class="country-khmer" lang="km" translate="no">
                            {text("country-khmer")}
                        </span>
                        <span class="country">
                            {text("country")} " · "
                            <span class="portal" translate="no">
                                {text("portal-name")}
                            </span>
                        </span>
                    </span>
                </a>
                {navigation}
            </div>
        </header>
        {content}
        {footer()}
    }
}

/// The frame of a pass, whose every pixel counts.
fn screen(banner: impl IntoView, content: impl IntoView) -> impl IntoView {
    view! {
        <header>{banner}</header>
        {content}
        {footer()}
    }
}

fn footer() -> impl IntoView {
    view! {
        <footer class="bottom">
            <div class="inner">
                <ul>
                    <li>
                        <a href="/check">{text("footer-check")}</a>
                    </li>
                    <li>
                        <a href="/verify">{text("footer-verify")}</a>
                    </li>
                    <li>
                        <a href="/rules">{text("footer-rules")}</a>
                    </li>
                    <li>
                        <a href="/privacy">{text("footer-privacy")}</a>
                    </li>
                    <li>
                        <a href=SOURCE>{text("footer-source")}</a>
                    </li>
                </ul>
            </div>
        </footer>
    }
}

/// The frame of a desk: a bar with its pages, and nothing that is for travellers.
fn desk(banner: impl IntoView, content: impl IntoView) -> impl IntoView {
    view! {
        <div class="desk">
            <header class="top">
                {banner}
                <div class="inner">
                    <a class="brand" href="/staff">
                        {icon("mark")}
                        <span class="portal">{text("staff-portal-name")}</span>
                    </a>
                    {staff_navigation()}
                </div>
            </header>
            {content}
        </div>
    }
}
