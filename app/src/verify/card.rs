//! What e-visa and V-Pass have in common, as their holders show them on a phone: the band, the line of
//! the day, the holder, the code, and being kept for the time without a network.
//!
//! The code stands alone on white while the address ends in `#code`: two links over it lead there
//! and back, so that it needs no script, and "Back" and the keyboard do what they always do.

use crate::components::Code;
use crate::contract::QrCode;
use crate::error::PortalError;
use crate::page::{Page, set_status};
use crate::text::{birth_date, date, text, text_with};
use chrono::{Datelike, NaiveDate};
use domain::doc9303::mrz::MrzDate;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_meta::Meta;

/// The longest name that is written large.
const LONG_NAME: usize = 20;

/// The page of a link that was not copied whole, or whose document counts no more: a phone that kept it
/// forgets it.
pub fn gone(title: &'static str, says: &'static str) -> Page {
    set_status(&PortalError::NotFound);
    let title = text(title);
    Page::new(
        title.clone(),
        view! {
            <h1>{title}</h1>
            <p>{text(says)}</p>
            <div class="buttons">
                <a class="button" href="/check">{text("pass-no-open")}</a>
                <a class="button second" href="/lost-pass">{text("pass-lost")}</a>
            </div>
        },
    )
}

/// For search engines; and the name under which a phone's home screen has it.
pub fn never_listed(title: &'static str) -> impl IntoView {
    view! {
        <Meta name="robots" content="noindex, nofollow" />
        <Meta name="apple-mobile-web-app-title" content=text(title) />
    }
}

/// Has the browser keep the page.
pub fn keep_script() -> impl IntoView {
    view! { <script src="/keep-pass.js" type="module" nonce=use_nonce()></script> }
}

pub fn band(title: &'static str) -> impl IntoView {
    view! {
        <header class="band">
            <a class="kingdom" href="/">
                <span class="mark" aria-hidden="true"></span>
                <span>
                    <span class="country-khmer" lang="km" translate="no">{text("country-khmer")}</span>
                    <span class="country">{text("country")}</span>
                </span>
            </a>
            <h1>{text(title)}</h1>
        </header>
    }
}

/// The day on which the page was made, in the colour of its weekday: an old picture of a pass has
/// another date, and mostly another colour.
pub fn day_line(today: NaiveDate, demo: bool) -> impl IntoView {
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

/// Who holds the document, as an officer compares it.
pub struct Holder<'a> {
    /// Either may be empty, for people of one name.
    pub surname: &'a str,
    pub given_names: &'a str,
    pub birth_date: &'a MrzDate,
    pub nationality: &'a str,
    pub passport_number: &'a str,
    /// Within the page; empty where it cannot be read now.
    pub photo: &'a str,
}

pub fn holder(holder: &Holder<'_>) -> impl IntoView + use<> {
    let photo = (!holder.photo.is_empty()).then(|| {
        view! { <img src=holder.photo.to_owned() alt=text("pass-photo") width="96" height="128" /> }
    });
    let names = [
        ("pass-surname", "surname", holder.surname),
        ("pass-given-names", "given", holder.given_names),
    ]
    .into_iter()
    .filter(|(_, _, name)| !name.is_empty())
    .map(|(label, class, name)| {
        let long = name.chars().count() > LONG_NAME;
        view! {
            <div class=class class:long=long>
                <dt class="unseen">{text(label)}</dt>
                <dd dir="auto" translate="no">{name.to_owned()}</dd>
            </div>
        }
    });
    let names: Vec<_> = names.collect();
    let facts = facts(vec![
        ("pass-birth", birth_date(holder.birth_date)),
        ("pass-nationality", holder.nationality.to_owned()),
        ("pass-passport", holder.passport_number.to_owned()),
    ]);
    view! { <div class="holder">{photo} <dl>{names} {facts}</dl></div> }
}

pub fn facts(facts: Vec<(&'static str, String)>) -> Vec<AnyView> {
    facts
        .into_iter()
        .map(|(label, value)| {
            view! { <div><dt>{text(label)}</dt> <dd>{value}</dd></div> }.into_any()
        })
        .collect()
}

/// Why nobody can verify the code, where that is so; it stands before it, or in its place. `counts`: whether
/// the document is in force.
pub fn bad_code(code: Option<&QrCode>, has_good_key: bool, counts: bool) -> impl IntoView + use<> {
    let why = match code {
        None => Some("pass-code-unreadable"),
        Some(_) if has_good_key => None,
        Some(_) if counts => Some("pass-code-bad-key"),
        Some(_) => Some("pass-code-bad-key-over"),
    };
    why.map(|why| view! { <div class="notice warning"><p>{text(why)}</p></div> })
}

/// The code and what it is for, or what it says now; larger at a tap while it is asked for. Nothing where
/// it cannot be read.
pub fn code(
    code: Option<QrCode>,
    title: String,
    hint: Option<String>,
    is_asked_for: bool,
) -> Option<impl IntoView> {
    let code = code?;
    let tap = is_asked_for.then(|| view! { <span class="tap">{text("pass-code-tap")}</span> });
    Some(view! {
        <figure class="code" id="code" tabindex="-1">
            <Code code title />
            <figcaption>{hint} " " {tap}</figcaption>
            <a class="alone" id="code-alone" href="#code"><span class="unseen">{text("pass-code-alone")}</span></a>
            <a class="together" href="#code-alone"><span>{text("pass-code-together")}</span></a>
        </figure>
    })
}

/// What is made of the code; nothing where it cannot be read.
pub fn of_code(
    code: Option<&QrCode>,
    pdf: String,
    seal_url: &str,
    verify: &'static str,
) -> Option<(impl IntoView + use<>, impl IntoView + use<>)> {
    code?;
    let seal_url = seal_url.to_owned();
    Some((
        view! { <a class="button main" href=pdf>{text("pass-pdf")}</a> },
        view! { <a class="button second" href=seal_url>{text(verify)}</a> },
    ))
}

/// Kept on a phone the page does not age: it says of which day it is. While it is needed, how it gets
/// onto the home screen.
pub fn kept(today: NaiveDate, is_needed: bool) -> impl IntoView {
    let day = [("date", date(today))];
    let keep = is_needed.then(|| {
        view! {
            <p class="hint keep">{text("pass-keep")}</p>
            <details class="home-screen">
                <summary>{text("pass-home")}</summary>
                <p><strong>"iPhone, iPad"</strong> " " {text("pass-home-apple")}</p>
                <p><strong>"Android"</strong> " " {text("pass-home-android")}</p>
            </details>
        }
    });
    view! {
        <p class="keep" id="kept" role="status" hidden=true>{text_with("pass-kept", &day)}</p>
        <p class="hint as-of">{text_with("pass-counted-on", &day)}</p>
        {keep}
    }
}
