//! Admitting without a network: the frame of what the script of the desk does, with its words. The browser
//! keeps this page; it holds nothing about travellers. Without scripts there is no such desk, and it says so.

use super::here::{at_port, desk_key, desk_owner};
use crate::components::SubmitButton;
use crate::contract::Role;
use crate::officer_frame::staff_page;
use crate::page::Page;
use crate::session::caller;
use crate::text::{text, text_with};
use leptos::nonce::use_nonce;
use leptos::prelude::*;

/// What the script says, by key; it puts its own values in the place of the arguments.
const SAYS: [(&str, &[&str]); 36] = [
    ("offline-gone", &[]),
    ("offline-away", &[]),
    ("offline-list", &["time", "count", "until"]),
    ("offline-list-full", &[]),
    ("offline-none", &[]),
    ("offline-stale", &["time"]),
    ("offline-online", &[]),
    ("offline-over-session", &[]),
    ("offline-not-on-list", &[]),
    ("offline-may", &[]),
    ("offline-compare", &[]),
    ("offline-compare-how", &[]),
    ("offline-other-passport", &["name"]),
    ("offline-over", &["day"]),
    ("offline-twice", &["time"]),
    ("offline-admit", &["name"]),
    ("offline-admitted", &["name", "time"]),
    ("offline-born", &["day"]),
    ("offline-visa", &["number", "day"]),
    ("offline-with-adult", &["name"]),
    ("offline-photo", &["name"]),
    ("offline-somebody", &[]),
    ("offline-waiting", &[]),
    ("offline-pressed", &[]),
    ("offline-pressed-who", &[]),
    ("offline-pressed-before", &["time"]),
    ("offline-look-up", &[]),
    ("offline-recorded", &[]),
    ("offline-handed-in", &["recorded", "others"]),
    ("offline-kept-acts", &["count"]),
    ("offline-refused", &["why"]),
    ("offline-sign-in", &[]),
    ("offline-not-sent", &[]),
    // The worker's, of the page that it answers who signs out without a network.
    ("offline-signed-out", &[]),
    ("offline-signed-out-text", &[]),
    ("offline-signed-out-again", &[]),
];

/// What the box may find wrong.
const FINDS_WRONG: [&str; 8] = [
    "field-error-find-nothing",
    "field-error-find-state",
    "field-error-find-what",
    "field-error-mrz-first-line",
    "field-error-mrz-second-line",
    "field-error-mrz-length",
    "field-error-mrz-number",
    "field-error-seal",
];

pub fn page() -> impl IntoView {
    staff_page(async move {
        caller().with_role(Role::Border)?;
        let body = view! {
            {at_port().await}
            <h1>{text("offline-title")}</h1>
            <noscript>
                <p class="notice">{text("offline-needs-script")}</p>
            </noscript>
            <p id="offline-says" role="status">{text("offline-text")}</p>
            <p class="notice" id="offline-pressed" role="alert" hidden=true>{text("offline-pressed-text")}</p>
            {find()}
            <div id="found" aria-live="polite"></div>
            {acts()}
            <ul id="desk-words" hidden=true>{words()}</ul>
            {desk_owner()}
            <script src="/desk-offline.js" type="module" nonce=use_nonce()></script>
        };
        Ok(Page::new(text("offline-title"), body).wide())
    })
}

fn find() -> impl IntoView {
    view! {
        <form id="offline-find" hidden=true novalidate=true>
            <div class="field find">
                <label for="query">{text("border-find-label")}</label>
                <p class="hint" id="query-hint">{text("border-find-hint")}</p>
                <p class="field-error" id="query-error" role="alert" hidden=true></p>
                <input class="whole code" type="text" id="query" autocomplete="off" autocapitalize="characters"
                    spellcheck="false" aria-describedby="query-hint query-error" aria-keyshortcuts="F2" />
            </div>
            <div class="buttons"><SubmitButton label=text("border-find") /></div>
        </form>
    }
}

/// What was done at this desk, and handing it in.
fn acts() -> impl IntoView {
    view! {
        <section id="acts" hidden=true>
            <h2>{text("offline-acts")}</h2>
            <p id="hand-in-says" role="status"></p>
            <table class="cards-on-phone">
                <thead>
                    <tr>
                        <th scope="col">{text("border-shift-when")}</th>
                        <th scope="col">{text("border-shift-who")}</th>
                        <th scope="col">{text("border-shift-what")}</th>
                    </tr>
                </thead>
                <tbody></tbody>
            </table>
            <p>
                <button type="button" class="button second" id="hand-in" aria-keyshortcuts="F10">
                    {text("offline-hand-in")} " " {desk_key("F10")}
                </button>
            </p>
            <p><a href="/staff/provisional">{text("provisional-title")}</a></p>
        </section>
    }
}

/// With `{name}` where the script puts a value.
fn words() -> impl IntoView {
    let said = SAYS.into_iter().map(|(key, arguments)| {
        let arguments: Vec<_> = arguments
            .iter()
            .map(|name| (*name, format!("{{{name}}}")))
            .collect();
        (key, text_with(key, &arguments))
    });
    let wrong = FINDS_WRONG.into_iter().map(|key| (key, text(key)));
    said.chain(wrong)
        .map(|(key, says)| view! { <li data-key=key>{says}</li> })
        .collect_view()
}
