//! The landing page: fee, time, requirements, and where to begin.

use crate::area::Area;
use crate::components::{Notice, NoticeKind};
use crate::page::{Page, load_page};
use crate::session::traveller_service;
use crate::text::{date, money, text, text_with};
use leptos::prelude::*;
use leptos_meta::Meta;

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
        let needs: Vec<_> = [
            "landing-need-passport",
            "landing-need-photo",
            "landing-need-trip",
            "landing-need-email",
            "landing-need-card",
        ]
        .into_iter()
        .map(|key| view! { <li>{text(key)}</li> })
        .collect();
        Ok(Page::new(
            text("landing-title"),
            view! {
                <Meta name="description" content=text("landing-lead") />
                <h1>{text("landing-title")}</h1>
                <p class="lead">{text("landing-lead")}</p>
                <div class="buttons">
                    // A traveller who is exempt learns it before anything else is asked (Art. 5).
                    <a class="button" href="/visa-need">
                        {text("landing-apply")}
                    </a>
                    <a class="button second" href="/visa-need">
                        {text("landing-visa-need")}
                    </a>
                    <a class="button second" href="/check">
                        {text("landing-check")}
                    </a>
                </div>
                <dl class="figures">
                    <div>
                        <dt>{text("landing-fee")}</dt>
                        <dd>{fee.clone()}</dd>
                        <dd class="small">{text("landing-fee-each")}</dd>
                    </div>
                    <div>
                        <dt>{text("landing-time")}</dt>
                        <dd>{days}</dd>
                        <dd class="small">{text("landing-time-from")}</dd>
                    </div>
                    <div>
                        <dt>{text("landing-stay")}</dt>
                        <dd>{text("landing-stay-month")}</dd>
                        <dd class="small">{text("landing-stay-entry")}</dd>
                    </div>
                </dl>
                <p class="small">{source}</p>
                <h2>{text("landing-need")}</h2>
                <ul>{needs}</ul>
                <h2>{text("landing-how")}</h2>
                <ol>
                    <li>{text("landing-how-apply")}</li>
                    <li>{text("landing-how-pay")}</li>
                    <li>{text("landing-how-decide")}</li>
                    <li>{text("landing-how-enter")}</li>
                </ol>
                <Notice kind=NoticeKind::Warning>
                    <h2>{text("landing-beware")}</h2>
                    <p>{text_with("landing-beware-text", &[("fee", fee)])}</p>
                </Notice>
            },
        ))
    })
}
