//! The landing page: fee, time, requirements, and where to begin.

use crate::area::Area;
use crate::components::{Notice, NoticeKind, icon};
use crate::context::PageContext;
use crate::page::{Page, load_page};
use crate::session::traveller_service;
use crate::text::{date, money, text, text_with};
use leptos::prelude::*;
use leptos_meta::Meta;

/// What a traveller has to have at hand, each with its sign.
const NEEDED: [(&str, &str); 5] = [
    ("passport", "landing-need-passport"),
    ("camera", "landing-need-photo"),
    ("calendar", "landing-need-trip"),
    ("mail", "landing-need-email"),
    ("card", "landing-need-card"),
];

/// How it goes, each step with its sign.
const STEPS: [(&str, &str, &str); 4] = [
    ("edit", "landing-how-apply-title", "landing-how-apply"),
    ("card", "landing-how-pay-title", "landing-how-pay"),
    ("search", "landing-how-decide-title", "landing-how-decide"),
    ("door-in", "landing-how-enter-title", "landing-how-enter"),
];

pub fn page() -> impl IntoView {
    load_page(Area::Traveller, async move {
        let offer = traveller_service().offer().await?;
        let fee = money(offer.fee);
        let source = text_with(
            "landing-fee-source",
            &[
                ("source", offer.fee_source),
                ("date", date(offer.fee_source_date)),
            ],
        );
        let days = text_with(
            "working-days",
            &[("count", offer.promised_days.to_string())],
        );
        let figures = [
            ("money", "landing-fee", fee.clone(), "landing-fee-each"),
            ("clock", "landing-time", days, "landing-time-from"),
            (
                "calendar",
                "landing-stay",
                text("landing-stay-month"),
                "landing-stay-entry",
            ),
        ];
        Ok(Page::new(
            text("landing-title"),
            view! {
                <Meta name="description" content=text("landing-lead") />
                <section class="hero">
                    <img class="band" src="/band.svg" alt="" width="1152" height="240" />
                    <h1>{text("landing-title")}</h1>
                    <p class="lead">{text("landing-lead")}</p>
                    <div class="buttons">
                        <a class="button" href="/apply">
                            {text("landing-apply")}
                        </a>
                    </div>
                    <p class="links">
                        <a href="/visa-need">{text("landing-visa-need")}</a>
                        <a href="/check">{text("landing-check")}</a>
                    </p>
                </section>
                <dl class="figures">{figures.map(figure).collect_view()}</dl>
                <details class="example always">
                    <summary>{text("landing-fee-who")}</summary>
                    <p class="small">{source}</p>
                </details>
                <h2>{text("landing-need")}</h2>
                <ul class="signed">{NEEDED.map(needed).collect_view()}</ul>
                <h2>{text("landing-how")}</h2>
                <ol class="tiles">{STEPS.map(step).collect_view()}</ol>
                <Notice kind=NoticeKind::Warning>
                    <h2>{text("landing-beware")}</h2>
                    <p>{text_with("landing-beware-text", &[("fee", fee), ("address", host())])}</p>
                </Notice>
            },
        )
        .wide())
    })
}

/// The name under which browsers show this site.
fn host() -> String {
    let PageContext { public_url, .. } = expect_context();
    let host = public_url.split("://").last().unwrap_or_default();
    host.to_owned()
}

fn figure((sign, label, value, more): (&'static str, &str, String, &str)) -> impl IntoView + use<> {
    view! {
        <div>
            <dt>{icon(sign)} " " {text(label)}</dt>
            <dd>{value}</dd>
            <dd class="small">{text(more)}</dd>
        </div>
    }
}

fn needed((sign, key): (&'static str, &str)) -> impl IntoView + use<> {
    view! { <li>{icon(sign)} <span>{text(key)}</span></li> }
}

fn step((sign, title, key): (&'static str, &str, &str)) -> impl IntoView + use<> {
    view! {
        <li>
            {icon(sign)}
            <h3>{text(title)}</h3>
            <p>{text(key)}</p>
        </li>
    }
}
