//! Every component in every state on one page of the demonstration: to look at after a change of
//! style, by people and by the browser tests; in light, dark and forced colours.

mod lists;

use crate::area::Area;
use crate::components::{
    Checkbox, Choice, DateField, ErrorSummary, FieldErrors, Notice, NoticeKind, Radios, Select,
    SubmitButton, TextArea, TextField, icon,
};
use crate::contract::TypedDate;
use crate::error::{FieldError, PortalError};
use crate::page::{Page, error_page, show_page};
use crate::route::route;
use crate::session::demo;
use crate::text::text;
use leptos::prelude::*;
use leptos_router::any_nested_route::AnyNestedRoute;
use leptos_router::path;

/// The colours of `style/tokens.css`.
const COLOURS: [&str; 18] = [
    "paper",
    "panel",
    "ink",
    "ink-soft",
    "line",
    "line-strong",
    "accent",
    "accent-strong",
    "accent-wash",
    "gold",
    "gold-ink",
    "gold-wash",
    "bad",
    "bad-wash",
    "good",
    "good-wash",
    "warn",
    "warn-wash",
];

/// The signs of `app/public/icons.svg`.
const SIGNS: [&str; 22] = [
    "passport",
    "camera",
    "calendar",
    "card",
    "mail",
    "person",
    "door-in",
    "search",
    "help",
    "check",
    "warning",
    "cross",
    "clock",
    "edit",
    "rotate-left",
    "rotate-right",
    "zoom-in",
    "zoom-out",
    "phone",
    "plus",
    "money",
    "mark",
];

/// The drawings that stand beside forms.
const DRAWINGS: [&str; 8] = [
    "passport.svg#names",
    "photo-right.svg",
    "photo-wrong-glasses.svg",
    "photo-wrong-hat.svg",
    "photo-wrong-shadow.svg",
    "photo-wrong-far.svg",
    "photo-wrong-tilted.svg",
    "photo-wrong-dark.svg",
];

pub fn routes() -> Vec<AnyNestedRoute> {
    vec![route(path!("/style"), page)]
}

fn page() -> impl IntoView {
    // A page for those who work on the portal; a ministry's has none.
    if !demo() {
        return show_page(Area::Open, error_page(&PortalError::NotFound));
    }
    let body = view! {
        <h1>{text("style-title")}</h1>
        <section>{words()}</section>
        <section>{colours()}</section>
        <section>{signs()}</section>
        <section>{buttons()}</section>
        <section>{notices()}</section>
        <section>{fields("style-plain", &FieldErrors::default())}</section>
        <section>{fields("style-wrong", &wrong())}</section>
        <section>{lists::lists()}</section>
    };
    show_page(Area::Open, Page::new(text("style-title"), body).wide())
}

fn words() -> impl IntoView {
    view! {
        <h2>{text("style-words")}</h2>
        <p class="lead">{text("landing-lead")}</p>
        <p>{text("landing-how-enter")} " " <a href="#buttons">{text("landing-check")}</a></p>
        <p class="small">{text("start-privacy")}</p>
        <p lang="km">{text("country-khmer")}</p>
        <p><span class="reference">"KV-7Q2M-3DXA"</span></p>
        <p class="mrz">"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"</p>
    }
}

fn colours() -> impl IntoView {
    // By a fill, since the page's policy takes no style of an element.
    let swatches = COLOURS.map(|name| {
        let fill = format!("var(--{name})");
        view! {
            <li>
                <svg width="32" height="20" aria-hidden="true"><rect width="32" height="20" fill=fill.clone() /></svg>
                " " {fill}
            </li>
        }
    });
    view! {
        <h2>{text("style-colours")}</h2>
        <ul class="swatches">{swatches.collect_view()}</ul>
    }
}

