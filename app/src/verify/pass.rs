//! The V-Pass by its secret link: all that an officer looks for on one screen of a small phone, and
//! complete when it is saved, since photo and code are part of the page. Its only script has the
//! browser keep it.
//!
//! The code stands alone on white while the address ends in `#code`: two links over it lead there
//! and back, so that it needs no script, and "Back" and the keyboard do what they always do.

use crate::area::Area;
use crate::components::Code;
use crate::contract::PassView;
use crate::error::PortalError;
use crate::page::{Page, load_page, set_status};
use crate::session::{caller, path_part, verifier};
use crate::text::{birth_date, date, text, text_with};
use crate::url::encode;
use chrono::{Datelike, NaiveDate};
use domain::states::StayState;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_meta::Meta;

/// The longest name that is written large.
const LONG_NAME: usize = 20;

pub fn page() -> impl IntoView {
    load_page(Area::Open, async move {
        let secret = path_part("secret");
        match verifier().pass(&caller(), &secret).await {
            Ok(pass) => Ok(pass_page(pass, &secret)),
            Err(error @ PortalError::NotFound) => Ok(no_pass(&error)),
            Err(error) => Err(error),
        }
    })
}

/// The page of a link that was not copied whole.
fn no_pass(error: &PortalError) -> Page {
    set_status(error);
    let title = text("pass-no-title");
    Page::new(
        title.clone(),
        view! {
            <h1>{title}</h1>
            <p>{text("pass-no")}</p>
            <div class="buttons">
                <a class="button" href="/check">{text("pass-no-open")}</a>
            </div>
        },
    )
}

fn pass_page(pass: PassView, secret: &str) -> Page {
    let pdf = format!("/v/{}/pass.pdf", encode(secret));
    let body = view! {
        <Meta name="robots" content="noindex, nofollow" />
        <article class="pass" data-state=pass.state.as_str()>
            {band()}
            {day_line(pass.today, pass.demo)}
            {holder(&pass)}
            {permitted(&pass)}
            {code(&pass)}
            {more(&pass)}
            {kept(&pass)}
            <div class="buttons">
                <a class="button main" href=pdf>{text("pass-pdf")}</a>
                {wallets(&pass, secret)}
                <a class="button second" href=pass.seal_url.clone()>{text("pass-verify")}</a>
            </div>
        </article>
        <script src="/keep-pass.js" type="module" nonce=use_nonce()></script>
    };
    Page::new(text("pass-title"), body).screen()
}

/// The wallets that take the pass while it is open.
fn wallets(pass: &PassView, secret: &str) -> impl IntoView + use<> {
    let open = pass.state == StayState::Open;
    let secret = encode(secret);
    let apple = (open && pass.apple_wallet).then(|| {
        let file = format!("/v/{secret}/pass.pkpass");
        view! { <a class="button second" href=file>{text("pass-apple-wallet")}</a> }
    });
    let google = (open && pass.google_wallet).then(|| {
        let page = format!("/v/{secret}/google");
        view! { <a class="button second" href=page>{text("pass-google-wallet")}</a> }
    });
    view! { {apple} {google} }
}

fn band() -> impl IntoView {
    view! {
        <header class="band">
            <a class="kingdom" href="/">
                <span class="mark" aria-hidden="true"></span>
                <span>
                    <span class="country-khmer" lang="km" translate="no">{text("country-khmer")}</span>
                    <span class="country">{text("country")}</span>
                </span>
            </a>
            <h1>{text("pass-title")}</h1>
        </header>
    }
}

/// The day on which the page was made, in the colour of its weekday: an old picture of a pass has
/// another date, and mostly another colour.
fn day_line(today: NaiveDate, demo: bool) -> impl IntoView {
    let weekday = today.weekday().number_from_monday();
    let named = text_with(
        "pass-today",
        &[
            ("weekday", text(&format!("weekday-{weekday}"))),
            ("date", date(today)),
        ],
    );
    let specimen =
        demo.then(|| view! { <strong class="specimen">{text("pass-specimen")}</strong> });
    view! { <p class="day-line" data-weekday=weekday>{named} {specimen}</p> }
}

