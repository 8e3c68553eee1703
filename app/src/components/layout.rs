//! Header, banner of the demonstration, main part and footer of every page.

use super::navigation::{staff_navigation, traveller_navigation};
use crate::area::Area;
use crate::session::{caller, demo};
use crate::text::text;
use leptos::prelude::*;

const SOURCE: &str = "/source";

/// The page around its content.
pub fn layout(area: Area, wide: bool, body: AnyView) -> AnyView {
    let banner = demo().then(|| {
        view! {
            <div class="demo-banner">
                <p>{text("demo-banner")}</p>
            </div>
        }
    });
    let navigation = match area {
        Area::Staff => staff_navigation(),
        Area::Traveller if caller().application.is_some() => traveller_navigation(),
        Area::Open | Area::Traveller => ().into_any(),
    };
    let home = match area {
        Area::Staff => "/staff",
        Area::Open | Area::Traveller => "/",
    };
    view! {
        <a class="skip" href="#main">
            {text("skip")}
        </a>
        <header class="top">
            {banner}
            <div class="inner">
                <a class="brand" href=home>
                    <span class="mark" aria-hidden="true"></span>
                    <span>
                        <span class="country">{text("country")}</span>
                        <span class="portal">{text("portal-name")}</span>
                    </span>
                </a>
                {navigation}
            </div>
        </header>
        <main id="main" class=if wide { "wide" } else { "narrow" }>
            {body}
        </main>
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
                <p>{text("footer-licence")}</p>
            </div>
        </footer>
    }
    .into_any()
}