fn signs() -> impl IntoView {
    let signs = SIGNS.map(|name| view! { <li>{icon(name)} " " {format!("#{name}")}</li> });
    let drawings = DRAWINGS.map(|file| {
        view! { <img src=format!("/drawings/{file}") alt="" height="144" loading="lazy" /> }
    });
    view! {
        <h2>{text("style-signs")}</h2>
        <ul class="swatches">{signs.collect_view()}</ul>
        <p class="buttons">{drawings.collect_view()}</p>
    }
}

fn buttons() -> impl IntoView {
    let kinds = ["main", "second", "danger", "link"];
    let all = kinds.map(|kind| view! { <SubmitButton label=text("continue") kind=kind /> " " });
    view! {
        <h2 id="buttons">{text("style-buttons")}</h2>
        <div class="buttons">{all.collect_view()}</div>
        <p>
            <span class="tag">{text("travellers-incomplete")}</span> " "
            <span class="tag good">{text("travellers-complete")}</span> " "
            <span class="tag warn">{text("status-correction")}</span> " "
            <span class="tag bad">{text("status-fate-denied")}</span>
        </p>
    }
}

fn notices() -> impl IntoView {
    view! {
        <h2>{text("style-notices")}</h2>
        <Notice><p>{text("start-open")}</p></Notice>
        <Notice kind=NoticeKind::Warning><p>{text("landing-beware")}</p></Notice>
        <Notice kind=NoticeKind::Success><p>{text("pay-done")}</p></Notice>
        <p class="access" data-access="yes"><span aria-hidden="true">"✓"</span> " " {text("border-admissible")}</p>
        <p class="access" data-access="caution"><span aria-hidden="true">"!"</span> " " {text("border-forged-shown")}</p>
        <p class="access" data-access="no"><span aria-hidden="true">"✕"</span> " " {text("border-not-admissible")}</p>
        <p class="access" data-access="departed"><span aria-hidden="true">"→"</span> " " {text("border-departed")}</p>
        {verdict("valid", "✓", "verify-valid")}
        <p class="notice warning specimen">{text("verify-specimen")}</p>
        {verdict("lapsed", "!", "verify-used")}
        {verdict("invalid", "✕", "verify-not-valid")}
        {verdict("over", "→", "verify-departed")}
    }
}

/// The verdict on a document, in one of its tones.
fn verdict(kind: &'static str, sign: &'static str, key: &str) -> impl IntoView {
    view! {
        <div class="outcome" data-outcome=kind>
            <p class="result"><span aria-hidden="true">{sign}</span> " " {text(key)}</p>
        </div>
    }
}

fn wrong() -> FieldErrors {
    let error = |field, key| FieldError::new(field, key);
    FieldErrors::new(vec![
        error("style-wrong-line", "field-error-email-missing"),
        error("style-wrong-area", "field-error-choose-port"),
        error("style-wrong-choice", "field-error-choose-nationality"),
        error("style-wrong-radio", "field-error-choose-passport"),
        error("style-wrong-tick", "field-error-truthful"),
        error("style-wrong-date_day", "field-error-issue-missing"),
    ])
}

fn fields(prefix: &str, errors: &FieldErrors) -> impl IntoView + use<> {
    let name = |part: &str| format!("{prefix}-{part}");
    let choices = || ["F", "M", "X"].map(|sex| Choice::new(sex, sex)).to_vec();
    view! {
        <h2>{text(prefix)}</h2>
        <ErrorSummary errors=errors.clone() />
        <TextField name=name("line") label=text("email") hint=text("start-email-hint") errors=errors.clone() />
        <TextArea name=name("area") label=text("trip-address") hint=text("trip-address-hint") errors=errors.clone() />
        <Select name=name("choice") label=text("nationality") choices=choices() errors=errors.clone() />
        <Radios name=name("radio") label=text("sex") choices=choices() in_line=true errors=errors.clone() />
        <Checkbox name=name("tick") label=text("declaration-truthful") errors=errors.clone() />
        <DateField name=name("date") label=text("birth-date") hint=text("passport-birth-hint") value=TypedDate::default() errors=errors.clone() />
    }
}