fn holder(pass: &PassView) -> impl IntoView + use<> {
    let photo = (!pass.photo.is_empty()).then(|| {
        view! { <img src=pass.photo.clone() alt=text("pass-photo") width="96" height="128" /> }
    });
    let names = [
        ("pass-surname", "surname", &pass.surname),
        ("pass-given-names", "given", &pass.given_names),
    ]
    .into_iter()
    .filter(|(_, _, name)| !name.is_empty())
    .map(|(label, class, name)| {
        let long = name.chars().count() > LONG_NAME;
        view! {
            <div class=class class:long=long>
                <dt class="unseen">{text(label)}</dt>
                <dd dir="auto" translate="no">{name.clone()}</dd>
            </div>
        }
    });
    let names: Vec<_> = names.collect();
    let facts = facts(vec![
        ("pass-birth", birth_date(&pass.birth_date)),
        ("pass-nationality", pass.nationality.clone()),
        ("pass-passport", pass.passport_number.clone()),
    ]);
    view! { <div class="holder">{photo} <dl>{names} {facts}</dl></div> }
}

fn facts(facts: Vec<(&'static str, String)>) -> Vec<AnyView> {
    facts
        .into_iter()
        .map(|(label, value)| {
            view! { <div><dt>{text(label)}</dt> <dd>{value}</dd></div> }.into_any()
        })
        .collect()
}

/// The last permitted day and what is left until it; or that the stay is over, or the pass closed.
fn permitted(pass: &PassView) -> AnyView {
    if pass.state == StayState::Departed {
        let left = pass
            .departed_on
            .map(|day| text_with("pass-left-on", &[("date", date(day))]));
        return view! {
            <p class="permitted closed"><strong>{text("pass-closed")}</strong> " " <span>{left}</span></p>
        }
        .into_any();
    }
    let over = pass.days_left < 0;
    let (until, days) = if over {
        ("pass-ended", "pass-days-over")
    } else {
        ("pass-until", "pass-days-left")
    };
    let days = text_with(
        days,
        &[("count", pass.days_left.unsigned_abs().to_string())],
    );
    let last = date(pass.last_permitted_day);
    view! {
        <p class="permitted" class:over=over>
            <span>{text(until)} " " <strong>{last}</strong></span> " "
            <span class="days">{days}</span>
        </p>
    }
    .into_any()
}

/// The code, and what it is for; or what it says now.
fn code(pass: &PassView) -> impl IntoView + use<> {
    let code = pass.code.clone();
    let asked_for = pass.state == StayState::Open && pass.days_left >= 0;
    let hint = match pass.state {
        _ if asked_for => "pass-code-hint",
        StayState::Open => "pass-code-over",
        StayState::Departed => "pass-code-closed",
    };
    let hint = text(hint);
    let tap = asked_for.then(|| view! { <span class="tap">{text("pass-code-tap")}</span> });
    view! {
        <figure class="code" id="code" tabindex="-1">
            <Code code title=text("pass-qr-title") />
            <figcaption>{hint} " " {tap}</figcaption>
            <a class="alone" id="code-alone" href="#code"><span class="unseen">{text("pass-code-alone")}</span></a>
            <a class="together" href="#code-alone"><span>{text("pass-code-together")}</span></a>
        </figure>
    }
}

fn more(pass: &PassView) -> impl IntoView + use<> {
    let entered = text_with(
        "pass-entered-at",
        &[
            ("date", date(pass.entered_on)),
            ("port", pass.entered_at.clone()),
        ],
    );
    let facts = facts(vec![
        ("pass-entered", entered),
        ("pass-visa", text("pass-visa-says")),
        ("pass-number", pass.number.clone()),
    ]);
    view! { <dl class="facts">{facts}</dl> }
}

/// Kept on a phone the page does not age: it says of which day it is.
fn kept(pass: &PassView) -> impl IntoView + use<> {
    let day = [("date", date(pass.today))];
    let keep = (pass.state == StayState::Open)
        .then(|| view! { <p class="hint keep">{text("pass-keep")}</p> });
    view! {
        <p class="keep" id="kept" role="status" hidden=true>{text_with("pass-kept", &day)}</p>
        <p class="hint as-of">{text_with("pass-counted-on", &day)}</p>
        {keep}
    }
}
