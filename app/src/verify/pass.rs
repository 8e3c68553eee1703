//! The V-Pass by its secret link: made for a small phone in a queue, and complete when it is saved,
//! since photo and code are part of the page. Its only script has the browser keep it.

use crate::area::Area;
use crate::components::Code;
use crate::contract::PassView;
use crate::page::{Page, load_page};
use crate::session::{caller, path_part, verifier};
use crate::text::{date, text, text_with};
use crate::url::encode;
use chrono::TimeDelta;
use domain::states::StayState;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_meta::Meta;

pub fn page() -> impl IntoView {
    let secret = path_part("secret");
    load_page(Area::Open, async move {
        let pass = verifier().pass(&caller(), &secret).await?;
        Ok(pass_page(pass, &secret))
    })
}

fn pass_page(pass: PassView, secret: &str) -> Page {
    let pdf = format!("/v/{}/pass.pdf", encode(secret));
    let entered = text_with(
        "pass-entered-at",
        &[
            ("date", date(pass.entered_on)),
            ("port", pass.entered_at.clone()),
        ],
    );
    // A birth date that is not wholly known is written as in the passport.
    let born = pass
        .birth_date
        .date()
        .map_or_else(|| pass.birth_date.iso(), date);
    let facts: Vec<_> = [
        ("pass-birth", born),
        ("pass-passport", pass.passport_number.clone()),
        ("pass-nationality", pass.nationality.clone()),
        ("pass-entered", entered),
        ("pass-number", pass.number.clone()),
    ]
    .into_iter()
    .map(|(label, value)| view! { <div><dt>{text(label)}</dt><dd>{value}</dd></div> })
    .collect();
    let specimen = pass
        .demo
        .then(|| view! { <p class="specimen">{text("pass-specimen")}</p> });
    let photo = (!pass.photo.is_empty()).then(|| {
        view! { <img src=pass.photo.clone() alt=text("pass-photo") width="120" height="180" /> }
    });
    let hint = match pass.state {
        StayState::Open => "pass-code-hint",
        StayState::Departed => "pass-code-closed",
    };
    let body = view! {
        <Meta name="robots" content="noindex, nofollow" />
        <article class="pass" data-state=pass.state.as_str()>
            <h1>{text("pass-title")}</h1>
            {specimen}
            <div class="holder">
                {photo}
                <div>
                    <p class="label">{text("pass-name")}</p>
                    <p class="holder-name" dir="auto">{pass.name.clone()}</p>
                </div>
            </div>
            {permitted(&pass)}
            <dl class="facts">{facts}</dl>
            <figure class="code">
                <div class="code-box" role="img" aria-label=text("pass-code")>
                    <Code code=pass.code title=text("pass-qr-title") />
                </div>
                <figcaption>{text(hint)}</figcaption>
            </figure>
            <div class="buttons">
                <a class="button main" href=pdf>{text("pass-pdf")}</a>
                <a class="button second" href=pass.seal_url>{text("pass-verify")}</a>
            </div>
            <p class="keep" id="kept" role="status" hidden=true>{text("pass-kept")}</p>
            {(pass.state == StayState::Open).then(|| view! { <p class="hint keep">{text("pass-keep")}</p> })}
        </article>
        <script src="/keep-pass.js" type="module" nonce=use_nonce()></script>
    };
    Page::new(text("pass-title"), body)
}

/// The permitted stay in large type; or a note that the pass is closed.
fn permitted(pass: &PassView) -> AnyView {
    if pass.state == StayState::Departed {
        let left = pass
            .departed_on
            .map(|day| text_with("pass-closed-on", &[("date", date(day))]));
        return view! {
            <div class="permitted closed">
                <p class="days">{text("pass-closed")}</p>
                <p>{left}</p>
            </div>
        }
        .into_any();
    }
    let over = pass.days_left < 0;
    let key = if over {
        "pass-days-over"
    } else {
        "pass-days-left"
    };
    let days = text_with(key, &[("count", pass.days_left.unsigned_abs().to_string())]);
    // Kept on a phone the page does not age: it says of which day it is.
    let counted_on = pass.last_permitted_day - TimeDelta::days(pass.days_left);
    let counted_on = text_with("pass-counted-on", &[("date", date(counted_on))]);
    view! {
        <div class="permitted" class:over=over>
            <p class="label">{text("pass-last-day")}</p>
            <p class="day">{date(pass.last_permitted_day)}</p>
            <p class="days">{days}</p>
            <p class="small">{counted_on}</p>
        </div>
    }
    .into_any()
}
